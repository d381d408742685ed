package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.function.DoubleConsumer;
import org.shadowline.plant.kpi.QuantileSketch;
import org.shadowline.plant.kpi.RunTotals;
import org.shadowline.sim.kernel.RandomStreams;

/**
 * One replication of a {@link SerialLine}. Parts are computed in blocks, station by station, so small that no part of a
 * block has to wait for the departure of another one of it further down the line. Blocks that lie wholly within the time of
 * statistics are summed up as they are computed; those that the end of the warm-up or of the run may cut are summed up part
 * by part. Not thread-safe.
 */
final class SerialRun {
    /** Parts in a block at most. */
    static final int BLOCK = 64;
    /** Numbers of a random stream that are computed at a time. */
    private static final int AHEAD = 64;

    private static final int BLOCKS_BETWEEN_NEWS = 4096;

    private final SerialLine line;
    private final SerialStage.Window window;
    private final RunTotals totals;
    private final RandomStreams random;
    private final SerialStage[] stages;
    private final int block;

    private final boolean unlimited;
    private final boolean waitsForFirstBuffer;
    private final VariateBuffer intervals;
    /** When parts come to the source, when they leave it, and when they count as released. */
    private final double[] arrivals;

    private final double[] entries;
    private final double[] releases;
    private double lastArrival;
    private double sourceSeconds;
    private int sourceLevel;
    private long leftSource;
    private long arrived;

    private final QuantileSketch leadTimes;
    private long released;
    private long finished;
    private double partSeconds;
    private int present;

    private final long[] releasedOfBucket;
    private final double[] releaseTimes;
    private final long[] finishedOfBucket;
    private final double[] finishTimes;
    private int releaseBucket;
    private double releaseBucketEnd;
    private int finishBucket;
    private double finishBucketEnd;

    SerialRun(SerialLine line, int number, double warmUp, double end, RunTotals totals) {
        this.line = line;
        window = new SerialStage.Window(warmUp, end);
        this.totals = totals;
        var model = line.model;
        random = new RandomStreams(model.streamKeys, number, AHEAD);
        block = line.partsAtATime(BLOCK);
        stages = new SerialStage[line.stages.length];
        for (int i = 0; i < stages.length; i++) stages[i] = new SerialStage(model, line.stages[i], random, block);
        var rule = line.rule();
        unlimited = rule.unlimited();
        waitsForFirstBuffer = stages[0].room > 0 && stages[0].isLimited();
        intervals = unlimited
                ? VariateBuffer.NONE
                : new VariateBuffer(model.variates, rule.intervals()[0], random, rule.intervalStreams()[0], block);
        arrivals = new double[block];
        entries = new double[block];
        releases = unlimited ? entries : arrivals;
        leadTimes = totals.leadTimes(line.product);
        releasedOfBucket = new long[totals.buckets()];
        releaseTimes = new double[totals.buckets()];
        finishedOfBucket = new long[totals.buckets()];
        finishTimes = new double[totals.buckets()];
        releaseBucketEnd = totals.bucketEnd(0);
        finishBucketEnd = releaseBucketEnd;
    }

    SerialLine.Outcome run(DoubleConsumer progress) {
        double warmUp = window.from();
        double end = window.end();
        for (long done = 0; ; done++) {
            double before = stages[0].departed;
            compute();
            double first = releases[0];
            if (first > end) break;
            double last = departures()[block - 1];
            if (last <= warmUp) skip();
            else if (Math.min(before, first) > warmUp && last <= end) sumWhole();
            else sumCut();
            for (var stage : stages) stage.turn();
            if (done % BLOCKS_BETWEEN_NEWS == 0) {
                progress.accept(Math.clamp((first - warmUp) / (end - warmUp), 0, 1));
                if (Thread.currentThread().isInterrupted()) break;
            }
        }
        return finish();
    }

    private void compute() {
        enter();
        double[] in = entries;
        for (int i = 0; i < stages.length; i++) {
            stages[i].compute(in, i + 1 < stages.length ? stages[i + 1] : null);
            in = stages[i].out;
        }
        // without a buffer a part comes from an unlimited source when the machine is free
        if (unlimited && !waitsForFirstBuffer) System.arraycopy(stages[0].starts, 0, entries, 0, block);
    }

