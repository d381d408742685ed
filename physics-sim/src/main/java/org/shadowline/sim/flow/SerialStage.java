package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.kpi.RunTotals;
import org.shadowline.sim.kernel.RandomStreams;

/**
 * One machine of a {@link SerialRun} with the place in front of it. Part {@code n} starts at {@code s = max(a, d)}, with
 * {@code a} its arrival here and {@code d} the departure of the part before, is finished at {@code f = s + x}, where the
 * time {@code x} includes repairs, and leaves at {@code max(f, e)}, with {@code e} the departure of part {@code n - b - 1}
 * from the next machine and {@code b} the room in front of that (blocking after service).
 */
final class SerialStage {
    private static final double[] NO_LIMIT = new double[SerialRun.BLOCK];
    private static final int STARVED = MachineState.STARVED.ordinal();
    private static final int BUSY = MachineState.BUSY.ordinal();
    private static final int BLOCKED = MachineState.BLOCKED.ordinal();
    private static final int DOWN = MachineState.DOWN.ordinal();

    final int machine;
    final int step;
    final int waitsIn;
    final int room;
    private final FlowModel model;
    private final RandomStreams random;
    private final VariateBuffer work;
    private final double speed;
    private final int firstMode;
    /** Operating time that is left until each mode of failure; that of an only mode stands in {@link #untilFailure}. */
    private final double[] clocks;
    /** The least of them. */
    private double untilFailure = Double.POSITIVE_INFINITY;

    /** Of the block: arrival here, start, end of work, departure. */
    private double[] in = {};

    final double[] starts;
    private final double[] finishes;
    final double[] out;
    /** Of the block: when the machine failed and when it was repaired, in turn. */
    private double[] repairs = new double[8];

    private int repairTimes;
    private double starvedInBlock;
    private double blockedInBlock;
    private double waitedInBlock;
    private double busyInBlock;
    private double downInBlock;
    private int starvedEntries;
    private int blockedEntries;
    private int busyEntries;

    /** When the last part of the blocks before left, and whether it was blocked. */
    double departed;

    private boolean wasBlocked;
    private boolean hasStarted;
    /** Departures of the last parts, as many as have room in front and on the machine, then those of the block. */
    private final double[] departures;

    private int oldest;

    // totals of the time of statistics
    private final double[] seconds = new double[MachineState.values().length];
    private final int[] entries = new int[seconds.length];
    private double waitSeconds;
    private long started;
    private long produced;
    private long left;
    // at the end of the run
    private int state = STARVED;
    private int waiting;
    private int held;
    private long events;

    SerialStage(FlowModel model, SerialLine.Stage stage, RandomStreams random, int block) {
        this.model = model;
        this.random = random;
        machine = stage.machine();
        step = stage.step();
        waitsIn = stage.waitsIn();
        room = stage.room();
        speed = model.declaredSpeed[model.station[machine]];
        work = new VariateBuffer(model.variates, model.timeOf(step, 0), random, model.workStream[machine], block);
        firstMode = model.firstMode[machine];
        clocks = new double[model.firstMode[machine + 1] - firstMode];
        for (int i = 0; i < clocks.length; i++) clocks[i] = draw(model.modeEvery[firstMode + i], firstMode + i);
        untilFailure = least(clocks);
        starts = new double[block];
        finishes = new double[block];
        out = new double[block];
        departures = new double[isLimited() ? 2 * (room + 1) + 16 * block : block];
    }

    boolean isLimited() {
        return room != Buffer.UNLIMITED;
    }

    /** When the part left whose place part {@code j} of the block takes in front of this machine, or on it. */
    double departureAhead(int j) {
        return departures[oldest + j];
    }

