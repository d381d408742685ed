package org.shadowline.dsl.check;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;

/** Holds the parameters of a plant, as declared and as given from outside, against their limits. */
final class Parameters {
    private final Evaluator evaluator;
    private final Reports reports;

    Parameters(Evaluator evaluator, Reports reports) {
        this.evaluator = evaluator;
        this.reports = reports;
    }

    /** @param given from outside; null for the value that is declared */
    void check(Scope.Binding binding, Statement.Parameter parameter, Overrides.@Nullable Given given) {
        var declared = evaluator.value(parameter.value(), binding.scope);
        Statement.@Nullable Values values = parameter.within();
        if (declared instanceof Value.Number number) {
            binding.limits = values == null ? null : limits(values, number.dimension(), binding);
            if (binding.limits != null && !binding.limits.check(binding.name, number, parameter.value(), reports)) {
                binding.known = Value.BROKEN;
            }
            if (given != null && !fits(binding, number.dimension(), given)) {
                binding.known = Value.BROKEN;
            }
        } else if (declared instanceof Value.Random random) {
            if (values != null) {
                reports.error(
                        Code.NOT_A_NUMBER,
                        parameter.value().span(),
                        "a parameter with limits is a single value, but " + evaluator.shown(parameter.value())
                                + " is a distribution",
                        "make a parameter of its mean, or leave the limits out");
            }
            boolean broken = given != null
                    && evaluator.random(given.value(), given.scope(), random.dimension(), what(binding)) == null;
            if (broken) {
                binding.known = Value.BROKEN;
            }
        }
    }

    private static String what(Scope.Binding binding) {
        return "`" + binding.name + "`";
    }

    private boolean fits(Scope.Binding binding, Dimension dimension, Overrides.Given given) {
        if (Double.isNaN(evaluator.number(given.value(), given.scope(), dimension, what(binding)))) {
            return false;
        }
        return binding.limits == null
                || evaluator.value(given.value(), given.scope()) instanceof Value.Number number
                        && binding.limits.check(binding.name, number, given.value(), reports);
    }

    private @Nullable Limits limits(Statement.Values values, Dimension dimension, Scope.Binding binding) {
        var quantities = new ArrayList<Quantity>();
        var all = new ArrayList<>(values.values());
        @Nullable Expr to = values.to();
        if (to != null) {
            all.add(to);
        }
        for (var expr : all) {
            if (Double.isNaN(evaluator.number(expr, binding.scope, dimension, "a limit of " + what(binding)))) {
                return null;
            }
            if (evaluator.value(expr, binding.scope) instanceof Value.Number number) {
                quantities.add(number.quantity());
            }
        }
        if (to == null) {
            return new Limits.Choice(quantities);
        }
        var range = new Limits.Range(quantities.getFirst(), quantities.getLast());
        if (range.low().si() > range.high().si()) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    values.span(),
                    "no value lies " + range.inWords(),
                    "write the smaller one first: `" + range.high() + ".." + range.low() + "`");
            return null;
        }
        return range;
    }
}
