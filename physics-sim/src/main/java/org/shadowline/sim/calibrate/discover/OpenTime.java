package org.shadowline.sim.calibrate.discover;

import org.shadowline.plant.description.Hours;

/**
 * Time that counts only inside open hours, for points in milliseconds of the local clock. Hours without any interval
 * count as always open. Thread-safe: immutable.
 */
public final class OpenTime {
    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;
    static final long WEEK = 7 * DAY;
    /** The first Monday after 1970-01-01, which was a Thursday. */
    private static final long A_MONDAY = 4 * DAY;

    private final long[] from;
    private final long[] to;
    private final long openPerWeek;

    OpenTime(Hours hours) {
        var intervals = hours.intervals().isEmpty() ? Hours.ALWAYS.intervals() : hours.intervals();
        from = intervals.stream().mapToLong(i -> i.start() * 1000L).toArray();
        to = intervals.stream().mapToLong(i -> i.end() * 1000L).toArray();
        long sum = 0;
        for (int i = 0; i < from.length; i++) sum += to[i] - from[i];
        openPerWeek = sum;
    }

    static long weekOf(long time) {
        return Math.floorDiv(time - A_MONDAY, WEEK);
    }

    static long monday(long time) {
        return weekOf(time) * WEEK + A_MONDAY;
    }

    /** 0 for Monday 00:00 to 01:00, 167 for the last hour of Sunday. */
    public static int hourOfWeek(long time) {
        return (int) ((time - monday(time)) / HOUR);
    }

    long openPerWeek() {
        return openPerWeek;
    }

    /** Open milliseconds from a fixed Monday to the given time. */
    long counted(long time) {
        long within = time - monday(time);
        long sum = weekOf(time) * openPerWeek;
        for (int i = 0; i < from.length && from[i] < within; i++) sum += Math.min(within, to[i]) - from[i];
        return sum;
    }

    long between(long start, long end) {
        return counted(end) - counted(start);
    }

    boolean isOpenAt(long time) {
        long within = time - monday(time);
        for (int i = 0; i < from.length; i++) {
            if (within >= from[i] && within < to[i]) return true;
        }
        return false;
    }

    boolean isOpenBefore(long time) {
        return isOpenAt(time - 1);
    }

    /** The start of the open stretch that reaches up to {@code time}, not earlier than {@code notBefore}. */
    long openSince(long time, long notBefore) {
        long at = time;
        while (at > notBefore && isOpenBefore(at)) {
            long monday = monday(at - 1);
            long within = at - 1 - monday;
            for (int i = 0; i < from.length; i++) {
                if (within >= from[i] && within < to[i]) at = monday + from[i];
            }
            if (openPerWeek == WEEK) return notBefore;
        }
        return Math.max(at, notBefore);
    }

    /** The end of the last open stretch before a closed {@code time}, not earlier than {@code notBefore}. */
    long closedSince(long time, long notBefore) {
        long at = time;
        while (at > notBefore && !isOpenBefore(at)) {
            long monday = monday(at - 1);
            long within = at - 1 - monday;
            long latest = 0;
            for (long end : to) {
                if (end <= within) latest = end;
            }
            at = monday + latest;
        }
        return Math.max(at, notBefore);
    }

    /** The first open moment at or after {@code time}. */
    long nextOpen(long time) {
        if (isOpenAt(time)) return time;
        long monday = monday(time);
        long within = time - monday;
        for (long start : from) {
            if (start >= within) return monday + start;
        }
        return monday + WEEK + from[0];
    }
}
