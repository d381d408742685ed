package org.shadowline.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.ActExpr.TriggerExpr;
import org.shadowline.dsl.syntax.Keyword.Place;

/** Reads the rules and procedures of a plant. */
final class LogicReader {
    private static final List<String> OF_PARTS = List.of("enters", "leaves");
    private static final List<String> OF_STATIONS = List.of("begins", "finishes", "fails", "recovers");
    private static final int MOST_ACTS = 10_000;

    private final Cursor in;
    private final ExpressionReader expressions;
    private final ScenarioReader scenarios;
    private int acts;

    LogicReader(Cursor in, ExpressionReader expressions, ScenarioReader scenarios) {
        this.in = in;
        this.expressions = expressions;
        this.scenarios = scenarios;
    }

    /** {@code when … { … }}. */
    Statement when(int from) {
        in.next();
        var trigger = trigger();
        return rule(from, trigger);
    }

    /** {@code repeat every … { … }}. */
    Statement repeat(int from) {
        in.next();
        in.requireWord("every", "expected `every` and a time, as in `repeat every 1 h { … }`");
        int at = in.p;
        var interval = expressions.sum();
        return rule(from, new TriggerExpr.Every(in.since(at), interval));
    }

    private Statement rule(int from, TriggerExpr trigger) {
        acts = 0;
        var acts = in.is("{") ? block() : line();
        @Nullable Name because = in.accept("because")
                ? expressions.text("a reason as a text, e.g. `because \"spares the mills\"`")
                : null;
        return new Statement.Rule(in.since(from), trigger, acts, because);
    }

    Statement procedure(int from, @Nullable String doc) {
        acts = 0;
        in.next();
        var name = expressions.name("the name of the procedure, as in `procedure clean(time in min) { … }`");
        var parameters = new ArrayList<Statement.ProcedureParameter>();
        if (in.accept("(")) {
            while (!in.is(")")) {
                int at = in.p;
                if (in.is("in")) {
                    throw in.incomplete("a parameter has a name before its unit, as in `time in min`");
                }
                var parameter = expressions.name("the name of a parameter");
                @Nullable Name unit = in.accept("in") ? expressions.unitName() : null;
                parameters.add(new Statement.ProcedureParameter(in.since(at), parameter, unit));
                if (!in.accept(",") && !in.is(")")) {
                    in.require(",", "between two parameters");
                    if (!in.isWord()) {
                        throw in.expected("`,` or `)`");
                    }
                }
            }
            in.next();
        }
        if (!in.is("{")) {
            throw in.expected("`{` and what the procedure does");
        }
        var acts = block();
        return new Statement.Procedure(in.since(from), doc, name, parameters, acts);
    }

    // triggers

    private TriggerExpr trigger() {
        int from = in.p;
        if (in.is("run") && in.is(1, "starts")) {
            in.next();
            in.next();
            return new TriggerExpr.Starts(in.since(from));
        }
        int path = expressions.pathLength(0);
        var event = path == 0 ? "" : in.text(path);
        if (path > 0 && !in.isLineStart(path)) {
            if (OF_PARTS.contains(event)) {
                return partAt(from);
            }
            if (OF_STATIONS.contains(event)) {
                return ofStation(from);
            }
            if (in.kind(path) == Tokens.WORD && in.kind(path + 1) == Tokens.WORD && !isWordOfConditions(event)) {
                @Nullable String near = Spelling.nearest(event, List.of("enters", "leaves", "begins", "finishes"));
                if (near != null) {
                    throw in.fail(Diagnostic.of(
                                    Code.UNKNOWN_WORD,
                                    in.tokens.span(in.p + path),
                                    "nothing starts with `" + event + "`; did you mean `" + near + "`?")
                            .fix(in.tokens.span(in.p + path), near));
                }
            }
        }
        var condition = expressions.condition();
        @Nullable Expr lasting = in.accept("for") ? expressions.sum() : null;
        return new TriggerExpr.Holds(in.since(from), condition, lasting);
    }

    private static boolean isWordOfConditions(String word) {
        return word.equals("is") || word.equals("and") || word.equals("or") || word.equals("in") || word.equals("for");
    }

    /** {@code part enters oven}. */
    private TriggerExpr partAt(int from) {
        var part = expressions.ref("`part` or a product");
        var event = word();
        var element = expressions.ref("the name of an element, as in `when part enters oven`");
        return new TriggerExpr.PartAt(in.since(from), element, event, part);
    }

    /** {@code oven finishes part}, {@code oven fails}. */
    private TriggerExpr ofStation(int from) {
        var station = expressions.ref("a station");
        var event = word();
        if (event.text().equals("fails") || event.text().equals("recovers")) {
            return new TriggerExpr.MachineAt(in.since(from), station, event);
        }
        if (!in.isWord() || in.isLineStart() || in.is(1, "(")) {
            throw in.expected(
                    Code.INCOMPLETE,
                    "`part` or a product, as in `when " + station.span().text() + " " + event.text() + " part`");
        }
        var part = expressions.ref("`part` or a product");
        return new TriggerExpr.PartAt(in.since(from), station, event, part);
    }

    private Name word() {
        var word = new Name(in.here(), in.text());
        in.next();
        return word;
    }

    // statements

    private List<ActExpr> line() {
        var acts = new ArrayList<ActExpr>(1);
        do {
            acts.add(act());
        } while (in.accept("and"));
        return acts;
    }

