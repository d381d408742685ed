package org.shadowline.twin.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A choice of fields of a document, in Ditto's notation: {@code thingId,attributes(name,kind),features/speed}. Source:
 * https://eclipse.dev/ditto/httpapi-concepts.html#with-field-selector.
 */
final class Fields {
    private static final int MOST = 1_000;
    private final List<List<String>> paths = new ArrayList<>();

    private Fields() {}

    /** @return null for no choice: everything */
    static @Nullable Fields of(@Nullable String text) {
        if (text == null || text.isBlank()) return null;
        var fields = new Fields();
        int end = fields.read(text, 0, List.of());
        if (end < text.length()) throw wrong(text);
        return fields;
    }

    private int read(String text, int from, List<String> before) {
        int start = from;
        for (int at = from; ; at++) {
            char c = at < text.length() ? text.charAt(at) : ',';
            if (c != ',' && c != '(' && c != ')') continue;
            var path = new ArrayList<>(before);
            for (var name :
                    text.substring(start, Math.min(at, text.length())).strip().split("/")) {
                if (!name.isEmpty()) path.add(name.replace("~1", "/").replace("~0", "~"));
            }
            if (path.size() > 32 || paths.size() > MOST) throw wrong(text);
            if (c == '(') {
                at = read(text, at + 1, path);
                if (at >= text.length() || text.charAt(at) != ')') throw wrong(text);
                start = at + 1;
                if (start < text.length() && text.charAt(start) == ',') {
                    at = start;
                    start++;
                }
            } else if (path.size() > before.size()) {
                paths.add(path);
                start = at + 1;
            }
            if (at >= text.length() || c == ')') return Math.min(at, text.length());
        }
    }

    private static HubProblem wrong(String text) {
        return HubProblem.badRequest(
                "json.fieldselector.invalid",
                "`" + (text.length() > 80 ? text.substring(0, 80) + "…" : text)
                        + "` is no choice of fields; expected e.g. thingId,attributes(name,kind)");
    }

    /** The chosen fields that are there. */
    ObjectNode of(JsonNode document) {
        var chosen = JsonNodeFactory.instance.objectNode();
        for (var path : paths) {
            var found = Rql.at(document, path);
            if (found.isMissingNode()) continue;
            var parent = chosen;
            for (var name : path.subList(0, path.size() - 1)) parent = parent.withObjectProperty(name);
            parent.set(path.getLast(), found);
        }
        return chosen;
    }

    static ObjectNode of(@Nullable Fields fields, ObjectNode document) {
        return fields == null ? document : fields.of(document);
    }
}
