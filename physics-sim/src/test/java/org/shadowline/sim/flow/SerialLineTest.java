package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Station.FailureClock;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.RunKpis;
import org.shadowline.plant.kpi.RunTotals;

/** The recursion is held against the event kernel, which knows nothing of it. */
class SerialLineTest {
    /** Relative difference that the rounding of sums may make. */
    private static final double ROUNDING = 1e-9;

    /** A line by chance: any mixture of what qualifies. */
    private static Plants randomLine(SplittableRandom random) {
        var plants = new Plants();
        var names = new ArrayList<String>();
        boolean unlimited = random.nextBoolean();
        if (unlimited) plants.unlimited("source");
        else plants.source("source", Plants.exponential(1 + random.nextDouble()));
        names.add("source");
        int n = random.nextInt(1, 9);
        for (int i = 0; i < n; i++) {
            var station = Plants.station(time(random));
            boolean free = i > 0 || !unlimited;
            switch (random.nextInt(4)) {
                case 0 -> {
                    plants.buffer("b" + i, random.nextInt(1, 9));
                    names.add("b" + i);
                }
                case 1 -> station.queue = random.nextInt(1, 90);
                case 2 -> station.queue = free && random.nextBoolean() ? Buffer.UNLIMITED : 0;
                default -> {}
            }
            if (random.nextBoolean()) station.speed = 0.5 + random.nextDouble();
            var failures = new ArrayList<Station.Failure>();
            for (int mode = random.nextInt(3); mode > 0; mode--) {
                failures.add(new Station.Failure(
                        null,
                        FailureClock.OPERATING_TIME,
                        Plants.exponential(2 + 20 * random.nextDouble()),
                        new Distribution.Uniform(0, 6),
                        null,
                        false));
            }
            station.failures = failures;
            plants.add("m" + i, station);
            names.add("m" + i);
        }
        if (random.nextInt(3) == 0) {
            plants.elements.add(new Sink("out", null, null, null, false));
            names.add("out");
        }
        return plants.route(names.toArray(String[]::new));
    }

