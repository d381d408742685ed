package org.shadowline.plant.description;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Open hours that repeat every week, in local time of a time zone: disjoint intervals in ascending order, in seconds since
 * Monday 00:00. What passes the end of the week is split.
 *
 * @param zone null for that in which a scenario starts
 */
public record Hours(List<Interval> intervals, @Nullable ZoneId zone) {
    public static final int DAY = 86_400;
    public static final int WEEK = 7 * DAY;
    public static final Hours ALWAYS = new Hours(List.of(new Interval(0, WEEK)));

    /** From {@code start} (inclusive) to {@code end} (exclusive), seconds since Monday 00:00. */
    public record Interval(int start, int end) {
        public Interval {
            if (start < 0 || end > WEEK || start >= end) {
                throw new IllegalArgumentException("interval must lie within a week: start=" + start + ", end=" + end);
            }
        }
    }

    public Hours {
        intervals = List.copyOf(intervals);
    }

    /** Hours in the zone in which a scenario starts. */
    public Hours(List<Interval> intervals) {
        this(intervals, null);
    }

    public Hours in(@Nullable ZoneId other) {
        return new Hours(intervals, other);
    }

    /** Whether clocks show the same time by both. */
    public boolean isInZoneOf(Hours other) {
        return isAlways() || other.isAlways() || Objects.equals(zone, other.zone);
    }

    /** Unites intervals given in any order, which may overlap or pass the end of the week. */
    public static Hours union(List<int[]> spans) {
        var pieces = new ArrayList<int[]>();
        for (var span : spans) {
            int start = Math.floorMod(span[0], WEEK);
            int end = start + Math.min(span[1] - span[0], WEEK);
            pieces.add(new int[] {start, Math.min(end, WEEK)});
            if (end > WEEK) pieces.add(new int[] {0, end - WEEK});
        }
        pieces.sort(Comparator.comparingInt(p -> p[0]));
        var merged = new ArrayList<Interval>();
        for (var piece : pieces) {
            if (piece[0] >= piece[1]) continue;
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).end() >= piece[0]) {
                merged.set(
                        last,
                        new Interval(
                                merged.get(last).start(),
                                Math.max(merged.get(last).end(), piece[1])));
            } else {
                merged.add(new Interval(piece[0], piece[1]));
            }
        }
        return new Hours(merged);
    }

    /** These hours without those of {@code breaks}. */
    public Hours minus(Hours breaks) {
        var left = new ArrayList<int[]>();
        for (var open : intervals) {
            int from = open.start();
            for (var pause : breaks.intervals) {
                if (pause.end() <= from || pause.start() >= open.end()) continue;
                if (pause.start() > from) left.add(new int[] {from, pause.start()});
                from = Math.max(from, pause.end());
            }
            if (from < open.end()) left.add(new int[] {from, open.end()});
        }
        return union(left).in(zone);
    }

    public boolean isAlways() {
        return openSecondsPerWeek() == WEEK;
    }

    public boolean isOpenAt(int secondOfWeek) {
        for (var interval : intervals) {
            if (secondOfWeek >= interval.start() && secondOfWeek < interval.end()) return true;
        }
        return false;
    }

    public int openSecondsPerWeek() {
        int sum = 0;
        for (var interval : intervals) sum += interval.end() - interval.start();
        return sum;
    }

    public boolean overlaps(Hours other) {
        for (var a : intervals) {
            for (var b : other.intervals) {
                if (a.start() < b.end() && b.start() < a.end()) return true;
            }
        }
        return false;
    }
}
