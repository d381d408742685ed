package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;

/**
 * Computes the key performance indicators of one run from its events, simulated, live or recorded; what they mean is
 * said in {@link RunKpis} and {@link StationKpis}.
 *
 * <p>Machines are {@link MachineState#STARVED} and people {@link PersonState#IDLE} until an event says otherwise. The
 * time in a state is added up when the state changes; the time mean of a level L(t) over [s, e] comes from
 * {@code e L(e) - s L(s) - sum of (t times the change at t)}, so that an event touches only the places that it changes.
 *
 * <p>{@link EventKind#RUN_STARTED} makes everything new, so that one fold serves many replications.
 * {@link EventKind#WARM_UP_ENDED} clears statistics and keeps states, levels and parts. A part that was released
 * during the warm-up and leaves after it counts. The two series run from the start whatever the warm-up.
 *
 * <p>An event costs a few nanoseconds. Nothing is allocated per event: arrays grow with the number of parts that are in
 * the plant at once, with the range of lead times and with the pairs of places between which parts go. A station line
 * needs about 1 kB per station and up to 25 kB per product. Not thread-safe.
 */
public final class KpiFold implements EventSink {
    static final int MACHINE_STATES = MachineState.values().length;
    static final int PERSON_STATES = PersonState.values().length;
    private static final int STARVED = MachineState.STARVED.ordinal();
    private static final int IDLE = PersonState.IDLE.ordinal();
    private static final int ABSENT = -1;

    final PlantIndex index;
    final int done;
    final int scrap;

    final int[] machineState;
    final double[] machineSince;
    final double[] machineSeconds;
    final int[] machineEntries;
    final int[] personState;
    final double[] personSince;
    final double[] personSeconds;

    /** Minus the sum of (time × change of the level) since the statistics began, by place. */
    final double[] levelSum;

    final int[] level;
    final double[] productSum;
    final int[] productLevel;

    final long[] produced;
    final long[] spoiled;
    final double[] plannedSeconds;
    final long[] lost;
    final long[] released;
    final long[] finished;
    final long[] scrapped;
    final long[] onTime;
    final QuantileSketch[] leadTimes;
    final @Nullable QuantileSketch[] tardiness;
    final FlowCounts flows;
    double scrapCost;

    final double bucketSeconds;
    final double[] workInProcessOfBucket;
    final long[] finishedOfBucket;
    private final double endOfSeries;
    private double started;
    private int bucket;
    private double bucketEnd;
    private double sumAtBucket;
    private double workInProcessSum;
    private int workInProcess;
    private long finishedInBucket;

    private final PlannedTimes planned;
    private final double[] materialCost;
    private final double[] machineCost;
    private final boolean hasMachineCost;
    private int[] productOf = new int[0];
    private double[] releasedAt = new double[0];
    private double[] dueAt = new double[0];
    private double[] machineCostOf = new double[0];

    private double statisticsFrom;
    private double ended;

