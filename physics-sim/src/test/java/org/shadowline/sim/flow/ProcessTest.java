package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.shadowline.sim.flow.Story.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Comparison;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Loop;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Process.Batch;
import org.shadowline.plant.description.Process.Component;
import org.shadowline.plant.description.Process.Inspection;
import org.shadowline.plant.description.Process.Wear;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;

/** What operations do besides taking time, and what limits the flow, on traces that were worked out by hand; seconds. */
class ProcessTest {
    private static final double FOREVER = Double.POSITIVE_INFINITY;

    private static Process batch(int least, int most, double within, boolean alike) {
        return new Process(new Batch(least, most, within, alike), List.of(), List.of(), Wear.NONE, 0, null, 0);
    }

    private static Process joins(Component... components) {
        return new Process(null, List.of(components), List.of(), Wear.NONE, 0, null, 0);
    }

    private static Process splits(Component... components) {
        return new Process(null, List.of(), List.of(components), Wear.NONE, 0, null, 0);
    }

    private static Process quality(double defects, @Nullable Inspection inspection, double mends) {
        return new Process(null, List.of(), List.of(), Wear.NONE, defects, inspection, mends);
    }

    private static Plants.StationSpec station(double takes, Process process) {
        var station = Plants.station(Plants.constant(takes));
        station.process = process;
        station.queue = process.batch() == null ? 0 : Buffer.UNLIMITED;
        return station;
    }

    private static Source source(String id, String product, Source.Arrivals arrivals) {
        return new Source(
                id,
                null,
                null,
                null,
                List.of(new Source.ProductShare(product, 1)),
                arrivals,
                1,
                Long.MAX_VALUE,
                Double.NaN,
                null,
                0,
                Buffer.UNLIMITED,
                false);
    }

    private static Source.Arrivals every(double seconds) {
        return new Source.Arrivals.Streams(
                List.of(new Source.Arrivals.Stream(new Distribution.Constant(seconds), Hours.ALWAYS)));
    }

    private static Route route(String product, String... elements) {
        var steps = new java.util.ArrayList<Route.Step>();
        for (int i = 0; i < elements.length; i++) {
            steps.add(new Route.Step(
                    elements[i], elements[i], new Exit.To(i + 1 < elements.length ? i + 1 : Route.DONE)));
        }
        return new Route(List.of(product), steps);
    }

    @Test
    void a_batch_begins_with_enough_parts_and_takes_what_has_room() {
        // parts at 1, 2, 3 …: three at 3; from 3 to 13 ten more come, of which four go at 13
        var story = run(
                new Plants()
                        .source("in", Plants.constant(1))
                        .add("oven", station(10, batch(3, 4, FOREVER, false)))
                        .route("in", "oven")
                        .plant(),
                24);

        assertEquals(
                List.of("3", "3", "3", "13", "13", "13", "13", "23", "23", "23", "23"), story.of("oven.1", "starts"));
        assertEquals(List.of("13", "13", "13", "23", "23", "23", "23"), story.of("oven.1", "done"));
        assertEquals(List.of("3"), story.of("oven.1", "busy"));
    }

    @Test
    void a_batch_waits_no_longer_than_it_may() {
        // parts at 10, 20, 30 …: the first has waited 15 at 25, the next, of 30, at 45
        var story = run(
                new Plants()
                        .source("in", Plants.constant(10))
                        .add("oven", station(1, batch(5, 5, 15, false)))
                        .route("in", "oven")
                        .plant(),
                66);

        assertEquals(List.of("25", "25", "45", "45", "65", "65"), story.of("oven.1", "starts"));
    }

    @Test
    void a_batch_of_like_parts_leaves_the_others_waiting() {
        var plants = new Plants();
        plants.products.add(Product.named("a"));
        plants.products.add(Product.named("b"));
        plants.elements.add(source("as", "a", every(4)));
        plants.elements.add(source("bs", "b", every(3)));
        plants.add("oven", station(1, batch(2, 2, FOREVER, true)));
        plants.routes.add(route("a", "as", "oven"));
        plants.routes.add(route("b", "bs", "oven"));

        // b at 3, 6, 9, 12; a at 4, 8, 12
        var story = run(plants.plant(), 12.5);
        assertEquals(List.of("6", "6", "8", "8", "12", "12"), story.of("oven.1", "starts"));
    }

