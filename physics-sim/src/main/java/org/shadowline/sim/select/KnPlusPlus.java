package org.shadowline.sim.select;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The fully sequential selection procedure KN++ with c = 1 (Kim and Nelson 2001, "A fully sequential procedure for
 * indifference-zone selection in simulation", ACM TOMACS 11, 251–273; 2006, "On the asymptotic validity of fully sequential
 * selection procedures for steady-state simulation", Operations Research 54, 475–488). System i stays while
 *
 * <pre>  mean_i(r) ≥ mean_l(r) − max{0, δ/(2r) · (h² S²_il/δ² − r)}  for every system l that is left,</pre>
 *
 * with h² = 2 η d, η = ½ ((2 α/(k−1))^(−2/d) − 1), S²_il the variance of the differences of i and l and d = r − 1 its degrees of
 * freedom; KN++ computes both anew as observations come in. The best is selected with probability at least 1 − α when its mean is
 * at least δ above all others, and a system within δ of it otherwise. Common random numbers are allowed (Bonferroni), and help.
 *
 * <p>What it saved is told against Rinott's two-stage procedure with the same first stage (1978), which eliminates nothing.
 */
public final class KnPlusPlus {
    private final double alpha;
    private final double delta;
    private final int first;
    private final int atMost;

    /**
     * @param probability of correct selection, above 1/k
     * @param delta indifference zone: a difference that does not matter, in the unit of the observations
     * @param first observations of every system before any is given up, at least 5
     * @param atMost observations of a system after which the best so far is taken, with no guarantee
     */
    public KnPlusPlus(double probability, double delta, int first, int atMost) {
        if (!(probability > 0.5 && probability < 1)) {
            throw new IllegalArgumentException("probability must be between 0.5 and 1: probability=" + probability);
        }
        if (!(delta > 0)) throw new IllegalArgumentException("delta must be > 0: delta=" + delta);
        if (first < 5) throw new IllegalArgumentException("first must be >= 5: first=" + first);
        if (atMost < first) throw new IllegalArgumentException("atMost must be >= first: atMost=" + atMost);
        this.alpha = 1 - probability;
        this.delta = delta;
        this.first = first;
        this.atMost = atMost;
    }

    /** η for c = 1, the solution of ½ (1 + 2η)^(−d/2) = α/(k−1). */
    static double eta(double alpha, int systems, int degreesOfFreedom) {
        return 0.5 * (Math.pow(2 * alpha / (systems - 1), -2.0 / degreesOfFreedom) - 1);
    }

    public Selection select(Systems systems) {
        int k = systems.count();
        var all = new int[k];
        Arrays.setAll(all, i -> i);
        var upTo = new int[k];
        Arrays.fill(upTo, first);
        var observations = systems.observe(all, upTo);
        long equal = equalRuns(observations, k);
        var differences = new Differences(k);
        var eliminatedAt = new int[k];
        var left = new ArrayList<Integer>();
        for (int i = 0; i < k; i++) left.add(i);
        int r = first;
        differences.add(observations, left, 0, r);
        while (true) {
            screen(differences, left, r, k, eliminatedAt);
            if (left.size() == 1 || r >= atMost) break;
            r++;
            var which = left.stream().mapToInt(Integer::intValue).toArray();
            var counts = new int[which.length];
            Arrays.fill(counts, r);
            var more = systems.observe(which, counts);
            for (int i = 0; i < which.length; i++) observations[which[i]] = more[i];
            differences.add(observations, left, r - 1, r);
        }
        boolean cutShort = left.size() > 1;
        int used = r;
        int best = left.stream()
                .max(java.util.Comparator.comparingDouble(i -> mean(observations[i], used)))
                .orElseThrow();
        var runs = new ArrayList<Integer>();
        var means = new ArrayList<Double>();
        for (int i = 0; i < k; i++) {
            int n = eliminatedAt[i] == 0 ? used : eliminatedAt[i];
            runs.add(n);
            means.add(mean(observations[i], n));
        }
        return new Selection(
                best,
                1 - alpha,
                runs,
                means,
                Arrays.stream(eliminatedAt).boxed().toList(),
                equal,
                cutShort);
    }

    /** Gives up, all at once, the systems that one of the others is clearly better than. */
    private void screen(Differences differences, ArrayList<Integer> left, int r, int k, int[] eliminatedAt) {
        if (k == 1) return;
        double hSquared = 2 * eta(alpha, k, r - 1) * (r - 1);
        var lost = new ArrayList<Integer>();
        for (int i : left) {
            for (int l : left) {
                if (i == l) continue;
                double variance = differences.squares[i][l] / (r - 1);
                double tolerance = Math.max(0, delta / (2 * r) * (hSquared * variance / (delta * delta) - r));
                double lead = differences.mean[i][l];
                // of two that are known to be equal one is enough
                if (lead < -tolerance || lead == 0 && tolerance == 0 && i > l) {
                    lost.add(i);
                    break;
                }
            }
        }
        for (int i : lost) {
            if (left.size() == 1) return;
            left.remove(Integer.valueOf(i));
            eliminatedAt[i] = r;
        }
    }

    /** Means and sums of squares of the differences of all pairs, kept up to date (Welford 1962). */
    private static final class Differences {
        final double[][] mean;
        final double[][] squares;

        Differences(int systems) {
            mean = new double[systems][systems];
            squares = new double[systems][systems];
        }

        void add(double[][] observations, List<Integer> left, int from, int to) {
            for (int i : left) {
                for (int l : left) {
                    for (int j = from; i != l && j < to; j++) {
                        double d = observations[i][j] - observations[l][j];
                        double before = d - mean[i][l];
                        mean[i][l] += before / (j + 1);
                        squares[i][l] += before * (d - mean[i][l]);
                    }
                }
            }
        }
    }

    private long equalRuns(double[][] observations, int k) {
        if (k == 1) return first;
        double h = Rinott.constant(1 - alpha, k, first);
        long sum = 0;
        for (var one : observations) {
            var statistics = new SummaryStatistics();
            for (int j = 0; j < first; j++) statistics.addValue(one[j]);
            double ratio = h * statistics.getStandardDeviation() / delta;
            sum += (long) Math.max(first, Math.ceil(ratio * ratio));
        }
        return sum;
    }

    private static double mean(double[] values, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) sum += values[j];
        return sum / n;
    }
}
