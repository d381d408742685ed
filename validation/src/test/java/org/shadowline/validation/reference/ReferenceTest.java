package org.shadowline.validation.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void all_rows_agree_with_their_exact_values_for_three_published_seeds() {
        var outcomes = new ArrayList<ReferenceCase.Outcome>();
        for (long seed : ReferenceSuite.PUBLISHED_SEEDS) outcomes.addAll(new ReferenceSuite(1).judge(seed));

        assertEquals(3 * 89, outcomes.size());
        double alarm = ReferenceSuite.sidak(outcomes.size());
        var alarms = outcomes.stream().filter(o -> o.pValue() < alarm).toList();
        assertTrue(alarms.isEmpty(), () -> ReferenceSuite.table(alarms));
    }

    /** Kolmogorov-Smirnov on the 20 p-values of each row, at a family-wise error of 1 % over the rows. */
    @Test
    @Tag("full")
    void over_twenty_seeds_the_p_values_of_every_row_are_uniform() {
        Map<String, List<Double>> pValues = new LinkedHashMap<>();
        var outcomes = new ArrayList<ReferenceCase.Outcome>();
        for (long seed = 101; seed <= 120; seed++) {
            for (var outcome : new ReferenceSuite(2).judge(seed)) {
                outcomes.add(outcome);
                pValues.computeIfAbsent(
                                outcome.row().instance() + " " + outcome.row().measure(), r -> new ArrayList<>())
                        .add(outcome.pValue());
            }
        }

        assertEquals(89, pValues.size());
        double alarm = ReferenceSuite.sidak(pValues.size());
        pValues.forEach((row, values) -> {
            double p = ReferenceSuite.uniformity(
                    values.stream().mapToDouble(v -> v).toArray());
            assertTrue(p >= alarm, () -> row + ": p-values are not uniform, p = " + p + ", " + values);
        });
        double rowAlarm = ReferenceSuite.sidak(outcomes.size());
        var alarms = outcomes.stream().filter(o -> o.pValue() < rowAlarm).toList();
        assertTrue(alarms.isEmpty(), () -> ReferenceSuite.table(alarms));
    }

    @Test
    void a_wrong_value_is_noticed() {
        var rows = ReferenceRow.byInstance().values().iterator().next();
        var wrong = rows.stream()
                .map(r -> new ReferenceRow(r.model(), r.parameters(), r.measure(), 1.2 * r.value(), r.source()))
                .toList();

        var outcomes = new ReferenceCase(wrong, 20, 1).judge(11);

        assertTrue(outcomes.stream().anyMatch(o -> o.pValue() < ReferenceSuite.sidak(3 * 89)));
    }
}
