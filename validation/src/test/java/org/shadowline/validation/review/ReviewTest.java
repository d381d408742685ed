package org.shadowline.validation.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.rehearsal.ReviewResult;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogOptions;
import org.shadowline.sim.calibrate.log.LogProblem;
import org.shadowline.sim.calibrate.log.LogReader;
import org.shadowline.sim.calibrate.review.Calibration;
import org.shadowline.sim.calibrate.review.Reviewer;
import org.shadowline.sim.experiment.Progress;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.twin.log.EventLogFormat;

/** Reviews beside logs of which is known how they came about: they are events of a simulated plant, written as XES and read again. */
class ReviewTest {
    private static final int RUNS = 6;
    private static final String PLANT = """
            plant shop "Shop" {
              source orders makes part every exponential(%s)
              station turning "Turning" takes lognormal(20 min, 8 min) speed %s needs 1 of crew with lathe
              station wait_milling * 20 takes exponential(30 min)
              station milling "Milling" takes lognormal(15 min, 5 min) needs 1 of crew with mill
              station washing "Washing" takes 5 min
              team ann 1 person skills lathe shift %s
              team bob 1 person skills mill shift 06:00-18:00 on weekdays
              route part { orders -> turning -> wait_milling -> milling %s }
            }
            scenario "As planned" on shop {
              starts 2026-01-05 00:00 Europe/Berlin
              run 6 weeks, 2 replications
              seed %d
            }
            """;

    @TempDir
    Path folder;

    private record Model(String interval, String turningSpeed, String annsShift, String afterMilling) {
        static final Model USUAL = new Model("2 h", "100 %", "06:00-18:00 on weekdays", "-> washing");

        CheckedScenario scenario(int seed) {
            var text = PLANT.formatted(interval, turningSpeed, annsShift, afterMilling, seed)
                    .replace("of crew with lathe", "of ann with lathe")
                    .replace("of crew with mill", "of bob with mill");
            var checked = new ShadowLanguage().check("shop.shadow", text, FileAccess.NONE);
            assertFalse(checked.hasErrors(), checked::report);
            return checked.scenarios().getFirst();
        }
    }

    /** The log of one run of a model. */
    private EventLog log(Model model, int seed) throws Exception {
        var scenario = model.scenario(seed);
        double length = scenario.scenario().length();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, length);
        var file = folder.resolve("log-" + seed + ".xes");
        try (var writer = EventLogFormat.XES.writer(
                simulation.index(), scenario.scenario().start(), file)) {
            var sink = new EventCodec(simulation.index()).writer(writer);
            simulation.replication(1, sink).runUntil(length);
            sink.event(length, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
            writer.finish();
        }
        var all = LogReader.read(file, LogOptions.GUESS, (bytes, of, instances) -> {});
        // nobody records waiting
        return all.onlyInstances(i -> !all.activities().get(all.activityOf(i)).equals("wait_milling"));
    }

    private static Reviewer reviewer(Model model, EventLog log) {
        var scenario = model.scenario(1);
        return new Reviewer(scenario.plant(), scenario.scenario(), null, log, Map.of(), RUNS, 2, Progress.SILENT);
    }

    @Test
    void a_model_is_as_near_to_its_own_log_as_the_halves_of_that_and_nothing_is_wrong_with_it() throws Exception {
        var review = reviewer(Model.USUAL, log(Model.USUAL, 77)).review();

        assertEquals(List.of(), review.findings());
        for (var distance : review.distances()) {
            // the halves of a log share when the plant had much to do; another log does not
            double most = List.of("aed", "car").contains(distance.id()) ? 25 : 3;
            boolean equal = distance.unit().isEmpty() && distance.simulated().mean() < 0.02;
            assertTrue(equal || distance.times() < most, distance::toString);
        }
        var turning = activity(review, "Turning");
        assertEquals(1, turning.perCase().log(), 0.02);
        assertEquals(20 / 60.0, turning.took().simulated().mean(), 0.4, "hours, some over night");
    }

    @Test
    void what_differs_is_said() throws Exception {
        var real = new Model("90 min", "70 %", "00:00-24:00", "-> turning:again -> washing");

        var findings =
                String.join("\n", reviewer(Model.USUAL, log(real, 78)).review().findings());

        assertTrue(findings.contains("Cases come too slowly"), findings);
        assertTrue(findings.contains("`Turning` takes too short"), findings);
        assertTrue(findings.contains("`Turning` is done too seldom"), findings);
        assertTrue(findings.contains("The way from `Milling` to `Turning` is missing"), findings);
        assertTrue(findings.contains("The way from `Milling` to `Washing` is not in the log"), findings);
    }

    @Test
    void somebody_who_works_longer_than_recorded_is_too_available() throws Exception {
        var busy = new Model("2 h", "100 %", "00:00-24:00", "-> washing");
        var shorter = new Model("2 h", "100 %", "06:00-12:00 on weekdays", "-> washing");

        var findings =
                String.join("\n", reviewer(busy, log(shorter, 79)).review().findings());

        assertTrue(findings.contains("ann.1 is too available"), findings);
    }

    @Test
    void a_calibration_finds_the_speed_that_made_the_log() throws Exception {
        var slow = new Model("2 h", "60 %", "00:00-24:00", "-> washing");
        var planned = new Model("2 h", "100 %", "00:00-24:00", "-> washing");

        var result = new Calibration(reviewer(planned, log(slow, 80)), 0.5, 2).calibrate();

        var speed = result.changes().stream()
                .filter(change -> change.setting().element().equals("turning"))
                .findFirst()
                .orElseThrow();
        assertEquals(0.6, speed.factor(), 0.06, result::toString);
        assertTrue(result.helps(), result::toString);
    }

    @Test
    void a_calibration_leaves_a_model_alone_that_is_right() throws Exception {
        var result = new Calibration(reviewer(Model.USUAL, log(Model.USUAL, 81)), 0.5, 2).calibrate();

        for (var change : result.changes()) assertEquals(1, change.factor(), 0.15, result::toString);
    }

    @Test
    void a_log_of_something_else_is_refused_with_both_sides_named() throws Exception {
        var log = log(Model.USUAL, 82);
        var other = new ShadowLanguage()
                .check(
                        "other.shadow",
                        "plant other {\n source in makes part every 1 h\n station baking takes 5 min\n"
                                + " route part { in -> baking }\n}\nscenario \"S\" on other { run 1 day }\n",
                        FileAccess.NONE)
                .scenarios()
                .getFirst();

        var problem = assertThrows(
                LogProblem.class,
                () -> new Reviewer(other.plant(), other.scenario(), null, log, Map.of(), 2, 1, Progress.SILENT));

        assertTrue(
                problem.getMessage().contains("Turning") && problem.getMessage().contains("baking"),
                problem::getMessage);
    }

    private static ReviewResult.Activity activity(ReviewResult review, String name) {
        return review.activities().stream()
                .filter(activity -> activity.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
