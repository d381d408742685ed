package org.shadowline.twin.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.store.TwinStore;

/** Looks for things: a filter, an order, a page. */
final class Search {
    private static final int USUAL_SIZE = 25;
    private static final int LARGEST_SIZE = 200;
    private static final int MOST_PAGES = 1_000;
    private static final Pattern OPTION = Pattern.compile("(sort|size|cursor|limit)\\(([^()]*)\\)(?:,|$)");

    private final TwinStore store;

    Search(TwinStore store) {
        this.store = store;
    }

    /**
     * @param sort paths, each with + or - before it
     * @param after how many to leave out
     */
    record Options(List<String> sort, int size, int after) {
        /** @throws HubProblem where they are none */
        static Options of(@Nullable String text) {
            var sort = new ArrayList<String>();
            int size = USUAL_SIZE;
            int after = 0;
            if (text == null || text.isBlank()) return new Options(sort, size, after);
            var matcher = OPTION.matcher(text);
            int end = 0;
            while (matcher.lookingAt()) {
                var value = matcher.group(2).strip();
                try {
                    switch (matcher.group(1)) {
                        case "sort" -> sort.addAll(List.of(value.split(",")));
                        case "size" -> size = Integer.parseInt(value);
                        case "limit" -> {
                            var both = value.split(",");
                            after = Integer.parseInt(both[0].strip());
                            size = Integer.parseInt(both[1].strip());
                        }
                        default ->
                            after = Integer.parseInt(
                                    new String(Base64.getUrlDecoder().decode(value), StandardCharsets.US_ASCII));
                    }
                } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                    throw wrong(text);
                }
                end = matcher.end();
                matcher.region(end, text.length());
            }
            if (end < text.length() || size < 1 || size > LARGEST_SIZE || after < 0) throw wrong(text);
            for (var path : sort) if (!path.matches("[ +-]?[^ +-].*")) throw wrong(text);
            return new Options(sort, size, after);
        }

        private static HubProblem wrong(String text) {
            return HubProblem.badRequest(
                    "rql.expression.invalid",
                    "the option `" + (text.length() > 80 ? text.substring(0, 80) + "…" : text)
                            + "` is not understood; expected e.g. sort(+thingId),size(25) with a size from 1 to "
                            + LARGEST_SIZE + ", or the cursor of the page before");
        }
    }

    /** @param cursor where the next page begins; null when there is none */
    record Page(List<ObjectNode> items, @Nullable String cursor) {
        ObjectNode json() {
            var json = JsonNodeFactory.instance.objectNode();
            json.putArray("items").addAll(items);
            if (cursor != null) json.put("cursor", cursor);
            return json;
        }
    }

    Page page(@Nullable String filter, Options options, @Nullable Fields fields, @Nullable Set<String> namespaces) {
        // One more than the page tells whether there is a next one.
        var found = matching(filter, namespaces)
                .sorted(order(options.sort()))
                .skip(options.after())
                .limit(options.size() + 1L)
                .collect(Collectors.toCollection(ArrayList::new));
        String cursor = null;
        if (found.size() > options.size()) {
            found.removeLast();
            cursor = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            String.valueOf(options.after() + options.size()).getBytes(StandardCharsets.US_ASCII));
        }
        return new Page(found.stream().map(thing -> Fields.of(fields, thing)).toList(), cursor);
    }

    /** What is found, a page after the other, of what is there now; at most a thousand pages. */
    Queue<ArrayNode> pages(
            @Nullable String filter, Options options, @Nullable Fields fields, @Nullable Set<String> namespaces) {
        var pages = new ArrayDeque<ArrayNode>();
        pages.add(JsonNodeFactory.instance.arrayNode());
        matching(filter, namespaces)
                .sorted(order(options.sort()))
                .skip(options.after())
                .limit((long) options.size() * MOST_PAGES)
                .forEach(thing -> {
                    if (pages.getLast().size() == options.size()) pages.add(JsonNodeFactory.instance.arrayNode());
                    pages.getLast().add(Fields.of(fields, thing));
                });
        return pages;
    }

    long count(@Nullable String filter, @Nullable Set<String> namespaces) {
        return matching(filter, namespaces).count();
    }

    private Stream<ObjectNode> matching(@Nullable String filter, @Nullable Set<String> namespaces) {
        Predicate<JsonNode> holds = filter == null || filter.isBlank() ? thing -> true : Rql.filter(filter);
        return store.ids().stream()
                .filter(id -> namespaces == null || namespaces.contains(id.substring(0, id.indexOf(':'))))
                .map(store::thing)
                .filter(java.util.Objects::nonNull)
                .map(TwinStore.Thing::json)
                .filter(holds);
    }

    private static Comparator<ObjectNode> order(List<String> sort) {
        Comparator<ObjectNode> order = (a, b) -> 0; // by id, as they come
        for (var path : sort) {
            boolean down = path.startsWith("-");
            var names = List.of(path.replaceFirst("^[ +-]/?", "").split("/"));
            Comparator<ObjectNode> by = (a, b) -> compare(Rql.at(a, names), Rql.at(b, names));
            order = order.thenComparing(down ? by.reversed() : by);
        }
        return order;
    }

    private static int compare(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) return Double.compare(a.doubleValue(), b.doubleValue());
        return a.asText().compareTo(b.asText());
    }
}
