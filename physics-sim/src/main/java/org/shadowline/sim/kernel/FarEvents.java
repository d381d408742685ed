package org.shadowline.sim.kernel;

import java.util.Arrays;

/**
 * Events that lie beyond those of the calendar's heap, in buckets by the highest bit in which the representation of their
 * time differs from that of a bound below them all: the buckets of a radix heap (Ahuja, Mehlhorn, Orlin and Tarjan,
 * "Faster algorithms for the shortest path problem", JACM 37(2), 1990). Adding costs O(1); an event changes its bucket at
 * most once for each bit of its time, in practice about half the logarithm of the number of events, and always from one
 * row of memory to another, which is what makes it faster than a large heap.
 *
 * <p>Buckets are chains of chunks out of one pool, so that memory follows the number of events. Nothing is allocated
 * unless the pool grows. Times are not negative. Not thread-safe.
 */
final class FarEvents {
    private static final int BUCKETS = 64;
    /** Events in a chunk. */
    private static final int CHUNK = 32;

    private static final int NONE = -1;
    private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private double[] times = new double[CHUNK * 64];
    private long[] keys = new long[CHUNK * 64];
    private int[] nextChunk = new int[64];
    private int freeChunk = NONE;
    private int usedChunks;

    /** The chunk of each bucket that is being filled; the others of the bucket hang on it and are full. */
    private final int[] open = new int[BUCKETS];

    private final int[] inOpen = new int[BUCKETS];
    private final int[] counts = new int[BUCKETS];
    /** A bit for each bucket that is not empty. */
    private long occupied;
    /** No event here is before this time, given by its bits. */
    private long bound;

    private int size;

    /** @param from a time that is not after any that will be added */
    FarEvents(double from) {
        bound = Double.doubleToRawLongBits(from + 0.0);
        Arrays.fill(open, NONE);
    }

    private FarEvents(FarEvents that) {
        times = that.times.clone();
        keys = that.keys.clone();
        nextChunk = that.nextChunk.clone();
        freeChunk = that.freeChunk;
        usedChunks = that.usedChunks;
        System.arraycopy(that.open, 0, open, 0, BUCKETS);
        System.arraycopy(that.inOpen, 0, inOpen, 0, BUCKETS);
        System.arraycopy(that.counts, 0, counts, 0, BUCKETS);
        occupied = that.occupied;
        bound = that.bound;
        size = that.size;
    }

    FarEvents copy() {
        return new FarEvents(this);
    }

    int size() {
        return size;
    }

    void add(double time, long key) {
        // -0.0 would count as a late time by its bits
        put(time + 0.0, key);
        size++;
    }

    private void put(double time, long key) {
        int bucket = Long.SIZE - Long.numberOfLeadingZeros(Double.doubleToRawLongBits(time) ^ bound);
        int chunk = open[bucket];
        int at = inOpen[bucket];
        if (chunk == NONE || at == CHUNK) {
            chunk = newChunk(chunk);
            open[bucket] = chunk;
            at = 0;
            occupied |= 1L << bucket;
        }
        times[chunk * CHUNK + at] = time;
        keys[chunk * CHUNK + at] = key;
        inOpen[bucket] = at + 1;
        counts[bucket]++;
    }

    private int newChunk(int next) {
        int chunk = freeChunk;
        if (chunk != NONE) {
            freeChunk = nextChunk[chunk];
        } else {
            chunk = usedChunks++;
            if (chunk == nextChunk.length) {
                nextChunk = Arrays.copyOf(nextChunk, 2 * chunk);
                times = Arrays.copyOf(times, 2 * chunk * CHUNK);
                keys = Arrays.copyOf(keys, 2 * chunk * CHUNK);
            }
        }
        nextChunk[chunk] = next;
        return chunk;
    }

    /**
     * Moves the earliest events, about {@code most} of them or all of one time, into the calendar's heap.
     *
     * @return a time such that all events before it are now in the heap, and no other event
     */
    double moveEarliest(int most, EventCalendar to) {
        while (true) {
            int bucket = Long.numberOfTrailingZeros(occupied);
            int chunk = open[bucket];
            int count = inOpen[bucket];
            long low = bucket == 0 ? bound : bound >>> bucket - 1 << bucket - 1 | 1L << bucket - 1;
            boolean few = counts[bucket] <= most || bucket == 0;
            open[bucket] = NONE;
            inOpen[bucket] = 0;
            occupied &= ~(1L << bucket);
            if (few) size -= counts[bucket];
            counts[bucket] = 0;
            bound = few ? low : Double.doubleToRawLongBits(earliest(chunk, count));
            while (chunk != NONE) {
                int end = chunk * CHUNK + count;
                for (int i = chunk * CHUNK; i < end; i++) {
                    if (few) to.addToHeap(times[i], keys[i]);
                    else put(times[i], keys[i]);
                }
                int done = chunk;
                chunk = nextChunk[done];
                nextChunk[done] = freeChunk;
                freeChunk = done;
                count = CHUNK;
            }
            if (few) return end(low, bucket);
        }
    }

    /** The time at which a bucket ends that begins at {@code low}. */
    private static double end(long low, int bucket) {
        long end = low + (bucket == 0 ? 1 : 1L << bucket - 1);
        return end < 0 || end >= INFINITE ? Double.POSITIVE_INFINITY : Double.longBitsToDouble(end);
    }

    private double earliest(int first, int inFirst) {
        double least = Double.POSITIVE_INFINITY;
        int count = inFirst;
        for (int chunk = first; chunk != NONE; chunk = nextChunk[chunk]) {
            for (int i = chunk * CHUNK; i < chunk * CHUNK + count; i++) {
                if (times[i] < least) least = times[i];
            }
            count = CHUNK;
        }
        return least;
    }

    /** The time of an event; NaN when it is not here. Searches all. */
    double timeOf(long key) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int count = inOpen[bucket];
            for (int chunk = open[bucket]; chunk != NONE; chunk = nextChunk[chunk]) {
                for (int i = chunk * CHUNK; i < chunk * CHUNK + count; i++) if (keys[i] == key) return times[i];
                count = CHUNK;
            }
        }
        return Double.NaN;
    }

    long bytes() {
        return 16L * times.length + 4L * nextChunk.length + 12L * BUCKETS;
    }
}
