package org.shadowline.dsl.syntax;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.ScenarioItem.ActionExpr;
import org.shadowline.dsl.syntax.ScenarioItem.KpiExpr;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;

/** Reads the statements of a scenario. */
final class ScenarioReader {
    private final Cursor in;
    private final ExpressionReader expressions;
    private final CalendarReader calendar;

    ScenarioReader(Cursor in, ExpressionReader expressions, CalendarReader calendar) {
        this.in = in;
        this.expressions = expressions;
        this.calendar = calendar;
    }

    /** The statement of the given name; the word here is it, or was meant as it. */
    ScenarioItem read(String word) {
        int from = in.p;
        in.next();
        return switch (word) {
            case "cube" -> cube(from);
            case "starts" -> starts(from);
            case "run" -> run(from);
            case "seed" -> seed(from);
            case "begins" -> begins(from);
            case "at" -> at(from);
            case "when" -> when(from);
            case "vary" -> vary(from);
            case "measure" -> measures(from);
            case "expect" -> expect(from);
            case "goal" -> goal(from);
            case "subject" -> subjectTo(from);
            default -> throw new IllegalStateException("no statement of scenarios: " + word);
        };
    }

    private ScenarioItem cube(int from) {
        var technology = cell("technology", List.of("digital", "networked", "intelligent"));
        in.requireWord("x", "expected `x`, as in `cube networked x enterprise x manufacture`");
        var organisation = cell("organisation", List.of("unit", "enterprise", "ecosystem"));
        in.requireWord("x", "expected `x`, as in `cube networked x enterprise x manufacture`");
        var value = cell("value", List.of("product", "manufacture", "service"));
        return new ScenarioItem.Cube(in.since(from), technology, organisation, value);
    }

    private Name cell(String axis, List<String> legal) {
        if (!in.isWord() || in.isLineStart()) {
            throw in.expected(Code.INCOMPLETE, "the " + axis + ": " + PropertyReader.listed(legal));
        }
        var word = new Name(in.here(), in.text());
        if (!legal.contains(word.text())) {
            @Nullable String near = Spelling.nearest(word.text(), legal);
            if (near == null) {
                throw in.expected("the " + axis + ": " + PropertyReader.listed(legal));
            }
            in.misspelled(near, "there is no " + axis + " `" + word.text() + "`");
            word = new Name(word.span(), near);
        }
        in.next();
        return word;
    }

    private ScenarioItem starts(int from) {
        var date = calendar.date();
        var time = in.kind() == Tokens.TIME ? calendar.time("a time") : LocalTime.MIDNIGHT;
        @Nullable Name zone = null;
        if (in.isWord() && !in.isLineStart()) {
            zone = calendar.zone();
        }
        return new ScenarioItem.Starts(in.since(from), date, time, zone);
    }

    private ScenarioItem run(int from) {
        if (in.isLineStart() || !(in.kind() == Tokens.NUMBER || in.isWord() || in.is("("))) {
            throw in.incomplete("`run` needs a time, e.g. `run 5 days, 30 replications`");
        }
        var length = expressions.sum();
        @Nullable Expr warmUp = null;
        boolean found = false;
        @Nullable Expr replications = null;
        ScenarioItem.@Nullable Precision precision = null;
        if (in.accept("after")) {
            if (in.is("warm") && in.is(1, "up")) {
                in.next();
            }
            if (!in.accept("up")) {
                in.requireWord("warmup", "expected `warmup`, as in `after warmup 1 day`");
            }
            found = in.accept("found");
            if (!found) {
                warmUp = expressions.sum();
            }
        }
        if (in.is(",") || in.is("replications") || (in.kind() == Tokens.NUMBER && !in.isLineStart())) {
            in.require(",", "before the replications");
            if (in.accept("replications")) {
                precision = precision();
            } else {
                replications = expressions.sum();
                in.requireWord("replications", "expected `replications`, as in `run 5 days, 30 replications`");
            }
        }
        return new ScenarioItem.Run(in.since(from), length, warmUp, found, replications, precision);
    }

