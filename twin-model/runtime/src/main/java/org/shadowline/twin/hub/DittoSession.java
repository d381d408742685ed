package org.shadowline.twin.hub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.access.Role;
import org.shadowline.twin.access.Subject;
import org.shadowline.twin.store.Change;

/**
 * A client that speaks the Ditto protocol over a WebSocket. Every command is answered, by an error when nothing else is
 * possible: a client waits for an answer. Frames come in on one thread at a time; answers to changes are sent when they
 * are durable, by another.
 */
final class DittoSession {
    private static final int MOST_SEARCHES = 20;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Things things;
    private final Sessions sessions;
    private final ObjectMapper mapper;
    private final Consumer<String> to;
    private volatile Subject who;
    private final TokenReader tokens;
    private final Map<String, Queue<ArrayNode>> searches = new LinkedHashMap<>();

    /** Who a token stands for; null for nobody. */
    interface TokenReader {
        @Nullable Subject read(String token);
    }

    DittoSession(
            Things things,
            Sessions sessions,
            ObjectMapper mapper,
            Subject who,
            TokenReader tokens,
            Consumer<String> to) {
        this.things = things;
        this.sessions = sessions;
        this.mapper = mapper;
        this.who = who;
        this.tokens = tokens;
        this.to = to;
    }

    void received(String text) {
        if (text.startsWith("START-SEND-") || text.startsWith("STOP-SEND-") || text.startsWith("JWT-TOKEN")) {
            try {
                control(text);
            } catch (HubProblem problem) {
                send(Frames.error("_/_/things/twin/errors", null, problem));
            }
            return;
        }
        ObjectNode frame = null;
        try {
            frame = parsed(text);
            handle(frame);
        } catch (HubProblem problem) {
            refuse(frame, problem);
        } catch (RuntimeException e) {
            refuse(
                    frame,
                    new HubProblem(
                            500,
                            "things:internal.error",
                            "the hub could not do this: " + e.getClass().getSimpleName()));
        }
    }

    private ObjectNode parsed(String text) {
        try {
            if (mapper.readTree(text) instanceof ObjectNode object) return object;
            throw HubProblem.badRequest("json.invalid", "a frame of the Ditto protocol must be a JSON object");
        } catch (JacksonException e) {
            throw HubProblem.badRequest("json.invalid", "the frame is no JSON: " + e.getOriginalMessage());
        }
    }

    private void refuse(@Nullable ObjectNode frame, HubProblem problem) {
        var topic = frame == null ? "" : frame.path("topic").asText("");
        var parts = topic.split("/");
        var channel = topic.contains("/live/") ? "live" : "twin";
        var error = parts.length < 4
                ? "_/_/things/twin/errors"
                : parts[2].equals("policies")
                        ? parts[0] + "/" + parts[1] + "/policies/errors"
                        : parts[0] + "/" + parts[1] + "/things/" + channel + "/errors";
        send(Frames.error(error, correlation(frame), problem));
    }

    private static @Nullable String correlation(@Nullable ObjectNode frame) {
        var correlation = frame == null ? null : frame.path("headers").get("correlation-id");
        return correlation == null ? null : correlation.asText();
    }

    private void send(ObjectNode frame) {
        to.accept(frame.toString());
    }

