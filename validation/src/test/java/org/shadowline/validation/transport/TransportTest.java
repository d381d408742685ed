package org.shadowline.validation.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;
import org.shadowline.sim.flow.Replication;
import org.shadowline.sim.flow.Simulation;

/** Vehicles on traces that were worked out by hand; times are seconds. */
class TransportTest {
    private record Run(Replication replication, List<String> story, String warnings) {}

    /** Runs a plant and tells what its vehicles did: time, vehicle, state, node. */
    private static Run run(String plant, double until) {
        return run(plant, "", until);
    }

    private static Run run(String plant, String happens, double until) {
        var checked = new ShadowLanguage()
                .check(
                        "plant.shadow",
                        "plant p {\n" + plant + "\n}\nscenario \"S\" on p {\n  starts 2026-01-05 00:00 UTC\n  run 1 h\n"
                                + happens + "}\n",
                        FileAccess.NONE);
        if (checked.hasErrors()) throw new AssertionError(checked.report());
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, until);
        var story = new ArrayList<String>();
        PlantIndex index = simulation.index();
        var replication = simulation.replication(1, (time, kind, subject, object, a, b, x, y) -> {
            if (kind == EventKind.VEHICLE_STATE) {
                story.add(String.format(
                        Locale.ROOT,
                        "%.4g %s %s at %s",
                        time,
                        index.placeName(subject),
                        VehicleState.of(a).words(),
                        index.nodeName(b)));
            }
        });
        replication.runUntil(until);
        return new Run(replication, story, checked.report());
    }

    private static final String TWO_CALLS = """
            product p
            product q
            source left makes p unlimited limit 1 at (0 m, 0 m)
            source right makes q every 1 h limit 1 first after 5 s at (12 m, 0 m)
            sink leftstore at (0 m, 0 m)
            sink rightstore at (12 m, 0 m)
            route p { left -> rightstore by agvs }
            route q { right -> leftstore by agvs }
            """;

    @Test
    void the_nearest_vehicle_without_work_fetches_a_part() {
        var run = run(TWO_CALLS + "fleet agvs * 2 moves freely speed 1 m/s parks at left", 60);

        assertEquals(
                List.of(
                        "0.000 agvs.1 idle at left",
                        "0.000 agvs.2 idle at left",
                        "0.000 agvs.1 loading at left",
                        "0.000 agvs.1 loaded travel at left",
                        "5.000 agvs.2 empty travel at left",
                        "12.00 agvs.1 unloading at rightstore",
                        "12.00 agvs.1 going to park at rightstore",
                        "17.00 agvs.2 loading at right",
                        "17.00 agvs.2 loaded travel at right",
                        "24.00 agvs.1 idle at left",
                        "29.00 agvs.2 unloading at leftstore",
                        "29.00 agvs.2 going to park at leftstore",
                        "29.00 agvs.2 idle at left"),
                run.story);
    }

    @Test
    void looking_ahead_a_vehicle_that_is_there_sooner_fetches_a_part_when_it_has_brought_another() {
        var run = run(TWO_CALLS + "fleet agvs * 2 moves freely speed 1 m/s parks at left dispatch look ahead", 60);

        assertEquals(
                List.of(
                        "0.000 agvs.1 idle at left",
                        "0.000 agvs.2 idle at left",
                        "0.000 agvs.1 loading at left",
                        "0.000 agvs.1 loaded travel at left",
                        "12.00 agvs.1 unloading at rightstore",
                        "12.00 agvs.1 empty travel at rightstore",
                        "12.00 agvs.1 loading at right",
                        "12.00 agvs.1 loaded travel at right",
                        "24.00 agvs.1 unloading at leftstore",
                        "24.00 agvs.1 going to park at leftstore",
                        "24.00 agvs.1 idle at left"),
                run.story);
    }

    @Test
    void the_oldest_call_goes_before_the_nearest() {
        String calls = """
                product p
                product q
                product r
                source first makes p unlimited limit 1 at (0 m, 0 m)
                source far makes q every 1 h limit 1 first after 2 s at (0 m, 30 m)
                source near makes r every 1 h limit 1 first after 3 s at (10 m, 1 m)
                sink store at (10 m, 0 m)
                route p { first -> store by agv }
                route q { far -> store by agv }
                route r { near -> store by agv }
                """;
        var nearest = run(calls + "fleet agv moves freely speed 1 m/s parks at first", 200);
        var oldest = run(calls + "fleet agv moves freely speed 1 m/s parks at first dispatch oldest call", 200);

        assertEquals("10.00 agv.1 empty travel at store", nearest.story.get(4));
        assertEquals("11.00 agv.1 loading at near", nearest.story.get(5));
        assertEquals("41.62 agv.1 loading at far", oldest.story.get(5));
    }

    @Test
    void a_vehicle_that_fails_stands_on_its_path_and_one_behind_it_stands_behind_it() {
        // Both drive 10 m at 1 m/s, the second one from 3 s. The first one fails after 6 s of driving, at 6 m, is
        // repaired for
        // 20 s and comes at 30 s; the second one is there at 13 s but for the first one, and comes when that does.
        var run = run("""
                product p
                product q
                source first makes p every 1 h limit 1 first after 0 s
                source later makes q every 1 h limit 1 first after 3 s
                sink store
                node begin serves first, later
                path way from begin to store length 10 m holds 2
                fleet old speed 1 m/s fails every 6 s for 20 s
                fleet new speed 1 m/s
                route p { first -> store by old }
                route q { later -> store by new }
                """, 60);

        assertEquals(
                List.of(
                        "0.000 new.1 idle at begin",
                        "0.000 old.1 idle at begin",
                        "0.000 old.1 loading at begin",
                        "0.000 old.1 loaded travel at begin",
                        "3.000 new.1 loading at begin",
                        "3.000 new.1 loaded travel at begin",
                        "6.000 old.1 down at begin",
                        "13.00 new.1 waiting for a path at begin",
                        "26.00 old.1 loaded travel at begin",
                        "30.00 old.1 unloading at store",
                        "30.00 new.1 loaded travel at begin",
                        "30.00 old.1 idle at store",
                        "30.00 new.1 unloading at store",
                        "30.00 new.1 idle at store"),
                run.story);
    }

    @Test
    void a_scenario_lets_a_vehicle_fail() {
        var run = run("""
                source supply makes part unlimited limit 1 at (0 m, 0 m)
                sink store at (10 m, 0 m)
                fleet agvs * 2 moves freely speed 1 m/s
                route part { supply -> store by agvs }
                """, "  at 4 s  agvs.1 fails for 3 s\n", 12.5);

        assertEquals(
                List.of(
                        "0.000 agvs.1 idle at supply",
                        "0.000 agvs.2 idle at supply",
                        "0.000 agvs.1 loading at supply",
                        "0.000 agvs.1 loaded travel at supply",
                        "4.000 agvs.1 down at supply",
                        "7.000 agvs.1 loaded travel at supply"),
                run.story);
    }

    @Test
    void a_part_for_which_a_failed_vehicle_was_on_the_way_is_fetched_by_another() {
        // The nearest one sets out at 0 s for the part 10 m away and fails after 5 s; the other one goes, and fails as
        // well.
        var run = run("""
                source supply makes part unlimited limit 1 at (10 m, 0 m)
                sink store at (10 m, 5 m)
                node depot at (0 m, 0 m)
                fleet agvs * 2 moves freely speed 1 m/s parks at depot fails every 5 s for 1 h
                route part { supply -> store by agvs }
                """, 12);

        assertEquals(
                List.of(
                        "0.000 agvs.1 idle at depot",
                        "0.000 agvs.2 idle at depot",
                        "0.000 agvs.1 empty travel at depot",
                        "5.000 agvs.1 down at depot",
                        "5.000 agvs.2 empty travel at depot",
                        "10.00 agvs.2 down at depot"),
                run.story);
    }

    @Test
    void a_vehicle_with_room_for_several_loads_what_waits_and_unloads_where_it_comes_what_is_to_go_there() {
        // It sets out at 0 s, is at the dock at 5 s, and loads what has come by then at 1 s each: p, q and p; the last
        // p, which
        // comes at 9 s, waits. At 18 s it is where both p go, 2 s each, at 32 s where q goes, and comes back for the
        // last one.
        var run = run("""
                product p
                product q
                source ps makes p every 2 s limit 2 first after 0 s
                source qs makes q every 1 h limit 1 first after 1 s
                source late makes p every 1 h limit 1 first after 9 s
                buffer dock at (0 m, 0 m)
                sink a at (10 m, 0 m)
                sink b at (20 m, 0 m)
                node depot at (0 m, 5 m)
                fleet agv moves freely speed 1 m/s loads 1 s unloads 2 s parks at depot carries up to 4
                route p {
                  ps -> dock -> a by agv
                  late -> dock
                }
                route q { qs -> dock -> b by agv }
                """, 60);

        assertEquals(
                List.of(
                        "0.000 agv.1 idle at depot",
                        "0.000 agv.1 empty travel at depot",
                        "5.000 agv.1 loading at dock",
                        "6.000 agv.1 loading at dock",
                        "7.000 agv.1 loading at dock",
                        "8.000 agv.1 loaded travel at dock",
                        "18.00 agv.1 unloading at a",
                        "20.00 agv.1 unloading at a",
                        "22.00 agv.1 loaded travel at a",
                        "32.00 agv.1 unloading at b",
                        "34.00 agv.1 empty travel at b",
                        "54.00 agv.1 loading at dock",
                        "55.00 agv.1 loaded travel at dock"),
                run.story);
    }

    @Test
    void at_the_end_of_its_shift_a_vehicle_finishes_its_job_and_parks() {
        // The break begins at 1 min, when it has been on its way to the part for 5 s, and ends at 2 min. The second
        // part comes
        // at 80 s and waits; from the depot it is 15 m to it.
        var run = run("""
                source supply makes part every 25 s limit 2 first after 55 s at (15 m, 0 m)
                sink store at (5 m, 0 m)
                node depot at (0 m, 0 m)
                fleet agv moves freely speed 1 m/s parks at depot shift 00:00-24:00 break 00:01-00:02
                route part { supply -> store by agv }
                """, 200);

        assertEquals(
                List.of(
                        "0.000 agv.1 idle at depot",
                        "55.00 agv.1 empty travel at depot",
                        "70.00 agv.1 loading at supply",
                        "70.00 agv.1 loaded travel at supply",
                        "80.00 agv.1 unloading at store",
                        "80.00 agv.1 going to park at store",
                        "85.00 agv.1 off shift at depot",
                        "120.0 agv.1 empty travel at depot",
                        "135.0 agv.1 loading at supply",
                        "135.0 agv.1 loaded travel at supply",
                        "145.0 agv.1 unloading at store",
                        "145.0 agv.1 going to park at store",
                        "150.0 agv.1 idle at depot"),
                run.story);
    }

    @Test
    void a_vehicle_brakes_for_a_lane_that_is_taken_and_drives_on_when_it_becomes_free_before_it_stands() {
        // At 2 m/s and 1 m/s2 the second one, which starts at 3 s, would have to brake 2 m before the node, at
        // 3 s + 2 s + 6 m / 2 m/s = 8 s. Over 10 m and 1 m the first one needs 11/2 + 2/1 = 7.5 s, and the lane is
        // free;
        // over 10 m and 4 m it needs 9 s, and the second one stands at the node at 3 s + 10/2 s + 2 s = 10 s, from
        // where
        // 4 m take 2 sqrt(4/1) = 4 s.
        String plant = """
                source supply makes part every 3 s limit 2 first after 0 s
                sink store
                node half
                path one from supply to half length 10 m holds 2
                path two from half to store length %s m
                fleet agvs * 2 speed 2 m/s acceleration 1 m/s2 parks at supply
                route part { supply -> store by agvs }
                """;
        var free = run(plant.formatted("1"), 20);
        var taken = run(plant.formatted("4"), 20);

        assertTrue(free.story.contains("7.500 agvs.1 unloading at store"), free.story::toString);
        assertTrue(free.story.contains("10.50 agvs.2 unloading at store"), free.story::toString);
        assertTrue(taken.story.contains("9.000 agvs.1 unloading at store"), taken.story::toString);
        assertTrue(taken.story.contains("14.00 agvs.2 unloading at store"), taken.story::toString);
    }

    @Test
    void vehicles_that_wait_for_each_others_place_are_foreseen_and_found() {
        var run = run("""
                product p
                product q
                source left makes p unlimited
                source right makes q unlimited
                sink leftstore
                sink rightstore
                node a holds 1 serves left, leftstore
                node b holds 1 serves right, rightstore
                path between from a to b length 12 m
                fleet east speed 1 m/s parks at a
                fleet west speed 1 m/s parks at b
                route p { left -> rightstore by east }
                route q { right -> leftstore by west }
                """, 100);

        assertTrue(run.warnings.contains("vehicles can block each other at "), run.warnings);
        assertEquals(
                List.of(
                        "deadlock: `east.1` at `a` waits for room at `b`, `west.1` at `b` waits for room at `a`, and none of"
                                + " them can move. Maybe lead them one way round, let the nodes hold more, or take fewer vehicles."),
                run.replication.notes());
    }

    @Test
    void a_ring_one_way_round_with_fewer_vehicles_than_places_cannot_come_to_a_standstill() {
        String ring = """
                source supply makes part unlimited
                sink store
                node a holds 1 serves supply
                node b holds 1 serves store
                node c holds 1
                path ab from a to b length 10 m one way
                path bc from b to c length 10 m one way
                path ca from c to a length 10 m one way
                route part { supply -> store by agvs }
                """;
        var two = run(ring + "fleet agvs * 2 speed 1 m/s", 1000);
        var three = run(ring + "fleet agvs * 3 speed 1 m/s", 1000);

        assertTrue(!two.warnings.contains("block each other"), two.warnings);
        assertEquals(List.of(), two.replication.notes());
        assertTrue(three.warnings.contains("vehicles can block each other"), three.warnings);
    }

    @Test
    void a_vehicle_whose_battery_is_empty_stands_for_good_and_says_so() {
        var run = run("""
                source supply makes part unlimited
                sink store
                path way from supply to store length 100 m
                fleet agv speed 1 m/s battery 50 kJ draws 1 kW driving charges at supply with 1 kW below 20 %
                route part { supply -> store by agv }
                """, 1000);

        assertEquals("100.0 agv.1 out of energy at store", run.story.getLast());
        assertEquals(
                List.of(
                        "`agv.1` ran out of energy at `store` and stands there for good. Maybe let it charge earlier, or"
                                + " take a larger battery."),
                run.replication.notes());
    }

    @Test
    void vehicles_that_are_all_loaded_for_a_machine_that_waits_for_one_are_found() {
        var run = run("""
                source supply makes part unlimited at (0 m, 0 m)
                station mill takes 10 s at (5 m, 0 m)
                sink store at (9 m, 0 m)
                fleet agv moves freely speed 1 m/s
                route part {
                  supply -> mill by agv
                  mill -> store by agv
                }
                """, 1000);

        assertTrue(
                run.replication.notes().getFirst().startsWith("deadlock: `agv`, `mill` wait for each other"),
                run.replication.notes()::toString);
    }
}
