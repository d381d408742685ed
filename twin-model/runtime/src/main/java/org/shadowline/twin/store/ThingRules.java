package org.shadowline.twin.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a thing may look like, as Eclipse Ditto has it: its id, its size, the types of its fields. */
final class ThingRules {
    /** Characters of a thing as JSON; Ditto's own default. */
    static final int LONGEST = 100_000;

    private static final int DEEPEST = 32;
    private static final int LONGEST_ID = 256;
    private static final Pattern ID =
            Pattern.compile("(?:[a-zA-Z][a-zA-Z0-9_-]*(?:\\.[a-zA-Z][a-zA-Z0-9_-]*)*)?:[^\\x00-\\x1F\\x7F-\\xFF/]+");

    private ThingRules() {}

    static void checkId(String id) {
        if (id.length() > LONGEST_ID || !ID.matcher(id).matches()) {
            throw new TwinProblem(
                    TwinProblem.Kind.INVALID,
                    "`" + cut(id) + "` is no id of a thing; expected `namespace:name` of at most " + LONGEST_ID
                            + " characters, e.g. `brackets:mill.1`");
        }
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    static void check(String id, JsonNode node) {
        if (!(node instanceof ObjectNode thing)) throw invalid("a thing must be a JSON object");
        var told = thing.get("thingId");
        if (told != null && !(told.isTextual() && told.textValue().equals(id))) {
            throw invalid("the thingId " + told + " in the document differs from the thing's id `" + id + "`");
        }
        text(thing.get("policyId"), "policyId");
        text(thing.get("definition"), "definition");
        object(thing.get("attributes"), "attributes");
        if (object(thing.get("features"), "features") instanceof ObjectNode features) {
            for (var entry : features.properties()) {
                if (object(entry.getValue(), "feature `" + cut(entry.getKey()) + "`") instanceof ObjectNode feature) {
                    object(feature.get("properties"), "properties of a feature");
                    object(feature.get("desiredProperties"), "desiredProperties of a feature");
                }
            }
        }
        for (var entry : thing.properties()) {
            switch (entry.getKey()) {
                case "thingId", "policyId", "definition", "attributes", "features" -> {}
                default -> {
                    if (!entry.getKey().startsWith("_")) {
                        throw invalid("a thing has no field `" + cut(entry.getKey())
                                + "`; it has thingId, policyId, definition, attributes and features");
                    }
                }
            }
        }
        if (depth(thing, 0) > DEEPEST) throw invalid("a thing can be nested " + DEEPEST + " levels deep at most");
    }

    private static void text(@Nullable JsonNode node, String what) {
        if (node != null && !node.isTextual() && !node.isNull()) throw invalid("the " + what + " must be text");
    }

    private static @Nullable JsonNode object(@Nullable JsonNode node, String what) {
        if (node != null && !node.isObject() && !node.isNull()) throw invalid("the " + what + " must be a JSON object");
        return node;
    }

    private static int depth(JsonNode node, int above) {
        int deepest = above;
        if (above <= DEEPEST) {
            for (var child : node) deepest = Math.max(deepest, depth(child, above + 1));
        }
        return deepest;
    }

    private static TwinProblem invalid(String message) {
        return new TwinProblem(TwinProblem.Kind.INVALID, message);
    }
}
