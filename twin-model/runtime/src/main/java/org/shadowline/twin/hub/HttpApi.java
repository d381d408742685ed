package org.shadowline.twin.hub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.access.Role;
import org.shadowline.twin.access.Subject;
import org.shadowline.twin.store.Change;

/** Things over HTTP, as Ditto's API version 2 has it. Source: https://eclipse.dev/ditto/http-api-doc.html. */
final class HttpApi {
    private static final String THINGS = "/api/2/things";
    private static final long LONGEST_MESSAGE_WAIT = 60;

    /** Tells who makes a request. */
    interface SignIn {
        /** @throws HubProblem when it is nobody who may */
        Subject of(Context context);
    }

    private final Things things;
    private final Sessions sessions;
    private final ObjectMapper mapper;
    private final SignIn who;

    HttpApi(Things things, Sessions sessions, ObjectMapper mapper, SignIn who) {
        this.things = things;
        this.sessions = sessions;
        this.mapper = mapper;
        this.who = who;
    }

    void addTo(RoutesConfig routes) {
        routes.get(THINGS, this::several);
        routes.post(THINGS, this::createWithoutId);
        routes.get(THINGS + "/<rest>", this::get);
        routes.put(THINGS + "/<rest>", context -> change(context, Change.Action.MODIFY));
        routes.patch(THINGS + "/<rest>", context -> change(context, Change.Action.MERGE));
        routes.delete(THINGS + "/<rest>", context -> change(context, Change.Action.DELETE));
        routes.post(THINGS + "/<rest>", this::message);
        routes.get("/api/2/search/things", this::search);
        routes.get("/api/2/search/things/count", this::count);
        routes.get("/api/2/whoami", this::whoami);
    }

    /** The id and the path in a request's address. */
    private record Target(String id, JsonPointer path) {}

