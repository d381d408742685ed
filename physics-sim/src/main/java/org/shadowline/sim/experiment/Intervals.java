package org.shadowline.sim.experiment;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.Estimate;

/** Student's t confidence intervals of means over independent replications (Law 2015, section 4.5). */
public final class Intervals {
    private Intervals() {}

    /** The estimate from values of which NaN stand for replications without one; null when all are NaN. */
    public static @Nullable Estimate of(double[] values, double confidence) {
        var statistics = new SummaryStatistics();
        for (double value : values) if (!Double.isNaN(value)) statistics.addValue(value);
        int n = (int) statistics.getN();
        if (n == 0) return null;
        double halfWidth = n < 2
                ? Double.NaN
                : quantile(n - 1, (1 + confidence) / 2) * statistics.getStandardDeviation() / Math.sqrt(n);
        return new Estimate(
                statistics.getMean(),
                halfWidth,
                statistics.getStandardDeviation(),
                statistics.getMin(),
                statistics.getMax(),
                n,
                confidence);
    }

    /** Half width of the one-sided bound at a confidence; 0 with fewer than two replications. */
    public static double oneSided(Estimate estimate, double confidence) {
        if (!estimate.hasInterval() || estimate.sd() == 0) return 0;
        return quantile(estimate.n() - 1, confidence) * estimate.sd() / Math.sqrt(estimate.n());
    }

    private static double quantile(int degreesOfFreedom, double probability) {
        return new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(probability);
    }
}
