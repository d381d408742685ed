package org.shadowline.sim.sensitivity;

import java.util.ArrayList;
import java.util.List;

/**
 * Analysis of variance of a full factorial with one value at each combination of levels (Montgomery 2017, "Design and Analysis
 * of Experiments", chapter 5): what each factor alone, and each pair of them beyond that, contributes to the sum of squares.
 */
public final class FullFactorial {
    private final int[] levels;
    private final List<int[]> points;
    private final double[] values;
    private final double mean;

    /**
     * @param levels of each factor
     * @param points every combination once
     * @param values at the points
     */
    public FullFactorial(int[] levels, List<int[]> points, double[] values) {
        long combinations = 1;
        for (int l : levels) combinations *= l;
        if (points.size() != combinations || values.length != combinations) {
            throw new IllegalArgumentException("a full factorial of " + combinations + " combinations expected: points="
                    + points.size() + " values=" + values.length);
        }
        this.levels = levels.clone();
        this.points = List.copyOf(points);
        this.values = values.clone();
        double sum = 0;
        for (double value : values) sum += value;
        mean = sum / values.length;
    }

    /** The sum of squares about the mean. */
    public double total() {
        double sum = 0;
        for (double value : values) sum += (value - mean) * (value - mean);
        return sum;
    }

    /** The means of the values by level of a factor. */
    public List<Double> means(int factor) {
        var sums = new double[levels[factor]];
        for (int i = 0; i < values.length; i++) sums[points.get(i)[factor]] += values[i];
        var means = new ArrayList<Double>();
        for (double sum : sums) means.add(sum * levels[factor] / values.length);
        return means;
    }

    /** The sum of squares of a main effect. */
    public double of(int factor) {
        double sum = 0;
        for (double levelMean : means(factor)) sum += (levelMean - mean) * (levelMean - mean);
        return sum * values.length / levels[factor];
    }

    /** The sum of squares of the interaction of two factors. */
    public double of(int a, int b) {
        var ofA = means(a);
        var ofB = means(b);
        var cells = new double[levels[a]][levels[b]];
        for (int i = 0; i < values.length; i++) cells[points.get(i)[a]][points.get(i)[b]] += values[i];
        double perCell = (double) values.length / (levels[a] * levels[b]);
        double sum = 0;
        for (int i = 0; i < levels[a]; i++) {
            for (int j = 0; j < levels[b]; j++) {
                double beyond = cells[i][j] / perCell - ofA.get(i) - ofB.get(j) + mean;
                sum += beyond * beyond;
            }
        }
        return sum * perCell;
    }
}