    /** Computes a block of parts that arrive at the times {@code in}. */
    void compute(double[] in, @Nullable SerialStage next) {
        this.in = in;
        repairTimes = 0;
        downInBlock = 0;
        int at = work.take();
        double[] times = work.values;
        // where there is no limit ahead, nothing waits for a departure after 0
        double[] ahead = next == null || !next.isLimited() ? NO_LIMIT : next.departures;
        int aheadFrom = next == null || !next.isLimited() ? 0 : next.oldest;
        boolean keeps = isLimited();
        int newest = keeps ? oldest + room + 1 : 0;
        boolean several = clocks.length > 1;
        double clock = untilFailure;
        double departure = departed;
        double starved = 0;
        double blocked = 0;
        double waited = 0;
        double busy = 0;
        long blockedBefore = wasBlocked ? 1 : 0;
        int starvedCount = 0;
        int blockedCount = 0;
        int busyCount = 0;
        for (int j = 0; j < out.length; j++) {
            double arrival = in[j];
            double start = Math.max(arrival, departure);
            double time = speed == 1 ? times[at + j] : times[at + j] / speed;
            double finish;
            if (clock < time) {
                finish = finishWithRepairs(start, times[at + j], clock);
                clock = untilFailure;
            } else {
                finish = start + time;
                clock = several ? operated(time) : clock - time;
            }
            double gap = start - departure;
            departure = Math.max(finish, ahead[aheadFrom + j]);
            double hold = departure - finish;
            starved += gap;
            blocked += hold;
            waited += start - arrival;
            busy += finish - start;
            long waits = positive(gap);
            long holds = positive(hold);
            starvedCount += (int) waits;
            busyCount += (int) (waits | blockedBefore);
            blockedCount += (int) holds;
            blockedBefore = holds;
            starts[j] = start;
            finishes[j] = finish;
            out[j] = departure;
            departures[newest + j] = departure;
        }
        untilFailure = clock;
        starvedInBlock = starved;
        blockedInBlock = blocked;
        waitedInBlock = waited;
        busyInBlock = busy;
        starvedEntries = starvedCount;
        blockedEntries = blockedCount;
        busyEntries = busyCount;
    }

    /** 1 when a time that is not negative is above zero, otherwise 0; without a branch that would be mispredicted. */
    private static long positive(double time) {
        return -Double.doubleToRawLongBits(time) >>> 63;
    }

    /** Works on a part and is repaired meanwhile, once or more; gives the time at which it is done. */
    private double finishWithRepairs(double start, double work, double clock) {
        if (clocks.length == 1) clocks[0] = clock;
        double now = start;
        double rest = work;
        while (true) {
            double time = speed == 1 ? rest : rest / speed;
            int failing = NONE;
            double until = time;
            for (int i = 0; i < clocks.length; i++) {
                if (clocks[i] < until) {
                    until = clocks[i];
                    failing = i;
                }
            }
            untilFailure = operated(until);
            now += until;
            if (failing == NONE) return now;
            rest = Math.max(0, rest - until * speed);
            if (repairTimes == repairs.length) repairs = Arrays.copyOf(repairs, 2 * repairTimes);
            repairs[repairTimes++] = now;
            double repaired = now + draw(model.modeRepair[firstMode + failing], firstMode + failing);
            repairs[repairTimes++] = repaired;
            downInBlock += repaired - now;
            now = repaired;
            clocks[failing] = draw(model.modeEvery[firstMode + failing], firstMode + failing);
            untilFailure = least(clocks);
        }
    }

    /** The machine has worked for some time: the least that is left until a failure. */
    private double operated(double time) {
        for (int i = 0; i < clocks.length; i++) clocks[i] -= time;
        return least(clocks);
    }

