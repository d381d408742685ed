package org.shadowline.sim.calibrate.discover;

import java.util.Arrays;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * When one resource had something in progress: disjoint intervals, ascending, in milliseconds of the local clock. What
 * touches is one.
 */
public final class Presence {
    private final long[] from;
    private final long[] to;

    private Presence(long[] from, long[] to) {
        this.from = from;
        this.to = to;
    }

    public static Presence union(EventLog log, int[] instances) {
        var order = Arrays.stream(instances)
                .boxed()
                .sorted((a, b) -> Long.compare(log.start(a), log.start(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        var from = new long[order.length];
        var to = new long[order.length];
        int n = 0;
        for (int i : order) {
            if (log.end(i) == log.start(i)) continue;
            if (n > 0 && log.start(i) <= to[n - 1]) {
                to[n - 1] = Math.max(to[n - 1], log.end(i));
            } else {
                from[n] = log.start(i);
                to[n++] = log.end(i);
            }
        }
        return new Presence(Arrays.copyOf(from, n), Arrays.copyOf(to, n));
    }

    /** Milliseconds in which something was in progress. */
    public long length() {
        long sum = 0;
        for (int i = 0; i < from.length; i++) sum += to[i] - from[i];
        return sum;
    }

    long start(int interval) {
        return from[interval];
    }

    /** The number of the interval in progress immediately before {@code time}; -1 when idle. */
    int inProgressBefore(long time) {
        int at = lastFrom(time - 1);
        return at >= 0 && to[at] >= time ? at : -1;
    }

    /** The end of the last interval that ends at or before {@code time}; {@link Long#MIN_VALUE} when there is none. */
    long lastEnd(long time) {
        int at = lastFrom(time - 1);
        if (at < 0) return Long.MIN_VALUE;
        return to[at] <= time ? to[at] : at == 0 ? Long.MIN_VALUE : to[at - 1];
    }

    private int lastFrom(long time) {
        int found = Arrays.binarySearch(from, time);
        return found >= 0 ? found : -found - 2;
    }
}
