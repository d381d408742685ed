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
        var checked = new ShadowLanguage()
                .check(
                        "plant.shadow",
                        "plant p {\n" + plant
                                + "\n}\nscenario \"S\" on p {\n  starts 2026-01-05 00:00 UTC\n  run 1 h\n}\n",
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

        assertEquals("100.0 agv.1 down at store", run.story.getLast());
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
