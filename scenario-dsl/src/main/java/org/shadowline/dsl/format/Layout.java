package org.shadowline.dsl.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.ActExpr;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.dsl.syntax.ParsedFile.Declaration;
import org.shadowline.dsl.syntax.ScenarioItem;
import org.shadowline.dsl.syntax.ScenarioItem.ActionExpr;
import org.shadowline.dsl.syntax.Statement;

/** Prints a syntax tree from its tokens and the comments between them. */
final class Layout {
    static final int WIDTH = 100;
    private static final int LEVEL = 2;
    private static final int WRAP = 4;

    private final ParsedFile file;
    private final Gaps gaps;
    private final Marks marks;
    private final StringBuilder out = new StringBuilder();

    Layout(ParsedFile file) {
        this.file = file;
        gaps = new Gaps(file.tokens());
        marks = new Marks(file, gaps);
    }

    String file() {
        for (var declaration : file.declarations()) {
            declaration(declaration);
        }
        int end = gaps.count() - 1;
        begin(end, 0, 0, false, true);
        return out.toString();
    }

    private void declaration(Declaration declaration) {
        switch (declaration) {
            case ParsedFile.Import it -> line(it.span(), 0);
            case ParsedFile.Common it -> statement(it.statement(), 0, false);
            case ParsedFile.PatternDecl it -> block(it.span(), 0, false, List.of(), it.inside());
            case ParsedFile.PlantDecl it -> block(it.span(), 0, false, List.of(), it.inside());
            case ParsedFile.ScenarioDecl it -> scenario(it);
        }
    }

    private void scenario(ParsedFile.ScenarioDecl scenario) {
        int open = head(scenario.span(), 0, false, List.of());
        boolean first = true;
        for (var item : scenario.items()) {
            begin(first(item.span()), LEVEL, LEVEL, first, false);
            item(item);
            first = false;
        }
        close(scenario.span(), open, 0);
    }

    private void item(ScenarioItem item) {
        int from = first(item.span());
        int to = end(item.span());
        switch (item) {
            case ScenarioItem.At at -> print(from, to, LEVEL, pieces(at.actions(), ActionExpr::span, to), false);
            case ScenarioItem.When when -> print(from, to, LEVEL, pieces(when.actions(), ActionExpr::span, to), false);
            case ScenarioItem.Vary vary -> {
                var items = vary.items().stream()
                        .skip(1)
                        .map(it -> first(it.span()))
                        .toList();
                print(from, to, LEVEL, items, !items.isEmpty());
            }
            default -> print(from, to, LEVEL, List.of(), false);
        }
    }

    /** Lines begin with an action, with the `and` before it, and with the reason. */
    private <T> List<Integer> pieces(List<T> actions, Function<T, Span> span, int end) {
        var pieces = new ArrayList<Integer>();
        for (var action : actions) {
            int at = first(span.apply(action));
            pieces.add(pieces.isEmpty() ? at : at - 1);
        }
        if (gaps.is(end - 2, "because")) {
            pieces.add(end - 2);
        }
        return pieces;
    }

    // statements of plants

    private void statement(Statement statement, int indent, boolean first) {
        switch (statement) {
            case Statement.Element element -> element(element, indent, first);
            case Statement.For loop -> block(loop.span(), indent, first, List.of(), loop.inside());
            case Statement.Route route -> route(route, indent, first);
            case Statement.Rule rule -> rule(rule, indent, first);
            case Statement.Procedure procedure -> {
                begin(first(procedure.span()), indent, indent, first, false);
                acts(first(procedure.span()), end(procedure.span()), procedure.acts(), indent);
            }
            case Statement.Parameter parameter -> {
                var pieces = new ArrayList<Integer>();
                if (parameter.within() != null) {
                    pieces.add(first(parameter.within().span()));
                }
                if (parameter.help() != null) {
                    pieces.add(first(parameter.help().span()));
                }
                begin(first(parameter.span()), indent, indent, first, false);
                print(first(parameter.span()), end(parameter.span()), indent, pieces, false);
            }
            case Statement.Let _,
                    Statement.HoursLet _,
                    Statement.Flow _,
                    Statement.DispatchBy _,
                    Statement.Use _,
                    Statement.Electricity _ -> {
                begin(first(statement.span()), indent, indent, first, false);
                print(first(statement.span()), end(statement.span()), indent, List.of(), false);
            }
        }
    }

