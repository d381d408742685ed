package org.shadowline.validation.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.validation.cases.KnownCase.Outcome;
import org.shadowline.validation.reference.PValues;
import org.shadowline.validation.reference.ReferenceSuite;

class KnownCasesTest {
    /** Fixed before the first run. */
    private static final long PUBLISHED_SEED = 11;

    @Test
    void every_case_has_its_known_answer() {
        var outcomes = KnownCases.judge(PUBLISHED_SEED, 2);
        System.out.println(KnownCases.table(outcomes));

        assertNoAlarm(outcomes);
    }

    /** Kolmogorov-Smirnov on the 20 p-values of each value, at a family-wise error of 1 % over the values. */
    @Test
    @Tag("full")
    void over_twenty_seeds_every_case_has_its_known_answer_and_its_p_values_are_uniform() {
        var all = new ArrayList<Outcome>();
        var pValues = new PValues();
        for (long seed = 101; seed <= 120; seed++) {
            for (var outcome : KnownCases.judge(seed, 2)) {
                all.add(outcome);
                boolean constant = outcome.known().exactly() || outcome.halfWidth() == 0;
                if (!constant) {
                    pValues.add(outcome.of().title() + ": " + outcome.known().measure(), outcome.pValue());
                }
            }
        }

        assertNoAlarm(all);
        assertEquals(List.of(), pValues.alarms());
    }

    @Test
    void a_wrong_value_is_noticed(@TempDir Path folder) throws IOException {
        var right = KnownCases.all().stream()
                .filter(c -> c.title().startsWith("inspection"))
                .findFirst()
                .orElseThrow();
        var wrong = folder.resolve("wrong.shadow");
        Files.writeString(wrong, Files.readString(right.file()).replace("scrap ratio = 0.113", "scrap ratio = 0.118"));

        var outcomes = KnownCase.read(wrong).judge(PUBLISHED_SEED, 1);

        assertTrue(outcomes.getFirst().pValue() < 1e-6, () -> KnownCases.table(outcomes));
    }

    /** Over all values the chance of a false alarm is 1 % (Šidák 1967); an exact value is right or wrong. */
    private static void assertNoAlarm(List<Outcome> outcomes) {
        long uncertain = outcomes.stream().filter(o -> !o.known().exactly()).count();
        double alarm = ReferenceSuite.sidak((int) uncertain);
        var alarms = outcomes.stream().filter(o -> o.pValue() < alarm).toList();
        assertEquals(List.of(), alarms, () -> KnownCases.table(alarms));
    }
}