    /** The commands that are no JSON: {@code START-SEND-EVENTS?filter=…}. */
    private void control(String text) {
        int question = text.indexOf('?');
        var command = question < 0 ? text : text.substring(0, question);
        var parameters = parameters(question < 0 ? "" : text.substring(question + 1));
        switch (command) {
            case "START-SEND-EVENTS" -> sessions.startEvents(this, wish(parameters), to);
            case "STOP-SEND-EVENTS" -> sessions.stopEvents(this);
            case "START-SEND-MESSAGES" -> sessions.startMessages(this, to);
            case "STOP-SEND-MESSAGES" -> sessions.stopMessages(this);
            case "START-SEND-LIVE-COMMANDS",
                    "STOP-SEND-LIVE-COMMANDS",
                    "START-SEND-LIVE-EVENTS",
                    "STOP-SEND-LIVE-EVENTS",
                    "START-SEND-POLICY-ANNOUNCEMENTS",
                    "STOP-SEND-POLICY-ANNOUNCEMENTS" -> {
                // There are none to send; a client that asks for them is answered as if there were.
            }
            case "JWT-TOKEN" -> {
                var subject = tokens.read(parameters.getOrDefault("jwtToken", ""));
                if (subject == null) {
                    throw new HubProblem(401, "gateway:authentication.failed", "the token is not valid or has expired");
                }
                who = subject;
                return;
            }
            default -> throw HubProblem.badRequest("things:protocol.unknown", "there is no command `" + command + "`");
        }
        to.accept(command + ":ACK");
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (var one : query.split("&")) {
            int equals = one.indexOf('=');
            if (equals < 0) continue;
            try {
                parameters.put(
                        one.substring(0, equals), URLDecoder.decode(one.substring(equals + 1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw HubProblem.badRequest("things:protocol.unknown", "`" + one + "` is not URL-encoded");
            }
        }
        return parameters;
    }

    static Sessions.Wish wish(Map<String, String> parameters) {
        var namespaces = parameters.get("namespaces");
        var filter = parameters.get("filter");
        return new Sessions.Wish(
                namespaces == null || namespaces.isBlank() ? null : Set.of(namespaces.split(",")),
                filter == null || filter.isBlank() ? null : Rql.filter(filter),
                Fields.of(parameters.get("extraFields")));
    }

    private void handle(ObjectNode frame) {
        var topic = frame.path("topic").asText("").split("/");
        if (topic.length >= 5 && topic[2].equals("things") && topic[3].equals("twin") && topic[4].equals("search")) {
            search(frame, topic);
        } else if (topic.length == 6
                && topic[2].equals("things")
                && topic[3].equals("twin")
                && topic[4].equals("commands")) {
            command(frame, topic);
        } else if (topic.length >= 6 && topic[3].equals("live") && topic[4].equals("messages")) {
            message(frame);
        } else if (topic.length >= 3 && topic[2].equals("policies")) {
            throw new HubProblem(
                    501, "policies:policy.unsupported", "the hub keeps no policies; roles say who may do what");
        } else {
            throw HubProblem.badRequest(
                    "things:topicpath.unknown",
                    "the topic `" + frame.path("topic").asText("")
                            + "` is not understood; expected e.g. namespace/name/things/twin/commands/modify");
        }
    }

    private void command(ObjectNode frame, String[] topic) {
        if (topic[5].equals("retrieve")) {
            retrieve(frame, topic);
            return;
        }
        var action = Frames.actionOf(topic[5]);
        if (action == null) {
            throw HubProblem.badRequest("things:topicpath.unknown", "there is no command `" + topic[5] + "`");
        }
        var id = Frames.idOf(topic);
        var path = pointer(frame.path("path").asText("/"));
        var value = frame.get("value");
        if (value instanceof ObjectNode object && path.matches()) {
            object.remove("_namespace");
            object.remove("_policy");
        }
        var headers = headers(frame);
        boolean answered = !"false".equals(headers.get("response-required"));
        var change =
                things.change(who, action, id, path, value, headers, new Origin(this, headers.get("correlation-id")));
        change.whenComplete((applied, thrown) -> {
            if (thrown != null) {
                var cause =
                        thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
                refuse(
                        frame,
                        cause instanceof HubProblem problem
                                ? problem
                                : new HubProblem(500, "things:internal.error", "the hub could not do this"));
            } else if (answered) {
                boolean created = applied.created() && action != Change.Action.DELETE;
                var answer = Frames.answer(frame, created ? 201 : 204, created ? value : null);
                answer.put("revision", applied.revision());
                acknowledge(answer, headers);
                send(answer);
            }
        });
    }

    /** The label of Ditto's acknowledgement that a change is durable: it is answered with the answer itself. */
    private static void acknowledge(ObjectNode answer, Map<String, String> headers) {
        var wanted = headers.get("requested-acks");
        if (wanted != null) ((ObjectNode) answer.get("headers")).put("requested-acks", wanted);
    }

    private void retrieve(ObjectNode frame, String[] topic) {
        var fields = Fields.of(frame.has("fields") ? frame.get("fields").asText() : null);
        if (topic[0].equals("_") && topic[1].equals("_")) {
            var ids = new ArrayList<String>();
            frame.path("value").path("thingIds").forEach(id -> ids.add(id.asText()));
            var found = JSON.arrayNode();
            for (var thing : things.retrieve(ids)) found.add(Fields.of(fields, thing));
            send(Frames.answer(frame, 200, found));
            return;
        }
        var id = Frames.idOf(topic);
        var found = things.retrieve(id, pointer(frame.path("path").asText("/")));
        var value = found.value() instanceof ObjectNode object ? Fields.of(fields, object) : found.value();
        var answer = Frames.answer(frame, 200, value);
        answer.put("revision", found.revision());
        ((ObjectNode) answer.get("headers")).put("etag", found.etag());
        send(answer);
    }

    static JsonPointer pointer(String path) {
        try {
            return path.isEmpty() || path.equals("/")
                    ? JsonPointer.empty()
                    : JsonPointer.compile(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        } catch (IllegalArgumentException e) {
            throw HubProblem.badRequest("json.pointer.invalid", "`" + path + "` is no path; it must begin with /");
        }
    }

    private static Map<String, String> headers(ObjectNode frame) {
        var headers = new HashMap<String, String>();
        for (var header : frame.path("headers").properties()) {
            headers.put(
                    header.getKey().toLowerCase(Locale.ROOT),
                    header.getValue().isValueNode()
                            ? header.getValue().asText()
                            : header.getValue().toString());
        }
        return headers;
    }

    private void message(ObjectNode frame) {
        var headers = headers(frame);
        if ("FROM".equalsIgnoreCase(headers.get("ditto-message-direction"))) {
            sessions.answer(frame);
            return;
        }
        if (!who.role().includes(Role.OPERATOR)) {
            throw new HubProblem(
                    403,
                    "messages:sendnotallowed",
                    "`" + who.name() + "` is " + who.role().word() + ", messages need operator");
        }
        sessions.send(this, frame, this::send);
    }

    private void search(ObjectNode frame, String[] topic) {
        var action = topic.length > 5 ? topic[5] : "";
        var value = frame.path("value");
        var base = topic[0] + "/" + topic[1] + "/things/twin/search/";
        var id = value.path("subscriptionId").asText("");
        switch (action) {
            case "subscribe" -> {
                var options = Search.Options.of(
                        value.has("options") ? value.get("options").asText() : null);
                var namespaces = new java.util.HashSet<String>();
                value.path("namespaces").forEach(namespace -> namespaces.add(namespace.asText()));
                var fields = Fields.of(frame.has("fields") ? frame.get("fields").asText() : null);
                var items = things.search()
                        .pages(
                                value.has("filter") ? value.get("filter").asText() : null,
                                options,
                                fields,
                                namespaces.isEmpty() ? null : namespaces);
                if (searches.size() >= MOST_SEARCHES)
                    searches.remove(searches.keySet().iterator().next());
                var subscription = UUID.randomUUID().toString();
                searches.put(subscription, items);
                var created = Frames.frame(base + "created", correlation(frame), "/");
                created.putObject("value").put("subscriptionId", subscription);
                send(created);
            }
            case "request" -> {
                var items = searches.get(id);
                if (items == null) {
                    var failed = Frames.frame(base + "failed", correlation(frame), "/");
                    var error = failed.putObject("value");
                    error.put("subscriptionId", id);
                    error.set(
                            "error",
                            new HubProblem(404, "thing-search:subscription.notfound", "there is no search `" + id + "`")
                                    .json());
                    send(failed);
                    return;
                }
                for (long demand = value.path("demand").asLong(1); demand > 0 && !items.isEmpty(); demand--) {
                    var next = Frames.frame(base + "next", correlation(frame), "/");
                    var page = next.putObject("value");
                    page.put("subscriptionId", id);
                    page.set("items", items.remove());
                    send(next);
                }
                if (items.isEmpty()) {
                    searches.remove(id);
                    var complete = Frames.frame(base + "complete", correlation(frame), "/");
                    complete.putObject("value").put("subscriptionId", id);
                    send(complete);
                }
            }
            case "cancel" -> searches.remove(id);
            default ->
                throw HubProblem.badRequest(
                        "things:topicpath.unknown", "a search can subscribe, request and cancel, not `" + action + "`");
        }
    }

    void closed() {
        sessions.stopEvents(this);
        sessions.stopMessages(this);
    }
}
