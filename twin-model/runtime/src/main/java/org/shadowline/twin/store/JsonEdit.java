package org.shadowline.twin.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Changes of JSON documents at a path. Paths go through objects only: what lies in an array is changed with it. */
final class JsonEdit {
    private JsonEdit() {}

    /** Puts a value; objects on the way that are not there are made. Returns whether it was not there before. */
    static boolean put(ObjectNode document, JsonPointer path, JsonNode value) {
        var parent = document;
        var at = path;
        for (; !at.tail().matches(); at = at.tail()) {
            var child = parent.get(at.getMatchingProperty());
            if (child == null || child.isNull()) parent = parent.putObject(at.getMatchingProperty());
            else if (child instanceof ObjectNode object) parent = object;
            else throw noObject(at);
        }
        return parent.replace(at.getMatchingProperty(), value) == null;
    }

    /** Removes what is at the path; returns false when there is nothing. */
    static boolean remove(ObjectNode document, JsonPointer path) {
        JsonNode parent = document.at(path.head());
        return parent instanceof ObjectNode object && object.remove(path.last().getMatchingProperty()) != null;
    }

    /** Merges as RFC 7396 says. */
    static @Nullable JsonNode merged(@Nullable JsonNode target, JsonNode patch) {
        if (patch.isNull()) return null;
        if (!(patch instanceof ObjectNode changes)) return patch;
        var result = target instanceof ObjectNode object
                ? object
                : com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        for (var entry : changes.properties()) {
            var value = merged(result.get(entry.getKey()), entry.getValue());
            if (value == null) result.remove(entry.getKey());
            else result.set(entry.getKey(), value);
        }
        return result;
    }

    private static TwinProblem noObject(JsonPointer at) {
        return new TwinProblem(
                TwinProblem.Kind.INVALID,
                "`" + at.getMatchingProperty() + "` is no JSON object, so that nothing can be put into it");
    }
}
