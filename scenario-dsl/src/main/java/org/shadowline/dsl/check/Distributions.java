package org.shadowline.dsl.check;

import java.util.Arrays;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Distribution.Beta;
import org.shadowline.plant.description.Distribution.Constant;
import org.shadowline.plant.description.Distribution.Discrete;
import org.shadowline.plant.description.Distribution.Empirical;
import org.shadowline.plant.description.Distribution.Erlang;
import org.shadowline.plant.description.Distribution.Exponential;
import org.shadowline.plant.description.Distribution.Fit;
import org.shadowline.plant.description.Distribution.Gamma;
import org.shadowline.plant.description.Distribution.Lognormal;
import org.shadowline.plant.description.Distribution.Normal;
import org.shadowline.plant.description.Distribution.Shifted;
import org.shadowline.plant.description.Distribution.Triangular;
import org.shadowline.plant.description.Distribution.Uniform;
import org.shadowline.plant.description.Distribution.Weibull;
import org.shadowline.plant.description.Values;

/** Means, bounds and multiples of distributions, as far as the checker needs them. */
final class Distributions {
    private Distributions() {}

    /** The mean, before any truncation at zero. */
    static double mean(Distribution distribution) {
        if (distribution instanceof Constant d) return d.value();
        if (distribution instanceof Uniform d) return (d.min() + d.max()) / 2;
        if (distribution instanceof Triangular d) return (d.min() + d.mode() + d.max()) / 3;
        if (distribution instanceof Normal d) return d.mean();
        if (distribution instanceof Lognormal d) return d.mean();
        if (distribution instanceof Exponential d) return d.mean();
        if (distribution instanceof Erlang d) return d.mean();
        if (distribution instanceof Gamma d) return d.shape() * d.scale();
        if (distribution instanceof Weibull d) return d.scale() * gamma(1 + 1 / d.shape());
        if (distribution instanceof Beta d) return d.min() + (d.max() - d.min()) * d.alpha() / (d.alpha() + d.beta());
        if (distribution instanceof Empirical d)
            return d.sorted().stream().average().orElse(0);
        if (distribution instanceof Fit d)
            return d.observations().stream().average().orElse(0);
        if (distribution instanceof Shifted d) return d.offset() + mean(d.of());
        var discrete = (Discrete) distribution;
        double sum = 0;
        for (int i = 0; i < discrete.values().size(); i++) {
            sum += discrete.values().get(i) * discrete.probabilities().get(i);
        }
        return sum;
    }

    /** The least value that can be drawn; of a normal distribution zero, as it is drawn again below. */
    static double least(Distribution distribution) {
        if (distribution instanceof Constant d) return d.value();
        if (distribution instanceof Uniform d) return d.min();
        if (distribution instanceof Triangular d) return d.min();
        if (distribution instanceof Beta d) return d.min();
        if (distribution instanceof Discrete d) return d.values().stream().min().orElse(0);
        if (distribution instanceof Empirical d) return d.sorted().get(0);
        if (distribution instanceof Fit d)
            return d.observations().stream().min().orElse(0);
        if (distribution instanceof Shifted d) return d.offset() + least(d.of());
        return 0;
    }

    static boolean isConstant(Distribution distribution) {
        return distribution instanceof Constant;
    }

    static Distribution shifted(Distribution distribution, double offset) {
        return switch (distribution) {
            case Constant d -> new Constant(d.value() + offset);
            case Shifted d -> new Shifted(d.offset() + offset, d.of());
            default -> offset == 0 ? distribution : new Shifted(offset, distribution);
        };
    }

    static Values sorted(double[] values) {
        var copy = values.clone();
        Arrays.sort(copy);
        return Values.of(copy);
    }

    /** The probability that a normal variable is below zero; Abramowitz and Stegun 7.1.26, error below 1e-7. */
    static double shareBelowZero(double mean, double sd) {
        if (sd == 0) {
            return mean < 0 ? 1 : 0;
        }
        double x = mean / sd / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * Math.abs(x));
        double poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
        double tail = 0.5 * poly * Math.exp(-x * x);
        return x >= 0 ? tail : 1 - tail;
    }

    /** The gamma function by Lanczos' approximation (Numerical Recipes, third edition, section 6.1). */
    private static double gamma(double x) {
        double[] c = {
            76.18009172947146,
            -86.50532032941677,
            24.01409824083091,
            -1.231739572450155,
            0.1208650973866179e-2,
            -0.5395239384953e-5
        };
        double base = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
        double sum = 1.000000000190015;
        for (int i = 0; i < c.length; i++) {
            sum += c[i] / (x + 1 + i);
        }
        return Math.exp(-base + Math.log(2.5066282746310005 * sum / x));
    }
}