    private static double least(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) if (value < least) least = value;
        return least;
    }

    private double draw(int sampler, int mode) {
        double value = model.variates.draw(sampler, random, model.modeStream[mode]);
        return value > 0 ? value : 0;
    }

    /** Goes on to the next block. */
    void turn() {
        int last = out.length - 1;
        departed = out[last];
        wasBlocked = out[last] > finishes[last];
        hasStarted = true;
        if (!isLimited()) return;
        oldest += out.length;
        if (oldest + room + 1 + out.length > departures.length) {
            System.arraycopy(departures, oldest, departures, 0, room + 1);
            oldest = 0;
        }
    }

    /** The block lies before the time of statistics. */
    void skip() {
        events += out.length + repairTimes;
    }

    /** The block lies wholly in the time of statistics. */
    void sumWhole() {
        skip();
        seconds[STARVED] += starvedInBlock;
        seconds[BLOCKED] += blockedInBlock;
        seconds[BUSY] += busyInBlock - downInBlock;
        seconds[DOWN] += downInBlock;
        waitSeconds += waitedInBlock;
        int failures = repairTimes / 2;
        entries[STARVED] += starvedEntries;
        entries[BLOCKED] += blockedEntries;
        entries[BUSY] += busyEntries + failures;
        entries[DOWN] += failures;
        started += out.length;
        produced += out.length;
        left += out.length;
    }

    /** The block may lie partly before or after the time of statistics. */
    void sumCut(Window window) {
        double before = departed;
        boolean blockedBefore = wasBlocked;
        boolean first = !hasStarted;
        int repair = 0;
        for (int j = 0; j < out.length; j++) {
            double start = starts[j];
            double finish = finishes[j];
            double departure = out[j];
            seconds[STARVED] += window.overlap(before, start);
            if (start > before && !first) enter(STARVED, before, window);
            if (first || start > before || blockedBefore) enter(BUSY, start, window);
            double from = start;
            for (; repair < repairTimes && repairs[repair] < finish; repair += 2) {
                interval(BUSY, from, repairs[repair], window);
                interval(DOWN, repairs[repair], repairs[repair + 1], window);
                from = repairs[repair + 1];
                enter(DOWN, repairs[repair], window);
                enter(BUSY, from, window);
                events += (repairs[repair] <= window.end() ? 1 : 0) + (from <= window.end() ? 1 : 0);
            }
            interval(BUSY, from, finish, window);
            interval(BLOCKED, finish, departure, window);
            if (departure > finish) enter(BLOCKED, finish, window);
            waitSeconds += window.overlap(in[j], start);
            if (window.has(start)) started++;
            if (window.has(finish)) produced++;
            if (window.has(departure)) left++;
            if (finish <= window.end()) events++;
            if (in[j] <= window.end() && start > window.end()) waiting++;
            if (start <= window.end() && departure > window.end()) held = 1;
            before = departure;
            blockedBefore = departure > finish;
            first = false;
        }
    }

    private void interval(int of, double from, double to, Window window) {
        seconds[of] += window.overlap(from, to);
        if (from <= window.end() && window.end() < to) state = of;
    }

    private void enter(int next, double time, Window window) {
        if (window.has(time)) entries[next]++;
    }

    /** No more parts start before the end. */
    void end(Window window) {
        if (departed > window.end()) return;
        seconds[STARVED] += window.overlap(departed, window.end());
        if (hasStarted) enter(STARVED, departed, window);
    }

    /** Tells what the machine and the place in front of it came to. */
    void tell(RunTotals totals, int product) {
        int place = model.placeOfMachine(machine);
        totals.machine(place, seconds, entries, state, produced, step, product);
        totals.level(place, seconds[BUSY] + seconds[DOWN] + seconds[BLOCKED], held);
        if (waitsIn != NONE) totals.level(waitsIn, waitSeconds, waiting);
    }

    long started() {
        return started;
    }

    long left() {
        return left;
    }

    long events() {
        return events;
    }

    /** The time of statistics: after {@code from} and up to {@code end}; from the very start where there is no warm-up. */
    record Window(double from, double end) {
        boolean has(double time) {
            return time <= end && (time > from || from == 0);
        }

        double overlap(double start, double finish) {
            return Math.max(0, Math.min(finish, end) - Math.max(start, from));
        }
    }
}
