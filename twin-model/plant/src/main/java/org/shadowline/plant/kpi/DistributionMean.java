package org.shadowline.plant.kpi;

import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Values;

/** Means of distributions as they are drawn from, in closed form where there is one. */
public final class DistributionMean {
    private DistributionMean() {}

    public static double of(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Constant d -> d.value();
            case Distribution.Uniform d -> (d.min() + d.max()) / 2;
            case Distribution.Triangular d -> (d.min() + d.mode() + d.max()) / 3;
            case Distribution.Normal d -> truncatedNormal(d.mean(), d.sd());
            case Distribution.Lognormal d -> d.mean();
            case Distribution.Exponential d -> d.mean();
            case Distribution.Erlang d -> d.mean();
            case Distribution.Gamma d -> d.shape() * d.scale();
            case Distribution.Weibull d -> d.scale() * gamma(1 + 1 / d.shape());
            case Distribution.Beta d -> d.min() + (d.max() - d.min()) * d.alpha() / (d.alpha() + d.beta());
            case Distribution.Discrete d -> weighted(d.values(), d.probabilities());
            case Distribution.Empirical d -> interpolated(d.sorted());
            case Distribution.Fit d -> d.observations().stream().average().orElse(Double.NaN);
            case Distribution.Shifted d -> d.offset() + of(d.of());
        };
    }

    /** Simpson's rule for x f(x) and f(x) over what lies above zero. */
    private static double truncatedNormal(double mean, double sd) {
        if (sd == 0 || mean > 10 * sd) return mean;
        int intervals = 4000;
        double width = Math.max(mean, 0) + 12 * sd;
        double moment = 0;
        double mass = 0;
        for (int i = 0; i <= intervals; i++) {
            double x = width * i / intervals;
            // Scaled by the density at zero or the mean, whichever is larger, so that it does not vanish.
            double z = (x - mean) / sd;
            double peak = mean < 0 ? mean / sd : 0;
            double density = Math.exp((peak * peak - z * z) / 2);
            double weight = (i == 0 || i == intervals) ? 1 : i % 2 == 1 ? 4 : 2;
            moment += weight * density * x;
            mass += weight * density;
        }
        return moment / mass;
    }

    private static double weighted(Values values, Values probabilities) {
        double mean = 0;
        for (int i = 0; i < values.size(); i++) mean += values.get(i) * probabilities.get(i);
        return mean;
    }

    /** Linear interpolation between order statistics gives the first and the last half the weight of the others. */
    private static double interpolated(Values sorted) {
        int n = sorted.size();
        if (n == 0) return Double.NaN;
        if (n == 1) return sorted.get(0);
        return (sorted.stream().sum() - (sorted.get(0) + sorted.get(n - 1)) / 2) / (n - 1);
    }

    /** Gamma function for arguments from 1, by Lanczos' approximation (g = 7, n = 9; relative error below 1e-13). */
    private static double gamma(double x) {
        double[] c = {
            0.9999999999998099,
            676.5203681218851,
            -1259.1392167224028,
            771.3234287776531,
            -176.6150291621406,
            12.507343278686905,
            -0.13857109526572012,
            9.984369578019572e-6,
            1.5056327351493116e-7
        };
        double y = x - 1;
        double sum = c[0];
        for (int i = 1; i < c.length; i++) sum += c[i] / (y + i);
        double t = y + 7.5;
        return Math.sqrt(2 * Math.PI) * Math.pow(t, y + 0.5) * Math.exp(-t) * sum;
    }
}