    private List<ActExpr> block() {
        int open = in.p;
        in.next();
        in.deeper();
        var acts = new ArrayList<ActExpr>();
        while (!in.is("}")) {
            if (in.atEnd() || in.isFileHead() || isStatementOfPlants()) {
                in.neverClosed(open);
                in.shallower();
                return acts;
            }
            int at = in.p;
            try {
                acts.add(act());
            } catch (Cursor.Stop reported) {
                skipAct();
                in.lost(at);
            }
            if (in.p == at) {
                in.next();
            }
        }
        in.next();
        in.shallower();
        return acts;
    }

    private boolean isStatementOfPlants() {
        var word = in.text();
        return in.isLineStart()
                && in.isWord()
                && Language.words(Place.PLANT).contains(word)
                && !Language.words(Place.RULE).contains(word)
                && in.kind(1) == Tokens.WORD
                && !in.is(1, "fails")
                && !in.is(1, "stops");
    }

    /** To the next statement of the block, or to its end; blocks inside are passed over. */
    private void skipAct() {
        int open = 0;
        boolean moved = false;
        while (!in.atEnd() && !in.isFileHead()) {
            if (in.is("}") && open == 0 || moved && open == 0 && in.isLineStart() && in.isWord()) {
                return;
            }
            open += in.is("{") ? 1 : in.is("}") ? -1 : 0;
            in.next();
            moved = true;
        }
    }

    private ActExpr act() {
        int from = in.p;
        if (++acts > MOST_ACTS) {
            throw in.fail(Diagnostic.of(
                    Code.TOO_LARGE, in.here(), "a rule or procedure has at most " + MOST_ACTS + " statements"));
        }
        if (!in.isWord()) {
            throw in.expected("a statement such as `set oven.fired to 0` or `wait 5 min`");
        }
        boolean isCall = in.is(1, "(") && in.isAdjacent(1);
        if (isCall) {
            return expressions.callOfProcedure();
        }
        return switch (in.text()) {
            case "let" -> let(from);
            case "set" -> set(from);
            case "if" -> choice(from);
            case "while" -> loop(from);
            case "wait" -> waiting(from);
            case "note" -> {
                in.next();
                var text = expressions.text("a text, as in `note \"oven cleaned\"`");
                yield new ActExpr.Note(in.since(from), text);
            }
            case "release" -> {
                var release = scenarios.release(from);
                yield new ActExpr.Release(in.since(from), release);
            }
            default -> halt(from);
        };
    }

    private ActExpr let(int from) {
        in.next();
        var name = expressions.name("a name, as in `let count = oven.fired + 1`");
        in.require("=", "after the name");
        var value = expressions.sum();
        return new ActExpr.Let(in.since(from), name, value);
    }

    private ActExpr set(int from) {
        in.next();
        var target = expressions.ref("what is set, as in `set oven.fired to 0`");
        in.requireWord("to", "expected `to` and a value, as in `set oven.fired to 0`");
        var value = expressions.sum();
        return new ActExpr.Set(in.since(from), target, value);
    }

    private ActExpr choice(int from) {
        in.next();
        var condition = expressions.condition();
        requireBlock("if oven.fired >= 50 { … }");
        var then = block();
        List<ActExpr> otherwise = List.of();
        if (in.accept("else")) {
            if (in.is("if")) {
                in.deeper();
                otherwise = List.of(choice(in.p));
                in.shallower();
            } else {
                requireBlock("else { … }");
                otherwise = block();
            }
        }
        return new ActExpr.If(in.since(from), condition, then, otherwise);
    }

    private ActExpr loop(int from) {
        in.next();
        var condition = expressions.condition();
        requireBlock("while b1.level > 3 { … }");
        var acts = block();
        return new ActExpr.While(in.since(from), condition, acts);
    }

    private void requireBlock(String example) {
        if (!in.is("{")) {
            throw in.expected("`{` and statements, as in `" + example + "`");
        }
    }

    private ActExpr waiting(int from) {
        in.next();
        if (in.accept("until")) {
            var condition = expressions.condition();
            return new ActExpr.WaitUntil(in.since(from), condition);
        }
        var time = expressions.sum();
        return new ActExpr.Wait(in.since(from), time);
    }

    private ActExpr halt(int from) {
        var target = expressions.ref("a machine");
        var word = in.text();
        if (!word.equals("fails") && !word.equals("stops")) {
            var statements = List.of("let", "set", "if", "while", "wait", "note", "release");
            @Nullable String near =
                    target.parts().size() == 1 ? Spelling.nearest(target.last().text(), statements) : null;
            if (near != null) {
                throw in.fail(Diagnostic.of(
                                Code.UNKNOWN_STATEMENT,
                                target.span(),
                                "there is no statement `" + target.last().text() + "`; did you mean `" + near + "`?")
                        .fix(target.span(), near));
            }
            throw in.fail(Diagnostic.of(
                            Code.UNKNOWN_STATEMENT,
                            target.span(),
                            "there is no statement `" + target.span().text() + "` here")
                    .help("rules and procedures have `let`, `set`, `if`, `while`, `wait`, `note`, `release`,"
                            + " `oven stops for 5 min`, `oven fails for 5 min`, and calls: `clean(5 min)`"));
        }
        in.next();
        in.requireWord("for", "`" + word + "` needs `for` and a time, e.g. `for 45 min`");
        var time = expressions.sum();
        return new ActExpr.Halt(in.since(from), target, word.equals("fails"), time);
    }
}
