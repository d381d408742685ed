package org.shadowline.sim.search;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.jspecify.annotations.Nullable;

/**
 * A surrogate: ordinary kriging with a Matérn 5/2 covariance, a length for each coordinate and a nugget for the noise of simulation,
 * all by maximum likelihood with the mean and the variance concentrated out (Rasmussen and Williams 2006, chapters 2, 4 and 5; Jones,
 * Schonlau and Welch 1998). Cost n³ for n points.
 */
final class GaussianProcess {
    private static final int TRIALS = 200;
    private static final double LEAST_NUGGET = 1e-8;

    private final double[][] points;
    private final double[] lengths;
    private final CholeskyDecomposition cholesky;
    private final RealVector weights;
    private final RealVector whitened;
    private final double onesSum;
    private final double mean;
    private final double variance;

    private GaussianProcess(double[][] points, double[] values, double[] lengths, double nugget) {
        this.points = points;
        this.lengths = lengths;
        int n = points.length;
        var covariance = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double c = correlation(points[i], points[j]) + (i == j ? nugget : 0);
                covariance.setEntry(i, j, c);
                covariance.setEntry(j, i, c);
            }
        }
        cholesky = new CholeskyDecomposition(covariance, 1e-12, 1e-14);
        var ones = new ArrayRealVector(n, 1);
        whitened = cholesky.getSolver().solve(ones);
        onesSum = ones.dotProduct(whitened);
        mean = whitened.dotProduct(new ArrayRealVector(values, false)) / onesSum;
        var centred = new ArrayRealVector(values).mapSubtract(mean);
        weights = cholesky.getSolver().solve(centred);
        variance = Math.max(1e-300, centred.dotProduct(weights) / n);
    }

    static GaussianProcess fit(List<double[]> at, double[] values) {
        var points = at.toArray(double[][]::new);
        int d = points[0].length;
        var start = new double[d + 1];
        Arrays.fill(start, 0, d, Math.log(0.5));
        start[d] = Math.log(1e-3);
        var steps = new double[d + 1];
        Arrays.fill(steps, 1.0);
        var best = new SimplexOptimizer(new SimpleValueChecker(-1, 1e-3))
                .optimize(
                        new MaxEval(100 * TRIALS),
                        new ObjectiveFunction(new Likelihood(points, values)),
                        GoalType.MINIMIZE,
                        new InitialGuess(start),
                        new NelderMeadSimplex(steps))
                .getPoint();
        var model = of(points, values, best);
        return model != null ? model : new GaussianProcess(points, values, filled(d, 0.5), 0.1);
    }

    private static double[] filled(int d, double value) {
        var lengths = new double[d];
        Arrays.fill(lengths, value);
        return lengths;
    }

    /** The model of logarithms of lengths and nugget; null when its matrix is not positive definite. */
    private static @Nullable GaussianProcess of(double[][] points, double[] values, double[] logs) {
        int d = logs.length - 1;
        var lengths = new double[d];
        for (int i = 0; i < d; i++) lengths[i] = Math.clamp(Math.exp(logs[i]), 0.02, 20);
        try {
            return new GaussianProcess(points, values, lengths, Math.clamp(Math.exp(logs[d]), LEAST_NUGGET, 1));
        } catch (NonPositiveDefiniteMatrixException e) {
            return null;
        }
    }

    private record Likelihood(double[][] points, double[] values)
            implements org.apache.commons.math3.analysis.MultivariateFunction {
        @Override
        public double value(double[] logs) {
            var model = of(points, values, logs);
            if (model == null) return 1e12;
            double outside = 0;
            for (double log : logs) outside += Math.max(0, Math.abs(log) - 20);
            double logDeterminant = 0;
            var lower = model.cholesky.getL();
            for (int i = 0; i < points.length; i++) logDeterminant += 2 * Math.log(lower.getEntry(i, i));
            return points.length * Math.log(model.variance) + logDeterminant + outside;
        }
    }

    private double correlation(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double z = (a[i] - b[i]) / lengths[i];
            squares += z * z;
        }
        double r = Math.sqrt(5 * squares);
        return (1 + r + r * r / 3) * Math.exp(-r);
    }

    /** Predicted mean and standard deviation of the noiseless value at a point. */
    double[] predict(double[] point) {
        var c = new ArrayRealVector(points.length);
        for (int i = 0; i < points.length; i++) c.setEntry(i, correlation(point, points[i]));
        double predicted = mean + c.dotProduct(weights);
        var solved = cholesky.getSolver().solve(c);
        double lack = 1 - c.dotProduct(whitened);
        double uncertainty = variance * (1 - c.dotProduct(solved) + lack * lack / onesSum);
        return new double[] {predicted, Math.sqrt(Math.max(0, uncertainty))};
    }
}