    @Test
    void blocked_parts_of_a_batch_keep_the_machine_until_the_last_has_gone() {
        var story = run(
                new Plants()
                        .source("in", Plants.constant(1))
                        .add("oven", station(4, batch(2, 2, FOREVER, false)))
                        .add("next", Plants.station(Plants.constant(5)))
                        .route("in", "oven", "next")
                        .plant(),
                30);

        // 2 to 6; the second goes on at 11 when the first is done, so that the oven begins again at 11
        assertEquals(List.of("2", "2", "11", "11", "21", "21"), story.of("oven.1", "starts"));
        assertEquals(List.of("6", "11", "16", "21", "26"), story.of("next.1", "starts"));
        assertEquals(List.of("6", "15", "25"), story.of("oven.1", "blocked"));
    }

    @Test
    void an_assembly_waits_for_all_its_components() {
        var plants = new Plants();
        plants.products.add(Product.named("frame"));
        plants.products.add(Product.named("bolt"));
        plants.elements.add(source("frames", "frame", every(10)));
        plants.elements.add(source("bolts", "bolt", every(6)));
        plants.buffer("box", 3);
        plants.add("assembly", station(5, joins(new Component("bolt", 2))));
        plants.routes.add(route("frame", "frames", "assembly"));
        plants.routes.add(route("bolt", "bolts", "box", "assembly"));

        // bolts at 6, 12, 18, 24, 30, 36 …; frames at 10, 20, 30: begun at 12, 24, 36
        var story = run(plants.plant(), 42);
        assertEquals(List.of("12", "24", "36"), story.of("assembly.1", "starts"));
        assertEquals(List.of("12", "12", "24", "24", "36", "36"), story.of("assembly.1", "joins"));
        assertEquals(List.of("17", "29", "41"), story.of("assembly.1", "done"));
    }

    @Test
    void a_part_that_is_divided_ends_and_others_go_their_way() {
        var plants = new Plants();
        plants.products.add(Product.named("pallet"));
        plants.products.add(Product.named("box"));
        plants.elements.add(source("pallets", "pallet", every(10)));
        plants.add("unpack", station(2, splits(new Component("box", 3))));
        plants.add("label", Plants.station(Plants.constant(3)));
        plants.routes.add(route("pallet", "pallets", "unpack"));
        plants.routes.add(route("box", "unpack", "label"));
        var plant = plants.plant();

        // unpacked at 12, 22; boxes labelled at 12, 15, 18, 22, 25, 28
        var story = run(plant, 30);
        assertEquals(List.of("10", "20", "30"), story.of("unpack.1", "starts"));
        assertEquals(List.of("12", "12", "12", "22", "22", "22"), story.of("unpack.1", "released"));
        assertEquals(List.of("12", "15", "18", "22", "25", "28"), story.of("label.1", "starts"));
        assertEquals(List.of("12", "22"), story.of("unpack.1", "blocked"));

        var simulation = Simulation.of(plant, Plants.scenario(1), null, 1e6);
        var replication = simulation.replication(1, (time, kind, subject, object, a, b, x, y) -> {});
        replication.runUntil(30.5);
        assertEquals(2, replication.workInProcess(), "the pallet of 30 and the box that is labelled since 28");
    }

    @Test
    void a_loop_limits_what_is_between_two_elements() {
        var plants = new Plants()
                .unlimited("in")
                .add("a", Plants.station(Plants.constant(2)))
                .buffer("between", Buffer.UNLIMITED)
                .add("b", Plants.station(Plants.constant(3)))
                .route("in", "a", "between", "b");
        plants.loops.add(new Loop("conwip", null, 2, "a", "b"));

        // without it a would work all the time; with two cards it begins when b has finished
        var story = run(plants.plant(), 12);
        assertEquals(List.of("0", "2", "5", "8", "11"), story.of("a.1", "starts"));
        assertEquals(List.of("2", "5", "8", "11"), story.of("b.1", "starts"));
    }

