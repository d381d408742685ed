package org.shadowline.sim.flow;

import org.shadowline.plant.event.*;

public class Speed {
    static final class Count implements EventSink {
        long n;
        long moved;
        double last;
        int inSystem;
        double area;
        long done;

        @Override
        public void event(double time, EventKind kind, int s, int o, int a, int b, double x, double y) {
            n++;
            if (kind == EventKind.PART_RELEASED) {
                area += inSystem * (time - last);
                last = time;
                inSystem++;
            } else if (kind == EventKind.PART_FINISHED) {
                area += inSystem * (time - last);
                last = time;
                inSystem--;
                done++;
            }
        }
    }

    public static void main(String[] args) {
        for (int rep = 0; rep < 6; rep++) {
            var p = new Plants()
                    .source("in", Plants.exponential(1 / 0.9))
                    .add("m", Plants.station(Plants.exponential(1)))
                    .route("in", "m");
            var c = new Count();
            long t0 = System.nanoTime();
            var r = p.simulation(rep).replication(1, c);
            r.runUntil(3e6);
            double s = (System.nanoTime() - t0) / 1e9;
            System.out.printf("mm1 W=%.3f events %.1f M/s  sink %d%n", c.area / c.done, r.events() / s / 1e6, c.n);
            var q = new Plants().unlimited("src");
            var names = new java.util.ArrayList<String>();
            names.add("src");
            for (int i = 1; i <= 20; i++) {
                if (i > 1) {
                    q.buffer("b" + i, 5);
                    names.add("b" + i);
                }
                q.add(
                        "m" + i,
                        Plants.station(Plants.exponential(1))
                                .failsOperating(Plants.exponential(100), Plants.exponential(10)));
                names.add("m" + i);
            }
            q.route(names.toArray(new String[0]));
            c = new Count();
            t0 = System.nanoTime();
            r = q.simulation(rep).replication(1, c);
            r.runUntil(4e5);
            s = (System.nanoTime() - t0) / 1e9;
            System.out.printf(
                    "line TH=%.4f events %.1f M/s bytes %d sink %d%n",
                    c.done / 4e5, r.events() / s / 1e6, r.bytes(), c.n);
        }
    }
}
