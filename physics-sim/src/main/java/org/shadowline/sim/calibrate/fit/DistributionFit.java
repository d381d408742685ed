package org.shadowline.sim.calibrate.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Values;
import org.shadowline.plant.kpi.DistributionMean;

/**
 * Chooses a distribution for observations that cannot be negative (durations, intervals, counts).
 *
 * <p>Exponential, gamma, lognormal, Weibull, normal truncated at zero, uniform and triangular are fitted by maximum
 * likelihood and ordered by Akaike's criterion, 2 k − 2 ln L (Akaike 1974). In that order each is checked by the
 * Anderson–Darling statistic; its p-value comes from a parametric bootstrap with the parameters fitted anew to each
 * sample (Stute, Gonzáles Manteiga and Presedo Quindimil 1993), because they were estimated from the same data. The
 * first with p ≥ 0.05 is taken, unless its mean is far from that of the observations, as a long tail can make it; when there is none, the observations themselves are: an empirical distribution of at
 * most {@value #QUANTILES} quantiles that keeps their mean. Equal observations make a constant; fewer than
 * {@value #FEWEST} are kept as they are.
 *
 * <p>Gamma, lognormal and Weibull cannot give zero. Where at most 5 % of the observations are zero, these are taken for
 * half of the smallest other one; where more are, the three families are left out. Of more than {@value #MOST_FITTED}
 * observations a random part is fitted, of more than {@value #MOST_TESTED} a random part is tested: a larger test would
 * reject every family for deviations that do not matter. The draws are fixed, so that the same observations always give
 * the same answer. Thread-safe: no state.
 */
public final class DistributionFit {
    public static final int QUANTILES = 200;
    static final int FEWEST = 10;
    static final int MOST_FITTED = 10_000;
    static final int MOST_TESTED = 500;
    private static final int BOOTSTRAP_SAMPLES = 199;
    private static final double ACCEPTED = 0.05;
    private static final double FEW_ZEROS = 0.05;
    /** No family of two or three parameters has a quantile of practical use beyond this. */
    private static final double HOPELESS = 15;

    private DistributionFit() {}

    /**
     * Chooses a distribution.
     *
     * @throws IllegalArgumentException without observations, or when one is negative or not finite
     */
    public static Fitted best(double[] observations) {
        return study(observations, false).fitted();
    }

    /** @param models of the candidates, in their order */
    record Study(Fitted fitted, List<Model> models) {}

    /**
     * The same choice, with the models that it was made of.
     *
     * @param testAll whether families behind the one that is taken are tested too
     */
    static Study study(double[] observations, boolean testAll) {
        var sorted = checked(observations);
        int n = sorted.length;
        double spread = sorted[n - 1] - sorted[0];
        if (spread <= 1e-9 * Math.max(1e-9, sorted[n - 1])) {
            return without(new Distribution.Constant(mean(sorted)), n, "all observations are equal");
        }
        if (n < FEWEST) {
            return without(new Distribution.Empirical(Values.of(sorted)), n, "fewer than " + FEWEST + " observations");
        }
        var fittable = part(sorted, MOST_FITTED);
        var note = replaceFewZeros(fittable);
        var models = new ArrayList<Model>();
        for (var family : Family.values()) {
            var model = family.fit(fittable);
            if (model != null) models.add(model);
        }
        models.sort(Comparator.comparingDouble(Model::aic));
        return new Study(choose(sorted, part(fittable, MOST_TESTED), models, note, testAll), models);
    }

    private static Fitted choose(
            double[] sorted, double[] tested, List<Model> models, @Nullable String note, boolean testAll) {
        var candidates = new ArrayList<Fitted.Candidate>();
        Fitted.Candidate chosen = null;
        for (var model : models) {
            double statistic = Double.NaN;
            double p = Double.NaN;
            if (chosen == null || testAll) {
                statistic = AndersonDarling.statistic(tested, model::cumulative);
                p = statistic > HOPELESS ? 0 : bootstrap(model, tested, statistic);
            }
            var candidate =
                    new Fitted.Candidate(model.family().words(), model.distribution(), model.aic(), statistic, p);
            candidates.add(candidate);
            if (chosen == null && p >= ACCEPTED && keepsMean(model, sorted)) chosen = candidate;
        }
        if (chosen == null) {
            var why = "no family passes the test of Anderson and Darling";
            return new Fitted(empirical(sorted), sorted.length, Double.NaN, Double.NaN, candidates, why);
        }
        return new Fitted(chosen.distribution(), sorted.length, chosen.aic(), chosen.pValue(), candidates, note);
    }

