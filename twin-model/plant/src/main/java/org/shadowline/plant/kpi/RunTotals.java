package org.shadowline.plant.kpi;

import org.shadowline.plant.event.EventKind;

/**
 * Gives a {@link KpiFold} the totals of a run that was computed without its events, so that its indicators are those that
 * the events would have given: counts and lead times exactly, times and levels up to the rounding of sums (a relative
 * 10^-9). Totals are of the time of statistics, from the end of the warm-up to the end of the run. Not thread-safe.
 */
public final class RunTotals {
    /** In place of the place to which a part goes that leaves the plant finished. */
    public static final int DONE = -1;

    private final KpiFold fold;
    private final double end;

    /** Begins a run anew. */
    public RunTotals(KpiFold fold, double warmUp, double end) {
        this.fold = fold;
        this.end = end;
        fold.event(0, EventKind.RUN_STARTED, -1, -1, 0, 0, 0, 0);
        if (warmUp > 0) fold.event(warmUp, EventKind.WARM_UP_ENDED, -1, -1, 0, 0, 0, 0);
    }

    /**
     * What a machine did.
     *
     * @param seconds in each state, and {@code entries} into each
     * @param state at the end
     * @param produced operations of one step on one product
     */
    public void machine(int place, double[] seconds, int[] entries, int state, long produced, int step, int product) {
        var sums = fold.places[place];
        System.arraycopy(seconds, 0, sums.seconds, 0, seconds.length);
        System.arraycopy(entries, 0, sums.entries, 0, entries.length);
        sums.state = state;
        sums.since = end;
        sums.produced = produced;
        sums.plannedSeconds = produced * fold.plannedSeconds(step, product);
    }

    /** The time integral of the number of parts in a place, and the number at the end. */
    public void level(int place, double seconds, int level) {
        var sums = fold.places[place];
        sums.level = level;
        sums.levelSum = seconds - level * end;
    }

    /** Parts that went from one place to another, or left the plant finished, to {@link #DONE}. */
    public void way(int from, int to, long parts) {
        if (parts > 0) fold.count(from, to == DONE ? fold.done : to, Math.toIntExact(parts));
    }

    /** Parts of a product; its lead times are added to {@link #leadTimes}. */
    public void product(int product, long released, long finished, double levelSeconds, int level) {
        var sums = fold.products[product];
        sums.released = released;
        sums.finished = finished;
        sums.level = level;
        sums.levelSum = levelSeconds - level * end;
    }

    public QuantileSketch leadTimes(int product) {
        return fold.products[product].leadTimes;
    }

    /** Number of buckets of the series, which begin at the start of the run. */
    public int buckets() {
        return fold.finishedOfBucket.length;
    }

    /** When a bucket ends; the last one takes what comes after it, too. */
    public double bucketEnd(int bucket) {
        return fold.endOf(bucket);
    }

    /**
     * The series: parts that came into the plant and that left it finished in each bucket, and the sums of the times at
     * which they did.
     */
    public void series(long[] released, double[] releaseTimes, long[] finished, double[] finishTimes) {
        double start = 0;
        int level = 0;
        for (int b = 0; b < released.length; b++) {
            boolean last = b == released.length - 1;
            double until = last ? end : fold.endOf(b);
            double seconds = level * (until - start)
                    + (released[b] * until - releaseTimes[b])
                    - (finished[b] * until - finishTimes[b]);
            level += (int) (released[b] - finished[b]);
            if (last) fold.openLastBucket(finished[b], seconds, level, until);
            else fold.closeBucket(b, finished[b], seconds);
            start = until;
        }
    }

    public void endRun() {
        fold.event(end, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
    }
}
