package org.shadowline.validation.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.rehearsal.LossResult;
import org.shadowline.plant.rehearsal.LossResult.Cause;
import org.shadowline.sim.calibrate.review.PlanAndActual;
import org.shadowline.sim.experiment.Progress;
import org.shadowline.sim.flow.Simulation;

/** Plans beside events of which is known why they differ. */
class PlanAndActualTest {
    private static final String PLANT = """
            plant line {
              source orders makes part every 100 s
              station saw takes %s fails every exponential(4 h) for %s
              buffer b holds 5
              station mill takes 80 s scraps %s needs 1 of crew
              team crew 1 person shift %s at shift end pauses
              route part { orders -> saw -> b -> mill }
            }
            scenario "Week" on line {
              starts 2026-01-05 00:00 UTC
              run 5 days, 5 replications
              seed %d
            }
            """;
    private static final String ALL_DAY = "00:00-24:00";

    private static CheckedScenario scenario(String saw, String repair, String scrap, String shift, int seed) {
        var checked = new ShadowLanguage()
                .check("line.shadow", PLANT.formatted(saw, repair, scrap, shift, seed), FileAccess.NONE);
        assertFalse(checked.hasErrors(), checked::report);
        return checked.scenarios().getFirst();
    }

    /** The usual plan, beside one run of what happened. */
    private static LossResult compare(CheckedScenario happened) {
        var plan = scenario("60 s", "10 min", "0 %", ALL_DAY, 1);
        var study = new PlanAndActual(plan.plant(), plan.scenario(), null);
        double length = happened.scenario().length();
        Simulation.of(happened.plant(), happened.scenario(), null, length)
                .replication(1, study.actual())
                .runUntil(length);
        study.actual().event(length, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        var result = study.compare("events", 5, Progress.SILENT);
        for (var station : result.stations()) {
            double planned = station.valuable().planned();
            double actual = station.valuable().actual();
            for (var loss : station.losses()) {
                planned += loss.time().planned();
                actual += loss.time().actual();
            }
            assertEquals(station.onShift().planned(), planned, 1e-3, station::toString);
            assertEquals(station.onShift().actual(), actual, 1e-3, station::toString);
        }
        return result;
    }

    private static double more(LossResult result, String station, Cause cause) {
        return result.stations().stream()
                .filter(s -> s.name().equals(station))
                .flatMap(s -> s.losses().stream())
                .filter(loss -> loss.cause() == cause)
                .mapToDouble(loss -> loss.time().more())
                .sum();
    }

    @Test
    void longer_repairs_are_breakdown() {
        var result = compare(scenario("60 s", "40 min", "0 %", ALL_DAY, 7));

        assertTrue(result.findings().getFirst().startsWith("saw lost "), result.findings()::toString);
        assertTrue(result.findings().getFirst().contains("to breakdown"), result.findings()::toString);
        assertTrue(more(result, "saw", Cause.BREAKDOWN) > 3600, result::toString);
    }

    @Test
    void slower_work_is_slow_cycle_against_the_declared_time() {
        var result = compare(scenario("75 s", "10 min", "0 %", ALL_DAY, 7));

        assertTrue(result.findings().getFirst().contains("saw lost"), result.findings()::toString);
        assertTrue(result.findings().getFirst().contains("to slow cycle"), result.findings()::toString);
        double operations = 5 * 86_400 / 100.0;
        assertEquals(15 * operations, more(result, "saw", Cause.SLOW), 0.03 * 15 * operations);
    }

    @Test
    void spoiled_parts_are_quality() {
        var result = compare(scenario("60 s", "10 min", "10 %", ALL_DAY, 7));

        assertEquals(0.1 * 80 * 4320, more(result, "mill", Cause.QUALITY), 0.2 * 0.1 * 80 * 4320);
        assertTrue(result.findings().toString().contains("mill lost"), result.findings()::toString);
    }

    @Test
    void a_person_who_is_not_there_is_a_missing_person() {
        var result = compare(scenario("60 s", "10 min", "0 %", "06:00-22:00", 7));

        assertTrue(result.findings().getFirst().startsWith("mill lost"), result.findings()::toString);
        assertTrue(result.findings().getFirst().contains("to missing person"), result.findings()::toString);
        assertEquals(5 * 8 * 3600, more(result, "mill", Cause.PERSON), 0.05 * 5 * 8 * 3600);
    }

    @Test
    void what_went_as_planned_has_no_lost_time_worth_a_word() {
        var result = compare(scenario("60 s", "10 min", "0 %", ALL_DAY, 1));

        assertEquals(0, result.findings().size(), result.findings()::toString);
        assertEquals(result.plannedFinished().mean(), result.finished(), 10);
    }
}