    @Test
    void maintenance_waits_for_the_end_of_the_operation() {
        var station = Plants.station(Plants.constant(10));
        station.failures = List.of(new Station.Failure(
                "oil", Station.FailureClock.OPERATING_TIME, Plants.constant(15), Plants.constant(4), null, true));
        var story = run(
                new Plants().unlimited("in").add("m", station).route("in", "m").plant(), 70);

        // due after 15 s of work, in the middle of the second operation
        assertEquals(List.of("0", "10", "24", "34", "48", "58"), story.of("m.1", "starts"));
        assertEquals(List.of("20", "44", "68"), story.of("m.1", "stopped"));
        assertEquals(List.of(), story.of("m.1", "down"));
    }

    @Test
    void wear_slows_until_maintenance() {
        var station = Plants.station(Plants.constant(10));
        station.process = new Process(null, List.of(), List.of(), new Wear(0.1, 0, null), 0, null, 0);
        station.failures = List.of(new Station.Failure(
                null, Station.FailureClock.OPERATIONS, Plants.constant(3), Plants.constant(5), null, true));
        var story = run(
                new Plants().unlimited("in").add("m", station).route("in", "m").plant(), 60);

        // 10 + 11 + 12, maintenance until 38, and again
        assertEquals(List.of("0", "10", "21", "38", "48", "59"), story.of("m.1", "starts"));
    }

    @Test
    void inspections_err_as_often_as_declared() {
        var plants = new Plants()
                .unlimited("in")
                .add("make", station(1, quality(0.1, null, 0)))
                .add("inspect", station(1, quality(0, new Inspection(0.2, 0.05), 0)));
        plants.symbols.addAll(List.of("good", "bad"));
        plants.step("in", new Exit.To(1)).step("make", new Exit.To(2));
        plants.step(
                "inspect",
                new Exit.Cases(
                        List.of(new Route.Case(
                                new Route.PartCondition.Compare(Process.VERDICT, Comparison.EQUAL, 0), Route.DONE)),
                        Route.SCRAP));
        var kpis = kpis(plants, 100_000);

        // rejected 0.1 × 0.8 + 0.9 × 0.05 = 0.125; of those accepted 0.1 × 0.2 / 0.875 are defective
        assertEquals(0.125, kpis.applyAsDouble(Kpi.SCRAP_RATIO), 4 * Math.sqrt(0.125 * 0.875 / 1e5));
        double escaped = 0.02 / 0.875;
        assertEquals(escaped, kpis.applyAsDouble(Kpi.DEFECT_RATIO), 4 * Math.sqrt(escaped * (1 - escaped) / 87_500));
    }

    @Test
    void rework_mends_and_is_tried_so_often_only() {
        // every part is defective; rework mends 60 %; an inspection without error; at most 2 reworks
        var inspect = station(1, quality(0, new Inspection(0, 0), 0));
        inspect.queue = Buffer.UNLIMITED;
        var plants = new Plants()
                .unlimited("in")
                .add("make", station(3, quality(1, null, 0)))
                .add("inspect", inspect)
                .add("rework", station(0.1, quality(0, null, 0.6)));
        plants.symbols.addAll(List.of("good", "bad"));
        plants.step("in", new Exit.To(1)).step("make", new Exit.To(2));
        plants.step(
                "inspect",
                new Exit.Cases(
                        List.of(
                                new Route.Case(
                                        new Route.PartCondition.Compare(Process.VERDICT, Comparison.EQUAL, 0),
                                        Route.DONE),
                                new Route.Case(new Route.PartCondition.Visits("rework", Comparison.LESS, 2), 3)),
                        Route.SCRAP));
        plants.step("rework", new Exit.To(2));
        var kpis = kpis(plants, 60_000);

        // never mended: 0.4 × 0.4
        double n = 20_000;
        assertEquals(0.16, kpis.applyAsDouble(Kpi.SCRAP_RATIO), 4 * Math.sqrt(0.16 * 0.84 / n));
        assertEquals(0, kpis.applyAsDouble(Kpi.DEFECT_RATIO), 1e-12);
    }

