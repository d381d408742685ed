package org.shadowline.plant.rehearsal;

import java.util.List;
import org.shadowline.plant.scenario.Measure;

/**
 * Alternatives compared with a baseline, replication by replication with common random numbers.
 *
 * @param baseline label of the baseline
 * @param currency of all money
 * @param length seconds of every run after its warm-up
 * @param seed that all alternatives share
 * @param replications of each
 * @param confidence with which all differences of one measure lie in their intervals together
 * @param intervalConfidence confidence of a single interval: higher where there are several alternatives (Bonferroni)
 * @param notes what a reader has to know about the comparison as a whole
 */
public record Comparison(
        String baseline,
        String currency,
        double length,
        long seed,
        int replications,
        double confidence,
        double intervalConfidence,
        List<Alternative> alternatives,
        List<String> notes) {
    public Comparison {
        alternatives = List.copyOf(alternatives);
        notes = List.copyOf(notes);
    }

    /** What a difference says of the alternative; higher and lower where neither is better as such. */
    public enum Verdict {
        BETTER("better"),
        WORSE("worse"),
        HIGHER("higher"),
        LOWER("lower"),
        NO_DIFFERENCE("no difference shown");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** @param leftOut what could not be compared, and why */
    public record Alternative(String label, List<Row> rows, List<String> leftOut) {
        public Alternative {
            rows = List.copyOf(rows);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param main whether a summary shows it: it is of the whole plant or the scenario names it */
    public record Row(Measure measure, boolean main, Difference difference, Verdict verdict) {}

    /**
     * A difference of paired replications.
     *
     * @param baseline mean of the baseline over the pairs
     * @param other mean of the alternative over the pairs
     * @param difference other minus baseline with its paired t interval
     * @param varianceReduction share by which the variance of the difference is less than with independent random numbers;
     *     negative where it is more, NaN where nothing varies
     */
    public record Difference(double baseline, double other, Estimate difference, double varianceReduction) {}
}
