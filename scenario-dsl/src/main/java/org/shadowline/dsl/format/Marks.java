package org.shadowline.dsl.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.ActExpr;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.HoursExpr;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.ScenarioItem;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.dsl.syntax.Tokens;

/** What the syntax tree says of each token: whether a blank stands before it, and whether a line may end there. */
final class Marks {
    private final Gaps gaps;
    private final boolean[] glued;
    private final boolean[] breakable;
    private final int[] depth;

    Marks(ParsedFile file, Gaps gaps) {
        this.gaps = gaps;
        glued = new boolean[gaps.count()];
        breakable = new boolean[gaps.count()];
        depth = new int[gaps.count()];
        signs();
        Tree.visit(file.declarations(), this::mark);
    }

    /** Whether the token follows the one before without a blank. */
    boolean isGlued(int token) {
        return glued[token];
    }

    /** Whether the token may begin a line in the middle of a statement. */
    boolean isBreakable(int token) {
        return breakable[token];
    }

    /** How many brackets are open before the token. */
    int depth(int token) {
        return depth[token];
    }

    // what signs say by themselves

    private void signs() {
        int open = 0;
        for (int i = 0; i < gaps.count(); i++) {
            if (gaps.is(i, ")") || gaps.is(i, "]")) {
                open--;
            }
            depth[i] = open;
            if (gaps.is(i, "(") || gaps.is(i, "[")) {
                open++;
            }
            if (i > 0) {
                glued[i] = isClosing(i) || isOpening(i - 1);
                breakable[i] = gaps.is(i - 1, ",") || gaps.is(i, "->") || gaps.is(i, "|");
            }
        }
    }

    private boolean isClosing(int token) {
        return gaps.kind(token) == Tokens.SIGN
                && switch (gaps.text(token)) {
                    case ",", ")", "]", "[", ".", "..", ":" -> true;
                    default -> false;
                };
    }

    private boolean isOpening(int token) {
        return gaps.kind(token) == Tokens.SIGN
                && switch (gaps.text(token)) {
                    case "(", "[", ".", "..", ":" -> true;
                    default -> false;
                };
    }

    // what the tree adds

    private void mark(Record node) {
        switch (node) {
            case Expr.Number number -> asWritten(number.span(), 2);
            case Expr.Negative negative -> glued[first(negative.span()) + 1] = true;
            case Expr.Call call -> glued[first(call.span()) + 1] = true;
            case Expr.FromFile from -> asWritten(from.unit());
            case Expr.Binary binary -> operator(binary);
            case ScenarioItem.Starts starts -> asWritten(starts.zone());
            case ScenarioItem.KpiExpr kpi -> hyphens(kpi.span(), true);
            case HoursExpr.Group group -> {
                hyphens(group.span(), false);
                asWritten(group.zone());
            }
            case HoursExpr hours ->
                hours.terms().stream().skip(1).forEach(term -> breakable[first(term.span()) - 1] = true);
            case ParsedFile.PatternDecl pattern -> parameters(pattern);
            case Statement.Use use -> glueBracket(use.pattern().span());
            case Statement.Procedure procedure -> {
                glueBracket(procedure.name().span());
                procedure.parameters().forEach(parameter -> asWritten(parameter.unit()));
            }
            case ActExpr.Call call -> glueBracket(call.procedure().span());
            case Property.Fails fails -> failure(fails);
            case Property.Needs needs -> together(needs.span());
            case Property.Skills skills -> together(skills.span());
            case Property.Has has -> choices(has);
            default -> {}
        }
    }

    private void asWritten(@Nullable Name name) {
        if (name != null) {
            asWritten(name.span(), 1);
        }
    }

    /** Blanks between these tokens stay as they are, from the given one on: in units they matter. */
    private void asWritten(Span span, int from) {
        for (int i = first(span) + from; i < end(span); i++) {
            glued[i] = gaps.isAdjacent(i);
        }
    }

    /** Of ranges, and of words such as `set-up`. */
    private void hyphens(Span span, boolean asWritten) {
        for (int i = first(span) + 1; i < end(span) - 1; i++) {
            if (gaps.is(i, "-") && depth[i] == depth[first(span)]) {
                glued[i] = !asWritten || gaps.isAdjacent(i);
                glued[i + 1] = !asWritten || gaps.isAdjacent(i + 1);
            }
        }
    }

    private void operator(Expr.Binary binary) {
        int at = end(binary.left().span());
        while (gaps.is(at, ")")) {
            at++;
        }
        if (binary.operator() != Expr.Operator.OF
                && gaps.is(at, binary.operator().sign())) {
            breakable[at] = true;
        }
    }

    private void parameters(ParsedFile.PatternDecl pattern) {
        glueBracket(pattern.name().span());
        int from = first(pattern.span());
        int to = from;
        while (!gaps.is(to, "{")) {
            to++;
        }
        Arrays.fill(breakable, from, to, false);
    }

    private void glueBracket(Span name) {
        int next = end(name);
        glued[next] |= gaps.is(next, "(");
    }

    private void failure(Property.Fails fails) {
        for (int i = first(fails.span()); i < end(fails.span()); i++) {
            boolean part = gaps.is(i, "for") || gaps.is(i, "repaired");
            breakable[i] |= part && depth[i] == depth[first(fails.span())];
        }
    }

    private void choices(Property.Has has) {
        if (!has.choices().isEmpty()) {
            together(has.span());
        }
    }

    /** Lists of names end where their line ends. */
    private void together(Span span) {
        Arrays.fill(breakable, first(span), end(span), false);
    }

    private int first(Span span) {
        return gaps.after(span.start());
    }

    private int end(Span span) {
        return gaps.after(Math.max(span.start(), span.end() - 1)) + 1;
    }
}
