package org.shadowline.sim.calibrate.fit;

import java.util.SplittableRandom;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Distribution;

/** Families of distributions with their maximum likelihood estimators. */
enum Family {
    EXPONENTIAL("exponential") {
        @Override
        Model fit(double[] sorted) {
            double mean = DistributionFit.mean(sorted);
            double logLikelihood = -sorted.length * (Math.log(mean) + 1);
            return new Model(
                    this,
                    new Distribution.Exponential(mean),
                    logLikelihood,
                    1,
                    x -> -Math.expm1(-x / mean),
                    random -> -mean * Math.log1p(-random.nextDouble()));
        }
    },

    /** Newton's iteration on the shape (Minka 2002, "Estimating a Gamma distribution"). */
    GAMMA("gamma") {
        @Override
        @Nullable Model fit(double[] sorted) {
            if (sorted[0] <= 0) return null;
            double mean = DistributionFit.mean(sorted);
            double meanLog = meanLog(sorted);
            double s = Math.log(mean) - meanLog;
            if (!(s > 1e-12)) return null;
            double k = (3 - s + Math.sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
            for (int i = 0; i < 50; i++) {
                double inverse = 1 / k + (Math.log(k) - Gamma.digamma(k) - s) / (k * k * (1 / k - Gamma.trigamma(k)));
                double next = 1 / inverse;
                if (!(next > 0) || Double.isInfinite(next)) return null;
                boolean still = Math.abs(next - k) <= 1e-10 * k;
                k = next;
                if (still) break;
            }
            double shape = k;
            double scale = mean / k;
            double logLikelihood = sorted.length
                    * ((shape - 1) * meanLog - mean / scale - Gamma.logGamma(shape) - shape * Math.log(scale));
            return new Model(
                    this,
                    new Distribution.Gamma(shape, scale),
                    logLikelihood,
                    2,
                    x -> x <= 0 ? 0 : Gamma.regularizedGammaP(shape, x / scale, 1e-12, 10_000),
                    random -> scale * sampleGamma(shape, random));
        }
    },

    LOGNORMAL("lognormal") {
        @Override
        @Nullable Model fit(double[] sorted) {
            if (sorted[0] <= 0) return null;
            double mu = meanLog(sorted);
            double squares = 0;
            for (double x : sorted) squares += (Math.log(x) - mu) * (Math.log(x) - mu);
            double variance = squares / sorted.length;
            if (!(variance > 1e-18) || variance > 50) return null;
            double sigma = Math.sqrt(variance);
            double mean = Math.exp(mu + variance / 2);
            double sd = mean * Math.sqrt(Math.expm1(variance));
            double logLikelihood = -sorted.length * (mu + Math.log(sigma) + 0.5 * Math.log(2 * Math.PI) + 0.5);
            return new Model(
                    this,
                    new Distribution.Lognormal(mean, sd),
                    logLikelihood,
                    2,
                    x -> x <= 0 ? 0 : standardNormal((Math.log(x) - mu) / sigma),
                    random -> Math.exp(mu + sigma * random.nextGaussian()));
        }
    },

    /** Newton's iteration on the shape of the profile likelihood. */
    WEIBULL("weibull") {
        @Override
        @Nullable Model fit(double[] sorted) {
            if (sorted[0] <= 0) return null;
            int n = sorted.length;
            double meanLog = meanLog(sorted);
            double largest = sorted[n - 1];
            double deviation = 0;
            for (double x : sorted) deviation += (Math.log(x) - meanLog) * (Math.log(x) - meanLog);
            double k = 1.2 / Math.sqrt(deviation / n);
            double power = 0;
            for (int i = 0; i < 100; i++) {
                power = 0;
                double first = 0;
                double second = 0;
                for (double x : sorted) {
                    double log = Math.log(x / largest);
                    double xk = Math.exp(k * log);
                    power += xk;
                    first += xk * log;
                    second += xk * log * log;
                }
                double f = first / power - 1 / k - (meanLog - Math.log(largest));
                double slope = (second * power - first * first) / (power * power) + 1 / (k * k);
                double next = Math.max(k / 4, k - f / slope);
                if (!(next > 0) || Double.isInfinite(next)) return null;
                boolean still = Math.abs(next - k) <= 1e-10 * k;
                k = next;
                if (still) break;
            }
            double shape = k;
            double scale = largest * Math.pow(power / n, 1 / k);
            double logLikelihood = n * (Math.log(shape) - shape * Math.log(scale) + (shape - 1) * meanLog) - n;
            if (!Double.isFinite(logLikelihood)) return null;
            return new Model(
                    this,
                    new Distribution.Weibull(shape, scale),
                    logLikelihood,
                    2,
                    x -> x <= 0 ? 0 : -Math.expm1(-Math.pow(x / scale, shape)),
                    random -> scale * Math.pow(-Math.log1p(-random.nextDouble()), 1 / shape));
        }
    },

    /** Truncated at zero. Not for observations that spread so far that the truncation would make their form. */
    NORMAL("normal") {
        private static final double WIDEST = 0.6;

        @Override
        @Nullable Model fit(double[] sorted) {
            int n = sorted.length;
            double mean = DistributionFit.mean(sorted);
            double squares = 0;
            for (double x : sorted) squares += (x - mean) * (x - mean);
            double sd = Math.sqrt(squares / n);
            if (sd > WIDEST * mean) return null;
            var at = new double[] {mean, sd};
            if (sd > 0.25 * mean) {
                double sum = squares;
                at = optimum(at, new double[] {0.1 * sd, 0.1 * sd}, p -> logLikelihood(n, mean, sum, p[0], p[1]));
            }
            double mu = at[0];
            double sigma = at[1];
            double below = standardNormal(-mu / sigma);
            return new Model(
                    this,
                    new Distribution.Normal(mu, sigma),
                    logLikelihood(n, mean, squares, mu, sigma),
                    2,
                    x -> x <= 0 ? 0 : (standardNormal((x - mu) / sigma) - below) / (1 - below),
                    random -> truncated(mu, sigma, random));
        }

        private static double logLikelihood(int n, double mean, double squares, double mu, double sigma) {
            if (!(sigma > 0) || mu < 0) return Double.NEGATIVE_INFINITY;
            double around = squares + n * (mean - mu) * (mean - mu);
            return -n * (Math.log(sigma) + 0.5 * Math.log(2 * Math.PI) + Math.log(standardNormal(mu / sigma)))
                    - around / (2 * sigma * sigma);
        }

        private static double truncated(double mu, double sigma, SplittableRandom random) {
            double x = mu + sigma * random.nextGaussian();
            while (x < 0) x = mu + sigma * random.nextGaussian();
            return x;
        }
    },

    UNIFORM("uniform") {
        @Override
        Model fit(double[] sorted) {
            double min = sorted[0];
            double width = sorted[sorted.length - 1] - min;
            return new Model(
                    this,
                    new Distribution.Uniform(min, min + width),
                    -sorted.length * Math.log(width),
                    2,
                    x -> Math.clamp((x - min) / width, 0, 1),
                    random -> min + width * random.nextDouble());
        }
    },

    /** The simplex method from the sample's own bounds; no closed form exists for all three parameters. */
    TRIANGULAR("triangular") {
        private static final int MOST = 1_000;

        @Override
        @Nullable Model fit(double[] sorted) {
            var x = thinned(sorted, MOST);
            int n = sorted.length;
            double range = sorted[n - 1] - sorted[0];
            double edge = range / Math.sqrt(n) / 2;
            double low = Math.max(0, sorted[0] - edge);
            double high = sorted[n - 1] + edge;
            double mode = Math.clamp(3 * DistributionFit.mean(sorted) - low - high, sorted[0], sorted[n - 1]);
            var start = new double[] {low, mode, high};
            var steps = new double[] {range / 20, range / 10, range / 20};
            var at = optimum(start, steps, p -> logLikelihood(x, sorted[0], sorted[n - 1], p[0], p[1], p[2]));
            double min = at[0];
            double peak = at[1];
            double max = at[2];
            double logLikelihood = logLikelihood(sorted, sorted[0], sorted[n - 1], min, peak, max);
            if (!Double.isFinite(logLikelihood)) return null;
            double rising = (peak - min) / (max - min);
            return new Model(
                    this,
                    new Distribution.Triangular(min, peak, max),
                    logLikelihood,
                    3,
                    v -> cumulative(v, min, peak, max),
                    random -> {
                        double u = random.nextDouble();
                        return u < rising
                                ? min + Math.sqrt(u * (max - min) * (peak - min))
                                : max - Math.sqrt((1 - u) * (max - min) * (max - peak));
                    });
        }

        private static double logLikelihood(
                double[] x, double smallest, double largest, double min, double mode, double max) {
            if (min < 0 || min > smallest || max < largest || mode < min || mode > max || !(max > min)) {
                return Double.NEGATIVE_INFINITY;
            }
            double sum = x.length * Math.log(2 / (max - min));
            for (double v : x)
                sum += Math.log(v < mode ? (v - min) / (mode - min) : v == mode ? 1 : (max - v) / (max - mode));
            return sum;
        }

        private static double cumulative(double x, double min, double mode, double max) {
            if (x <= min) return 0;
            if (x >= max) return 1;
            return x < mode
                    ? (x - min) * (x - min) / ((max - min) * (mode - min))
                    : 1 - (max - x) * (max - x) / ((max - min) * (max - mode));
        }
    };

    private final String words;

    Family(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * The member of this family under which the observations are most likely; null when the family cannot give them.
     *
     * @param sorted in ascending order, not all equal, none negative
     */
    abstract @Nullable Model fit(double[] sorted);

    private static double meanLog(double[] values) {
        double sum = 0;
        for (double x : values) sum += Math.log(x);
        return sum / values.length;
    }

    private static double standardNormal(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    /** Every so many of sorted values, the first and last always among them. */
    private static double[] thinned(double[] sorted, int most) {
        if (sorted.length <= most) return sorted;
        var thin = new double[most];
        for (int i = 0; i < most; i++) thin[i] = sorted[(int) ((long) i * (sorted.length - 1) / (most - 1))];
        return thin;
    }

    private interface LogLikelihood {
        double of(double[] parameters);
    }

    private static double[] optimum(double[] start, double[] steps, LogLikelihood logLikelihood) {
        try {
            return new SimplexOptimizer(new SimpleValueChecker(1e-10, 1e-8))
                    .optimize(
                            new MaxEval(600),
                            new InitialGuess(start),
                            new NelderMeadSimplex(steps),
                            GoalType.MAXIMIZE,
                            new ObjectiveFunction(logLikelihood::of))
                    .getPoint();
        } catch (MathIllegalStateException e) {
            return start;
        }
    }

    /** Marsaglia and Tsang (2000), for a scale of one. */
    private static double sampleGamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return sampleGamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double v = 1 + c * z;
            if (v <= 0) continue;
            v = v * v * v;
            double u = 1 - random.nextDouble();
            if (Math.log(u) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
        }
    }
}
