package org.shadowline.sim.flow;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.shadowline.plant.description.Moment;

/** Turns points in time as people write them into seconds since the start of a run. */
public record Moments(ZonedDateTime start) {
    public double seconds(Moment moment) {
        return switch (moment) {
            case Moment.AfterStart(double seconds) -> seconds;
            case Moment.OnDay(int day, var time) ->
                secondsTo(start.toLocalDate().plusDays(day - 1L).atTime(time));
            case Moment.At(var dateTime) -> secondsTo(dateTime);
            case Moment.OnWeekday(var day, var time) -> {
                var first = start.toLocalDate()
                        .with(TemporalAdjusters.nextOrSame(day))
                        .atTime(time);
                double seconds = secondsTo(first);
                yield seconds >= 0 ? seconds : secondsTo(first.plusDays(7));
            }
        };
    }

    private double secondsTo(LocalDateTime local) {
        return Duration.between(start, local.atZone(start.getZone())).toMillis() / 1000.0;
    }
}