    private void rule(Statement.Rule rule, int indent, boolean first) {
        int from = first(rule.span());
        int to = end(rule.span());
        begin(from, indent, indent, first, false);
        boolean inLine =
                !rule.acts().isEmpty() && !gaps.is(first(rule.acts().getFirst().span()) - 1, "{");
        if (inLine) {
            print(from, to, indent, pieces(rule.acts(), ActExpr::span, to), false);
        } else {
            acts(from, to, rule.acts(), indent);
        }
    }

    /**
     * What stands from a token to another with statements in it: each block of them between braces on lines of their own,
     * those without braces in the line.
     */
    private void acts(int from, int to, List<ActExpr> acts, int indent) {
        int start = from;
        for (int i = 0; i < acts.size(); i++) {
            int at = first(acts.get(i).span());
            boolean inBlock = gaps.is(at - 1, "{") || i > 0 && !gaps.is(at - 1, "and");
            if (!inBlock) {
                continue;
            }
            if (gaps.is(at - 1, "{")) {
                print(start, at, indent, List.of(), false);
            }
            begin(at, indent + LEVEL, indent + LEVEL, gaps.is(at - 1, "{"), false);
            act(acts.get(i), indent + LEVEL);
            start = end(acts.get(i).span());
        }
        if (start > from) {
            begin(start, indent + LEVEL, indent, false, true);
        }
        print(start, to, indent, List.of(), false);
    }

    private void act(ActExpr act, int indent) {
        int from = first(act.span());
        int to = end(act.span());
        switch (act) {
            case ActExpr.If choice -> {
                int split = to;
                if (!choice.otherwise().isEmpty()) {
                    split = elseOf(choice, to);
                }
                acts(from, split, choice.then(), indent);
                if (split < to) {
                    otherwise(choice.otherwise(), split, to, indent);
                }
            }
            case ActExpr.While loop -> acts(from, to, loop.acts(), indent);
            default -> print(from, to, indent, List.of(), false);
        }
    }

    private void otherwise(List<ActExpr> otherwise, int from, int to, int indent) {
        out.append(' ');
        boolean chained = gaps.is(from + 1, "if") && otherwise.getFirst() instanceof ActExpr.If;
        if (chained) {
            out.append("else ");
            act(otherwise.getFirst(), indent);
        } else {
            acts(from, to, otherwise, indent);
        }
    }

    /** The token of the `else` that belongs to a choice. */
    private int elseOf(ActExpr.If choice, int to) {
        int at = choice.then().isEmpty()
                ? first(choice.span())
                : end(choice.then().getLast().span());
        while (at < to && !gaps.is(at, "else")) {
            at++;
        }
        return at;
    }

    private void element(Statement.Element element, int indent, boolean first) {
        var pieces = new ArrayList<Integer>();
        for (var property : element.properties()) {
            int at = first(property.span());
            boolean headed =
                    !gaps.text(at).isEmpty() && Character.isDigit(gaps.text(at).charAt(0));
            if (!(pieces.isEmpty() && headed && property == element.properties().getFirst())) {
                pieces.add(at);
            }
        }
        if (gaps.is(end(element.span()) - 1, "}")) {
            block(element.span(), indent, first, pieces, element.inside());
        } else {
            begin(first(element.span()), indent, indent, first, false);
            print(first(element.span()), end(element.span()), indent, pieces, false);
        }
    }

    private void route(Statement.Route route, int indent, boolean first) {
        int open = head(route.span(), indent, first, List.of());
        boolean firstChain = true;
        for (var chain : route.chains()) {
            begin(first(chain.span()), indent + LEVEL, indent + LEVEL, firstChain, false);
            print(first(chain.span()), end(chain.span()), indent + LEVEL, List.of(), false);
            firstChain = false;
        }
        close(route.span(), open, indent);
    }

    // lines and blocks

    private void line(Span span, int indent) {
        begin(first(span), indent, indent, false, false);
        print(first(span), end(span), indent, List.of(), false);
    }