    private static java.util.function.ToDoubleFunction<Kpi> kpis(Plants plants, double until) {
        var simulation = Simulation.of(plants.plant(), Plants.scenario(7), null, until);
        var fold = new KpiFold(simulation.index(), until, 1);
        simulation.replication(1, fold).runUntil(until);
        fold.event(until, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        return kpi -> fold.result().value(new Measure(kpi, Statistic.MEAN, null, false, kpi.words()));
    }

    @Test
    void parts_that_do_not_keep_are_scrapped_where_they_wait() {
        var plants = new Plants().source("in", Plants.constant(4));
        plants.elements.add(new Buffer("cold", null, null, null, 10, 9));
        plants.add("m", Plants.station(Plants.constant(20))).route("in", "cold", "m");

        // parts at 4, 8, 12, 16 …: the first is worked on until 24; those of 8 and 12 end at 17 and 21, that of 16 at
        // 25, but it is taken at 24
        var story = run(plants.plant(), 46);
        assertEquals(List.of("17", "21", "29", "33", "37", "41"), story.of("cold", "scrap"));
        assertEquals(List.of("4", "24", "44"), story.of("m.1", "starts"));
    }

    @Test
    void a_supplier_is_asked_when_the_stock_falls_below_its_point() {
        var plants = new Plants();
        plants.products.add(Product.named("bar"));
        plants.elements.add(
                source("steel", "bar", new Source.Arrivals.Reorder("store", 3, 4, false, Plants.constant(10))));
        plants.buffer("store", Buffer.UNLIMITED);
        plants.add("saw", Plants.station(Plants.constant(4)));
        plants.routes.add(route("bar", "steel", "store", "saw"));

        // ordered at 0, 4 come at 10, one goes to the saw at once; at 14 the stock is 2: 4 more at 24; the saw takes
        // the last at 22, so that it waits from 26 on nothing: 18 → 1, 22 → 0, 24 → 4, 26 → 3, 30 → 2, ordered
        var story = run(plants.plant(), 41);
        assertEquals(
                List.of("10", "10", "10", "10", "24", "24", "24", "24", "40", "40", "40", "40"),
                story.of("steel", "released"));
        assertEquals(List.of("10", "14", "18", "22", "26", "30", "34", "38"), story.of("saw.1", "starts"));
    }

    @Test
    void parts_are_conserved_through_joining_and_dividing() {
        var plants = new Plants();
        for (String product : List.of("frame", "bolt", "chip")) plants.products.add(Product.named(product));
        plants.elements.add(source("frames", "frame", new Source.Arrivals.Unlimited()));
        plants.elements.add(source("bolts", "bolt", every(1)));
        plants.buffer("box", 20);
        plants.add("assembly", station(3, joins(new Component("bolt", 2))));
        plants.add("shred", station(2, splits(new Component("chip", 5))));
        plants.add("pack", station(1, batch(2, 6, 4, true)));
        plants.routes.add(route("frame", "frames", "assembly", "shred"));
        plants.routes.add(route("bolt", "bolts", "box", "assembly"));
        plants.routes.add(route("chip", "shred", "pack"));
        var balance = new long[1];
        var simulation = Simulation.of(plants.plant(), Plants.scenario(3), null, 1e6);
        var replication = simulation.replication(1, (time, kind, subject, object, a, b, x, y) -> {
            if (kind == EventKind.PART_RELEASED) balance[0]++;
            if (kind.endsPart()) balance[0]--;
        });
        for (double time = 10; time < 3_000; time += 7.3) {
            replication.runUntil(time);
            assertEquals(balance[0], replication.workInProcess());
        }
        var branch = replication.branch((time, kind, subject, object, a, b, x, y) -> {});
        branch.runUntil(5_000);
        replication.runUntil(5_000);
        assertEquals(replication.events(), branch.events());
        assertEquals(replication.workInProcess(), branch.workInProcess());
        assertTrue(replication.events() > 1_000);
    }
}
