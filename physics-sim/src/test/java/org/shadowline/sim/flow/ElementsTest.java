package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.shadowline.sim.flow.Story.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Values;
import org.shadowline.plant.state.PlantState;

/** Each element on a trace that was worked out by hand; times are seconds. */
class ElementsTest {
    private static Source.Arrivals orders(Object... releaseProductDuePriority) {
        var orders = new ArrayList<Source.Order>();
        for (int i = 0; i < releaseProductDuePriority.length; i += 4) {
            orders.add(new Source.Order(
                    "o" + i / 4,
                    new Moment.AfterStart(((Number) releaseProductDuePriority[i]).doubleValue()),
                    (String) releaseProductDuePriority[i + 1],
                    1,
                    new Moment.AfterStart(((Number) releaseProductDuePriority[i + 2]).doubleValue()),
                    (Integer) releaseProductDuePriority[i + 3],
                    Map.of()));
        }
        return new Source.Arrivals.Orders(orders, "orders.csv");
    }

    private static Plants withProducts(String... names) {
        var plants = new Plants();
        for (String name : names) plants.products.add(Product.named(name));
        return plants;
    }

    private static Plants ordered(Plants plants, Source.Arrivals orders) {
        plants.elements.add(new Source(
                "in",
                null,
                null,
                null,
                plants.products.stream()
                        .map(p -> new Source.ProductShare(p.id(), 1.0 / plants.products.size()))
                        .toList(),
                orders,
                1,
                Long.MAX_VALUE,
                Double.NaN,
                null,
                0,
                Buffer.UNLIMITED,
                false));
        return plants;
    }

    @Test
    void a_station_blocks_when_the_next_one_is_busy() {
        var story = run(
                new Plants()
                        .unlimited("in")
                        .add("a", Plants.station(Plants.constant(2)))
                        .add("b", Plants.station(Plants.constant(3)))
                        .route("in", "a", "b")
                        .plant(),
                9);

        assertEquals(
                List.of(
                        "0 a.1 starts",
                        "0 a.1 busy",
                        "2 a.1 ends",
                        "2 b.1 starts",
                        "2 a.1 starts",
                        "2 b.1 busy",
                        "4 a.1 ends",
                        "4 a.1 blocked",
                        "5 b.1 ends",
                        "5 b.1 done",
                        "5 b.1 starts",
                        "5 a.1 starts",
                        "5 a.1 busy",
                        "7 a.1 ends",
                        "7 a.1 blocked",
                        "8 b.1 ends",
                        "8 b.1 done",
                        "8 b.1 starts",
                        "8 a.1 starts",
                        "8 a.1 busy"),
                story.without("released"));
    }

    @Test
    void set_up_comes_before_the_first_part_of_another_product() {
        var station = Plants.station(Plants.constant(10));
        station.setup =
                new Station.Setup(null, List.of(new Station.Change("a", "b", Plants.constant(5))), Plants.constant(7));
        var story = run(
                ordered(withProducts("a", "b"), orders(0, "a", 99, 0, 0, "a", 99, 0, 0, "b", 99, 0, 0, "a", 99, 0))
                        .add("m", station)
                        .route("in", "m")
                        .plant(),
                100);

        assertEquals(List.of("0", "10", "25", "42"), story.of("m.1", "starts"));
        assertEquals(List.of("20", "35"), story.of("m.1", "set-up"));
    }

    @Test
    void a_failure_by_operating_time_interrupts_work_and_counts_only_work() {
        var station = Plants.station(Plants.constant(10)).failsOperating(Plants.constant(15), Plants.constant(4));
        var story = run(
                new Plants()
                        .source("in", Plants.constant(20))
                        .add("m", station)
                        .route("in", "m")
                        .plant(),
                75);

        // parts at 20, 40, 60; work 20-30, 40-45, down 45-49, work 49-54, then 60-70 uses 10 of the next 15
        assertEquals(List.of("30", "54", "70"), story.of("m.1", "ends"));
        assertEquals(List.of("45"), story.of("m.1", "down"));
    }

