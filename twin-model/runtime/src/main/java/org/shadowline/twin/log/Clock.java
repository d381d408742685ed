package org.shadowline.twin.log;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Absolute times of a run to the millisecond, with the offset of the plant's zone: {@code 2026-01-05T06:00:00.000+01:00}. */
public record Clock(ZonedDateTime start) {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    /** The time that is so many seconds after the start. */
    public String at(double seconds) {
        double whole = Math.floor(seconds);
        return start.plusSeconds((long) whole)
                .plusNanos(Math.round((seconds - whole) * 1e3) * 1_000_000)
                .format(FORM);
    }
}
