package org.shadowline.validation.bench;

import java.util.Arrays;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.SplayTree;

/** Runs an {@link EventModel} on the event kernels of others, each used as its documentation says. */
final class Engines {
    private Engines() {}

    /** SSJ 3.3.2 with its splay tree, the fastest of its event lists; event objects are used again. */
    static double ssj(EventModel model, double until) {
        var simulator = new Simulator(new SplayTree());
        simulator.init();
        var events = new Event[model.slots];
        var engine = new EventModel.Engine() {
            @Override
            public double now() {
                return simulator.time();
            }

            @Override
            public void schedule(int slot, double delay) {
                events[slot].schedule(delay);
            }
        };
        Arrays.setAll(events, slot -> new Event(simulator) {
            @Override
            public void actions() {
                model.occur(engine, slot);
            }
        });
        model.begin(engine);
        new Event(simulator) {
            @Override
            public void actions() {
                simulator.stop();
            }
        }.schedule(until);
        simulator.start();
        return model.check(until);
    }

    /** DSOL 4.3.2 with lambdas as events. */
    static double dsol(EventModel model, double until) throws Exception {
        var simulator = new DevsSimulator<Double>("bench");
        var engine = new EventModel.Engine() {
            @Override
            public double now() {
                return simulator.getSimulatorTime();
            }

            @Override
            public void schedule(int slot, double delay) {
                simulator.scheduleEventRel(delay, () -> model.occur(this, slot));
            }
        };
        var root = new AbstractDsolModel<Double, DevsSimulator<Double>>(simulator) {
            @Override
            public void constructModel() {
                model.begin(engine);
            }
        };
        simulator.initialize(root, new SingleReplication<Double>("bench", 0.0, 0.0, until));
        simulator.start();
        while (!simulator.isStoppingOrStopped() || simulator.getSimulatorTime() < until) Thread.sleep(1);
        return model.check(until);
    }

    /** A 4-ary heap and nothing else. */
    static double heap(EventModel model, double until) {
        var heap = new Heap(model.slots);
        model.begin(heap);
        while (heap.next() <= until) model.occur(heap, heap.poll());
        return model.check(until);
    }

    private static final class Heap implements EventModel.Engine {
        private double[] times;
        private long[] keys;
        private int size;
        private long sequence;
        private double now;

        Heap(int slots) {
            times = new double[slots + 1];
            keys = new long[slots + 1];
        }

        double next() {
            return size == 0 ? Double.POSITIVE_INFINITY : times[0];
        }

        @Override
        public double now() {
            return now;
        }

        @Override
        public void schedule(int slot, double delay) {
            double time = now + delay;
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

        int poll() {
            now = times[0];
            int slot = (int) keys[0] & 0xFFFFFF;
            int last = --size;
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
            return slot;
        }
    }
}
