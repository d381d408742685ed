package org.shadowline.sim.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Sobol' indices: the share of an answer's variance that an input explains alone (first order) and with all its interactions
 * (total). Design and estimators of Saltelli et al. 2010, "Variance based sensitivity analysis of model output", Computer
 * Physics Communications 181, 259–270, table 2 (b) for the first order and Jansen's (f) for the total one; points from a Sobol'
 * sequence with a random shift. n base points need n (k + 2) answers.
 */
public final class Sobol {
    private static final int RESAMPLES = 200;

    private final int inputs;
    private final int base;
    private final long seed;
    private final List<double[]> points = new ArrayList<>();

    /** @param firstError standard error by bootstrap, as is {@code totalError} */
    public record Index(double first, double firstError, double total, double totalError) {}

    public Sobol(int inputs, int base, long seed) {
        if (base < 8) throw new IllegalArgumentException("base must be >= 8: base=" + base);
        this.inputs = inputs;
        this.base = base;
        this.seed = seed;
        var sequence = new SobolSequenceGenerator(2 * inputs);
        sequence.skipTo(1);
        var shift = new SplittableRandom(seed).doubles(2L * inputs).toArray();
        for (int i = 0; i < base; i++) {
            var both = sequence.nextVector();
            for (int d = 0; d < both.length; d++) both[d] = (both[d] + shift[d]) % 1;
            var a = java.util.Arrays.copyOfRange(both, 0, inputs);
            var b = java.util.Arrays.copyOfRange(both, inputs, 2 * inputs);
            points.add(a);
            points.add(b);
            for (int d = 0; d < inputs; d++) {
                var mixed = a.clone();
                mixed[d] = b[d];
                points.add(mixed);
            }
        }
    }

    /** All points, to be evaluated in this order. */
    public List<double[]> points() {
        return List.copyOf(points);
    }

    public List<Index> indices(double[] answers) {
        if (answers.length != points.size()) {
            throw new IllegalArgumentException("answers must be " + points.size() + ": " + answers.length);
        }
        var rows = new int[base];
        java.util.Arrays.setAll(rows, i -> i);
        double[][] estimates = estimates(answers, rows);
        var random = new SplittableRandom(seed + 1);
        var sums = new double[2][inputs];
        var squares = new double[2][inputs];
        for (int s = 0; s < RESAMPLES; s++) {
            for (int i = 0; i < base; i++) rows[i] = random.nextInt(base);
            double[][] again = estimates(answers, rows);
            for (int o = 0; o < 2; o++) {
                for (int d = 0; d < inputs; d++) {
                    sums[o][d] += again[o][d];
                    squares[o][d] += again[o][d] * again[o][d];
                }
            }
        }
        var indices = new ArrayList<Index>();
        for (int d = 0; d < inputs; d++) {
            indices.add(new Index(
                    estimates[0][d],
                    deviation(sums[0][d], squares[0][d]),
                    estimates[1][d],
                    deviation(sums[1][d], squares[1][d])));
        }
        return indices;
    }

    private static double deviation(double sum, double squares) {
        double mean = sum / RESAMPLES;
        return Math.sqrt(Math.max(0, squares / RESAMPLES - mean * mean));
    }

    private double[][] estimates(double[] answers, int[] rows) {
        int width = inputs + 2;
        double mean = 0;
        for (int row : rows) mean += (answers[row * width] + answers[row * width + 1]) / (2 * base);
        double variance = 0;
        for (int row : rows) {
            double a = answers[row * width] - mean;
            double b = answers[row * width + 1] - mean;
            variance += (a * a + b * b) / (2 * base);
        }
        var estimates = new double[2][inputs];
        if (!(variance > 0)) return estimates;
        for (int row : rows) {
            double a = answers[row * width] - mean;
            double b = answers[row * width + 1] - mean;
            for (int d = 0; d < inputs; d++) {
                double mixed = answers[row * width + 2 + d] - mean;
                estimates[0][d] += b * (mixed - a) / base / variance;
                estimates[1][d] += (a - mixed) * (a - mixed) / (2 * base) / variance;
            }
        }
        return estimates;
    }
}
