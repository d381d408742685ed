package org.shadowline.dsl.format;

import java.util.ArrayList;
import java.util.function.DoubleFunction;
import org.shadowline.plant.description.Distribution;

/** Distributions as the language writes them. */
public final class DistributionText {
    private DistributionText() {}

    /** @param quantity how a value of the distribution is written, with its unit */
    public static String of(Distribution distribution, DoubleFunction<String> quantity) {
        return of(distribution, quantity, Numbers::plain);
    }

    /** @param number how a number without a unit is written */
    public static String of(Distribution distribution, DoubleFunction<String> quantity, DoubleFunction<String> number) {
        DoubleFunction<String> q = quantity;
        return switch (distribution) {
            case Distribution.Constant(double value) -> q.apply(value);
            case Distribution.Uniform(double min, double max) -> call("uniform", q.apply(min), q.apply(max));
            case Distribution.Triangular(double min, double mode, double max) ->
                call("triangular", q.apply(min), q.apply(mode), q.apply(max));
            case Distribution.Normal(double mean, double sd) -> call("normal", q.apply(mean), "sd " + q.apply(sd));
            case Distribution.Lognormal(double mean, double sd) ->
                call("lognormal", q.apply(mean), "sd " + q.apply(sd));
            case Distribution.Exponential(double mean) -> call("exponential", q.apply(mean));
            case Distribution.Erlang(int k, double mean) -> call("erlang", Integer.toString(k), q.apply(mean));
            case Distribution.Gamma(double shape, double scale) -> call("gamma", number.apply(shape), q.apply(scale));
            case Distribution.Weibull(double shape, double scale) ->
                call("weibull", number.apply(shape), q.apply(scale));
            case Distribution.Beta(double alpha, double beta, double min, double max) ->
                call("beta", number.apply(alpha), number.apply(beta), q.apply(min), q.apply(max));
            case Distribution.Discrete(var values, var probabilities) -> {
                var parts = new ArrayList<String>();
                for (int i = 0; i < values.size(); i++) {
                    parts.add(q.apply(values.get(i)) + " " + Numbers.percent(probabilities.get(i)) + " %");
                }
                yield call("discrete", parts.toArray(String[]::new));
            }
            case Distribution.Empirical(var sorted) ->
                call("empirical", sorted.stream().mapToObj(q).toArray(String[]::new));
            case Distribution.Fit(var observations, String source) -> "fit from \"" + source + "\"";
            case Distribution.Shifted(double offset, Distribution of) ->
                q.apply(offset) + " + " + of(of, quantity, number);
        };
    }

    private static String call(String name, String... arguments) {
        return name + "(" + String.join(", ", arguments) + ")";
    }
}
