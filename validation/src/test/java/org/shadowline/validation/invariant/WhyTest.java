package org.shadowline.validation.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.situation.Situation;
import org.shadowline.plant.situation.Why;
import org.shadowline.sim.experiment.Diary;
import org.shadowline.sim.experiment.WaitSearch;
import org.shadowline.sim.flow.Simulation;

/** What is said of why something waits, on plants of which it is known, and on random ones. */
class WhyTest {
    private static final double HORIZON = 6 * 3600;
    private static final DoubleFunction<String> SECONDS = time -> String.format(Locale.ROOT, "%.0f", time);

    private static Simulation simulation(String elements) {
        var checked = new ShadowLanguage()
                .check(
                        "p.shadow",
                        "plant p {\n" + elements + "\n}\nscenario \"S\" on p { run 6 h }\n",
                        FileAccess.NONE);
        assertFalse(checked.hasErrors(), checked::report);
        var scenario = checked.scenarios().getFirst();
        return Simulation.of(scenario.plant(), scenario.scenario(), null, HORIZON);
    }

    private static Why at(Simulation simulation, double time) {
        var situation = new Situation(simulation.index());
        simulation.replication(1, situation).runUntil(time);
        situation.event(time, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        return new Why(situation, SECONDS);
    }

    @Test
    void a_blocked_machine_is_explained_to_the_end_of_the_chain() {
        // part 1 is on slow from 15 s to 1015 s, part 2 fills b at 25 s, part 3 is done at 35 s
        var simulation = simulation("""
                source in makes part every 10 s
                station quick takes 5 s
                buffer b holds 1
                station slow takes 1000 s
                route part { in -> quick -> b -> slow }
                """);

        var lines = at(simulation, 100).machine(simulation.index().place("quick.1"));

        assertEquals(
                List.of(
                        "quick.1 is blocked since 35 (1 min 5 s): it is done with part 3, which cannot go on",
                        "  it goes to b, which is full (1 of 1)",
                        "    part 2 is in b since 25 (1 min 15 s)",
                        "      it goes to slow",
                        "        slow.1 works on part 1 since 15 (1 min 25 s)"),
                lines);
    }

    @Test
    void who_waits_for_people_is_told_where_they_are() {
        var simulation = simulation("""
                source as makes a every 1 h
                source bs makes b every 1 h
                station one takes 20 min needs 1 of crew
                station two takes 1 min needs 1 of crew
                delay later takes 5 min
                team crew 1 person
                route a { as -> one }
                route b { bs -> later -> two }
                """);

        var lines = at(simulation, 3600 + 600).machine(simulation.index().place("two.1"));

        assertEquals(
                List.of(
                        "two.1 waits for people since 3900 (5 min): it needs 1 of crew",
                        "  crew.1 is working at one.1 since 3600 (10 min)"),
                lines);
    }

    @Test
    void a_starved_machine_is_explained_by_what_is_before_it() {
        var simulation = simulation("""
                source in makes part every 10 s
                station press takes 5 s fails every 600 s for 1 h
                buffer b holds 3
                station paint takes 2 s
                route part { in -> press -> b -> paint }
                """);

        var lines = at(simulation, 1800).machine(simulation.index().place("paint.1"));

        assertTrue(lines.getFirst().startsWith("paint.1 has no part since "), lines::toString);
        assertEquals("  b is empty", lines.get(1));
        assertTrue(lines.get(2).startsWith("    press.1 is down since "), lines::toString);
    }

    @Test
    void a_diary_tells_all_that_happens_to_a_part() {
        var simulation = simulation("""
                source in makes part every 10 s
                station mill takes 15 s queue 10
                route part { in -> mill }
                """);
        var diary = Diary.ofPart(simulation.index(), 2, SECONDS);
        simulation.replication(1, diary).runUntil(100);

        assertEquals(
                List.of(
                        "20 released at in as part",
                        "20 comes to mill",
                        "20     mill.1 works on part 1 since 10 (10 s)",
                        "25 comes onto mill.1, 5 s after it came to mill",
                        "25 work begins at mill.1",
                        "40 work ends at mill.1",
                        "40 leaves the plant finished, from mill.1"),
                diary.lines().stream()
                        .map(line -> SECONDS.apply(line.time()) + " " + line.text())
                        .toList());
    }

    @Test
    void a_wait_is_found_when_it_has_lasted() {
        var simulation = simulation("""
                source in makes part every 10 s
                station quick takes 5 s
                buffer b holds 1
                station slow takes 1000 s
                route part { in -> quick -> b -> slow }
                """);
        var machine = WaitSearch.ofPlace(simulation.index(), simulation.index().place("quick"), 60);
        simulation.replication(1, machine).runUntil(3600);
        // part 4 comes at 40 s and cannot go on
        var part = WaitSearch.ofPart(4, 120);
        simulation.replication(1, part).runUntil(3600);

        assertEquals(35 + 60, machine.found());
        assertEquals(40 + 120, part.found());
    }

    @Property(tries = 60)
    void everything_in_any_plant_can_be_explained(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, HORIZON);
        var index = simulation.index();
        var situation = new Situation(index);
        simulation.replication(1, situation).runUntil(HORIZON / 2);
        var why = new Why(situation, SECONDS);

        for (int place = 0; place < index.placeCount(); place++) {
            var lines = index.isMachine(place)
                    ? why.machine(place)
                    : place < index.elementCount() ? why.element(place) : List.of("a vehicle");
            assertFalse(lines.isEmpty() && index.isMachine(place), plant::text);
            for (var line : lines)
                assertFalse(line.contains("null") || line.contains("-1"), () -> line + "\n" + plant.text());
        }
        for (long serial = 1; serial < 200; serial++) {
            int part = situation.part(serial);
            if (part >= 0) assertFalse(why.part(part).isEmpty(), plant::text);
        }
    }

    @Property(tries = 60)
    void a_wait_that_is_found_is_one(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, HORIZON);
        var index = simulation.index();
        for (int machine = index.elementCount(); index.isMachine(machine); machine++) {
            var search = WaitSearch.ofPlace(index, machine, 300);
            simulation.replication(1, search).runUntil(HORIZON);
            if (Double.isNaN(search.found())) continue;
            var situation = new Situation(index);
            // before what happens at the moment itself, which may end the wait
            simulation.replication(1, situation).runUntil(search.found() - 1e-6);
            var state = situation.stateOf(machine);
            assertTrue(state != MachineState.BUSY && state != MachineState.OFF, () -> state + "\n" + plant.text());
        }
    }
}
