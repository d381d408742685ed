package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.sim.kernel.RandomStreams;
import org.shadowline.sim.kernel.Variates;

class LineTest {
    private static final EventSink NOWHERE = (time, kind, subject, object, a, b, x, y) -> {};

    /** Remembers every event in text. */
    static final class Trace implements EventSink {
        final List<String> events = new ArrayList<>();

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            events.add(time + " " + kind + " " + subject + " " + object + " " + a + " " + b + " " + x + " " + y);
        }
    }

    /** When parts leave, in order. */
    static final class Departures implements EventSink {
        final List<Double> times = new ArrayList<>();

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            if (kind == EventKind.PART_FINISHED) times.add(time);
        }
    }

    /**
     * The oracle is the recursion of a line with blocking after service and a source that always has a part:
     * D_i(n) = max(max(D_{i-1}(n), D_i(n-1)) + x_i(n), D_{i+1}(n-B-1)), where D_{i+1} is the departure from the next
     * station and B the buffer between.
     */
    @Property(tries = 60)
    void every_part_of_a_serial_line_leaves_when_the_max_plus_recursion_says(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 6) Integer> buffers,
            @ForAll @IntRange(min = 1, max = 1_000_000) int seed,
            @ForAll @DoubleRange(min = 0.5, max = 2) double mean) {
        int n = buffers.size();
        var plants = new Plants().unlimited("source");
        var names = new ArrayList<>(List.of("source"));
        for (int i = 0; i < n; i++) {
            if (i > 0 && buffers.get(i) > 0) {
                plants.buffer("b" + i, buffers.get(i));
                names.add("b" + i);
            }
            plants.add("m" + i, Plants.station(Plants.exponential(i % 2 == 0 ? mean : 1)));
            names.add("m" + i);
        }
        var departures = new Departures();
        int parts = 300;

        var run = plants.route(names.toArray(String[]::new)).simulation(seed).replication(3, departures);
        while (departures.times.size() < parts) run.runUntil(run.now() + 100);

        var expected = maxPlus(buffers, seed, mean, parts);
        assertArrayEquals(
                expected,
                departures.times.subList(0, parts).stream().mapToDouble(d -> d).toArray());
    }

    private static double[] maxPlus(List<Integer> buffers, long seed, double mean, int parts) {
        int n = buffers.size();
        var keys = new long[n];
        for (int i = 0; i < n; i++) keys[i] = RandomStreams.key(seed, "m" + i + " work");
        var random = new RandomStreams(keys, 3);
        var variates = new Variates();
        int slow = variates.exponential(mean);
        int one = variates.exponential(1);
        var departure = new double[n][parts];
        for (int k = 0; k < parts; k++) {
            for (int i = 0; i < n; i++) {
                double before = i == 0 ? 0 : departure[i - 1][k];
                double free = k == 0 ? 0 : departure[i][k - 1];
                double finished = Math.max(before, free) + variates.draw(i % 2 == 0 ? slow : one, random, i);
                int ahead = i + 1 < n ? k - buffers.get(i + 1) - 1 : -1;
                departure[i][k] = ahead < 0 ? finished : Math.max(finished, departure[i + 1][ahead]);
            }
        }
        return departure[n - 1];
    }

    private static Plants unreliableLine(int stations) {
        var plants = new Plants().unlimited("source");
        var names = new ArrayList<>(List.of("source"));
        for (int i = 0; i < stations; i++) {
            if (i > 0) {
                plants.buffer("b" + i, 5);
                names.add("b" + i);
            }
            plants.add(
                    "m" + i,
                    Plants.station(Plants.exponential(1))
                            .failsOperating(Plants.exponential(100), Plants.exponential(10)));
            names.add("m" + i);
        }
        return plants.route(names.toArray(String[]::new));
    }

    @Test
    void a_branch_continues_exactly_as_the_original() {
        var run = unreliableLine(20).simulation(5).replication(1, NOWHERE);
        run.runUntil(5_000);
        var original = new Trace();
        var branched = new Trace();
        var resumed = new Trace();
        var snapshot = run.snapshot();

        var branch = run.branch(branched);
        var continued = run.branch(original);
        continued.runUntil(6_000);
        branch.runUntil(6_000);
        var again = unreliableLine(20).simulation(5).resume(snapshot, resumed);
        again.runUntil(6_000);

        assertTrue(original.events.size() > 10_000);
        assertEquals(original.events, branched.events);
        assertEquals(original.events, resumed.events);
    }

    @Test
    void running_in_pieces_gives_the_same_events_as_running_through() {
        var through = new Trace();
        var pieces = new Trace();

        unreliableLine(6).simulation(1).replication(2, through).runUntil(2_000);
        var run = unreliableLine(6).simulation(1).replication(2, pieces);
        for (int i = 1; i <= 400; i++) run.runUntil(i * 5);

        assertEquals(through.events, pieces.events);
    }

    @Test
    void a_snapshot_of_another_plant_is_refused() {
        var snapshot = unreliableLine(3).simulation(1).replication(1, NOWHERE).snapshot();

        var problem = assertThrows(
                PlantProblem.class, () -> unreliableLine(4).simulation(1).resume(snapshot, NOWHERE));

        assertTrue(
                problem.getMessage().startsWith("the snapshot is of another plant or scenario"), problem.getMessage());
    }

    @Test
    void the_order_of_declaration_does_not_matter() {
        var forward = new Trace();
        var backward = new Trace();
        var plants = unreliableLine(8);
        var reversed = unreliableLine(8);
        java.util.Collections.reverse(reversed.elements);

        plants.simulation(9).replication(1, forward).runUntil(3_000);
        reversed.simulation(9).replication(1, backward).runUntil(3_000);

        assertEquals(forward.events, backward.events);
    }

    @Test
    void nothing_is_allocated_per_event() {
        var run = unreliableLine(20).simulation(5).replication(1, NOWHERE);
        run.runUntil(20_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long events = run.events();
        long before = threads.getCurrentThreadAllocatedBytes();

        run.runUntil(60_000);

        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        events = run.events() - events;
        assertTrue(events > 400_000, "events: " + events);
        assertTrue(bytes < 10_000, bytes + " bytes for " + events + " events");
    }

    @Test
    void the_state_of_a_twenty_station_line_is_below_256_kB() {
        var run = unreliableLine(20).simulation(5).replication(1, NOWHERE);
        run.runUntil(10_000);

        assertTrue(run.bytes() < 256_000, "bytes: " + run.bytes());
    }

    @Test
    void all_state_of_a_replication_is_copied_into_a_branch() {
        var run = unreliableLine(3).simulation(5).replication(1, NOWHERE);
        run.runUntil(100);
        var trace = new Trace();
        var branch = run.branch(NOWHERE);
        var later = branch.branch(trace);

        run.runUntil(1_000);
        branch.runUntil(700);
        var expected = new Trace();
        var fresh = unreliableLine(3).simulation(5).replication(1, NOWHERE);
        fresh.runUntil(100);
        fresh.branch(expected).runUntil(500);
        later.runUntil(500);

        assertEquals(expected.events, trace.events);
        assertTrue(trace.events.size() > 100);
    }
}
