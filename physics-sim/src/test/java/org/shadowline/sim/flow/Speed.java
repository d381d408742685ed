package org.shadowline.sim.flow;

import java.util.ArrayList;
import org.shadowline.plant.kpi.KpiFold;

public class Speed {
    static Plants line() {
        var q = new Plants().unlimited("src");
        var names = new ArrayList<String>();
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
        return q.route(names.toArray(new String[0]));
    }

    static double run(Plants p, double until) {
        var sim = p.simulation(1);
        var k = new KpiFold(sim.index(), until, 240);
        var r = sim.replication(1, k);
        long t = System.nanoTime();
        r.runUntil(until);
        return r.events() / ((System.nanoTime() - t) / 1e9) / 1e6;
    }

    public static void main(String[] args) {
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            if (args[0].contains("q"))
                System.out.printf(
                        "mm1 %.1f M/s%n",
                        run(
                                new Plants()
                                        .source("in", Plants.exponential(1 / 0.9))
                                        .add("m", Plants.station(Plants.exponential(1)))
                                        .route("in", "m"),
                                3e6));
            if (args[0].contains("l")) System.out.printf("line %.1f M/s%n", run(line(), 4e5));
        }
    }
}
