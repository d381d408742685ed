package org.shadowline.sim.flow;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import org.shadowline.plant.description.Hours;

/**
 * Weekly hours laid out in absolute time of a run: the moments at which they open and close, in seconds since the start,
 * with changes between summer and winter time where the zone has them. Immutable.
 */
public final class OpenHours {
    private final double[] opens;
    private final double[] closes;
    /** Open time before interval i. */
    private final double[] openBefore;

    private final boolean always;

    private OpenHours(double[] opens, double[] closes, boolean always) {
        this.opens = opens;
        this.closes = closes;
        this.always = always;
        openBefore = new double[opens.length + 1];
        for (int i = 0; i < opens.length; i++) openBefore[i + 1] = openBefore[i] + closes[i] - opens[i];
    }

    /** @param horizon seconds up to which they are laid out, at least */
    public static OpenHours of(Hours hours, ZonedDateTime start, double horizon) {
        if (hours.isAlways()) return new OpenHours(new double[0], new double[0], true);
        var spans = new ArrayList<double[]>();
        var zone = hours.zone();
        if (zone != null) {
            return of(hours.in(null), start.withZoneSameInstant(zone), horizon);
        }
        var monday = start.toLocalDate().minusDays(start.getDayOfWeek().getValue() - 1L);
        var last =
                start.plusSeconds((long) Math.min(horizon, 1e10)).toLocalDate().plusDays(8);
        for (LocalDate week = monday; week.isBefore(last); week = week.plusDays(7)) {
            for (var interval : hours.intervals()) {
                double open = secondsTo(start, week, interval.start());
                double close = secondsTo(start, week, interval.end());
                if (close <= 0 || close <= open) continue;
                int size = spans.size();
                if (size > 0 && spans.get(size - 1)[1] >= open) spans.get(size - 1)[1] = close;
                else spans.add(new double[] {Math.max(0, open), close});
            }
        }
        return new OpenHours(
                spans.stream().mapToDouble(s -> s[0]).toArray(),
                spans.stream().mapToDouble(s -> s[1]).toArray(),
                false);
    }

    private static double secondsTo(ZonedDateTime start, LocalDate monday, int secondOfWeek) {
        var local = monday.atStartOfDay().plusSeconds(secondOfWeek);
        return Duration.between(start, local.atZone(start.getZone())).toMillis() / 1000.0;
    }

    boolean isAlways() {
        return always;
    }

    public boolean isOpen(double time) {
        if (always) return true;
        int i = intervalAt(time);
        return i >= 0 && time < closes[i];
    }

    /** The next moment after {@code time} at which the hours open or close; infinite when there is none. */
    public double nextChange(double time) {
        if (always) return Double.POSITIVE_INFINITY;
        int i = intervalAt(time);
        if (i >= 0 && time < closes[i]) return closes[i];
        return i + 1 < opens.length ? opens[i + 1] : Double.POSITIVE_INFINITY;
    }

    /** The moment at which {@code amount} of open time has passed since {@code time}. */
    double after(double time, double amount) {
        if (always) return time + amount;
        double target = openUntil(time) + amount;
        int i = Arrays.binarySearch(openBefore, target);
        if (i < 0) i = -i - 2;
        if (i >= opens.length) return Double.POSITIVE_INFINITY;
        // at the very end of an interval nothing happens before the next one opens, unless time itself lies inside
        // and a rounded sum must not go back behind it
        return Math.max(time, opens[i] + (target - openBefore[i]));
    }

    /** Open time from 0 to {@code time}. */
    public double openUntil(double time) {
        if (always) return time;
        int i = intervalAt(time);
        if (i < 0) return 0;
        return openBefore[i] + Math.min(time, closes[i]) - opens[i];
    }

    /** The last interval that opens at or before {@code time}; -1 when none does. */
    private int intervalAt(double time) {
        int i = Arrays.binarySearch(opens, time);
        return i >= 0 ? i : -i - 2;
    }
}
