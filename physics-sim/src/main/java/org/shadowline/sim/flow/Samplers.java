package org.shadowline.sim.flow;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.special.Gamma;
import org.shadowline.plant.description.Distribution;
import org.shadowline.sim.calibrate.fit.DistributionFit;
import org.shadowline.sim.kernel.Variates;

/** Builds the samplers of distributions; equal distributions share one. */
final class Samplers {
    private final Variates variates;
    private final Map<Distribution, Integer> rows = new HashMap<>();

    Samplers(Variates variates) {
        this.variates = variates;
    }

    int of(Distribution distribution, String where) {
        var known = rows.get(distribution);
        if (known != null) return known;
        int row = build(distribution, where);
        rows.put(distribution, row);
        return row;
    }

    private int build(Distribution distribution, String where) {
        return switch (distribution) {
            case Distribution.Constant(double value) -> variates.constant(value);
            case Distribution.Uniform(double min, double max) -> variates.uniform(min, max);
            case Distribution.Triangular(double min, double mode, double max) -> variates.triangular(min, mode, max);
            case Distribution.Normal(double mean, double sd) -> {
                if (mean < -4 * sd) {
                    throw new PlantProblem("normal(" + mean + ", " + sd + ") is never above zero " + where);
                }
                yield variates.normal(mean, sd);
            }
            case Distribution.Lognormal(double mean, double sd) -> variates.lognormal(mean, sd);
            case Distribution.Exponential(double mean) -> variates.exponential(mean);
            case Distribution.Erlang(int k, double mean) -> variates.erlang(k, mean);
            case Distribution.Gamma(double shape, double scale) -> variates.gamma(shape, scale);
            case Distribution.Weibull(double shape, double scale) ->
                variates.weibull(shape, scale, scale * Gamma.gamma(1 + 1 / shape));
            case Distribution.Beta(double alpha, double beta, double min, double max) ->
                variates.beta(alpha, beta, min, max);
            case Distribution.Discrete(var values, var probabilities) ->
                variates.discrete(values.toArray(), probabilities.toArray());
            case Distribution.Empirical(var sorted) -> variates.empirical(sorted.toArray());
            case Distribution.Fit(var observations, String source) ->
                build(DistributionFit.best(observations.toArray()).distribution(), where);
            case Distribution.Shifted(double offset, Distribution of) -> variates.shift(build(of, where), offset);
        };
    }
}
