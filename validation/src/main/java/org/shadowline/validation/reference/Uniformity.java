package org.shadowline.validation.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The p-values of every reference row over 20 seeds, with twice the run length of the short form. When the simulator is
 * right they are uniform on [0, 1]: Kolmogorov-Smirnov for each row, at a family-wise error of 1 % over the rows.
 *
 * @param pValues the p-values by row
 * @param outcomes every single test
 */
public record Uniformity(Map<String, List<Double>> pValues, List<ReferenceCase.Outcome> outcomes) {
    private static final int SEEDS = 20;
    private static final int FIRST_SEED = 101;
    private static final double SCALE = 2;

    public static Uniformity judge() {
        Map<String, List<Double>> pValues = new LinkedHashMap<>();
        var outcomes = new ArrayList<ReferenceCase.Outcome>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            for (var outcome : new ReferenceSuite(SCALE).judge(seed)) {
                outcomes.add(outcome);
                pValues.computeIfAbsent(
                                outcome.row().instance() + " " + outcome.row().measure(), row -> new ArrayList<>())
                        .add(outcome.pValue());
            }
        }
        return new Uniformity(pValues, outcomes);
    }

    /** The p-value of the hypothesis that the p-values of a row are uniform. */
    public double uniformity(String row) {
        return ReferenceSuite.uniformity(pValues.getOrDefault(row, List.of()).stream()
                .mapToDouble(p -> p)
                .toArray());
    }

    /** The p-value of a row's uniformity below which it is an alarm. */
    public double rowAlarm() {
        return ReferenceSuite.sidak(pValues.size());
    }

    /** The outcomes that alone are an alarm, over all rows and seeds. */
    public List<ReferenceCase.Outcome> alarms() {
        double alarm = ReferenceSuite.sidak(outcomes.size());
        return outcomes.stream().filter(outcome -> outcome.pValue() < alarm).toList();
    }

    /** A line for each row: the smallest, the median and the largest p-value, and the p-value of their uniformity. */
    public String table() {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-116s %8s %8s %8s %10s%n",
                "p-values of each row over " + SEEDS + " seeds",
                "smallest",
                "median",
                "largest",
                "uniformity"));
        double smallest = 1;
        for (var entry : pValues.entrySet()) {
            var row = entry.getKey();
            var sorted = entry.getValue().stream().sorted().toList();
            smallest = Math.min(smallest, uniformity(row));
            text.append(String.format(
                    Locale.ROOT,
                    "%-116s %8.4f %8.4f %8.4f %10.4f%n",
                    row,
                    sorted.getFirst(),
                    sorted.get(sorted.size() / 2),
                    sorted.getLast(),
                    uniformity(row)));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nKolmogorov-Smirnov on %d rows: smallest p-value %.2g; an alarm is one below %.2g (family-wise"
                                + " error 1 %%, Šidák)%n%d single tests: %d alarms at the same error%n",
                        pValues.size(),
                        smallest,
                        rowAlarm(),
                        outcomes.size(),
                        alarms().size()))
                .toString();
    }
}
