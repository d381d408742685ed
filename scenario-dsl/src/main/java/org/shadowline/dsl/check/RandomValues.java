package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Keyword.Place;
import org.shadowline.dsl.syntax.Language;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Values;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Makes distributions of their parameters, and checks that such a distribution exists. */
final class RandomValues {
    private static final double SUM_TOLERANCE = 1e-6;

    private final Evaluator evaluator;
    private final Reports reports;
    private final Tables tables;

    RandomValues(Evaluator evaluator, Reports reports, Tables tables) {
        this.evaluator = evaluator;
        this.reports = reports;
        this.tables = tables;
    }

    Value fromFile(Expr.FromFile from) {
        var function = from.function().text();
        if (!function.equals("fit") && !function.equals("empirical")) {
            reports.error(
                    Code.UNKNOWN_WORD,
                    from.function().span(),
                    "there is no `" + function + " from` a file",
                    "write `fit from \"…\"` or `empirical from \"…\"`");
            return Value.BROKEN;
        }
        Tables.@Nullable Column column = tables.numbers(from, reports);
        if (column == null) {
            return Value.BROKEN;
        }
        var distribution = function.equals("fit")
                ? new Distribution.Fit(Values.of(column.values()), from.file().text())
                : new Distribution.Empirical(Distributions.sorted(column.values()));
        return new Value.Random(distribution, column.unit());
    }

    Value call(Expr.Call call, Scope scope) {
        var function = call.function().text();
        if (Language.function(function) == null) {
            unknown(call);
            return Value.BROKEN;
        }
        return switch (function) {
            case "discrete" -> discrete(call, scope);
            case "empirical", "fit" -> observations(call, scope);
            default -> parametric(call, scope);
        };
    }

    private void unknown(Expr.Call call) {
        var name = call.function();
        @Nullable String near = Spelling.nearest(name.text(), Language.words(Place.FUNCTION));
        if (near != null) {
            reports.add(Diagnostic.of(
                            Code.UNKNOWN_NAME,
                            name.span(),
                            "there is no distribution `" + name.text() + "`; did you mean `" + near + "`?")
                    .fix(name.span(), near));
            return;
        }
        reports.error(
                Code.UNKNOWN_NAME,
                name.span(),
                "there is no distribution `" + name.text() + "`",
                "there are " + String.join(", ", Language.words(Place.FUNCTION)));
    }

    // parameters

    private Value parametric(Expr.Call call, Scope scope) {
        var names = Language.parameters(call.function().text());
        var given = assign(call, names);
        if (given == null) {
            return Value.BROKEN;
        }
        var values = new double[names.size()];
        @Nullable Unit shown = null;
        for (int i = 0; i < names.size(); i++) {
            var expr = given.get(i);
            boolean plain = isPlain(names.get(i));
            if (plain) {
                values[i] = evaluator.number(expr, scope, Dimension.NONE, parameter(call, names.get(i)));
            } else if (shown == null) {
                var value = evaluator.value(expr, scope);
                if (!(value instanceof Value.Number number)) {
                    if (value instanceof Value.Random) {
                        reports.error(
                                Code.NOT_A_NUMBER,
                                expr.span(),
                                parameter(call, names.get(i)) + " must be a single value");
                    }
                    return Value.BROKEN;
                }
                values[i] = number.si();
                shown = number.quantity().shown();
            } else {
                values[i] = evaluator.number(expr, scope, shown.dimension(), parameter(call, names.get(i)));
            }
            if (Double.isNaN(values[i])) {
                return Value.BROKEN;
            }
        }
        @Nullable Distribution distribution = distribution(call, names, values);
        return distribution == null ? Value.BROKEN : new Value.Random(distribution, shown == null ? Unit.ONE : shown);
    }

    private static String parameter(Expr.Call call, String name) {
        return "`" + name + "` of `" + call.function().text() + "`";
    }

    static boolean isPlain(String parameter) {
        return switch (parameter) {
            case "k", "shape", "alpha", "beta" -> true;
            default -> false;
        };
    }

    /** The parameters in the order of the table; null when they do not fit. */
    private @Nullable List<Expr> assign(Expr.Call call, List<String> names) {
        var given = new @Nullable Expr[names.size()];
        int next = 0;
        for (var argument : call.arguments()) {
            int at = next;
            if (argument.name() != null) {
                at = names.indexOf(argument.name().text());
                if (at < 0) {
                    reports.error(
                            Code.PARAMETER,
                            argument.name().span(),
                            "`" + call.function().text() + "` has no parameter `"
                                    + argument.name().text() + "`",
                            "it is written " + form(call));
                    return null;
                }
            } else {
                while (at < given.length && given[at] != null) {
                    at++;
                }
                next = at + 1;
            }
            if (argument.share() != null) {
                var span = argument.share().span();
                reports.add(Diagnostic.of(
                                Code.PUNCTUATION, span, "`,` is missing before " + evaluator.shown(argument.share()))
                        .fix(
                                argument.value()
                                        .span()
                                        .source()
                                        .span(
                                                argument.value().span().end(),
                                                argument.value().span().end()),
                                ","));
                return null;
            }
            if (at >= given.length || given[at] != null) {
                reports.error(
                        Code.PARAMETER,
                        argument.span(),
                        at >= given.length
                                ? "`" + call.function().text() + "` has " + names.size()
                                        + (names.size() == 1 ? " parameter" : " parameters") + "; this is one too many"
                                : "this is not a parameter of `"
                                        + call.function().text() + "`",
                        "it is written " + form(call));
                return null;
            }
            given[at] = argument.value();
        }
        var complete = new ArrayList<Expr>(given.length);
        for (int i = 0; i < given.length; i++) {
            @Nullable Expr one = given[i];
            if (one == null) {
                if (!reports.hasErrorIn(call.span())) {
                    reports.error(
                            Code.PARAMETER,
                            call.span(),
                            "`" + call.function().text() + "` needs `" + names.get(i) + "`",
                            "it is written " + form(call));
                }
                return null;
            }
            complete.add(one);
        }
        return complete;
    }

