package org.shadowline.plant.description;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** A point in time as people write it; a scenario's start makes seconds of it. */
public sealed interface Moment {
    /** Seconds since the start of the run. */
    record AfterStart(double seconds) implements Moment {}

    /** {@code day 2 10:00}: the day of the start is day 1. */
    record OnDay(int day, LocalTime time) implements Moment {}

    /** {@code 2026-01-06 10:00} in the scenario's time zone. */
    record At(LocalDateTime dateTime) implements Moment {}

    /** {@code monday 10:00}: the first one at or after the start. */
    record OnWeekday(DayOfWeek day, LocalTime time) implements Moment {}
}