    /** Goes on by a block without counting it; gives the times at which its parts leave. */
    double[] next() {
        compute();
        var times = departures().clone();
        for (var stage : stages) stage.turn();
        return times;
    }

    /** When the parts of the block leave the plant. */
    private double[] departures() {
        return stages[stages.length - 1].out;
    }

    /** When the parts of the block leave the source. */
    private double[] leaving() {
        return stages[0].waitsIn != NONE ? entries : stages[0].starts;
    }

    /** When the parts of a block leave the source, as far as that does not depend on the block itself. */
    private void enter() {
        if (!unlimited) {
            double time = lastArrival;
            int at = intervals.take();
            for (int j = 0; j < block; j++) {
                time += intervals.values[at + j];
                arrivals[j] = time;
            }
            lastArrival = time;
        }
        for (int j = 0; j < block; j++) {
            double came = unlimited ? 0 : arrivals[j];
            entries[j] = waitsForFirstBuffer ? Math.max(came, stages[0].departureAhead(j)) : came;
        }
    }

    private void skip() {
        for (var stage : stages) stage.skip();
        if (!unlimited) arrived += block;
        double[] out = departures();
        for (int j = 0; j < block; j++) {
            countRelease(releases[j]);
            countFinish(out[j]);
        }
    }

    private void sumWhole() {
        for (var stage : stages) stage.sumWhole();
        leftSource += block;
        released += block;
        finished += block;
        if (!unlimited) {
            arrived += block;
            double[] leaving = leaving();
            for (int j = 0; j < block; j++) sourceSeconds += leaving[j] - arrivals[j];
        }
        double[] out = departures();
        for (int j = 0; j < block; j++) {
            double leadTime = out[j] - releases[j];
            partSeconds += leadTime;
            leadTimes.add(leadTime);
            countRelease(releases[j]);
            countFinish(out[j]);
        }
    }

    private void sumCut() {
        for (var stage : stages) stage.sumCut(window);
        double[] out = departures();
        double[] leaving = leaving();
        double end = window.end();
        for (int j = 0; j < block; j++) {
            if (window.has(leaving[j])) leftSource++;
            if (!unlimited && arrivals[j] <= end) {
                arrived++;
                sourceSeconds += window.overlap(arrivals[j], leaving[j]);
                if (leaving[j] > end) sourceLevel++;
            }
            if (releases[j] > end) continue;
            countRelease(releases[j]);
            partSeconds += window.overlap(releases[j], out[j]);
            if (window.has(releases[j])) released++;
            if (out[j] > end) {
                present++;
                continue;
            }
            countFinish(out[j]);
            if (window.has(out[j])) {
                finished++;
                leadTimes.add(out[j] - releases[j]);
            }
        }
    }

    private void countRelease(double time) {
        while (time >= releaseBucketEnd) releaseBucketEnd = totals.bucketEnd(++releaseBucket);
        releasedOfBucket[releaseBucket]++;
        releaseTimes[releaseBucket] += time;
    }

    private void countFinish(double time) {
        while (time >= finishBucketEnd) finishBucketEnd = totals.bucketEnd(++finishBucket);
        finishedOfBucket[finishBucket]++;
        finishTimes[finishBucket] += time;
    }

    private SerialLine.Outcome finish() {
        long events = arrived;
        int from = line.source;
        long parts = leftSource;
        for (var stage : stages) {
            stage.end(window);
            stage.tell(totals, line.product);
            events += stage.events();
            int machine = line.model.placeOfMachine(stage.machine);
            if (stage.waitsIn != NONE) {
                totals.way(from, stage.waitsIn, parts);
                totals.way(stage.waitsIn, machine, stage.started());
            } else {
                totals.way(from, machine, parts);
            }
            from = machine;
            parts = stage.left();
        }
        if (line.sink != NONE) {
            totals.way(from, line.sink, parts);
            from = line.sink;
        }
        totals.way(from, RunTotals.DONE, finished);
        totals.level(line.source, sourceSeconds, sourceLevel);
        totals.product(line.product, released, finished, partSeconds, present);
        totals.series(releasedOfBucket, releaseTimes, finishedOfBucket, finishTimes);
        totals.endRun();
        return new SerialLine.Outcome(events, present);
    }
}