    private static String form(Expr.Call call) {
        var keyword = Language.function(call.function().text());
        return keyword == null ? "otherwise" : "`" + keyword.word() + "`, e.g. `" + keyword.example() + "`";
    }

    private @Nullable Distribution distribution(Expr.Call call, List<String> names, double[] v) {
        for (int i = 0; i < v.length; i++) {
            boolean spread = names.get(i).equals("sd");
            boolean positive =
                    switch (names.get(i)) {
                        case "shape", "scale", "alpha", "beta", "k" -> true;
                        case "mean" -> !call.function().text().equals("normal");
                        default -> false;
                    };
            if (spread && v[i] < 0 || positive && v[i] <= 0) {
                return wrong(call, "`" + names.get(i) + "` must be " + (spread ? "at least" : "above") + " zero");
            }
        }
        return switch (call.function().text()) {
            case "constant" -> new Distribution.Constant(v[0]);
            case "uniform" -> v[0] > v[1] ? inOrder(call) : new Distribution.Uniform(v[0], v[1]);
            case "triangular" ->
                v[0] > v[1] || v[1] > v[2] || v[0] == v[2]
                        ? inOrder(call)
                        : new Distribution.Triangular(v[0], v[1], v[2]);
            case "normal" -> new Distribution.Normal(v[0], v[1]);
            case "lognormal" -> new Distribution.Lognormal(v[0], v[1]);
            case "exponential" -> new Distribution.Exponential(v[0]);
            case "erlang" ->
                v[0] != Math.rint(v[0]) || v[0] > 1e6
                        ? wrong(call, "`k` must be a whole number")
                        : new Distribution.Erlang((int) v[0], v[1]);
            case "gamma" -> new Distribution.Gamma(v[0], v[1]);
            case "weibull" -> new Distribution.Weibull(v[0], v[1]);
            default -> v[2] >= v[3] ? inOrder(call) : new Distribution.Beta(v[0], v[1], v[2], v[3]);
        };
    }

    private @Nullable Distribution inOrder(Expr.Call call) {
        return wrong(call, "its values must be in ascending order");
    }

    private @Nullable Distribution wrong(Expr.Call call, String why) {
        reports.error(
                Code.DISTRIBUTION,
                call.span(),
                "there is no such `" + call.function().text() + "` distribution: " + why,
                "it is written " + form(call));
        return null;
    }

    // lists of values

    private Value discrete(Expr.Call call, Scope scope) {
        var values = new double[call.arguments().size()];
        var shares = new double[values.length];
        @Nullable Unit shown = null;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            var argument = call.arguments().get(i);
            if (argument.share() == null) {
                if (!reports.hasErrorIn(call.span())) {
                    reports.error(
                            Code.PARAMETER,
                            argument.span(),
                            "this value has no share",
                            "it is written `discrete(10 s 20 %, 20 s 80 %)`");
                }
                return Value.BROKEN;
            }
            @Nullable Unit unit = take(argument, scope, shown, values, i);
            shares[i] = evaluator.share(argument.share(), scope, "the share of a value");
            if (unit == null || Double.isNaN(shares[i])) {
                return Value.BROKEN;
            }
            shown = unit;
            sum += shares[i];
        }
        if (shown == null || Math.abs(sum - 1) > SUM_TOLERANCE) {
            reports.error(
                    Code.SHARES,
                    call.span(),
                    shown == null
                            ? "`discrete` has no values"
                            : "the shares add up to " + percent(sum) + ", not to 100 %",
                    "it is written `discrete(10 s 20 %, 20 s 80 %)`");
            return Value.BROKEN;
        }
        return new Value.Random(new Distribution.Discrete(Values.of(values), Values.of(shares)), shown);
    }

    static String percent(double share) {
        return new Quantity(Math.rint(share * 1e10) / 1e10, Units.parse("%")).toString();
    }

    private Value observations(Expr.Call call, Scope scope) {
        var values = new double[call.arguments().size()];
        @Nullable Unit shown = null;
        for (int i = 0; i < values.length; i++) {
            shown = take(call.arguments().get(i), scope, shown, values, i);
            if (shown == null) {
                return Value.BROKEN;
            }
        }
        if (shown == null) {
            reports.error(
                    Code.PARAMETER,
                    call.span(),
                    "`" + call.function().text() + "` needs observations, e.g. `empirical(3 s, 4 s, 7 s)`");
            return Value.BROKEN;
        }
        var distribution = call.function().text().equals("fit")
                ? new Distribution.Fit(Values.of(values), "the values given")
                : new Distribution.Empirical(Distributions.sorted(values));
        return new Value.Random(distribution, shown);
    }

    /** Puts a value into the list; its unit, or null when it is broken. */
    private @Nullable Unit take(Expr.Argument argument, Scope scope, @Nullable Unit shown, double[] values, int at) {
        if (shown != null) {
            values[at] = evaluator.number(argument.value(), scope, shown.dimension(), "this value");
            return Double.isNaN(values[at]) ? null : shown;
        }
        var value = evaluator.value(argument.value(), scope);
        if (value instanceof Value.Number number) {
            values[at] = number.si();
            return number.quantity().shown();
        }
        if (value instanceof Value.Random) {
            reports.error(Code.NOT_A_NUMBER, argument.span(), "a single value is wanted here, not a distribution");
        }
        return null;
    }
}
