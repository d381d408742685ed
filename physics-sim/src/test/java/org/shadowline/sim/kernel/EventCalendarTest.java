package org.shadowline.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventCalendarTest {
    private record Pending(int slot, double time, int order) {}

    /** The oracle is a list that is searched for its earliest entry. */
    @Property(tries = 300)
    void takes_events_in_the_order_of_a_sorted_list_whatever_is_scheduled_cancelled_or_replaced(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 0, max = 5999) Integer> commands) {
        var calendar = new EventCalendar(50);
        var expected = new ArrayList<Pending>();
        int order = 0;
        for (int command : commands) {
            int slot = command % 50;
            int what = command / 50 % 6;
            if (what < 3) {
                double time = calendar.now() + command / 300;
                calendar.schedule(slot, time);
                expected.removeIf(p -> p.slot == slot);
                expected.add(new Pending(slot, time, order++));
            } else if (what == 3) {
                calendar.cancel(slot);
                expected.removeIf(p -> p.slot == slot);
            } else {
                assertNext(expected, calendar);
            }
        }
        var copy = calendar.copy();
        while (!expected.isEmpty()) assertEquals(assertNext(expected, calendar), copy.take());
        assertEquals(-1, calendar.take());
        assertEquals(-1, copy.take());
    }

    private static int assertNext(List<Pending> expected, EventCalendar calendar) {
        var first = expected.stream()
                .min(Comparator.comparingDouble(Pending::time).thenComparingInt(Pending::order))
                .orElse(new Pending(-1, calendar.now(), 0));
        expected.remove(first);
        int slot = calendar.take();
        assertEquals(first.slot, slot);
        assertEquals(first.time, calendar.now());
        return slot;
    }

    /** The oracle is a sorted set. Times come close together, far apart, and many at once; there are up to 3,000 events. */
    @Property(tries = 40)
    void takes_thousands_of_events_in_the_order_of_a_sorted_set(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int slots = 3000;
        var calendar = new EventCalendar(slots);
        var expected = new TreeSet<>(Comparator.comparingDouble(Pending::time).thenComparingInt(Pending::order));
        var bySlot = new Pending[slots];
        int order = 0;
        for (int phase = 0; phase < 8; phase++) {
            double shareOfNew = phase % 2 == 0 ? 0.7 : 0.3;
            double scale = Math.pow(2, random.nextInt(-30, 30));
            for (int i = 0; i < 6000; i++) {
                int slot = random.nextInt(slots);
                if (random.nextDouble() < shareOfNew) {
                    double time = calendar.now() + interval(random, scale);
                    calendar.schedule(slot, time);
                    if (bySlot[slot] != null) expected.remove(bySlot[slot]);
                    bySlot[slot] = new Pending(slot, time, order++);
                    expected.add(bySlot[slot]);
                    if (i % 50 == 0) assertEquals(time, calendar.timeOf(slot));
                } else if (random.nextInt(10) == 0) {
                    calendar.cancel(slot);
                    if (bySlot[slot] != null) expected.remove(bySlot[slot]);
                    bySlot[slot] = null;
                } else if (!expected.isEmpty()) {
                    // a look ahead must not change what comes
                    assertEquals(
                            -1,
                            calendar.takeUntil(Math.nextDown(expected.first().time())));
                    assertTaken(expected, bySlot, calendar);
                }
            }
            calendar = calendar.copy();
        }
        while (!expected.isEmpty()) assertTaken(expected, bySlot, calendar);
        assertEquals(-1, calendar.take());
    }

    private static double interval(SplittableRandom random, double scale) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> scale * random.nextInt(5);
            case 2 -> scale * 1e6 * random.nextDouble();
            default -> -scale * Math.log(1 - random.nextDouble());
        };
    }

    private static void assertTaken(TreeSet<Pending> expected, Pending[] bySlot, EventCalendar calendar) {
        var first = expected.pollFirst();
        bySlot[first.slot] = null;
        assertEquals(first.slot, calendar.take());
        assertEquals(first.time, calendar.now());
    }

    @Test
    void an_infinite_time_and_minus_zero_are_times_like_others() {
        var calendar = new EventCalendar(2000);
        for (int slot = 0; slot < 2000; slot++)
            calendar.schedule(slot, slot % 2 == 0 ? Double.POSITIVE_INFINITY : -0.0);

        for (int slot = 1; slot < 2000; slot += 2) assertEquals(slot, calendar.take());
        for (int slot = 0; slot < 2000; slot += 2) assertEquals(slot, calendar.take());
    }

    @Test
    void refuses_an_event_in_the_past() {
        var calendar = new EventCalendar(2);
        calendar.schedule(0, 5);
        calendar.take();

        var problem = assertThrows(IllegalArgumentException.class, () -> calendar.schedule(1, 4));

        assertEquals("time must be >= now: time=4.0, now=5.0", problem.getMessage());
    }

    @Test
    void forgets_cancelled_events_so_that_it_does_not_grow() {
        var calendar = new EventCalendar(1);
        for (int i = 0; i < 100_000; i++) calendar.schedule(0, i);

        assertEquals(true, calendar.bytes() < 10_000, "bytes: " + calendar.bytes());
        assertEquals(0, calendar.take());
        assertEquals(99_999, calendar.now());
    }
}
