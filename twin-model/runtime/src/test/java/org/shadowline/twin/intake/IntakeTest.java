package org.shadowline.twin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
        for (var arrival : arrivals) intake.accept(arrival.event(), 0);
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
    }

    @Property(tries = 200)
    void several_sources_come_out_in_one_order_and_each_in_its_own_when_all_are_known_from_the_start(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int sources) {
        var random = new Random(seed);
        var out = new ArrayList<PlantEvent>();
        var behind = new ArrayList<SourcedEvent>();
        var intake = new Intake(WINDOW, 1_000, out::add, behind::add);
        for (int s = 0; s < sources; s++) intake.accept(event("s" + s, 1, 0), 0);
        var sequence = new long[sources];
        Arrays.fill(sequence, 1);
        var sent = new ArrayList<SourcedEvent>();
        double time = 0;
        for (int i = 0; i < 300; i++) {
            int source = random.nextInt(sources);
            time += 1 + random.nextInt(3);
            sent.add(event("s" + source, ++sequence[source], time));
        }
        var place = new HashMap<SourcedEvent, Integer>();
        for (int i = 0; i < sent.size(); i++) place.put(sent.get(i), i + random.nextInt(FARTHEST));
        var arrivals = sent.stream().sorted(Comparator.comparing(place::get)).toList();
        for (var one : arrivals) intake.accept(one, 0);
        intake.end();
        assertEquals(
                sent.stream().map(one -> one.source() + one.sequence()).toList(),
                names(out).subList(sources, out.size()));
        assertEquals(List.of(), behind);
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
    void who_joins_late_and_out_of_order_loses_nothing() {
        intake.accept(event("a", 5_001, 2), 0);
        intake.accept(event("a", 5_000, 1), 0);
        assertEquals(List.of(event("a", 5_000, 1)), late);
        intake.accept(event("a", 5_000, 1), 0);
        assertEquals(1, intake.counts().duplicates());
        assertEquals(0, intake.counts().missing());
        assertEquals(List.of(), intake.gaps("a").stream().map(Arrays::toString).toList());
    }

    @Test
    void a_missing_event_of_a_slow_source_is_waited_for_no_longer_than_the_patience() {
        intake.accept(event("a", 1, 1), 0);
        intake.accept(event("a", 3, 3), 100);
        for (int i = 4; i <= 6; i++) intake.accept(event("a", i, i), i * 200);
        intake.tick(1_099);
        assertEquals(List.of("a1"), names());
        intake.tick(1_100);
        assertEquals(List.of("a1", "a3", "a4", "a5", "a6"), names());
        assertEquals(1, intake.counts().missing());
    }

    @Test
    void one_time_that_is_far_ahead_does_not_hold_up_those_after_it() {
        intake.accept(event("a", 1, 10), 0);
        intake.accept(event("a", 2, 4e8), 0);
        assertEquals(List.of("a1"), names(), "a leap waits for what comes after it");
        intake.accept(event("a", 3, 12), 0);
        intake.accept(event("a", 4, 13), 0);
        assertEquals(
                List.of(10.0, 10.0, 12.0, 13.0),
                passed.stream().map(PlantEvent::time).toList());
        assertEquals(1, intake.counts().setAhead());
        assertEquals(0, intake.counts().setBack());
    }

    @Test
    void a_night_without_events_is_no_slip_of_the_clock() {
        intake.accept(event("a", 1, 10), 0);
        intake.accept(event("a", 2, 50_000), 0);
        intake.accept(event("a", 3, 50_000), 0);
        assertEquals(
                List.of(10.0, 50_000.0, 50_000.0),
                passed.stream().map(PlantEvent::time).toList());
        intake.accept(event("a", 4, 90_000), 10);
        intake.tick(1_010);
        assertEquals(90_000.0, passed.getLast().time(), "alone it is believed when nothing comes for the patience");
    }

    @Test
    void a_leap_that_was_believed_is_taken_back_and_what_follows_is_late() {
        intake.accept(event("a", 1, 10), 0);
        intake.accept(event("a", 2, 4e8), 0);
        intake.tick(1_000);
        assertEquals(2, passed.size());
        for (int i = 3; i < 6; i++) intake.accept(event("a", i, 9 + i), 1_000 + i);
        assertEquals(3, late.size());
        assertEquals(1, intake.counts().setAhead());
        var ordered = new TreeMap<Long, PlantEvent>();
        for (var one : passed) ordered.put((long) ordered.size() + 1, one);
        for (var one : late) ordered.put(one.sequence(), one.event());
        assertEquals(
                List.of(10.0, 10.0, 12.0, 13.0, 14.0),
                Intake.inOrder(new TreeMap<>(Map.of("a", ordered))).stream()
                        .map(PlantEvent::time)
                        .toList());
        intake.goOnAt(14);
        intake.accept(event("a", 6, 15), 1_010);
        assertEquals(3, late.size());
        assertEquals(15, passed.getLast().time());
    }

    @Test
    void a_number_that_nothing_follows_is_refused_and_one_that_is_followed_is_believed() {
        intake.accept(event("a", 1, 1), 0);
        intake.accept(event("a", 100_000_000_000L, 2), 0);
        intake.accept(event("a", 2, 2), 0);
        intake.accept(event("a", 100_000_000_000L, 2), 0);
        assertEquals(1, intake.counts().duplicates());
        intake.accept(event("a", 3, 3), 0);
        intake.accept(event("a", 700_000_000_000L, 2), 0);
        assertEquals(List.of("a1", "a2", "a3"), names());
        assertEquals(1, intake.counts().refused());
        intake.accept(event("a", 700_000_000_001L, 4), 0);
        intake.tick(1_000);
        assertEquals(List.of("a1", "a2", "a3", "a700000000000", "a700000000001"), names());

        intake.accept(event("b", 5_000_000_001L, 4), 1_000);
        intake.accept(event("b", 5_000_000_000L, 4), 1_000);
        assertEquals(List.of("b5000000000", "b5000000001"), names().subList(5, 7));
    }

    @Test
    void another_run_begins_at_its_own_numbers_and_times() {
        intake.accept(event("a", 1, 1), 0);
        intake.accept(event("a", 3, 3), 0);
        intake.begin();
        assertEquals(List.of("a1", "a3"), names());
        intake.accept(event("a", 1, 0), 0);
        intake.accept(event("a", 2, 1), 0);
        assertEquals(List.of("a1", "a3", "a1", "a2"), names());
        assertEquals(List.of(), late);
        assertEquals(0, intake.counts().duplicates());
    }

    @Test
    void memory_is_bounded_whatever_comes() {
        var intake = new Intake(10_000, 1_000, event -> {}, event -> {});
        var random = new Random(1);
        int most = 0;
        // 2,000 sources with all their windows would be 20 million
        for (int i = 0; i < 1_000_000; i++) {
            var source = "s" + random.nextInt(2_000);
            long number = 2 + random.nextInt(20_000);
            intake.accept(event(source, number, random.nextDouble() * 1e9), 0);
            most = Math.max(most, intake.held());
        }
        assertTrue(most > Intake.MOST_HELD, "the bound is reached: " + most);
        assertTrue(most <= 2 * Intake.MOST_HELD + 1, "held " + most);
        for (int i = 0; i < 3 * Intake.MOST_SOURCES; i++) intake.accept(event("x" + i, 1, 1), 0);
        assertTrue(intake.counts().refused() >= 2 * Intake.MOST_SOURCES);
    }
}
