package org.shadowline.validation.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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

    @Test
    @Tag("full")
    void over_twenty_seeds_the_p_values_of_every_row_are_uniform() {
        var uniformity = Uniformity.judge();

        assertEquals(89, uniformity.pValues().size());
        assertEquals(List.of(), uniformity.pValues().alarms());
        assertTrue(uniformity.alarms().isEmpty(), () -> ReferenceSuite.table(uniformity.alarms()));
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