    private ScenarioItem.Precision precision() {
        int from = in.p;
        in.requireWord("until", "expected `until`, as in `replications until mean throughput within 2 %`");
        var kpi = kpi();
        in.requireWord("within", "expected `within` and a share, e.g. `within 2 %`");
        var within = expressions.sum();
        @Nullable Expr confidence = confidence();
        @Nullable Expr atMost = null;
        if (in.is("at") && in.is(1, "most")) {
            in.next();
            in.next();
            atMost = expressions.sum();
        }
        return new ScenarioItem.Precision(in.since(from), kpi, within, confidence, atMost);
    }

    private @Nullable Expr confidence() {
        if (!in.accept("with")) {
            return null;
        }
        var confidence = expressions.sum();
        in.requireWord("confidence", "expected `confidence`, as in `with 95 % confidence`");
        return confidence;
    }

    private ScenarioItem seed(int from) {
        var value = expressions.sum();
        return new ScenarioItem.Seed(in.since(from), value);
    }

    private ScenarioItem begins(int from) {
        in.requireWord("with", "expected `with` and a file, as in `begins with \"monday.json\"`");
        var file = expressions.text("a file with a state as a text, e.g. `begins with \"monday.json\"`");
        return new ScenarioItem.Begins(in.since(from), file);
    }

    private ScenarioItem at(int from) {
        var moment = calendar.moment();
        var actions = actions();
        @Nullable Name because = because();
        return new ScenarioItem.At(in.since(from), moment, actions, because);
    }

    private ScenarioItem when(int from) {
        int at = in.p;
        var condition = expressions.condition();
        @Nullable Expr lasting = in.accept("for") ? expressions.sum() : null;
        var text = in.source(at);
        var actions = actions();
        @Nullable Name because = because();
        return new ScenarioItem.When(in.since(from), condition, lasting, actions, because, text);
    }

    private @Nullable Name because() {
        return in.accept("because")
                ? expressions.text("a reason as a text, e.g. `because \"spares the mills\"`")
                : null;
    }

    private List<ActionExpr> actions() {
        var actions = new ArrayList<ActionExpr>(1);
        do {
            actions.add(action());
        } while (in.accept("and"));
        return actions;
    }

    private ActionExpr action() {
        int from = in.p;
        if (in.is("set") && !in.is(1, "fails") && !in.is(1, "stops")) {
            return set(from);
        }
        if (in.is("release") && !in.is(1, "fails") && !in.is(1, "stops")) {
            return release(from);
        }
        if (in.isWord() && in.is(1, "(") && in.isAdjacent(1)) {
            var call = expressions.callOfProcedure();
            return new ActionExpr.Does(call.span(), call);
        }
        if (in.is("note") && in.kind(1) == Tokens.TEXT) {
            in.next();
            var text = expressions.text("a text");
            return new ActionExpr.Does(in.since(from), new ActExpr.Note(in.since(from), text));
        }
        if (!in.isWord()) {
            throw in.expected("an action such as `mill.1 fails for 45 min` or `set saw.speed to 80 %`");
        }
        if (in.kind(1) == Tokens.WORD || in.kind(1) == Tokens.NUMBER) {
            @Nullable String near = Spelling.nearest(in.text(), List.of("set", "release"));
            if (near != null && !in.is(1, "fails") && !in.is(1, "stops")) {
                in.misspelled(near, "there is no action `" + in.text() + "`");
                return near.equals("set") ? set(from) : release(from);
            }
        }
        var target = expressions.ref("a machine");
        var word = in.text();
        if (in.isWord() && !in.isLineStart() && !word.equals("fails") && !word.equals("stops")) {
            @Nullable String near = Spelling.nearest(word, List.of("fails", "stops"));
            if (near == null) {
                throw in.expected("`fails` or `stops` after `" + target.span().text() + "`");
            }
            in.misspelled(near, "a machine has no action `" + word + "`");
            word = near;
        } else if (!word.equals("fails") && !word.equals("stops")) {
            throw in.expected(
                    Code.INCOMPLETE,
                    "`fails` or `stops` after `" + target.span().text() + "`");
        }
        in.next();
        in.requireWord("for", "`" + word + "` needs `for` and a time, e.g. `for 45 min`");
        var time = expressions.sum();
        return word.equals("fails")
                ? new ActionExpr.Fails(in.since(from), target, time)
                : new ActionExpr.Stops(in.since(from), target, time);
    }

