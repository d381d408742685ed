package org.shadowline.sim.calibrate.fit;

import java.util.function.DoubleUnaryOperator;

/** The statistic A² of Anderson and Darling (1954): how far observations are from a distribution, tails included. */
final class AndersonDarling {
    /** Beyond what a model gives any probability to, the logarithm is held here, so that A² is large and finite. */
    private static final double NEVER = 1e-300;

    private AndersonDarling() {}

    static double statistic(double[] sorted, DoubleUnaryOperator cumulative) {
        int n = sorted.length;
        var p = new double[n];
        for (int i = 0; i < n; i++) p[i] = cumulative.applyAsDouble(sorted[i]);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double below = Math.log(Math.max(NEVER, p[i]));
            double above = Math.log(Math.max(NEVER, 1 - p[n - 1 - i]));
            sum += (2 * i + 1) * (below + above);
        }
        return -n - sum / n;
    }
}
