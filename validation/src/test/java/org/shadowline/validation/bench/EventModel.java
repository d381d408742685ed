package org.shadowline.validation.bench;

import java.util.function.LongSupplier;
import org.shadowline.sim.kernel.RandomStreams;
import org.shadowline.sim.kernel.Variates;

/**
 * A model in the style of event scheduling, written once for all engines that schedule events. Each slot has at most one
 * pending event. Random numbers and samplers are Shadowline's own.
 */
abstract class EventModel {
    /** What an engine offers. */
    interface Engine {
        double now();

        void schedule(int slot, double delay);
    }

    final int slots;
    final RandomStreams random;
    final Variates variates = new Variates();
    long events;
    /** What measures the processor time, in nanoseconds. */
    LongSupplier clock = () -> 0;
    /** When the model had been set up, by that clock. */
    long begun;

    EventModel(int slots, int streams) {
        this.slots = slots;
        var keys = new long[streams];
        for (int i = 0; i < streams; i++) keys[i] = RandomStreams.key(1, "stream " + i);
        random = new RandomStreams(keys, 1);
    }

    /** Schedules the first events, and notes the time: what comes before is not measured. */
    final void begin(Engine engine) {
        setUp(engine);
        begun = clock.getAsLong();
    }

    abstract void setUp(Engine engine);

    abstract void occur(Engine engine, int slot);

    /** A result by which the engines can be compared with each other and with theory. */
    abstract double check(double now);

    /** M/M/1 with a mean time of service of 1 and load 0.9; the check is the mean lead time. */
    static final class Queue extends EventModel {
        private final int interval = variates.exponential(1 / 0.9);
        private final int service = variates.exponential(1);
        private final Figures figures;
        private double[] waiting = new double[1024];
        private int head;
        private int count;

        Queue(double until) {
            super(2, 2);
            figures = new Figures(1, until);
        }

        @Override
        void setUp(Engine engine) {
            engine.schedule(0, variates.draw(interval, random, 0));
        }

        @Override
        void occur(Engine engine, int slot) {
            events++;
            double now = engine.now();
            if (slot == 0) {
                figures.enters(now);
                if (count == waiting.length) grow();
                waiting[(head + count++) % waiting.length] = now;
                if (count == 1) serve(engine, now);
                else figures.level(0, 1, now);
                engine.schedule(0, variates.draw(interval, random, 0));
            } else {
                figures.operation(0);
                figures.leaves(now, now - waiting[head]);
                head = (head + 1) % waiting.length;
                if (--count > 0) {
                    figures.level(0, -1, now);
                    engine.schedule(1, variates.draw(service, random, 1));
                } else {
                    figures.state(0, Figures.STARVED, now);
                }
            }
        }

        private void serve(Engine engine, double now) {
            figures.state(0, Figures.BUSY, now);
            engine.schedule(1, variates.draw(service, random, 1));
        }

        private void grow() {
            var larger = new double[count * 2];
            for (int i = 0; i < count; i++) larger[i] = waiting[(head + i) % count];
            waiting = larger;
            head = 0;
        }

        @Override
        double check(double now) {
            return figures.meanLeadTime();
        }
    }

    /**
     * Saturated line of exponential stations, mean 1, buffers of 5 between, breakdowns by operating time, mean 100, repairs
     * of mean 10, blocking after service; the check is the throughput.
     */
    static final class Line extends EventModel {
        private static final int BUFFER = 5;
        private final int n;
        private final int work = variates.exponential(1);
        private final int failure = variates.exponential(100);
        private final int repair = variates.exponential(10);
        private final byte[] state;
        private final double[] left;
        private final double[] toFailure;
        private final boolean[] fails;
        private final int[] level;
        private final double[] part;
        private final double[][] queued;
        private final int[] head;
        private final Figures figures;

        Line(int n, double until) {
            super(n, 2 * n);
            this.n = n;
            state = new byte[n];
            left = new double[n];
            toFailure = new double[n];
            fails = new boolean[n];
            level = new int[n];
            part = new double[n];
            queued = new double[n][BUFFER];
            head = new int[n];
            figures = new Figures(n, until);
        }

        @Override
        void setUp(Engine engine) {
            for (int i = 0; i < n; i++) toFailure[i] = variates.draw(failure, random, n + i);
            figures.enters(0);
            work(engine, 0, 0);
        }

        private void work(Engine engine, int m, double now) {
            enter(m, Figures.BUSY, now);
            left[m] = variates.draw(work, random, m);
            goOn(engine, m);
        }

        private void goOn(Engine engine, int m) {
            fails[m] = toFailure[m] < left[m];
            engine.schedule(m, fails[m] ? toFailure[m] : left[m]);
        }

        private void enter(int m, byte next, double now) {
            if (state[m] == next) return;
            state[m] = next;
            figures.state(m, next, now);
        }

