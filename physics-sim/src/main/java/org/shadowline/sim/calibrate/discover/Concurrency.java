package org.shadowline.sim.calibrate.discover;

import java.util.Arrays;

/** How many intervals are in progress at once. */
final class Concurrency {
    private Concurrency() {}

    /**
     * The number in progress that is not exceeded for the given share of the time in which any is; 1 for the largest.
     * Intervals without length do not count; one that ends when another begins does not overlap it.
     */
    static int quantile(long[] starts, long[] ends, double share) {
        var from = new long[starts.length];
        var to = new long[starts.length];
        int n = 0;
        for (int i = 0; i < starts.length; i++) {
            if (ends[i] <= starts[i]) continue;
            from[n] = starts[i];
            to[n++] = ends[i];
        }
        if (n == 0) return 0;
        Arrays.sort(from, 0, n);
        Arrays.sort(to, 0, n);
        var lasted = new long[n + 1];
        int inProgress = 0;
        int largest = 0;
        long at = from[0];
        for (int i = 0, j = 0; j < n; ) {
            boolean begins = i < n && from[i] < to[j];
            long next = begins ? from[i++] : to[j++];
            lasted[inProgress] += next - at;
            inProgress += begins ? 1 : -1;
            largest = Math.max(largest, inProgress);
            at = next;
        }
        if (share >= 1) return largest;
        long busy = Arrays.stream(lasted).skip(1).sum();
        long sum = 0;
        for (int k = 1; k <= largest; k++) {
            sum += lasted[k];
            if (sum >= share * busy) return k;
        }
        return largest;
    }
}
