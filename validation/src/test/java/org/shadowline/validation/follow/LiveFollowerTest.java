package org.shadowline.validation.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.follow.Follower;
import org.shadowline.follow.Picture;
import org.shadowline.follow.WhatIf;
import org.shadowline.follow.live.LiveFollower;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Scenario.TimedAction;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.twin.intake.Run;

/** A plant that is followed while it runs is seen as by one who is told its events afterwards. */
class LiveFollowerTest {
    private static final double HOUR = 3600;

    private final CheckedScenario line;
    private final Scenario scenario;
    private final List<PlantEvent> events = new ArrayList<>();
    private Instant now;
    private final LiveFollower live;

    LiveFollowerTest() throws IOException {
        var checked = new ShadowLanguage()
                .check(
                        Path.of("../scenarios/bracket-line/bracket-line.shadow"),
                        Map.of("b1.holds", "8", "mill.count", "2"),
                        List.of());
        assertFalse(checked.hasErrors(), checked::report);
        line = checked.scenarios().getFirst();
        scenario = line.scenario();
        var simulation = Simulation.of(line.variant(0).plant(), scenario.withSeed(4711), null, 6 * HOUR);
        simulation
                .replication(1, new EventCodec(simulation.index()).writer(events::add))
                .runUntil(6 * HOUR);
        now = scenario.start().toInstant().plus(Duration.ofDays(365));
        live = follower();
    }

    private LiveFollower follower() {
        return new LiveFollower(
                line.variant(0).plant(),
                scenario,
                null,
                new LiveFollower.Settings(Duration.ofDays(1), 2 * HOUR, 20),
                () -> now);
    }

    @AfterEach
    void close() {
        live.close();
    }

    private Follower direct() {
        return new Follower(
                line.variant(0).plant(), scenario, null, Follower.Options.onDemand(2 * HOUR, 20), picture -> {});
    }

    private void tell(double from, double to) {
        for (var event : events) if (event.time() >= from && event.time() < to) live.accept(event);
    }

    private Run run() {
        return new Run("r", scenario.start().toInstant());
    }

    private LiveFollower.Latest looked(long number) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            var latest = live.latest();
            if (latest != null && latest.number() >= number) return latest;
            assertNull(live.problem());
            Thread.sleep(50);
        }
        throw new AssertionError("no picture " + number);
    }

    @Test
    void what_it_sees_is_what_a_follower_of_the_recorded_events_sees() throws Exception {
        live.begin(run(), true);
        tell(0, 3 * HOUR);
        live.caughtUp();
        var seen = looked(1).picture();

        var direct = direct();
        var reader = new EventCodec(direct.index()).reader(direct);
        events.stream().filter(event -> event.time() < 3 * HOUR).forEach(reader);
        direct.until(seen.now());
        assertEquals(direct.look(seen.now(), "clock", null).predictions(), seen.predictions());
        assertTrue(seen.now() > 2.9 * HOUR && seen.now() < 3 * HOUR, "not by the clock, which is a year ahead");
    }

    @Test
    void a_plant_that_runs_by_the_clock_is_looked_at_now_also_when_nothing_happens() throws Exception {
        now = scenario.start().toInstant().plus(Duration.ofHours(4));
        live.begin(run(), true);
        tell(0, 3 * HOUR);
        live.caughtUp();
        assertEquals(4 * HOUR, looked(1).picture().now());
    }

    @Test
    void a_run_that_begins_at_another_time_has_its_own_calendar() throws Exception {
        var tomorrow = scenario.start().plusDays(1);
        live.begin(new Run("r", tomorrow.toInstant()), true);
        tell(0, 3 * HOUR);
        live.caughtUp();
        var picture = looked(1).picture();
        assertEquals(tomorrow.plusNanos(Math.round(picture.now() * 1e9)), picture.at());
    }

    @Test
    void what_is_told_again_leaves_the_scores_of_predictions_as_they_were() {
        var once = direct();
        play(once, 0, HOUR);
        once.look(HOUR, "clock", null);
        play(once, HOUR, 6 * HOUR);
        once.until(6 * HOUR);

        var before = direct();
        play(before, 0, HOUR);
        before.look(HOUR, "clock", null);
        play(before, HOUR, 2 * HOUR); // an event comes late
        var again = before.again();
        play(again, 0, 6 * HOUR);
        again.until(6 * HOUR);

        var rows = again.calibration().rows();
        assertEquals(1, rows.getFirst().predictions());
        assertEquals(once.calibration().rows(), rows);
        assertEquals(once.alarms(), again.alarms());
        assertEquals(
                once.look(6 * HOUR, "clock", null).predictions(),
                again.look(6 * HOUR, "clock", null).predictions());
    }

    private void play(Follower follower, double from, double to) {
        var part = events.stream().filter(event -> event.time() < to).toList();
        // the reader must hear of the parts that are in the plant
        var reader = new EventCodec(follower.index()).reader((time, kind, subject, object, a, b, x, y) -> {
            if (time >= from) follower.event(time, kind, subject, object, a, b, x, y);
        });
        part.forEach(reader);
    }

    @Test
    void another_run_begins_with_an_empty_plant_and_no_scores() throws Exception {
        live.begin(run(), false);
        tell(0, 3 * HOUR);
        looked(1);
        live.begin(new Run("other", scenario.start().toInstant()), false);
        assertEquals(0, live.ask(at -> at.calibration().rows().size()).get());
        var thrown = assertThrows(ExecutionException.class, () -> fails().get());
        assertTrue(thrown.getMessage().contains("nothing has happened"), thrown.getMessage());
        tell(0, 600);
        assertTrue(fails().get().now() < 600);
    }

    private CompletableFuture<Picture> fails() {
        var fail = new Action.Fail("mill.2", new Distribution.Constant(2 * HOUR));
        var at = new TimedAction(new Moment.AfterStart(1e-3), List.of(fail), null);
        return live.whatIf(now -> new WhatIf("mill.2 fails for 2 h", List.of(at), null, 0));
    }

    @Test
    void a_question_is_answered_from_the_present_moment() throws Exception {
        live.begin(run(), false);
        tell(0, 3 * HOUR);
        var answer = fails().get();
        assertTrue(answer.now() > 2.9 * HOUR && answer.now() < 3 * HOUR);
        assertNotNull(answer.whatIf());
        assertEquals("mill.2 fails for 2 h", answer.whatIf().asked());
    }

    @Test
    void events_that_do_not_fit_the_plant_stop_nothing() throws Exception {
        live.begin(run(), false);
        live.accept(new PlantEvent(1, events.getLast().kind(), "nothing", "77", Map.of()));
        tell(0, 1 * HOUR);
        assertNotNull(looked(1));
    }
}