    private static Distribution time(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Distribution.Lognormal(1, 0.5);
            case 1 -> new Distribution.Triangular(0.2, 0.5, 2);
            case 2 -> new Distribution.Erlang(3, 0.9);
            default -> Plants.exponential(0.5 + random.nextDouble());
        };
    }

    private static SerialLine lineOf(Simulation simulation) {
        var line = simulation.serialLine();
        assertNotNull(line);
        return line;
    }

    @Property(tries = 80)
    void every_part_leaves_at_the_same_time_to_the_last_bit(@ForAll long seed) {
        var simulation = randomLine(new SplittableRandom(seed)).simulation(seed);
        var events = new LineTest.Departures();
        int parts = 400;
        var replication = simulation.replication(2, events);
        while (events.times.size() < parts) replication.runUntil(replication.now() + 100);

        double far = 1e9;
        var totals = new RunTotals(new KpiFold(simulation.index(), far, 10), 0, far);
        var run = new SerialRun(lineOf(simulation), 2, 0, far, totals);
        var times = new ArrayList<Double>();
        while (times.size() < parts) {
            for (double time : run.next()) times.add(time);
        }

        assertArrayEquals(bits(events.times, parts), bits(times, parts));
    }

    private static long[] bits(List<Double> times, int count) {
        return times.stream()
                .limit(count)
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    @Property(tries = 80)
    void all_indicators_are_those_of_the_events(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var plants = randomLine(random);
        double warmUp = random.nextInt(3) * 150;
        double end = warmUp + 20 + random.nextInt(3000);
        assertSame(plants, seed, warmUp, end);
    }

    /** With constant times everything happens at once: whatever comes first, the indicators are the same. */
    @Test
    void ties_do_not_matter() {
        var plants = new Plants().unlimited("source");
        var names = new ArrayList<>(List.of("source"));
        for (int i = 0; i < 5; i++) {
            plants.buffer("b" + i, 3);
            plants.add("m" + i, Plants.station(Plants.constant(i == 2 ? 3 : 2)));
            names.addAll(List.of("b" + i, "m" + i));
        }
        assertSame(plants.route(names.toArray(String[]::new)), 1, 30, 600);
    }

    private static void assertSame(Plants plants, long seed, double warmUp, double end) {
        var simulation = plants.simulation(seed);
        var byEvents = new KpiFold(simulation.index(), end, 40);
        var replication = simulation.replication(1, byEvents);
        if (warmUp > 0) {
            replication.runUntil(warmUp);
            byEvents.event(warmUp, EventKind.WARM_UP_ENDED, -1, -1, 0, 0, 0, 0);
        }
        replication.runUntil(end);
        byEvents.event(end, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        var byRecursion = new KpiFold(simulation.index(), end, 40);

        var outcome = lineOf(simulation).run(1, warmUp, end, byRecursion, done -> {});

        assertEquals(replication.events(), outcome.events());
        assertEquals(replication.workInProcess(), outcome.workInProcess());
        assertSame(plants, byEvents.result(), byRecursion.result());
    }

    private static void assertSame(Plants plants, RunKpis expected, RunKpis found) {
        for (var measure : new KpiCatalogue(plants.plant()).measures()) {
            assertClose(measure.text(), expected.value(measure), found.value(measure));
        }
        assertEquals(expected.released(), found.released(), "released");
        assertEquals(expected.finished(), found.finished(), "finished");
        assertEquals(expected.leadTimes().mean(), found.leadTimes().mean(), "lead time, to the bit");
        assertEquals(expected.leadTimes().quantile(0.9), found.leadTimes().quantile(0.9), "lead time, to the bit");
        assertEquals(java.util.Set.copyOf(expected.flows()), java.util.Set.copyOf(found.flows()));
        assertSeries("throughput", expected.throughputSeries(), found.throughputSeries());
        assertSeries("work in process", expected.workInProcessSeries(), found.workInProcessSeries());
        for (var element : plants.elements) {
            if (!(element instanceof Station)) continue;
            for (var state : MachineState.values()) {
                assertClose(
                        element.id() + " " + state,
                        expected.stateShares(element.id()).get(state.ordinal()),
                        found.stateShares(element.id()).get(state.ordinal()));
                assertEquals(
                        expected.entries(element.id(), state),
                        found.entries(element.id(), state),
                        "entries of " + element.id() + " into " + state);
            }
        }
    }

    private static void assertSeries(String what, double[] expected, double[] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) assertClose(what + " " + i, expected[i], found[i]);
    }

    private static void assertClose(String what, double expected, double found) {
        if (Double.isNaN(expected) && Double.isNaN(found)) return;
        // shares and levels are sums of differences of clock times, whose rounding is absolute
        double tolerance = ROUNDING * Math.max(1, Math.abs(expected));
        assertEquals(expected, found, tolerance, what);
    }

    @Test
    void a_plant_with_anything_else_is_left_to_the_events() {
        assertNotNull(line(Plants.station(Plants.exponential(1))));
        var two = Plants.station(Plants.exponential(1));
        two.count = 2;
        assertNull(line(two));
        var scrapping = Plants.station(Plants.exponential(1));
        scrapping.scrapShare = 0.1;
        assertNull(line(scrapping));
        var repairedByPeople = Plants.station(Plants.exponential(1));
        repairedByPeople.failures = List.of(new Station.Failure(
                null, FailureClock.CALENDAR_TIME, Plants.exponential(9), Plants.exponential(1), null, false));
        assertNull(line(repairedByPeople));
        var ranked = Plants.station(Plants.exponential(1));
        ranked.dispatch = DispatchRule.EARLIEST_DUE_DATE;
        assertNotNull(line(ranked));
    }

    private static SerialLine line(Plants.StationSpec station) {
        return new Plants()
                .unlimited("source")
                .add("m", station)
                .route("source", "m")
                .simulation(1)
                .serialLine();
    }

    @Test
    void a_replication_allocates_no_more_for_a_longer_run() {
        var simulation = new Plants()
                .unlimited("source")
                .add(
                        "m",
                        Plants.station(Plants.exponential(1))
                                .failsOperating(Plants.exponential(9), Plants.exponential(1)))
                .route("source", "m")
                .simulation(1);
        var line = lineOf(simulation);
        line.run(1, 0, 50_000, new KpiFold(simulation.index(), 50_000, 10), done -> {});
        long shorter =
                allocatedBy(() -> line.run(1, 0, 20_000, new KpiFold(simulation.index(), 20_000, 10), done -> {}));
        long longer =
                allocatedBy(() -> line.run(1, 0, 200_000, new KpiFold(simulation.index(), 200_000, 10), done -> {}));

        // lead times of a wider range need more bins
        assertTrue(longer < shorter + 50_000, shorter + " bytes, then " + longer + " for ten times as many parts");
    }

    private static long allocatedBy(Runnable run) {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
