package org.shadowline.sim.experiment;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.Comparison.Difference;

/**
 * Paired t intervals of differences between two systems whose replications share their random numbers (Law 2015, sections
 * 10.2.1 and 11.2). Thread-safe: no state.
 */
final class Paired {
    private Paired() {}

    /** Other minus baseline over the pairs in which both have a value (NaN is none); null when there is no such pair. */
    static @Nullable Difference of(double[] baseline, double[] other, double confidence) {
        if (baseline.length != other.length) {
            throw new IllegalArgumentException(
                    "pairs expected: baseline=" + baseline.length + " other=" + other.length);
        }
        var first = new double[baseline.length];
        var second = new double[baseline.length];
        var differences = new double[baseline.length];
        int n = 0;
        for (int i = 0; i < baseline.length; i++) {
            if (Double.isNaN(baseline[i]) || Double.isNaN(other[i])) continue;
            first[n] = baseline[i];
            second[n] = other[i];
            differences[n++] = other[i] - baseline[i];
        }
        var difference = Intervals.of(Arrays.copyOf(differences, n), confidence);
        if (difference == null) return null;
        double independent = StatUtils.variance(first, 0, n) + StatUtils.variance(second, 0, n);
        return new Difference(
                StatUtils.mean(first, 0, n),
                StatUtils.mean(second, 0, n),
                difference,
                independent > 0 ? 1 - StatUtils.variance(differences, 0, n) / independent : Double.NaN);
    }
}
