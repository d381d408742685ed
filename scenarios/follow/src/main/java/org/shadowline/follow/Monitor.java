package org.shadowline.follow;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Distribution;
import org.shadowline.sim.flow.Draws;

/**
 * A two-sided CUSUM (Page 1954, "Continuous inspection schemes") of one parameter, whose average run length while nothing
 * changes is given. Times are turned into normal scores by the distribution that the model declares, so that the threshold
 * holds for every distribution; it follows from the run length by Siegmund's approximation (Siegmund 1985, "Sequential
 * Analysis"): ARL = (exp(2kb) - 2kb - 1) / 2k², b = h + 1.166. Events with a probability are tested by their likelihood ratio
 * for half and twice the odds, where exp(h) is a lower bound of the run length (Lorden 1971, "Procedures for reacting to a
 * change in distribution"). Not thread-safe.
 */
final class Monitor {
    /** The change of a time that is to be found soonest, as a factor. */
    private static final double SOUGHT = 1.2;

    private static final double MOST = 3.5;
    /** Standard error, as a share, with which the factor of a change is estimated; the test rests meanwhile. */
    private static final double PRECISION = 0.05;

    /** Observations of an estimate, at least and at most. */
    private static final int LEAST = 20;

    private static final int MOST_OBSERVATIONS = 400;

    private static final int DRAWS = 200_000;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    final Drift.Parameter parameter;
    private final @Nullable Declared declared;
    private final double chance;
    private final double k;
    private double threshold = Double.POSITIVE_INFINITY;
    private final Side up = new Side();
    private final Side down = new Side();
    long observations;

    /** Factor on what is declared that has been learnt from alarms. */
    double learnt = 1;

    private double observedSince;
    private double expectedSince;
    private int seenSince = Integer.MAX_VALUE;
    private final int estimatedFrom;

    private static final class Side {
        double sum;
        double since = Double.NaN;
        int count;
        double observed;
        double expected;

        void add(double step, double time, double seen, double declared) {
            if (sum == 0) {
                since = time;
                count = 0;
                observed = 0;
                expected = 0;
            }
            sum = Math.max(0, sum + step);
            count++;
            observed += seen;
            expected += declared;
        }
    }

    /** A distribution with what is needed of it: scores, and how far they move when times change. */
    static final class Declared {
        private final double[] sorted;
        final double mean;
        final double shift;
        final double variation;

        Declared(Distribution distribution) {
            sorted = Draws.sorted(distribution, DRAWS);
            mean = Arrays.stream(sorted).average().orElseThrow();
            double squares = Arrays.stream(sorted)
                    .map(t -> (t - mean) * (t - mean))
                    .average()
                    .orElseThrow();
            variation = mean == 0 ? 0 : Math.sqrt(squares) / mean;
            shift = Arrays.stream(sorted)
                    .map(t -> score(SOUGHT * t) - score(t))
                    .average()
                    .orElseThrow();
        }

        /** The normal score of a value; where a value is declared alone, a thousandth of it is a tenth of a deviation. */
        double score(double value) {
            if (sorted[0] == sorted[DRAWS - 1]) {
                if (mean == 0) return 0;
                return Math.clamp((value / mean - 1) / 0.01, -MOST, MOST);
            }
            int below = first(value, false);
            int to = first(value, true);
            double share = (below + to + 1) / 2.0 / (DRAWS + 1);
            return Math.clamp(NORMAL.inverseCumulativeProbability(Math.clamp(share, 1e-5, 1 - 1e-5)), -MOST, MOST);
        }

        private int first(double value, boolean above) {
            int low = 0;
            int high = DRAWS;
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean before = above ? sorted[middle] <= value : sorted[middle] < value;
                if (before) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }

    /** Of times, each given with its distribution. */
    Monitor(Drift.Parameter parameter, Declared declared) {
        this.parameter = parameter;
        this.declared = declared;
        chance = Double.NaN;
        k = Math.clamp(declared.shift / 2, 0.1, 1);
        estimatedFrom = observations(declared.variation);
    }

    /** Of events that have a probability. */
    Monitor(Drift.Parameter parameter, double chance) {
        this.parameter = parameter;
        declared = null;
        this.chance = chance;
        k = 0;
        estimatedFrom = observations(Math.sqrt((1 - chance) / chance));
    }

    private static int observations(double variation) {
        double ratio = variation / PRECISION;
        return (int) Math.clamp(Math.ceil(ratio * ratio), LEAST, MOST_OBSERVATIONS);
    }

    /** @param runLength mean number of observations until a false alarm of one side */
    void limit(double runLength) {
        if (declared == null) {
            threshold = Math.log(runLength);
            return;
        }
        double low = 0;
        double high = 200 / k;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            double b = middle + 1.166;
            double arl = (Math.expm1(2 * k * b) - 2 * k * b) / (2 * k * k);
            if (arl < runLength) low = middle;
            else high = middle;
        }
        threshold = high;
    }

    /** A time was observed that the model draws from a distribution; an alarm, or null. */
    Drift.@Nullable Alarm time(double now, double value, Declared of) {
        observations++;
        if (isEstimating(value, of.mean)) {
            double error = of.variation / Math.sqrt(seenSince);
            // a false alarm ends when its factor turns out to be none
            if (seenSince == estimatedFrom && Math.abs(learnt - 1) < 2.5 * error) learnt = 1;
            return null;
        }
        double score = of.score(value / learnt);
        up.add(score - k, now, value, of.mean * learnt);
        down.add(-score - k, now, value, of.mean * learnt);
        return alarm(now);
    }

    /** Whether an observation goes into the estimate of a change that has been noticed, and is not tested. */
    private boolean isEstimating(double observed, double expected) {
        if (seenSince >= estimatedFrom) return false;
        seenSince++;
        observedSince += observed;
        expectedSince += expected;
        if (seenSince >= LEAST && observedSince > 0 && expectedSince > 0) learnt = observedSince / expectedSince;
        return true;
    }

    /** An event with the declared probability has happened or not. */
    Drift.@Nullable Alarm outcome(double now, boolean happened) {
        observations++;
        if (isEstimating(happened ? 1 : 0, chance)) return null;
        double declaredNow = Math.clamp(chance * learnt, 1e-6, 1 - 1e-6);
        up.add(ratio(declaredNow, 2, happened), now, happened ? 1 : 0, declaredNow);
        down.add(ratio(declaredNow, 0.5, happened), now, happened ? 1 : 0, declaredNow);
        return alarm(now);
    }

    /** Log likelihood ratio of an outcome when the odds are so many times the declared ones. */
    private static double ratio(double chance, double odds, boolean happened) {
        double other = odds * chance / (1 - chance + odds * chance);
        return happened ? Math.log(other / chance) : Math.log((1 - other) / (1 - chance));
    }

    private Drift.@Nullable Alarm alarm(double now) {
        for (var side : new Side[] {up, down}) {
            if (side.sum <= threshold) continue;
            double factor = side.expected > 0 ? side.observed / side.expected : Double.NaN;
            var alarm = new Drift.Alarm(parameter, learnt * factor, side.since, now, side.count);
            // what led to the alarm was chosen for being extreme: the estimate is of what comes after it
            observedSince = 0;
            expectedSince = 0;
            seenSince = 0;
            if (alarm.factor() > 0) learnt = alarm.factor();
            up.sum = 0;
            down.sum = 0;
            return alarm;
        }
        return null;
    }
}
