package org.shadowline.validation.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/** All reference cases, judged together: over all rows and seeds the chance of a false alarm is 1 % (Šidák 1967). */
public final class ReferenceSuite {
    /** Seeds of the short form, fixed before the first run. */
    public static final List<Long> PUBLISHED_SEEDS = List.of(11L, 12L, 13L);

    private static final double FAMILY_ERROR = 0.01;
    private static final int REPLICATIONS = 20;
    /** Relative size up to which a difference may come from the order of additions. */
    private static final double ROUNDING = 1e-9;

    private final double scale;

    /** @param scale of the run lengths */
    public ReferenceSuite(double scale) {
        this.scale = scale;
    }

    public List<ReferenceCase.Outcome> judge(long seed) {
        var outcomes = new ArrayList<ReferenceCase.Outcome>();
        for (var rows : ReferenceRow.byInstance().values()) {
            outcomes.addAll(new ReferenceCase(rows, REPLICATIONS, scale).judge(seed));
        }
        return outcomes;
    }

    /**
     * The p-value of the two-sided t test that a mean is the expected one.
     *
     * @param error standard error of the mean; where it is 0 the mean must be the expected one but for rounding
     * @param n replications
     */
    public static double pValue(double mean, double expected, double error, int n) {
        double off = Math.abs(mean - expected);
        if (error == 0) return off <= ROUNDING * Math.abs(expected) ? 1 : 0;
        return 2 * new TDistribution(null, n - 1).cumulativeProbability(-off / error);
    }

    /** The p-value below which one of {@code tests} tests is an alarm. */
    public static double sidak(int tests) {
        return 1 - Math.pow(1 - FAMILY_ERROR, 1.0 / tests);
    }

    /** The p-value of the hypothesis that p-values are uniform on [0, 1] (Kolmogorov-Smirnov, exact). */
    public static double uniformity(double[] pValues) {
        return new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new UniformRealDistribution(null, 0, 1), pValues, true);
    }

    /** The outcomes as a table, with the expected value, what was measured and its 95 % interval. */
    public static String table(List<ReferenceCase.Outcome> outcomes) {
        var text = new StringBuilder(String.format(
                Locale.ROOT, "%-92s %-24s %12s %22s %8s%n", "model", "measure", "expected", "measured", "p-value"));
        for (var outcome : outcomes) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-92s %-24s %12.6g %12.6g ± %-7.2g %8.4f%n",
                    outcome.row().instance(),
                    outcome.row().measure(),
                    outcome.row().value(),
                    outcome.mean(),
                    outcome.halfWidth(),
                    outcome.pValue()));
        }
        return text.toString();
    }
}
