package org.shadowline.validation.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.follow.Figure;
import org.shadowline.follow.Follower;
import org.shadowline.follow.Picture;
import org.shadowline.follow.WhatIf;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Scenario.TimedAction;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.flow.Simulation;

/** The bracket line, followed while another simulation of it plays the plant. */
class FollowerTest {
    private static final double HOUR = 3600;

    private final CheckedScenario line;
    private final Scenario scenario;

    FollowerTest() throws IOException {
        var checked = new ShadowLanguage()
                .check(
                        Path.of("../scenarios/bracket-line/bracket-line.shadow"),
                        Map.of("b1.holds", "8", "mill.count", "2"),
                        List.of());
        assertFalse(checked.hasErrors(), checked::report);
        line = checked.scenarios().getFirst();
        scenario = line.scenario();
    }

    private Follower follower(double first, double every, List<Picture> pictures) {
        return new Follower(
                line.variant(0).plant(),
                scenario,
                null,
                new Follower.Options(first, every, false, 2 * HOUR, 20),
                pictures::add);
    }

    private void play(double seconds, List<TimedAction> hidden, EventSink sink) {
        var timed = new ArrayList<>(scenario.timed());
        timed.addAll(hidden);
        var reality = scenario.during(scenario.start(), seconds, timed).withSeed(4711);
        Simulation.of(line.variant(0).plant(), reality, null, seconds)
                .replication(1, sink)
                .runUntil(seconds);
    }

    @Test
    void every_moment_has_its_picture_and_every_prediction_its_score() {
        var pictures = new ArrayList<Picture>();
        var follower = follower(HOUR, HOUR, pictures);
        play(7.5 * HOUR, List.of(), follower);
        follower.until(7.5 * HOUR);
        assertEquals(
                List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),
                pictures.stream().map(p -> p.now() / HOUR).toList());
        for (var picture : pictures) {
            assertTrue(picture.predictions().get(Figure.THROUGHPUT).low()
                    <= picture.predictions().get(Figure.THROUGHPUT).high());
            assertNotNull(picture.bottleneck());
            assertEquals(Figure.values().length, picture.plan().size());
        }
        // those of 1 h to 5 h ahead of 2 h have ended
        assertEquals(5, follower.calibration().rows().getFirst().predictions());
    }

    @Test
    void a_slower_mill_is_named_and_learnt_although_no_event_tells_of_it() {
        var follower = follower(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, new ArrayList<>());
        int mill = follower.index().place("mill.1");
        var slower = new Action.Set(new Setting("mill.1", Setting.Property.SPEED), 1 / 1.2);
        play(
                8 * HOUR,
                List.of(new TimedAction(new Moment.AfterStart(4 * HOUR), List.of(slower), null)),
                (time, kind, subject, object, a, b, x, y) -> {
                    if (kind == EventKind.SETTING_CHANGED && subject == mill) return;
                    follower.event(time, kind, subject, object, a, b, x, y);
                });
        var alarm = follower.alarms().getFirst();
        assertEquals("takes of mill.1", alarm.parameter().toString());
        assertEquals(1.2, alarm.factor(), 0.1);
        assertTrue(alarm.at() > 4 * HOUR, alarm.toString());
    }

    @Test
    void a_question_is_answered_in_two_seconds_and_a_failure_costs_throughput() {
        var follower = follower(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, new ArrayList<>());
        play(3 * HOUR, List.of(), follower);
        follower.until(3 * HOUR);
        var fails = new Action.Fail("mill.2", new Distribution.Constant(2 * HOUR));
        var asked = new WhatIf(
                "mill.2 fails for 2 h",
                List.of(new TimedAction(new Moment.AfterStart(1), List.of(fails), null)),
                null,
                0);
        var answer = follower.look(3 * HOUR, "test", asked).whatIf();
        assertNotNull(answer);
        assertTrue(answer.seconds() < 2, "seconds: " + answer.seconds());
        var effect = answer.effect().get(Figure.THROUGHPUT);
        assertNotNull(effect);
        assertTrue(effect.mean() + effect.halfWidth() < 0, effect.toString());
    }

    @Test
    void all_parts_that_are_on_a_conveyor_when_a_run_starts_come_to_its_end() {
        var parts = new ArrayList<PlantState.Part>();
        for (int i = 0; i < 5; i++)
            parts.add(new PlantState.Part(null, "bracket", "c1", null, null, 100 - i, 0, null, 0, Map.of()));
        var finished = new int[1];
        Simulation.of(line.variant(0).plant(), scenario, new PlantState("brackets", parts, List.of()), HOUR)
                .replication(1, (time, kind, subject, object, a, b, x, y) -> {
                    if (kind == EventKind.PART_FINISHED) finished[0]++;
                })
                .runUntil(HOUR);
        assertTrue(finished[0] > 30, "finished in an hour: " + finished[0]);
    }
}
