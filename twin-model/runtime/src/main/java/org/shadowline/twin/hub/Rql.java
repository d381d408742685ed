package org.shadowline.twin.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Filters in Ditto's RQL: {@code and(gt(features/spindle/properties/rpm,1000),like(thingId,"plant:*"))}. Fields are paths
 * in the thing's document; a comparison with a field that is not there does not hold. Source:
 * https://eclipse.dev/ditto/basic-rql.html.
 */
final class Rql {
    private static final int LONGEST = 10_000;
    private static final int DEEPEST = 50;

    private final String text;
    private int at;
    private int depth;

    private Rql(String text) {
        this.text = text;
    }

    /** @throws HubProblem where it is no filter: what was found and expected, and at which character */
    static Predicate<JsonNode> filter(String text) {
        if (text.length() > LONGEST) {
            throw HubProblem.badRequest(
                    "rql.expression.invalid", "a filter can be " + LONGEST + " characters long at most");
        }
        var parser = new Rql(text);
        var filter = parser.expression();
        parser.blanks();
        if (parser.at < text.length()) throw parser.wrong("the end of the filter");
        return filter;
    }

    private Predicate<JsonNode> expression() {
        if (++depth > DEEPEST) {
            throw HubProblem.badRequest(
                    "rql.expression.invalid", "a filter can be nested " + DEEPEST + " deep at most");
        }
        int start = at;
        var operator = word();
        expect('(');
        Predicate<JsonNode> result =
                switch (operator) {
                    case "and" -> {
                        var all = expressions();
                        yield node -> all.stream().allMatch(one -> one.test(node));
                    }
                    case "or" -> {
                        var all = expressions();
                        yield node -> all.stream().anyMatch(one -> one.test(node));
                    }
                    case "not" -> expression().negate();
                    case "exists" -> {
                        var field = field();
                        yield node -> !at(node, field).isMissingNode();
                    }
                    case "eq" -> comparison((order, equal) -> equal);
                    case "ne" -> comparison((order, equal) -> !equal);
                    case "gt" -> comparison((order, equal) -> order != NO_ORDER && order > 0);
                    case "ge" -> comparison((order, equal) -> equal || (order != NO_ORDER && order > 0));
                    case "lt" -> comparison((order, equal) -> order != NO_ORDER && order < 0);
                    case "le" -> comparison((order, equal) -> equal || (order != NO_ORDER && order < 0));
                    case "in" -> {
                        var field = field();
                        var values = new ArrayList<JsonNode>();
                        while (next(',')) values.add(value());
                        yield node -> values.stream().anyMatch(value -> same(at(node, field), value));
                    }
                    case "like", "ilike" -> {
                        var field = field();
                        expect(',');
                        var pattern = pattern(value().asText(), operator.equals("ilike"));
                        yield node -> {
                            var found = at(node, field);
                            return found.isTextual()
                                    && pattern.matcher(found.textValue()).matches();
                        };
                    }
                    default -> {
                        at = start;
                        throw wrong("one of and, or, not, eq, ne, gt, ge, lt, le, in, like, ilike, exists");
                    }
                };
        expect(')');
        depth--;
        return result;
    }

    private interface Judge {
        boolean holds(int order, boolean equal);
    }

    private static final int NO_ORDER = Integer.MIN_VALUE;

    private Predicate<JsonNode> comparison(Judge judge) {
        var field = field();
        expect(',');
        var value = value();
        return node -> {
            var found = at(node, field);
            return !found.isMissingNode() && judge.holds(order(found, value), same(found, value));
        };
    }

    private static boolean same(JsonNode found, JsonNode value) {
        return found.isNumber() && value.isNumber() ? order(found, value) == 0 : found.equals(value);
    }

    private static int order(JsonNode found, JsonNode value) {
        if (found.isNumber() && value.isNumber()) return found.decimalValue().compareTo(value.decimalValue());
        if (found.isTextual() && value.isTextual()) {
            return Integer.signum(found.textValue().compareTo(value.textValue()));
        }
        return NO_ORDER;
    }

    private static Pattern pattern(String wildcards, boolean anyCase) {
        var regex = new StringBuilder();
        boolean star = false;
        for (char c : wildcards.toCharArray()) {
            // Several stars in a row mean the same as one, and would make matching slow.
            if (c == '*' && star) continue;
            star = c == '*';
            if (star) regex.append(".*");
            else if (c == '?') regex.append('.');
            else regex.append(Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(
                regex.toString(), Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0));
    }

    /** What is at a path of a document; missing when there is nothing. */
    static JsonNode at(JsonNode node, List<String> field) {
        var found = node;
        for (var name : field) found = found.path(name);
        return found;
    }

    private List<Predicate<JsonNode>> expressions() {
        var all = new ArrayList<Predicate<JsonNode>>();
        do all.add(expression());
        while (next(','));
        return all;
    }

    private String word() {
        blanks();
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) at++;
        return text.substring(start, at);
    }

    /** A path, with or without a slash before it, up to a comma or a closing parenthesis. */
    private List<String> field() {
        blanks();
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') at++;
        var name = text.substring(start, at).strip();
        if (name.startsWith("/")) name = name.substring(1);
        if (name.isEmpty()) throw wrong("a field such as thingId, attributes/name or features/f/properties/p");
        var parts = new ArrayList<String>();
        for (var part : name.split("/", -1)) parts.add(part.replace("~1", "/").replace("~0", "~"));
        return parts;
    }

    private JsonNode value() {
        blanks();
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) return quoted(text.charAt(at));
        int start = at;
        while (at < text.length() && ",)( ".indexOf(text.charAt(at)) < 0) at++;
        var word = text.substring(start, at);
        switch (word) {
            case "true", "false" -> {
                return BooleanNode.valueOf(word.equals("true"));
            }
            case "null" -> {
                return NullNode.instance;
            }
            default -> {}
        }
        try {
            if (word.matches("-?\\d{1,18}")) return LongNode.valueOf(Long.parseLong(word));
            if (word.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?"))
                return DoubleNode.valueOf(Double.parseDouble(word));
        } catch (NumberFormatException e) {
            throw new IllegalStateException(e);
        }
        at = start;
        throw wrong("a value: a number, \"text\", true, false or null");
    }

    private JsonNode quoted(char quote) {
        var result = new StringBuilder();
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
            result.append(text.charAt(at++));
        }
        if (at == text.length()) {
            at = start;
            throw wrong("text that ends with " + quote);
        }
        at++;
        return TextNode.valueOf(result.toString());
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
    }

    private boolean next(char c) {
        blanks();
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private void expect(char c) {
        if (!next(c)) throw wrong("`" + c + "`");
    }

    private HubProblem wrong(String expected) {
        var rest = text.substring(Math.min(at, text.length()));
        var found = rest.isEmpty() ? "its end" : "`" + (rest.length() > 20 ? rest.substring(0, 20) + "…" : rest) + "`";
        return HubProblem.badRequest(
                "rql.expression.invalid",
                "at character " + (at + 1) + " of the filter " + found + " was found where " + expected
                        + " is expected");
    }
}