    private ActionExpr set(int from) {
        in.next();
        var property = expressions.ref("a property such as `saw.speed`");
        in.requireWord("to", "expected `to` and a value, as in `set saw.speed to 80 %`");
        var value = expressions.sum();
        return new ActionExpr.Set(in.since(from), property, value);
    }

    /** From the word `release` on. */
    ActionExpr.Release release(int from) {
        in.next();
        var quantity = expressions.sum();
        @Nullable Ref product = null;
        if (in.isWord() && !in.isLineStart() && !in.is("from") && !in.is("and") && !in.is("because")) {
            product = expressions.ref("a product");
        }
        @Nullable Ref source = in.accept("from") ? expressions.ref("the name of a source") : null;
        @Nullable Expr due = in.accept("due") ? expressions.sum() : null;
        @Nullable Expr priority = in.accept("priority") ? expressions.sum() : null;
        return new ActionExpr.Release(in.since(from), quantity, product, source, due, priority);
    }

    private ScenarioItem vary(int from) {
        var items = new ArrayList<ScenarioItem.Varied>(1);
        do {
            items.add(varied());
        } while (in.accept(",") || isVaried(0));
        return new ScenarioItem.Vary(in.since(from), items);
    }

    private ScenarioItem.Varied varied() {
        int from = in.p;
        var target = expressions.ref("what varies, as in `vary b1.holds in 4, 8, 16`");
        in.requireWord("in", "expected `in` and values, as in `vary b1.holds in 4, 8, 16`");
        var values = new ArrayList<Expr>(4);
        values.add(expressions.sum());
        @Nullable Expr to = null;
        if (in.accept("..")) {
            to = expressions.sum();
        } else {
            while (in.is(",") && !isVaried(1)) {
                in.next();
                values.add(expressions.sum());
            }
        }
        @Nullable Expr step = to != null && in.accept("step") ? expressions.sum() : null;
        return new ScenarioItem.Varied(in.since(from), target, values, to, step);
    }

    /** Whether {@code name in} begins so many tokens ahead; a name may be a path. */
    private boolean isVaried(int ahead) {
        int path = expressions.pathLength(ahead);
        return path > 0 && in.is(ahead + path, "in");
    }

    private ScenarioItem measures(int from) {
        var kpis = new ArrayList<KpiExpr>(4);
        do {
            kpis.add(kpi());
        } while (in.accept(","));
        return new ScenarioItem.Measures(in.since(from), kpis);
    }

    private ScenarioItem expect(int from) {
        var kpi = kpi();
        Expr.@Nullable Operator comparison = expressions.comparisonSign();
        if (comparison == null) {
            throw in.expected(Code.INCOMPLETE, "a comparison such as `>= 400 per day`");
        }
        in.next();
        var value = expressions.sum();
        @Nullable Expr confidence = confidence();
        return new ScenarioItem.Expect(in.since(from), kpi, comparison, value, confidence);
    }

    private ScenarioItem goal(int from) {
        boolean maximise = in.is("maximise") || in.is("maximize");
        if (!maximise && !in.is("minimise") && !in.is("minimize") || in.isLineStart()) {
            throw in.expected(Code.INCOMPLETE, "`maximise` or `minimise`, as in `goal maximise throughput`");
        }
        in.next();
        var kpi = kpi();
        return new ScenarioItem.Goal(in.since(from), maximise, kpi);
    }