        @Override
        void occur(Engine engine, int i) {
            events++;
            double now = engine.now();
            if (state[i] == Figures.DOWN) {
                enter(i, Figures.BUSY, now);
                toFailure[i] = variates.draw(failure, random, n + i);
                goOn(engine, i);
            } else if (fails[i]) {
                left[i] -= toFailure[i];
                enter(i, Figures.DOWN, now);
                engine.schedule(i, variates.draw(repair, random, n + i));
            } else {
                toFailure[i] -= left[i];
                figures.operation(i);
                handOn(engine, i, now);
            }
        }

        /** Hands the part of a machine on, then those of the machines before it that were blocked. */
        private void handOn(Engine engine, int from, double now) {
            for (int m = from; m >= 0; m--) {
                if (m < from && state[m] != Figures.BLOCKED) return;
                if (m == n - 1) {
                    figures.leaves(now, now - part[m]);
                } else if (state[m + 1] == Figures.STARVED) {
                    part[m + 1] = part[m];
                    work(engine, m + 1, now);
                } else if (level[m + 1] < BUFFER) {
                    figures.level(m + 1, 1, now);
                    queued[m + 1][(head[m + 1] + level[m + 1]++) % BUFFER] = part[m];
                } else {
                    enter(m, Figures.BLOCKED, now);
                    return;
                }
                if (m == 0) {
                    part[0] = now;
                    figures.enters(now);
                } else if (level[m] > 0) {
                    figures.level(m, -1, now);
                    part[m] = queued[m][head[m]];
                    head[m] = (head[m] + 1) % BUFFER;
                    level[m]--;
                } else {
                    enter(m, Figures.STARVED, now);
                    return;
                }
                work(engine, m, now);
            }
        }

        @Override
        double check(double now) {
            return figures.finished() / now;
        }
    }

    /**
     * Job shop: exponential stations of mean 1 with queues, loaded to 0.8; each product arrives by itself and has a route
     * of its own. The check is the mean lead time.
     */
    static final class JobShop extends EventModel {
        private final int n;
        private final int[][] routes;
        private final int work = variates.exponential(1);
        private final int interval;
        private final Job[] first;
        private final Job[] last;
        private final Job[] on;
        private Job free;
        private final Figures figures;

        private static final class Job {
            int product;
            int step;
            double released;
            Job next;
        }

        JobShop(int[][] routes, int n, double meanInterval, double until) {
            super(n + routes.length, n + routes.length);
            this.n = n;
            this.routes = routes;
            interval = variates.exponential(meanInterval);
            first = new Job[n];
            last = new Job[n];
            on = new Job[n];
            figures = new Figures(n, until);
        }

        @Override
        void setUp(Engine engine) {
            for (int p = 0; p < routes.length; p++) engine.schedule(n + p, variates.draw(interval, random, n + p));
        }

        @Override
        void occur(Engine engine, int slot) {
            events++;
            double now = engine.now();
            if (slot >= n) {
                int product = slot - n;
                var job = free == null ? new Job() : free;
                free = job.next;
                job.product = product;
                job.step = 0;
                job.released = now;
                figures.enters(now);
                arrive(engine, job, now);
                engine.schedule(slot, variates.draw(interval, random, slot));
                return;
            }
            var job = on[slot];
            figures.operation(slot);
            on[slot] = null;
            if (++job.step < routes[job.product].length) {
                arrive(engine, job, now);
            } else {
                figures.leaves(now, now - job.released);
                job.next = free;
                free = job;
            }
            if (first[slot] == null) {
                figures.state(slot, Figures.STARVED, now);
            } else {
                var waiting = first[slot];
                first[slot] = waiting.next;
                figures.level(slot, -1, now);
                work(engine, slot, waiting);
            }
        }

        private void arrive(Engine engine, Job job, double now) {
            int station = routes[job.product][job.step];
            job.next = null;
            if (on[station] == null) {
                figures.state(station, Figures.BUSY, now);
                work(engine, station, job);
                return;
            }
            figures.level(station, 1, now);
            if (first[station] == null) first[station] = job;
            else last[station].next = job;
            last[station] = job;
        }

        private void work(Engine engine, int station, Job job) {
            on[station] = job;
            engine.schedule(station, variates.draw(work, random, station));
        }

        @Override
        double check(double now) {
            return figures.meanLeadTime();
        }
    }

    /**
     * Hold model (Jones 1986): parts go round in a place where each stays for an exponential time of mean 1; an event is
     * the end of a stay. The check is the number of stays that a part ends per time, 1.
     */
    static final class Hold extends EventModel {
        private final int stay = variates.exponential(1);
        private final Figures figures;

        Hold(int parts, double until) {
            super(parts, 1);
            figures = new Figures(1, until);
        }

        @Override
        void setUp(Engine engine) {
            for (int i = 0; i < slots; i++) {
                figures.enters(0);
                figures.level(0, 1, 0);
                engine.schedule(i, variates.draw(stay, random, 0));
            }
        }

        @Override
        void occur(Engine engine, int slot) {
            events++;
            double now = engine.now();
            figures.level(0, -1, now);
            figures.level(0, 1, now);
            engine.schedule(slot, variates.draw(stay, random, 0));
        }

        @Override
        double check(double now) {
            return events / now / slots;
        }
    }
}