    private void block(Span span, int indent, boolean first, List<Integer> pieces, List<Statement> inside) {
        int open = head(span, indent, first, pieces);
        boolean firstInside = true;
        for (var statement : inside) {
            statement(statement, indent + LEVEL, firstInside);
            firstInside = false;
        }
        close(span, open, indent);
    }

    /** What stands before a block, with its brace, which it returns. */
    private int head(Span span, int indent, boolean first, List<Integer> pieces) {
        int from = first(span);
        int open = from;
        while (!gaps.is(open, "{")) {
            open++;
        }
        begin(from, indent, indent, first, false);
        print(from, open + 1, indent, pieces, false);
        return open;
    }

    private void close(Span span, int open, int indent) {
        int brace = end(span) - 1;
        if (brace == open + 1 && gaps.comments(brace).isEmpty()) {
            out.append('}');
            return;
        }
        begin(brace, indent + LEVEL, indent, brace == open + 1, true);
        out.append('}');
    }

    /** Begins the line of a token, after the comments before it. */
    private void begin(int token, int commentIndent, int indent, boolean first, boolean last) {
        boolean blankAllowed = !first;
        for (var comment : gaps.comments(token)) {
            if (comment.trailing()) {
                out.append("  ").append(comment.text());
            } else {
                Gaps.newLine(out, comment.blankBefore() && blankAllowed);
                out.repeat(' ', commentIndent).append(comment.text());
                blankAllowed = true;
            }
        }
        Gaps.newLine(out, gaps.hasBlankBefore(token) && blankAllowed && !last);
        out.repeat(' ', indent);
    }

    /** Tokens of a statement: on one line where they fit, else each piece on its own. */
    private void print(int from, int to, int indent, List<Integer> pieces, boolean always) {
        if (!always && !hasComments(from + 1, to) && indent + width(from, to) <= WIDTH) {
            tokens(from, to);
            return;
        }
        int start = from;
        int level = indent;
        for (int piece : pieces) {
            fill(start, piece, level);
            level = indent + LEVEL;
            breakBefore(piece, level);
            start = piece;
        }
        fill(start, to, level);
    }

    /** A piece, in as many lines as it needs. */
    private void fill(int from, int to, int indent) {
        int start = from;
        int column = indent;
        while (start < to) {
            int end = lineEnd(start, to, column);
            tokens(start, end);
            if (end < to) {
                column = indent + WRAP;
                breakBefore(end, column);
            }
            start = end;
        }
    }

    /** Where the line that begins with a token ends: behind the least nested part that fits. */
    private int lineEnd(int from, int to, int column) {
        int best = -1;
        int right = column + length(from);
        for (int i = from + 1; i < to; i++) {
            if (!gaps.comments(i).isEmpty()) {
                return i;
            }
            boolean fitsBefore = right <= WIDTH;
            if (marks.isBreakable(i) && (best < 0 || fitsBefore && marks.depth(i) <= marks.depth(best))) {
                best = i;
            }
            right += (marks.isGlued(i) ? 0 : 1) + length(i);
            if (right > WIDTH && best >= 0) {
                return best;
            }
        }
        return to;
    }

    private void breakBefore(int token, int indent) {
        for (var comment : gaps.comments(token)) {
            if (comment.trailing()) {
                out.append("  ").append(comment.text());
            } else {
                out.append('\n').repeat(' ', indent).append(comment.text());
            }
        }
        out.append('\n').repeat(' ', indent);
    }

    private void tokens(int from, int to) {
        for (int i = from; i < to; i++) {
            out.append(i == from || marks.isGlued(i) ? "" : " ").append(gaps.text(i));
        }
    }

    private int width(int from, int to) {
        int width = 0;
        for (int i = from; i < to; i++) {
            width += (i == from || marks.isGlued(i) ? 0 : 1) + length(i);
        }
        return width;
    }

    private int length(int token) {
        var text = gaps.text(token);
        return text.codePointCount(0, text.length());
    }

    private boolean hasComments(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!gaps.comments(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private int first(Span span) {
        return gaps.after(span.start());
    }

    private int end(Span span) {
        return gaps.after(Math.max(span.start(), span.end() - 1)) + 1;
    }
}