    /**
     * @param endOfSeries seconds from the start, warm-up included, that the series cover
     * @param buckets number of equal parts into which the series divide this time
     */
    public KpiFold(PlantIndex index, double endOfSeries, int buckets) {
        if (!(endOfSeries > 0 && endOfSeries < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("end of the series must be finite and > 0: " + endOfSeries);
        }
        if (buckets < 1) throw new IllegalArgumentException("number of buckets must be >= 1: " + buckets);
        this.index = index;
        this.endOfSeries = endOfSeries;
        int places = index.placeCount();
        int people = index.peopleCount();
        int products = index.products().size();
        done = places;
        scrap = places + 1;
        machineState = new int[places];
        machineSince = new double[places];
        machineSeconds = new double[places * MACHINE_STATES];
        machineEntries = new int[places * MACHINE_STATES];
        personState = new int[people];
        personSince = new double[people];
        personSeconds = new double[people * PERSON_STATES];
        levelSum = new double[places];
        level = new int[places];
        productSum = new double[products];
        productLevel = new int[products];
        produced = new long[places];
        spoiled = new long[places];
        plannedSeconds = new double[places];
        lost = new long[places];
        released = new long[products];
        finished = new long[products];
        scrapped = new long[products];
        onTime = new long[products];
        leadTimes = new QuantileSketch[products];
        for (int p = 0; p < products; p++) leadTimes[p] = new QuantileSketch();
        tardiness = new @Nullable QuantileSketch[products];
        flows = new FlowCounts(places + 2);
        bucketSeconds = endOfSeries / buckets;
        workInProcessOfBucket = new double[buckets];
        finishedOfBucket = new long[buckets];
        planned = new PlannedTimes(index);
        materialCost = new double[products];
        for (int p = 0; p < products; p++) {
            materialCost[p] = index.products().get(p).materialCost();
        }
        machineCost = new double[places];
        for (int m = index.elementCount(); m < places; m++) {
            if (index.elements().get(index.elementOf(m)) instanceof Station station) {
                machineCost[m] = station.costPerSecond();
            }
        }
        hasMachineCost = Arrays.stream(machineCost).anyMatch(cost -> cost > 0);
        start(0);
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        // comparisons in the order of how often they hold: they vanish where the call is compiled for one kind
        if (kind == EventKind.PART_MOVED) moved(time, a, subject);
        else if (kind == EventKind.OPERATION_STARTED) operationStarted(time, subject, object);
        else if (kind == EventKind.OPERATION_FINISHED) operationFinished(time, subject, object, a, b);
        else if (kind == EventKind.MACHINE_STATE) machine(time, subject, a);
        else if (kind == EventKind.PART_RELEASED) released(time, subject, object, a, x);
        else if (kind == EventKind.PART_FINISHED) finished(time, subject, object);
        else seldom(time, kind, subject, object, a);
    }

    private void seldom(double time, EventKind kind, int subject, int object, int a) {
        switch (kind) {
            case PERSON_STATE -> person(time, subject, a);
            case PART_SCRAPPED -> scrapped(time, subject, object);
            case PART_LOST -> lost[subject]++;
            case RUN_STARTED -> start(time);
            case WARM_UP_ENDED -> beginStatistics(time);
            case RUN_ENDED -> ended = time;
            default -> {}
        }
    }

    private void operationStarted(double time, int machine, int part) {
        if (hasMachineCost && isPresent(part)) machineCostOf[part] -= machineCost[machine] * time;
    }

    /** The indicators of the run, which must have ended. */
    public RunKpis result() {
        if (Double.isNaN(ended)) {
            throw new IllegalStateException(
                    "the run has not ended: no RUN_ENDED came since its start\nMaybe use resultAt(time) while it goes on.");
        }
        return resultAt(ended);
    }

    /** The indicators up to a time that is not before the last event; the fold can go on after it. */
    public RunKpis resultAt(double time) {
        if (time >= bucketEnd) closeBuckets(time);
        return new RunKpis(this, statisticsFrom, time);
    }

    private void moved(double time, int from, int to) {
        if (from >= 0) {
            levelSum[from] += time;
            level[from]--;
            flows.count(from, to);
        }
        levelSum[to] -= time;
        level[to]++;
    }

    private void machine(double time, int machine, int state) {
        int row = machine * MACHINE_STATES;
        machineSeconds[row + machineState[machine]] += time - machineSince[machine];
        machineState[machine] = state;
        machineSince[machine] = time;
        machineEntries[row + state]++;
    }

    private void person(double time, int person, int state) {
        personSeconds[person * PERSON_STATES + personState[person]] += time - personSince[person];
        personState[person] = state;
        personSince[person] = time;
    }

    private void operationFinished(double time, int place, int part, int step, int good) {
        produced[place]++;
        if (good == 0) spoiled[place]++;
        if (isPresent(part)) {
            if (step >= 0) plannedSeconds[place] += planned.seconds(step, productOf[part]);
            if (hasMachineCost) machineCostOf[part] += machineCost[place] * time;
        }
    }

    private void released(double time, int place, int part, int product, double due) {
        if (part >= productOf.length) makeRoomFor(part);
        productOf[part] = product;
        releasedAt[part] = time;
        dueAt[part] = due;
        machineCostOf[part] = 0;
        // A part that a run starts with was released before the start.
        if (time >= started) released[product]++;
        double since = Math.max(time, started);
        if (since >= bucketEnd) closeBuckets(since);
        workInProcess++;
        workInProcessSum -= since;
        productLevel[product]++;
        productSum[product] -= since;
        level[place]++;
        levelSum[place] -= since;
    }

    private void finished(double time, int place, int part) {
        if (!isPresent(part)) return;
        if (time >= bucketEnd) closeBuckets(time);
        int product = productOf[part];
        finished[product]++;
        finishedInBucket++;
        leadTimes[product].add(time - releasedAt[part]);
        double due = dueAt[part];
        if (!Double.isNaN(due)) finishedWithDueDate(product, time - due);
        leaves(time, place, part, done);
    }

    private void finishedWithDueDate(int product, double lateness) {
        var sketch = tardiness[product];
        if (sketch == null) {
            sketch = new QuantileSketch();
            tardiness[product] = sketch;
        }
        sketch.add(Math.max(0, lateness));
        if (lateness <= 0) onTime[product]++;
    }

    private void scrapped(double time, int place, int part) {
        if (!isPresent(part)) return;
        if (time >= bucketEnd) closeBuckets(time);
        int product = productOf[part];
        scrapped[product]++;
        scrapCost += materialCost[product] + machineCostOf[part];
        leaves(time, place, part, scrap);
    }

    private void leaves(double time, int place, int part, int end) {
        int product = productOf[part];
        productOf[part] = ABSENT;
        workInProcess--;
        workInProcessSum += time;
        productLevel[product]--;
        productSum[product] += time;
        level[place]--;
        levelSum[place] += time;
        flows.count(place, end);
    }

    private boolean isPresent(int part) {
        return part >= 0 && part < productOf.length && productOf[part] != ABSENT;
    }

    private void makeRoomFor(int part) {
        int before = productOf.length;
        int length = Math.max(16, Math.max(part + 1, before + before / 2));
        productOf = Arrays.copyOf(productOf, length);
        Arrays.fill(productOf, before, length, ABSENT);
        releasedAt = Arrays.copyOf(releasedAt, length);
        dueAt = Arrays.copyOf(dueAt, length);
        machineCostOf = Arrays.copyOf(machineCostOf, length);
    }

    private void start(double time) {
        Arrays.fill(machineState, STARVED);
        Arrays.fill(personState, IDLE);
        Arrays.fill(level, 0);
        Arrays.fill(productLevel, 0);
        Arrays.fill(productOf, ABSENT);
        Arrays.fill(workInProcessOfBucket, Double.NaN);
        Arrays.fill(finishedOfBucket, 0);
        started = time;
        ended = Double.NaN;
        workInProcess = 0;
        workInProcessSum = 0;
        sumAtBucket = 0;
        finishedInBucket = 0;
        bucket = 0;
        bucketEnd = endOf(0);
        beginStatistics(time);
    }

    private void beginStatistics(double time) {
        statisticsFrom = time;
        Arrays.fill(machineSince, time);
        Arrays.fill(machineSeconds, 0);
        Arrays.fill(machineEntries, 0);
        Arrays.fill(personSince, time);
        Arrays.fill(personSeconds, 0);
        for (int p = 0; p < level.length; p++) levelSum[p] = -level[p] * time;
        for (int p = 0; p < productLevel.length; p++) productSum[p] = -productLevel[p] * time;
        Arrays.fill(produced, 0);
        Arrays.fill(spoiled, 0);
        Arrays.fill(plannedSeconds, 0);
        Arrays.fill(lost, 0);
        Arrays.fill(released, 0);
        Arrays.fill(finished, 0);
        Arrays.fill(scrapped, 0);
        Arrays.fill(onTime, 0);
        for (var sketch : leadTimes) sketch.clear();
        for (var sketch : tardiness) {
            if (sketch != null) sketch.clear();
        }
        flows.clear();
        scrapCost = 0;
    }

    /** Number of the bucket that is open. */
    int openBucket() {
        return bucket;
    }

    /** Finished parts of the open bucket. */
    long finishedInOpenBucket() {
        return finishedInBucket;
    }

    /** Mean work in process of the open bucket up to a time; NaN when it has just begun. */
    double workInProcessInOpenBucket(double time) {
        double length = time - started - bucket * bucketSeconds;
        return length > 0 ? (workInProcessSum + workInProcess * time - sumAtBucket) / length : Double.NaN;
    }

    private void closeBuckets(double time) {
        while (time >= bucketEnd) {
            double sum = workInProcessSum + workInProcess * bucketEnd;
            workInProcessOfBucket[bucket] = (sum - sumAtBucket) / bucketSeconds;
            finishedOfBucket[bucket] = finishedInBucket;
            sumAtBucket = sum;
            finishedInBucket = 0;
            bucket++;
            bucketEnd = endOf(bucket);
        }
    }

    /** The last bucket takes what comes at its end and after. */
    private double endOf(int bucket) {
        int buckets = finishedOfBucket.length;
        return bucket == buckets - 1 ? Double.POSITIVE_INFINITY : started + endOfSeries * (bucket + 1) / buckets;
    }
}
