package org.shadowline.validation.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The p-values of every reference row over 20 seeds, with twice the run length of the short form.
 *
 * @param pValues the p-values by row
 * @param outcomes every single test
 */
public record Uniformity(PValues pValues, List<ReferenceCase.Outcome> outcomes) {
    private static final int SEEDS = 20;
    private static final int FIRST_SEED = 101;
    private static final double SCALE = 2;

    public static Uniformity judge() {
        var pValues = new PValues();
        var outcomes = new ArrayList<ReferenceCase.Outcome>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            for (var outcome : new ReferenceSuite(SCALE).judge(seed)) {
                outcomes.add(outcome);
                pValues.add(outcome.row().instance() + " " + outcome.row().measure(), outcome.pValue());
            }
        }
        return new Uniformity(pValues, outcomes);
    }

    /** The outcomes that alone are an alarm, over all rows and seeds. */
    public List<ReferenceCase.Outcome> alarms() {
        double alarm = ReferenceSuite.sidak(outcomes.size());
        return outcomes.stream().filter(outcome -> outcome.pValue() < alarm).toList();
    }

    /** The table of the p-values, and how many single tests are an alarm. */
    public String table() {
        return pValues.table("p-values of each row over " + SEEDS + " seeds")
                + String.format(
                        Locale.ROOT,
                        "%d single tests: %d alarms at the same error%n",
                        outcomes.size(),
                        alarms().size());
    }
}