    @Test
    void a_failure_by_calendar_time_strikes_an_idle_machine_too() {
        var station = Plants.station(Plants.constant(10));
        station.failures = List.of(new Station.Failure(
                null, Station.FailureClock.CALENDAR_TIME, Plants.constant(15), Plants.constant(4), null, false));
        var story = run(
                new Plants()
                        .source("in", Plants.constant(16))
                        .add("m", station)
                        .route("in", "m")
                        .plant(),
                60);

        // down 15-19, 34-38, 53-57; parts at 16, 32, 48: work 19-29, 32-34 and 38-46, 48-53 and 57-62
        assertEquals(List.of("15", "34", "53"), story.of("m.1", "down"));
        assertEquals(List.of("29", "46"), story.of("m.1", "ends"));
    }

    @Test
    void a_failure_by_count_comes_after_so_many_operations() {
        var station = Plants.station(Plants.constant(10));
        station.failures = List.of(new Station.Failure(
                null, Station.FailureClock.OPERATIONS, Plants.constant(2), Plants.constant(5), null, false));
        var story = run(
                new Plants().unlimited("in").add("m", station).route("in", "m").plant(), 60);

        assertEquals(List.of("10", "20", "35", "45", "60"), story.of("m.1", "ends"));
        assertEquals(List.of("20", "45"), story.of("m.1", "down"));
    }

    /** Station a takes 2 s, a conveyor of 4 m at 1 m/s has its parts 1 m apart, station b takes 10 s. */
    private static Story conveyorOf(int capacity) {
        return run(
                new Plants()
                        .unlimited("in")
                        .add("a", Plants.station(Plants.constant(2)))
                        .conveyor("c", 4, 1, 1, capacity)
                        .add("b", Plants.station(Plants.constant(10)))
                        .route("in", "a", "c", "b")
                        .plant(),
                40);
    }

    @Test
    void a_conveyor_delays_and_accumulates() {
        var story = conveyorOf(3);

        // on at 2, 4, 6, 8 (the first has gone to b at 6, so that three are on it); the fifth is blocked from 10, until
        // b
        // takes the second at 16; the last of three stands 2 m from the beginning, where there is room at once
        assertEquals(List.of("6", "16", "26", "36"), story.of("b.1", "starts"));
        assertEquals(List.of("0", "2", "4", "6", "8", "16", "26", "36"), story.of("a.1", "starts"));
    }

    @Test
    void the_gap_of_a_part_that_leaves_comes_to_the_beginning_of_a_conveyor_that_is_full_up_to_there() {
        var story = conveyorOf(5);

        // on at 2, 4 … 12, the last of five at the very beginning; b takes the second at 16, the gap is there at 17
        assertEquals(List.of("6", "16", "26", "36"), story.of("b.1", "starts"));
        assertEquals(List.of("0", "2", "4", "6", "8", "10", "12", "17", "27", "37"), story.of("a.1", "starts"));
    }

    @Test
    void arrivals_are_lost_when_there_is_no_room() {
        var arrivals =
                new Source.Arrivals.Streams(List.of(new Source.Arrivals.Stream(Plants.constant(4), Hours.ALWAYS)));
        var story = run(
                new Plants()
                        .source("in", arrivals, 0, true)
                        .add("m", Plants.station(Plants.constant(10)))
                        .route("in", "m")
                        .plant(),
                30);

        // arrivals at 4, 8, …, 28; the machine takes those at 4, 16 and 28
        assertEquals(List.of("4", "16", "28"), story.of("m.1", "starts"));
        assertEquals(List.of("8", "12", "20", "24"), story.of("in", "lost"));
    }

    @Test
    void dispatching_rules_choose_among_the_waiting_parts() {
        assertEquals("long short mid", sequence(DispatchRule.FIRST_IN));
        assertEquals("short mid long", sequence(DispatchRule.SHORTEST_PROCESSING));
        assertEquals("mid short long", sequence(DispatchRule.EARLIEST_DUE_DATE));
        assertEquals("short long mid", sequence(DispatchRule.PRIORITY));
        // at 5 s: long (100 - 5) / 20 = 4.75, short (60 - 5) / 5 = 11, mid (50 - 5) / 10 = 4.5; at 15 s: 4.25 and 9
        assertEquals("mid long short", sequence(DispatchRule.CRITICAL_RATIO));
    }

