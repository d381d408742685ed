package org.shadowline.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
