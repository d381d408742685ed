package org.shadowline.sim.select;

import java.util.ArrayList;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Optimal computing budget allocation (Chen, Lin, Yücesan and Chick 2000, "Simulation budget allocation for further enhancing
 * the efficiency of ordinal optimization", Discrete Event Dynamic Systems 10, 251–270). A fixed number of runs is spent where it
 * raises the probability of correct selection most:
 *
 * <pre>  N_i / N_j = ((σ_i / d_bi) / (σ_j / d_bj))²,   N_b = σ_b √(∑ N_i² / σ_i²)</pre>
 *
 * with d_bi the distance of system i from the best so far, b. The probability that is told is the paper's approximate one, a
 * Bonferroni bound with the sample means and variances in place of the true ones, systems taken as independent; common random
 * numbers make it cautious.
 */
public final class Ocba {
    private final int budget;
    private final int first;
    private final int increment;

    /**
     * @param budget observations of all systems together
     * @param first observations of every system to begin with
     * @param increment observations that are allocated at a time
     */
    public Ocba(int budget, int first, int increment) {
        if (first < 3) throw new IllegalArgumentException("first must be >= 3: first=" + first);
        if (increment < 1) throw new IllegalArgumentException("increment must be >= 1: increment=" + increment);
        this.budget = budget;
        this.first = first;
        this.increment = increment;
    }

    /** @throws IllegalArgumentException when the budget does not suffice for a first look at every system */
    public Selection select(Systems systems) {
        int k = systems.count();
        if (budget < (long) k * first) {
            throw new IllegalArgumentException("a budget of " + budget + " runs is less than " + first + " for each of "
                    + k + " systems. Maybe give at least " + (long) k * first + ".");
        }
        var runs = new int[k];
        Arrays.fill(runs, first);
        var all = new int[k];
        Arrays.setAll(all, i -> i);
        var observations = systems.observe(all, runs.clone());
        int spent = k * first;
        while (spent < budget && k > 1) {
            int target = Math.min(budget, spent + increment);
            var next = grown(runs, share(observations, runs), target);
            observations = systems.observe(all, next.clone());
            runs = next;
            spent = target;
        }
        var means = new ArrayList<Double>();
        for (int i = 0; i < k; i++)
            means.add(statistics(observations[i], runs[i]).getMean());
        int best = best(observations, runs);
        return new Selection(
                best,
                probability(observations, runs, best),
                Arrays.stream(runs).boxed().toList(),
                means,
                new ArrayList<>(java.util.Collections.nCopies(k, 0)),
                equalRuns(observations, runs, best),
                false);
    }

    /** Shares of the budget after the rule, which sum to one. */
    static double[] shares(double[] means, double[] deviations) {
        int k = means.length;
        int best = 0;
        for (int i = 1; i < k; i++) if (means[i] > means[best]) best = i;
        var shares = new double[k];
        double squares = 0;
        double least = 1e-9 * Math.max(1e-300, Math.abs(means[best]));
        for (int i = 0; i < k; i++) {
            if (i == best) continue;
            double distance = Math.max(means[best] - means[i], least);
            double deviation = Math.max(deviations[i], least);
            shares[i] = deviation / distance * (deviation / distance);
            squares += shares[i] * shares[i] / (deviation * deviation);
        }
        shares[best] = Math.max(deviations[best], least) * Math.sqrt(squares);
        double sum = Arrays.stream(shares).sum();
        for (int i = 0; i < k; i++) shares[i] /= sum;
        return shares;
    }

    private static double[] share(double[][] observations, int[] runs) {
        var means = new double[runs.length];
        var deviations = new double[runs.length];
        for (int i = 0; i < runs.length; i++) {
            var s = statistics(observations[i], runs[i]);
            means[i] = s.getMean();
            deviations[i] = s.getStandardDeviation();
        }
        return shares(means, deviations);
    }

    /** No system loses runs; the new ones go where most are missing. */
    private static int[] grown(int[] runs, double[] shares, int target) {
        var next = runs.clone();
        for (int spent = Arrays.stream(runs).sum(); spent < target; spent++) {
            int most = 0;
            for (int i = 1; i < next.length; i++) {
                if (shares[i] * target - next[i] > shares[most] * target - next[most]) most = i;
            }
            next[most]++;
        }
        return next;
    }

    private static int best(double[][] observations, int[] runs) {
        int best = 0;
        for (int i = 1; i < runs.length; i++) {
            if (statistics(observations[i], runs[i]).getMean()
                    > statistics(observations[best], runs[best]).getMean()) best = i;
        }
        return best;
    }

    private static double probability(double[][] observations, int[] runs, int best) {
        return bound(observations, best, i -> runs[i]);
    }

    /** Runs with which equal allocation would reach the same bound, by the variances that were found. */
    private static long equalRuns(double[][] observations, int[] runs, int best) {
        double reached = probability(observations, runs, best);
        int low = 1;
        int high = 1;
        while (high < 1 << 24 && bound(observations, runs, best, high) < reached) high *= 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bound(observations, runs, best, middle) < reached) low = middle + 1;
            else high = middle;
        }
        return (long) low * runs.length;
    }

    private static double bound(double[][] observations, int[] runs, int best, int each) {
        double wrong = 0;
        var b = statistics(observations[best], runs[best]);
        for (int i = 0; i < runs.length; i++) {
            if (i == best) continue;
            var s = statistics(observations[i], runs[i]);
            wrong += wrong(b.getMean() - s.getMean(), b.getVariance() / each + s.getVariance() / each);
        }
        return Math.max(0, 1 - wrong);
    }

    private static double bound(double[][] observations, int best, java.util.function.IntUnaryOperator runs) {
        double wrong = 0;
        var b = statistics(observations[best], runs.applyAsInt(best));
        for (int i = 0; i < observations.length; i++) {
            if (i == best) continue;
            var s = statistics(observations[i], runs.applyAsInt(i));
            wrong += wrong(
                    b.getMean() - s.getMean(),
                    b.getVariance() / runs.applyAsInt(best) + s.getVariance() / runs.applyAsInt(i));
        }
        return Math.max(0, 1 - wrong);
    }

    private static double wrong(double distance, double variance) {
        if (variance <= 0) return distance > 0 ? 0 : 0.5;
        return new NormalDistribution(null, 0, 1).cumulativeProbability(-distance / Math.sqrt(variance));
    }

    private static SummaryStatistics statistics(double[] values, int n) {
        var statistics = new SummaryStatistics();
        for (int j = 0; j < n; j++) statistics.addValue(values[j]);
        return statistics;
    }
}