    private static Target target(Context context) {
        var rest = context.req().getRequestURI().substring(THINGS.length() + 1);
        var parts = rest.split("/");
        var path = new StringBuilder();
        try {
            for (int i = 1; i < parts.length; i++) {
                var name = decoded(parts[i]).replace("~", "~0").replace("/", "~1");
                path.append('/').append(name);
            }
            return new Target(decoded(parts[0]), JsonPointer.compile(path.toString()));
        } catch (IllegalArgumentException e) {
            throw HubProblem.badRequest("things:id.invalid", "the address is not URL-encoded");
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static boolean wantsEvents(Context context) {
        var accept = context.header("Accept");
        return accept != null && accept.contains("text/event-stream");
    }

    private void answer(Context context, int status, JsonNode json) {
        context.status(status).contentType("application/json").result(json.toString());
    }

    private void several(Context context) {
        who.of(context);
        if (wantsEvents(context)) {
            events(context, null);
            return;
        }
        var fields = Fields.of(context.queryParam("fields"));
        var ids = context.queryParam("ids");
        var all = JsonNodeFactory.instance.arrayNode();
        if (ids == null) {
            all.addAll(things.search()
                    .page(null, Search.Options.of(null), fields, null)
                    .items());
        } else {
            for (var thing : things.retrieve(List.of(ids.split(",")))) all.add(Fields.of(fields, thing));
        }
        answer(context, 200, all);
    }

    private void get(Context context) {
        who.of(context);
        var target = target(context);
        if (wantsEvents(context) && target.path().matches()) {
            things.retrieve(target.id(), target.path());
            events(context, target.id());
            return;
        }
        var found = things.retrieve(target.id(), target.path());
        context.header("ETag", found.etag());
        var ifNoneMatch = context.header("If-None-Match");
        if (ifNoneMatch != null && Things.matches(ifNoneMatch, found.etag())) {
            context.status(304);
            return;
        }
        var ifMatch = context.header("If-Match");
        if (ifMatch != null && !Things.matches(ifMatch, found.etag())) {
            throw new HubProblem(412, "things:precondition.failed", "the entity has the tag " + found.etag());
        }
        var fields = Fields.of(context.queryParam("fields"));
        answer(context, 200, found.value() instanceof ObjectNode object ? Fields.of(fields, object) : found.value());
    }

    private void change(Context context, Change.Action action) {
        var target = target(context);
        var value = action == Change.Action.DELETE ? null : body(context);
        var applied = Things.done(things.change(
                who.of(context),
                action,
                target.id(),
                target.path(),
                value,
                headers(context),
                new Origin(null, context.header("correlation-id"))));
        boolean created = applied.created() && action == Change.Action.MODIFY;
        context.status(204);
        if (action == Change.Action.DELETE) return;
        var found = things.retrieve(target.id(), target.path());
        context.header("ETag", found.etag());
        if (created) {
            context.header("Location", context.req().getRequestURI());
            answer(context, 201, found.value());
        }
    }

    private void createWithoutId(Context context) {
        if (!(body(context) instanceof ObjectNode thing)) {
            throw HubProblem.badRequest("json.invalid", "a thing must be a JSON object");
        }
        var namespace = context.queryParam("namespace");
        var id = thing.has("thingId")
                ? thing.get("thingId").asText()
                : (namespace == null ? "things" : namespace) + ":" + UUID.randomUUID();
        Things.done(things.change(
                who.of(context),
                Change.Action.CREATE,
                id,
                JsonPointer.empty(),
                thing,
                headers(context),
                new Origin(null, context.header("correlation-id"))));
        var found = things.retrieve(id, JsonPointer.empty());
        context.header("ETag", found.etag()).header("Location", THINGS + "/" + id);
        answer(context, 201, found.value());
    }

    private JsonNode body(Context context) {
        try {
            var node = mapper.readTree(context.bodyAsBytes());
            if (node == null || node.isMissingNode())
                throw HubProblem.badRequest("json.empty", "the request has no body");
            return node;
        } catch (JacksonException e) {
            throw HubProblem.badRequest("json.invalid", "the body is no JSON: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw HubProblem.badRequest("json.invalid", "the body could not be read");
        }
    }

    private static Map<String, String> headers(Context context) {
        var headers = new HashMap<String, String>();
        context.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var condition = context.queryParam("condition");
        if (condition != null) headers.put("condition", condition);
        return headers;
    }

    private static @Nullable Set<String> namespaces(Context context) {
        var namespaces = context.queryParam("namespaces");
        return namespaces == null || namespaces.isBlank() ? null : Set.of(namespaces.split(","));
    }

    private void search(Context context) {
        who.of(context);
        var page = things.search()
                .page(
                        context.queryParam("filter"),
                        Search.Options.of(context.queryParam("option")),
                        Fields.of(context.queryParam("fields")),
                        namespaces(context));
        answer(context, 200, page.json());
    }

    private void count(Context context) {
        who.of(context);
        context.contentType("application/json")
                .result(String.valueOf(things.search().count(context.queryParam("filter"), namespaces(context))));
    }

    private void whoami(Context context) {
        var subject = who.of(context);
        var json = JsonNodeFactory.instance.objectNode();
        json.put("defaultSubject", subject.name());
        json.putArray("subjects").add(subject.name());
        json.put("role", subject.role().word());
        answer(context, 200, json);
    }

    /** Server-sent events: of each change the part of the thing that changed. */
    private void events(Context context, @Nullable String id) {
        var parameters = new HashMap<String, String>();
        for (var name : List.of("namespaces", "filter", "extraFields")) {
            var value = context.queryParam(name);
            if (value != null) parameters.put(name, value);
        }
        var wish = DittoSession.wish(parameters);
        var fields = Fields.of(context.queryParam("fields"));
        var ids = context.queryParam("ids");
        var only = id != null ? Set.of(id) : ids == null ? null : Set.of(ids.split(","));
        new io.javalin.http.sse.SseHandler(client -> stream(client, wish, fields, only)).handle(context);
    }

    private void stream(SseClient client, Sessions.Wish wish, @Nullable Fields fields, @Nullable Set<String> only) {
        client.keepAlive();
        var closed = new CompletableFuture<Void>();
        var outbox = new Outbox(
                new Outbox.Wire() {
                    @Override
                    public void send(String message) throws ExecutionException {
                        if (client.terminated()) throw new ExecutionException(new java.io.IOException("closed"));
                        client.sendEvent("message", message);
                    }

                    @Override
                    public void cut(String reason) {
                        client.close();
                    }
                },
                "events");
        client.onClose(() -> {
            sessions.stopEvents(client);
            outbox.close();
            closed.complete(null);
        });
        client.sendComment("connected");
        sessions.startChanges(client, wish, change -> {
            if (only != null && !only.contains(change.twin())) return;
            var part = Frames.part(change);
            if (fields == null) part.remove("_revision");
            var chosen = Fields.of(fields, part);
            if (!chosen.isEmpty()) outbox.add(chosen.toString());
        });
    }

    /** A live message: {@code POST …/inbox/messages/{subject}}, answered by whichever client answers it. */
    private void message(Context context) {
        var subject = who.of(context);
        if (!subject.role().includes(Role.OPERATOR)) {
            throw new HubProblem(
                    403,
                    "messages:sendnotallowed",
                    "`" + subject.name() + "` is " + subject.role().word() + ", messages need operator");
        }
        var target = target(context);
        var path = target.path().toString();
        int at = path.indexOf("/inbox/messages/");
        if (at < 0) {
            throw HubProblem.badRequest(
                    "messages:id.invalid", "only messages can be posted, to …/inbox/messages/{subject}");
        }
        things.retrieve(target.id(), JsonPointer.empty());
        var topic = path.substring(at + "/inbox/messages/".length());
        var frame = JsonNodeFactory.instance.objectNode();
        frame.put("topic", Frames.topicOf(target.id()) + "/things/live/messages/" + topic);
        var headers = frame.putObject("headers");
        var correlation = context.header("correlation-id");
        headers.put("correlation-id", correlation == null ? UUID.randomUUID().toString() : correlation);
        headers.put("channel", "live");
        headers.put("ditto-message-direction", "TO");
        headers.put("ditto-message-subject", topic);
        headers.put("ditto-message-thing-id", target.id());
        var type = context.contentType();
        headers.put("content-type", type == null ? "text/plain" : type);
        frame.put("path", path);
        if (!context.body().isEmpty()) {
            frame.set(
                    "value",
                    type != null && type.contains("json")
                            ? body(context)
                            : JsonNodeFactory.instance.textNode(context.body()));
        }
        long timeout = seconds(context.queryParam("timeout"));
        var answer = sessions.ask(frame);
        if (timeout == 0) {
            context.status(202);
            return;
        }
        try {
            var found = answer.get(timeout, TimeUnit.SECONDS);
            var value = found.get("value");
            context.status(found.path("status").asInt(200));
            context.contentType(found.path("headers").path("content-type").asText("application/json"));
            if (value != null) context.result(value.isTextual() ? value.textValue() : value.toString());
        } catch (CancellationException | TimeoutException e) {
            throw new HubProblem(408, "messages:message.timeout", "nobody answered within " + timeout + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long seconds(@Nullable String text) {
        if (text == null) return 10;
        try {
            long seconds = Long.parseLong(text.replaceFirst("s$", ""));
            if (seconds >= 0 && seconds <= LONGEST_MESSAGE_WAIT) return seconds;
        } catch (NumberFormatException e) {
            // told below
        }
        throw HubProblem.badRequest(
                "messages:timeout.invalid",
                "the timeout must be 0 to " + LONGEST_MESSAGE_WAIT + " seconds: `" + text + "`");
    }
}