    /** Within a tenth, or three standard errors. */
    private static boolean keepsMean(Model model, double[] observations) {
        double mean = mean(observations);
        double squares = 0;
        for (double x : observations) squares += (x - mean) * (x - mean);
        double error = Math.sqrt(squares) / observations.length;
        return Math.abs(DistributionMean.of(model.distribution()) - mean) <= Math.max(0.1 * mean, 3 * error);
    }

    /**
     * Share of samples of the model that fit their own parameters as badly. Stops early when the share is clearly above
     * the level: 20 worse samples of at most 199 are enough for p ≥ 0.1.
     */
    private static double bootstrap(Model model, double[] tested, double statistic) {
        var random = new SplittableRandom(0x5eed_0000L + tested.length);
        int worse = 0;
        int drawn = 0;
        while (drawn < BOOTSTRAP_SAMPLES && worse < 20) {
            drawn++;
            var sample = new double[tested.length];
            for (int i = 0; i < sample.length; i++) sample[i] = model.sample(random);
            Arrays.sort(sample);
            var refitted = model.family().fit(sample);
            if (refitted == null || AndersonDarling.statistic(sample, refitted::cumulative) >= statistic) worse++;
        }
        return (worse + 1.0) / (drawn + 1.0);
    }

    /**
     * An empirical distribution of at most {@value #QUANTILES} points with the mean of the observations.
     *
     * @param sorted in ascending order, not empty
     */
    public static Distribution.Empirical empirical(double[] sorted) {
        if (sorted.length <= QUANTILES) return new Distribution.Empirical(Values.of(sorted));
        var points = new double[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            double at = i * (sorted.length - 1.0) / (QUANTILES - 1);
            int below = (int) at;
            int above = Math.min(below + 1, sorted.length - 1);
            points[i] = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        }
        // Drawn by linear interpolation, the end points count half: the last one takes up what the mean lacks.
        double sum = points[0] / 2;
        for (int i = 1; i < QUANTILES - 1; i++) sum += points[i];
        double last = 2 * (mean(sorted) * (QUANTILES - 1) - sum);
        points[QUANTILES - 1] = Math.max(points[QUANTILES - 2], last);
        return new Distribution.Empirical(Values.of(points));
    }

    private static Study without(Distribution distribution, int n, String note) {
        return new Study(new Fitted(distribution, n, Double.NaN, Double.NaN, List.of(), note), List.of());
    }

    static double[] checked(double[] observations) {
        if (observations.length == 0) throw new IllegalArgumentException("there must be at least one observation");
        for (double x : observations) {
            if (!(x >= 0) || Double.isInfinite(x)) {
                throw new IllegalArgumentException("observations must be finite and >= 0: " + x);
            }
        }
        var sorted = observations.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static @Nullable String replaceFewZeros(double[] sorted) {
        int zeros = 0;
        while (sorted[zeros] == 0) zeros++;
        if (zeros == 0 || zeros > FEW_ZEROS * sorted.length) return null;
        Arrays.fill(sorted, 0, zeros, sorted[zeros] / 2);
        return (zeros == 1 ? "1 zero was" : zeros + " zeros were")
                + " taken for half of the smallest other observation";
    }

    /** A random part in ascending order; everything when there is no more than wanted. */
    private static double[] part(double[] sorted, int wanted) {
        if (sorted.length <= wanted) return sorted.clone();
        var random = new SplittableRandom(0x9a57L + sorted.length);
        var chosen = new double[wanted];
        int taken = 0;
        for (int i = 0; taken < wanted; i++) {
            if (random.nextDouble() * (sorted.length - i) < wanted - taken) chosen[taken++] = sorted[i];
        }
        return chosen;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double x : values) sum += x;
        return sum / values.length;
    }
}