    private static String sequence(DispatchRule rule) {
        var station = new Plants.StationSpec();
        station.dispatch = rule;
        station.queue = Buffer.UNLIMITED;
        station.times = List.of(
                new Station.ProcessingTime("long", null, Plants.constant(20)),
                new Station.ProcessingTime("mid", null, Plants.constant(10)),
                new Station.ProcessingTime("short", null, Plants.constant(5)));
        var plant = ordered(
                        withProducts("long", "mid", "short"),
                        orders(0, "short", 999, 0, 1, "long", 100, 2, 2, "short", 60, 3, 3, "mid", 50, 1))
                .add("m", station)
                .route("in", "m")
                .plant();
        var story = run(plant, 100);
        var starts = story.of("m.1", "starts").stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        var ends = story.of("m.1", "ends").stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        var names = new ArrayList<String>();
        for (int i = 1; i < 4; i++) {
            double length = ends[i] - starts[i];
            names.add(length == 20 ? "long" : length == 10 ? "mid" : "short");
        }
        return String.join(" ", names);
    }

    @Test
    void one_person_serves_two_machines_in_turn() {
        var a = Plants.station(Plants.constant(10));
        a.needs = List.of(new Station.Need(1, "crew", null, Station.NeedFor.WORK_AND_SETUP));
        var b = Plants.station(Plants.constant(4));
        b.needs = List.of(new Station.Need(1, null, "packing", Station.NeedFor.WORK_AND_SETUP));
        var plants = new Plants().unlimited("in").add("a", a).add("b", b).route("in", "a", "b");
        plants.teams.add(new Team("crew", null, 1, List.of("packing"), Hours.ALWAYS, 0, true));

        var story = run(plants.plant(), 40);

        // a works 0-10; b and a both ask at 10, b first: 10-14, a 14-24, b 24-28, a 28-38
        assertEquals(List.of("0", "14", "28"), story.of("a.1", "starts"));
        assertEquals(List.of("10", "24", "38"), story.of("b.1", "starts"));
        assertEquals(List.of("10", "24", "38"), story.of("a.1", "waiting for people"));
    }

    @Test
    void a_shift_that_ends_pauses_the_work() {
        // 0-28; 28-30 and 60-86; 86-90 and 120-144; 144-172
        assertEquals(List.of("28", "86", "144", "172"), endsWithShift(false));
    }

    @Test
    void a_shift_that_ends_lets_the_work_be_finished() {
        // 0-28, 28-56 (begun in the shift), 60-88, 88-116 (begun in the shift), 120-148, 148-176
        assertEquals(List.of("28", "56", "88", "116", "148", "176"), endsWithShift(true));
    }

    /** Work of 28 s; the person is there from 0 to 30 s, 60 to 90 s and 120 to 180 s. */
    private static List<String> endsWithShift(boolean finishes) {
        int start = 6 * 3600;
        var hours = Hours.union(List.of(
                new int[] {start, start + 30}, new int[] {start + 60, start + 90}, new int[] {start + 120, start + 180
                }));
        var station = Plants.station(Plants.constant(28));
        station.needs = List.of(new Station.Need(1, "crew", null, Station.NeedFor.WORK));
        var plants = new Plants().unlimited("in").add("m", station).route("in", "m");
        plants.teams.add(new Team("crew", null, 1, List.of(), hours, 0, finishes));
        return run(plants.plant(), 180).of("m.1", "ends");
    }

