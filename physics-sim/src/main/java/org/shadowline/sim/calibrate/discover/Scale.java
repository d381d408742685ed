package org.shadowline.sim.calibrate.discover;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Values;

/** Stretching and rounding of distributions. */
final class Scale {
    private static final int DIGITS = 4;

    private Scale() {}

    /** The distribution of {@code factor} times the variable. */
    static Distribution by(Distribution distribution, double factor) {
        return map(distribution, x -> x * factor);
    }

    /** Quantities rounded to what a reader wants to see; shapes too. */
    static Distribution rounded(Distribution distribution) {
        var scaled = map(distribution, Scale::round);
        return switch (scaled) {
            case Distribution.Gamma d -> new Distribution.Gamma(round(d.shape()), d.scale());
            case Distribution.Weibull d -> new Distribution.Weibull(round(d.shape()), d.scale());
            default -> scaled;
        };
    }

    /** To four significant digits, and never coarser than one. */
    static double round(double x) {
        if (x == 0 || !Double.isFinite(x)) return x;
        int decimals = Math.max(0, DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(x))));
        return BigDecimal.valueOf(x).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
    }

    private interface Quantity {
        double of(double x);
    }

    private static Distribution map(Distribution distribution, Quantity q) {
        return switch (distribution) {
            case Distribution.Constant d -> new Distribution.Constant(q.of(d.value()));
            case Distribution.Uniform d -> new Distribution.Uniform(q.of(d.min()), q.of(d.max()));
            case Distribution.Triangular d -> new Distribution.Triangular(q.of(d.min()), q.of(d.mode()), q.of(d.max()));
            case Distribution.Normal d -> new Distribution.Normal(q.of(d.mean()), q.of(d.sd()));
            case Distribution.Lognormal d -> new Distribution.Lognormal(q.of(d.mean()), q.of(d.sd()));
            case Distribution.Exponential d -> new Distribution.Exponential(q.of(d.mean()));
            case Distribution.Erlang d -> new Distribution.Erlang(d.k(), q.of(d.mean()));
            case Distribution.Gamma d -> new Distribution.Gamma(d.shape(), q.of(d.scale()));
            case Distribution.Weibull d -> new Distribution.Weibull(d.shape(), q.of(d.scale()));
            case Distribution.Beta d -> new Distribution.Beta(d.alpha(), d.beta(), q.of(d.min()), q.of(d.max()));
            case Distribution.Discrete d ->
                new Distribution.Discrete(Values.of(mapped(d.values(), q)), d.probabilities());
            case Distribution.Empirical d -> new Distribution.Empirical(Values.of(mapped(d.sorted(), q)));
            case Distribution.Fit d -> new Distribution.Fit(Values.of(mapped(d.observations(), q)), d.source());
            case Distribution.Shifted d -> new Distribution.Shifted(q.of(d.offset()), map(d.of(), q));
        };
    }

    private static double[] mapped(Values values, Quantity q) {
        return values.stream().map(q::of).toArray();
    }
}
