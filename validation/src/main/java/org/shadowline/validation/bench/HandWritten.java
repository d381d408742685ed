package org.shadowline.validation.bench;

import java.util.Arrays;
import org.shadowline.sim.kernel.RandomStreams;
import org.shadowline.sim.kernel.Variates;

/**
 * What a programmer would write for one model and nothing else: a 4-ary heap in two arrays, the model's rules in one loop,
 * no interface, no other element, no set-up, no people, no routes. It is the yardstick of the speed of the engine. Generator
 * and samplers are the engine's own, so that only the rest is compared. Statistics: lead time, levels, and time in each
 * state of each machine.
 */
final class HandWritten {
    private double[] times = new double[64];
    private long[] keys = new long[64];
    private int size;
    private long sequence;
    private double now;
    private final RandomStreams random;
    private final Variates variates = new Variates();

    private HandWritten(int streams) {
        var names = new long[streams];
        for (int i = 0; i < streams; i++) names[i] = RandomStreams.key(1, "stream " + i);
        random = new RandomStreams(names, 1);
    }

    /**
     * @param events taken from the calendar
     * @param check a result of the model, to be compared with theory and the engine: mean lead time, or throughput
     */
    record Result(long events, double check) {}

    /** M/M/1 with a mean time of service of 1. */
    static Result queue(double load, double until) {
        return new HandWritten(2).runQueue(load, until);
    }

    private Result runQueue(double load, double until) {
        int arrival = variates.exponential(1 / load);
        int service = variates.exponential(1);
        var waiting = new double[1024];
        int head = 0;
        int count = 0;
        long events = 0;
        long finished = 0;
        double leadTime = 0;
        double area = 0;
        double changed = 0;
        double busy = 0;
        double busySince = 0;
        add(variates.draw(arrival, random, 0), 0);
        while (times[0] <= until) {
            int slot = poll();
            events++;
            area += count * (now - changed);
            changed = now;
            if (slot == 0) {
                if (count == waiting.length) {
                    var larger = new double[count * 2];
                    for (int i = 0; i < count; i++) larger[i] = waiting[(head + i) % count];
                    waiting = larger;
                    head = 0;
                }
                waiting[(head + count++) % waiting.length] = now;
                if (count == 1) {
                    busySince = now;
                    add(now + variates.draw(service, random, 1), 1);
                }
                add(now + variates.draw(arrival, random, 0), 0);
            } else {
                leadTime += now - waiting[head];
                finished++;
                head = (head + 1) % waiting.length;
                if (--count > 0) add(now + variates.draw(service, random, 1), 1);
                else busy += now - busySince;
            }
        }
        if (area < 0 || busy < 0) throw new IllegalStateException("statistics are used");
        return new Result(events, leadTime / finished);
    }

    /** Serial line of exponential stations with breakdowns by operating time, buffers between, blocking after service. */
    static Result line(int stations, int buffer, double timeToFailure, double repairTime, double until) {
        return new HandWritten(2 * stations).runLine(stations, buffer, timeToFailure, repairTime, until);
    }

    private static final byte STARVED = 0;
    private static final byte BUSY = 1;
    private static final byte BLOCKED = 2;
    private static final byte DOWN = 3;