    private ScenarioItem subjectTo(int from) {
        in.requireWord("to", "expected `to`, as in `subject to lead time p95 <= 2 h`");
        int at = in.p;
        var limit = (ScenarioItem.Expect) expect(at);
        return new ScenarioItem.SubjectTo(in.since(from), limit);
    }

    // measures

    private KpiExpr kpi() {
        int from = in.p;
        if (!in.isWord()
                || in.isLineStart() && from > 0 && !in.tokens.text(from - 1).equals(",")) {
            throw in.expected(Code.INCOMPLETE, "a measure such as `throughput` or `lead time p95`");
        }
        @Nullable Statistic statistic = statistic();
        int named = in.p;
        var words = words();
        if (statistic == null) {
            statistic = statistic();
        }
        var kpi = kpiOf(words, named);
        boolean perPart = kpi == Kpi.COST;
        if (in.is("per") && !in.isLineStart()) {
            in.next();
            in.requireWord("part", "expected `part`, as in `energy per part`");
            perPart = true;
        }
        @Nullable Ref of = in.accept("of") ? expressions.ref("the name of a station, team, buffer or product") : null;
        if (in.is("per") && !in.isLineStart()) {
            in.next();
            in.requireWord("part", "expected `part`, as in `energy of mill per part`");
            perPart = true;
        }
        if (statistic == null && isStatistic(in.text()) && !in.isLineStart()) {
            statistic = statistic();
        }
        var span = in.since(from);
        return new KpiExpr(span, kpi, statistic == null ? Statistic.MEAN : statistic, perPart, of, span.text());
    }

    private String words() {
        var words = new StringBuilder();
        while (in.isWord()
                && (words.isEmpty() || !in.isLineStart())
                && !isStatistic(in.text())
                && !in.is("of")
                && !in.is("per")
                && !in.is("within")
                && !in.is("with")) {
            words.append(words.isEmpty() ? "" : " ").append(in.text());
            in.next();
            while (in.is("-") && in.kind(1) == Tokens.WORD && in.isAdjacent(0) && in.isAdjacent(1)) {
                in.next();
                words.append('-').append(in.text());
                in.next();
            }
        }
        return words.toString();
    }

    private Kpi kpiOf(String words, int from) {
        var all = new ArrayList<String>();
        for (var kpi : Kpi.values()) {
            if (kpi.words().equals(words)) {
                return kpi;
            }
            all.add(kpi.words());
        }
        var synonym =
                switch (words) {
                    case "wip" -> Kpi.WORK_IN_PROCESS;
                    case "utilization" -> Kpi.UTILISATION;
                    case "setup time" -> Kpi.SETUP_TIME;
                    case "on time share" -> Kpi.ON_TIME_SHARE;
                    default -> null;
                };
        if (synonym != null) {
            return synonym;
        }
        var span = words.isEmpty() ? in.faultSpan() : in.since(from);
        @Nullable String near = words.isEmpty() ? null : Spelling.nearest(words, all);
        if (near == null) {
            throw in.fail(Diagnostic.of(
                            Code.UNKNOWN_WORD,
                            span,
                            words.isEmpty() ? "a measure is missing here" : "there is no measure `" + words + "`")
                    .help("measures are " + String.join(", ", all)));
        }
        in.diagnostics.add(Diagnostic.of(
                        Code.UNKNOWN_WORD, span, "there is no measure `" + words + "`; did you mean `" + near + "`?")
                .fix(span, near));
        return Kpi.values()[all.indexOf(near)];
    }

    private static boolean isStatistic(String word) {
        return switch (word) {
            case "mean", "p5", "p50", "p95", "max", "median" -> true;
            default -> false;
        };
    }

    private @Nullable Statistic statistic() {
        if (!in.isWord() || !isStatistic(in.text())) {
            return null;
        }
        var statistic =
                switch (in.text()) {
                    case "mean" -> Statistic.MEAN;
                    case "p5" -> Statistic.P5;
                    case "p50", "median" -> Statistic.P50;
                    case "p95" -> Statistic.P95;
                    default -> Statistic.MAX;
                };
        in.next();
        return statistic;
    }
}
