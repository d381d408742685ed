package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Hours;

class OpenHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int HOUR = 3600;
    /** 06:00 to 14:00 on weekdays. */
    private static final Hours EARLY = Hours.union(List.of(span(0), span(1), span(2), span(3), span(4)));

    private static int[] span(int day) {
        return new int[] {day * Hours.DAY + 6 * HOUR, day * Hours.DAY + 14 * HOUR};
    }

    private static OpenHours from(String start) {
        return OpenHours.of(EARLY, ZonedDateTime.parse(start + "[Europe/Berlin]"), 30 * Hours.DAY);
    }

    @Test
    void counts_time_only_while_open() {
        var hours = from("2026-01-05T06:00+01:00");

        assertEquals(4 * HOUR, hours.after(0, 4 * HOUR));
        // Monday 06:00 + 10 open hours = Tuesday 08:00
        assertEquals(26 * HOUR, hours.after(0, 10 * HOUR));
        // Friday 13:00 + 2 open hours = Monday 07:00
        assertEquals((7 * 24 + 1) * HOUR, hours.after((4 * 24 + 7) * HOUR, 2 * HOUR));
        assertEquals(8.0 * HOUR, hours.openUntil(20 * HOUR));
    }

    @Test
    void never_goes_back_by_rounding() {
        var hours = from("2026-01-05T06:00+01:00");
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            double time = random.nextDouble(20 * Hours.DAY);
            double later = hours.after(time, random.nextDouble() * 1e-9);
            assertTrue(later >= time, () -> later + " after " + time);
        }
    }

    @Test
    void tells_when_it_opens_and_closes() {
        var hours = from("2026-01-05T05:00+01:00");

        assertFalse(hours.isOpen(0));
        assertEquals(HOUR, hours.nextChange(0));
        assertTrue(hours.isOpen(HOUR));
        assertEquals(9 * HOUR, hours.nextChange(HOUR));
        assertFalse(hours.isOpen(9 * HOUR));
    }

    @Test
    void follows_local_time_over_the_change_to_summer_time() {
        // in Berlin the clocks go from 02:00 to 03:00 on Sunday 2026-03-29
        var hours = from("2026-03-27T06:00+01:00");

        // Friday 06:00 to Monday 06:00 local time is one hour less than three days
        assertEquals((3 * 24 - 1) * HOUR, hours.nextChange(9 * HOUR));
        assertEquals(
                BERLIN,
                ZonedDateTime.parse("2026-03-27T06:00+01:00[Europe/Berlin]").getZone());
    }
}
