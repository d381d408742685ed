package org.shadowline.twin.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.store.Change;
import org.shadowline.twin.store.TwinChange;

/** Messages of the Ditto protocol. Source: https://eclipse.dev/ditto/protocol-specification.html. */
final class Frames {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Frames() {}

    /** {@code namespace/name} of a thing's id, as it stands in a topic. */
    static String topicOf(String id) {
        int colon = id.indexOf(':');
        return (colon == 0 ? "_" : id.substring(0, colon)) + "/" + id.substring(colon + 1);
    }

    /** The id of the thing that a topic's first two parts name. */
    static String idOf(String[] topic) {
        return (topic[0].equals("_") ? "" : topic[0]) + ":" + topic[1];
    }

    static ObjectNode frame(String topic, @Nullable String correlation, String path) {
        var frame = JSON.objectNode();
        frame.put("topic", topic);
        var headers = frame.putObject("headers");
        if (correlation != null) headers.put("correlation-id", correlation);
        headers.put("content-type", "application/json");
        frame.put("path", path);
        return frame;
    }

    static ObjectNode event(TwinChange change) {
        var action =
                switch (change.what()) {
                    case DELETE -> "deleted";
                    case MERGE -> "merged";
                    case CREATE -> "created";
                    case MODIFY -> change.created() ? "created" : "modified";
                };
        var path = change.path().toString();
        var correlation = change.origin() instanceof Origin origin ? origin.correlation() : null;
        var frame = frame(
                topicOf(change.twin()) + "/things/twin/events/" + action, correlation, path.isEmpty() ? "/" : path);
        if (change.what() == Change.Action.MERGE) {
            ((ObjectNode) frame.get("headers")).put("content-type", "application/merge-patch+json");
        }
        var value = change.json();
        if (value != null) frame.set("value", value);
        frame.put("revision", change.revision());
        frame.put("timestamp", change.time().toString());
        return frame;
    }

    /** A thing as it changed: the changed part of the document only, as server-sent events tell it. */
    static ObjectNode part(TwinChange change) {
        var part = JSON.objectNode();
        part.put("thingId", change.twin());
        var value = change.json();
        if (change.path().matches()) {
            if (value instanceof ObjectNode whole) part.setAll(whole);
        } else {
            var parent = part;
            var at = change.path();
            for (; !at.tail().matches(); at = at.tail()) parent = parent.withObjectProperty(at.getMatchingProperty());
            parent.set(at.getMatchingProperty(), value == null ? JSON.nullNode() : value);
        }
        part.put("_revision", change.revision());
        return part;
    }

    static ObjectNode error(String topic, @Nullable String correlation, HubProblem problem) {
        var frame = frame(topic, correlation, "/");
        frame.set("value", problem.json());
        frame.put("status", problem.status);
        return frame;
    }

    static ObjectNode answer(ObjectNode request, int status, @Nullable JsonNode value) {
        var headers = request.path("headers");
        var frame = frame(
                request.path("topic").asText(),
                headers.has("correlation-id") ? headers.get("correlation-id").asText() : null,
                request.path("path").asText("/"));
        if (value != null) frame.set("value", value);
        frame.put("status", status);
        return frame;
    }

    static Change.@Nullable Action actionOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "create" -> Change.Action.CREATE;
            case "modify" -> Change.Action.MODIFY;
            case "merge" -> Change.Action.MERGE;
            case "delete" -> Change.Action.DELETE;
            default -> null;
        };
    }
}
