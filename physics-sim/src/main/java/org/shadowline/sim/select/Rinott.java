package org.shadowline.sim.select;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The constant h of Rinott's two-stage procedure (Rinott 1978, "On two-stage selection procedures and related probability
 * inequalities", Communications in Statistics A7, 799–811): system i needs max(n0, ⌈(h S_i / δ)²⌉ ) observations. It solves
 *
 * <pre>  ∫ [ ∫ Φ( h / √((n0−1)(1/x + 1/y)) ) f(x) dx ]^(k−1) f(y) dy = P</pre>
 *
 * with f the density of chi-square with n0 − 1 degrees of freedom. The integrals are taken over equally likely points.
 */
public final class Rinott {
    private static final int POINTS = 120;

    private Rinott() {}

    public static double constant(double probability, int systems, int firstStage) {
        if (systems < 2) throw new IllegalArgumentException("systems must be >= 2: systems=" + systems);
        var chi = new ChiSquaredDistribution(null, firstStage - 1);
        var inverse = new double[POINTS];
        for (int i = 0; i < POINTS; i++) inverse[i] = 1 / chi.inverseCumulativeProbability((i + 0.5) / POINTS);
        var normal = new NormalDistribution(null, 0, 1);
        return new BrentSolver(1e-4)
                .solve(200, h -> correct(h, systems, firstStage, inverse, normal) - probability, 0, 50);
    }

    private static double correct(double h, int systems, int firstStage, double[] inverse, NormalDistribution normal) {
        double outer = 0;
        for (double y : inverse) {
            double inner = 0;
            for (double x : inverse) {
                inner += normal.cumulativeProbability(h / Math.sqrt((firstStage - 1) * (x + y)));
            }
            outer += Math.pow(inner / POINTS, systems - 1);
        }
        return outer / POINTS;
    }
}
