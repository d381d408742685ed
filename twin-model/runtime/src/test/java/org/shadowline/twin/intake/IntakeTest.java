package org.shadowline.twin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantEvent;

final class IntakeTest {
    private static final int WINDOW = 50;
    private static final int FARTHEST = 20;

    private final List<PlantEvent> passed = new ArrayList<>();
    private final List<SourcedEvent> late = new ArrayList<>();
    private final Intake intake = new Intake(WINDOW, 1_000, passed::add, late::add);

    private static SourcedEvent event(String source, long sequence, double time) {
        return new SourcedEvent(
                source, sequence, new PlantEvent(time, EventKind.NOTE, null, null, Map.of("text", source + sequence)));
    }

    private List<String> names() {
        return names(passed);
    }

    private static List<String> names(List<PlantEvent> events) {
        return events.stream()
                .map(event -> String.valueOf(event.values().get("text")))
                .toList();
    }

    @Property(tries = 300)
    void what_comes_out_is_what_was_sent_less_what_was_dropped_in_order(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int sources,
            @ForAll @IntRange(max = 400) int count) {
        var random = new Random(seed);
        var sent = new ArrayList<SourcedEvent>();
        var sequence = new long[sources];
        double time = 0;
        for (int i = 0; i < count; i++) {
            int source = random.nextInt(sources);
            time += random.nextInt(3);
            sent.add(event("s" + source, ++sequence[source], time));
        }
        var dropped = new TreeSet<String>();
        record Arrival(double place, SourcedEvent event) {}
        var arrivals = new ArrayList<Arrival>();
        int duplicates = 0;
        for (int i = 0; i < sent.size(); i++) {
            var one = sent.get(i);
            if (random.nextInt(20) == 0) {
                dropped.add(one.source() + one.sequence());
                continue;
            }
            arrivals.add(new Arrival(i + random.nextInt(FARTHEST), one));
            if (random.nextInt(20) == 0) {
                arrivals.add(new Arrival(i + random.nextInt(2 * FARTHEST), one));
                duplicates++;
            }
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::place));
        var out = new ArrayList<PlantEvent>();
        var behind = new ArrayList<SourcedEvent>();
        var intake = new Intake(WINDOW, 1_000, out::add, behind::add);
        int most = 0;
        for (var arrival : arrivals) {
            intake.accept(arrival.event(), 0);
            most = Math.max(most, intake.held());
        }
        intake.end();

        var expected = sent.stream()
                .filter(one -> !dropped.contains(one.source() + one.sequence()))
                .map(one -> one.source() + one.sequence())
                .toList();
        var names = new ArrayList<>(names(out));
        if (sources == 1) assertEquals(expected, names);
        // the first event of a source that nobody knew of yet can be behind those of the others
        for (var one : behind) names.add(one.source() + one.sequence());
        assertEquals(expected.size(), names.size());
        assertEquals(new TreeSet<>(expected), new TreeSet<>(names));
        double before = 0;
        for (var event : out) {
            assertTrue(event.time() >= before);
            before = event.time();
        }
        assertEquals(duplicates, intake.counts().duplicates());
        assertEquals(0, intake.held());
        assertTrue(most <= sources * WINDOW + count, "held " + most);
    }

    @Test
    void a_missing_event_holds_up_its_window_and_no_more_and_is_late_when_it_comes() {
        intake.accept(event("a", 1, 1), 0);
        for (int i = 3; i <= WINDOW + 2; i++) intake.accept(event("a", i, i), 0);
        assertEquals(1, passed.size());
        intake.accept(event("a", WINDOW + 3, WINDOW + 3), 0);
        assertEquals(WINDOW + 2, passed.size());
        assertEquals(1, intake.counts().missing());
        assertEquals(2, intake.gaps("a").getFirst()[0]);

        intake.accept(event("a", 2, 2), 0);
        assertEquals(List.of(event("a", 2, 2)), late);
        assertEquals(0, intake.counts().missing());
        intake.accept(event("a", 2, 2), 0);
        assertEquals(1, intake.counts().duplicates());
        assertEquals(WINDOW + 2, passed.size());
    }

    @Test
    void several_sources_come_out_by_time_and_a_silent_one_is_not_waited_for() {
        intake.accept(event("a", 1, 1), 0);
        intake.accept(event("b", 1, 5), 0);
        intake.accept(event("a", 2, 9), 0);
        assertEquals(List.of("a1", "b1"), names());
        intake.accept(event("a", 3, 12), 900);
        intake.tick(1_001);
        assertEquals(List.of("a1", "b1", "a2", "a3"), names());
        intake.accept(event("b", 2, 10), 1_002);
        assertEquals(1, late.size(), "what b says of a time that has gone on is late");
        intake.accept(event("b", 3, 20), 1_003);
        intake.accept(event("a", 4, 15), 1_003);
        assertEquals(List.of("a1", "b1", "a2", "a3", "a4"), names());
    }

    @Test
    void a_clock_that_was_set_back_stands_still_until_its_time_is_reached() {
        intake.accept(event("a", 1, 100), 0);
        intake.accept(event("a", 2, 40), 0);
        intake.accept(event("a", 3, 101), 0);
        assertEquals(
                List.of(100.0, 100.0, 101.0),
                passed.stream().map(PlantEvent::time).toList());
        assertEquals(1, intake.counts().setBack());
    }

    @Test
    void whoever_comes_to_a_run_that_goes_on_begins_where_it_is() {
        intake.accept(event("a", 5_000, 1), 0);
        intake.accept(event("a", 5_001, 2), 0);
        assertEquals(List.of("a5000", "a5001"), names());
        assertEquals(0, intake.counts().missing());
    }

    @Test
    void memory_is_bounded_whatever_comes() {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            intake.accept(event("s" + random.nextInt(200), random.nextLong(1L << 40), random.nextDouble() * 1e9), 0);
        }
        assertTrue(intake.held() <= 200 * (WINDOW + 1) + Intake.MOST_HELD, "held " + intake.held());
        for (int i = 0; i < 3 * Intake.MOST_SOURCES; i++) intake.accept(event("x" + i, 1, 1), 0);
        assertTrue(intake.counts().refused() >= 2 * Intake.MOST_SOURCES);
    }
}
