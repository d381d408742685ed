package org.shadowline.validation.bench;

import org.shadowline.plant.kpi.QuantileSketch;

/**
 * What every contestant keeps of its model, the same as Shadowline keeps by itself: lead times with quantiles, series of
 * work in process and throughput, times of each station in each state, mean levels, and counts. Plain Java on primitive
 * arrays, so that no contestant pays for statistics of its own.
 */
final class Figures {
    static final byte STARVED = 0;
    static final byte BUSY = 1;
    static final byte BLOCKED = 2;
    static final byte DOWN = 3;
    private static final int BUCKETS = 240;

    private final QuantileSketch leadTimes = new QuantileSketch();
    private final double[] workInProcess = new double[BUCKETS];
    private final long[] throughput = new long[BUCKETS];
    private final double bucketLength;
    private double bucketEnd;
    private int bucket;
    private double area;
    private double areaAtBucket;
    private double since;
    private int present;
    private long finishedInBucket;
    private long released;
    private long finished;

    private final byte[] state;
    private final double[] stateSince;
    private final double[] inState;
    private final long[] operations;
    private final int[] level;
    private final double[] levelSince;
    private final double[] levelArea;
    private final long[] passed;

    Figures(int stations, double until) {
        bucketLength = until / BUCKETS;
        bucketEnd = bucketLength;
        state = new byte[stations];
        stateSince = new double[stations];
        inState = new double[4 * stations];
        operations = new long[stations];
        level = new int[stations];
        levelSince = new double[stations];
        levelArea = new double[stations];
        passed = new long[stations];
    }

    void enters(double now) {
        closeBuckets(now);
        area += present++ * (now - since);
        since = now;
        released++;
    }

    void leaves(double now, double leadTime) {
        closeBuckets(now);
        area += present-- * (now - since);
        since = now;
        finishedInBucket++;
        finished++;
        leadTimes.add(leadTime);
    }

    void state(int station, byte next, double now) {
        inState[4 * station + state[station]] += now - stateSince[station];
        state[station] = next;
        stateSince[station] = now;
    }

    void operation(int station) {
        operations[station]++;
    }

    /** A part comes to wait in front of a station ({@code +1}) or no longer waits ({@code -1}). */
    void level(int station, int change, double now) {
        levelArea[station] += level[station] * (now - levelSince[station]);
        levelSince[station] = now;
        level[station] += change;
        passed[station]++;
    }

    private void closeBuckets(double now) {
        while (now >= bucketEnd && bucket < BUCKETS) {
            area += present * (bucketEnd - since);
            since = bucketEnd;
            workInProcess[bucket] = (area - areaAtBucket) / bucketLength;
            throughput[bucket++] = finishedInBucket;
            areaAtBucket = area;
            finishedInBucket = 0;
            bucketEnd += bucketLength;
        }
    }

    double meanLeadTime() {
        return leadTimes.mean();
    }

    long finished() {
        return finished;
    }

    double meanLevel(int station, double now) {
        return (levelArea[station] + level[station] * (now - levelSince[station])) / now;
    }
}