    private Result runLine(int n, int buffer, double timeToFailure, double repairTime, double until) {
        int work = variates.exponential(1);
        int failure = variates.exponential(timeToFailure);
        int repair = variates.exponential(repairTime);
        var state = new byte[n];
        var since = new double[n];
        var inState = new double[n][4];
        var left = new double[n];
        var toFailure = new double[n];
        var fails = new boolean[n];
        var level = new int[n];
        var levelSince = new double[n];
        var levelArea = new double[n];
        var part = new double[n];
        var queued = new double[n][buffer];
        var head = new int[n];
        long events = 0;
        long finished = 0;
        double leadTime = 0;
        for (int i = 0; i < n; i++) toFailure[i] = variates.draw(failure, random, n + i);
        part[0] = 0;
        left[0] = variates.draw(work, random, 0);
        start(0, left, toFailure, fails);
        state[0] = BUSY;
        while (times[0] <= until) {
            int i = poll();
            events++;
            if (state[i] == DOWN) {
                inState[i][DOWN] += now - since[i];
                since[i] = now;
                state[i] = BUSY;
                toFailure[i] = variates.draw(failure, random, n + i);
                start(i, left, toFailure, fails);
                continue;
            }
            inState[i][BUSY] += now - since[i];
            since[i] = now;
            if (fails[i]) {
                left[i] -= toFailure[i];
                state[i] = DOWN;
                add(now + variates.draw(repair, random, n + i), i);
                continue;
            }
            toFailure[i] -= left[i];
            state[i] = BLOCKED;
            // hand the part on as far upstream as places become free
            for (int m = i; m >= 0 && state[m] == BLOCKED; m--) {
                if (m == n - 1) {
                    finished++;
                    leadTime += now - part[m];
                } else if (state[m + 1] == STARVED) {
                    inState[m + 1][STARVED] += now - since[m + 1];
                    since[m + 1] = now;
                    state[m + 1] = BUSY;
                    part[m + 1] = part[m];
                    left[m + 1] = variates.draw(work, random, m + 1);
                    start(m + 1, left, toFailure, fails);
                } else if (level[m + 1] < buffer) {
                    levelArea[m + 1] += level[m + 1] * (now - levelSince[m + 1]);
                    levelSince[m + 1] = now;
                    queued[m + 1][(head[m + 1] + level[m + 1]++) % buffer] = part[m];
                } else {
                    break;
                }
                inState[m][BLOCKED] += now - since[m];
                since[m] = now;
                if (m == 0) {
                    part[0] = now;
                } else if (level[m] > 0) {
                    levelArea[m] += level[m] * (now - levelSince[m]);
                    levelSince[m] = now;
                    part[m] = queued[m][head[m]];
                    head[m] = (head[m] + 1) % buffer;
                    level[m]--;
                } else {
                    state[m] = STARVED;
                    break;
                }
                state[m] = BUSY;
                left[m] = variates.draw(work, random, m);
                start(m, left, toFailure, fails);
            }
        }
        if (Arrays.stream(levelArea).sum() < 0 || leadTime < 0 || inState[0][BUSY] < 0) {
            throw new IllegalStateException("statistics are used");
        }
        return new Result(events, finished / until);
    }

    private void start(int machine, double[] left, double[] toFailure, boolean[] fails) {
        fails[machine] = toFailure[machine] < left[machine];
        add(now + (fails[machine] ? toFailure[machine] : left[machine]), machine);
    }

    private void add(double time, int slot) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            keys = Arrays.copyOf(keys, size * 2);
        }
        long key = (sequence++ << 24) | slot;
        int i = size++;
        while (i > 0) {
            int parent = (i - 1) >> 2;
            if (times[parent] < time || (times[parent] == time && keys[parent] < key)) break;
            times[i] = times[parent];
            keys[i] = keys[parent];
            i = parent;
        }
        times[i] = time;
        keys[i] = key;
    }

    private int poll() {
        now = times[0];
        int slot = (int) keys[0] & 0xFFFFFF;
        int last = --size;
        if (last > 0) {
            double time = times[last];
            long key = keys[last];
            int i = 0;
            for (int child; (child = (i << 2) + 1) < last; ) {
                int end = Math.min(child + 4, last);
                int best = child;
                for (int j = child + 1; j < end; j++) {
                    if (times[j] < times[best] || (times[j] == times[best] && keys[j] < keys[best])) best = j;
                }
                if (time < times[best] || (time == times[best] && key < keys[best])) break;
                times[i] = times[best];
                keys[i] = keys[best];
                i = best;
            }
            times[i] = time;
            keys[i] = key;
        } else {
            times[0] = Double.POSITIVE_INFINITY;
        }
        return slot;
    }
}