    @Test
    void parts_go_to_the_shortest_queue_and_nobody_waits_beside_an_idle_machine() {
        var slow = Plants.station(Plants.constant(100));
        var quick = Plants.station(Plants.constant(3));
        var plants = new Plants()
                .source("in", Plants.constant(2))
                .add("quick", quick)
                .add("slow", slow);
        plants.step("in", new Exit.ShortestQueue(List.of(1, 2)));
        plants.step("quick", new Exit.To(Route.DONE));
        plants.step("slow", new Exit.To(Route.DONE));

        var story = run(plants.plant(), 13);

        // parts at 2 (quick), 4 (slow), 6 (quick is free since 5), 8 (waits for quick, free at 9), 10 (waits for slow,
        // but quick is free at 12)
        assertEquals(List.of("2", "6", "9", "12"), story.of("quick.1", "starts"));
        assertEquals(List.of("4"), story.of("slow.1", "starts"));
    }

    @Test
    void a_route_can_depend_on_an_attribute() {
        var plants = new Plants()
                .unlimited("in")
                .add("m", Plants.station(Plants.constant(10)))
                .add("big", Plants.station(Plants.constant(1)))
                .add("small", Plants.station(Plants.constant(1)));
        plants.products.add(new Product(
                "part",
                null,
                0,
                0,
                0,
                0,
                List.of(new Product.Attribute(
                        "size", new Distribution.Discrete(Values.of(3, 7), Values.of(0.5, 0.5))))));
        plants.step("in", new Exit.To(1));
        plants.step(
                "m",
                new Exit.Cases(
                        List.of(new Route.Case(
                                new Route.PartCondition.Compare(
                                        "size", org.shadowline.plant.description.Comparison.GREATER, 5),
                                2)),
                        3));
        plants.step("big", new Exit.To(Route.DONE));
        plants.step("small", new Exit.To(Route.SCRAP));

        var story = run(plants.plant(), 20_000);

        int big = story.of("big.1", "done").size();
        int small = story.of("small.1", "scrap").size();
        assertTrue(Math.abs(big + small - 2000) <= 2, big + " and " + small);
        // a binomial of 2000 with probability 1/2 has a standard deviation of 22.4
        assertEquals(1000, big, 4 * 22.4);
    }

    @Test
    void a_run_starts_from_the_parts_and_machines_of_a_plant_state() {
        var plants = new Plants()
                .source("in", Plants.constant(1000))
                .add("a", Plants.station(Plants.constant(10)))
                .buffer("b", 5)
                .add("c", Plants.station(Plants.constant(20)).failsOperating(Plants.constant(1e6), Plants.constant(50)))
                .route("in", "a", "b", "c");
        var state = new PlantState(
                "test",
                List.of(
                        new PlantState.Part("p1", "part", "a.1", null, null, 100, 4, null, 0, Map.of()),
                        new PlantState.Part("p2", "part", "b", null, null, 200, 0, null, 0, Map.of()),
                        new PlantState.Part("p3", "part", "gone", null, null, 200, 0, null, 0, Map.of())),
                List.of(new PlantState.Machine("c.1", 30.0, null, null)));

        var simulation = Simulation.of(plants.plant(), Plants.scenario(1), state, 1e6);
        var story = new Story(simulation.index());
        var run = simulation.replication(1, story);
        run.runUntil(100);

        // 6 s of work remain at a; c is repaired at 20, then takes the part from b and the one from a
        assertEquals(List.of("6"), story.of("a.1", "ends"));
        assertEquals(List.of("40", "60"), story.of("c.1", "ends"));
        assertEquals(List.of("part `p3` is at `gone`, which is not in the plant: left out"), run.notes());
    }

    @Test
    void a_deadlock_is_found_and_named() {
        var plants = new Plants()
                .unlimited("in")
                .add("a", Plants.station(Plants.constant(1)))
                .add("b", Plants.station(Plants.constant(1)));
        plants.step("in", new Exit.To(1));
        plants.step("a", new Exit.To(2));
        plants.step("b", new Exit.To(1));
        var simulation = plants.simulation(1);
        var run = simulation.replication(1, new Story(simulation.index()));

        run.runUntil(100);

        assertEquals(
                List.of("deadlock: `a`, `b` wait for each other and nothing in them can move."
                        + " Maybe let rework wait in a buffer without limit."),
                run.notes());
    }
}
