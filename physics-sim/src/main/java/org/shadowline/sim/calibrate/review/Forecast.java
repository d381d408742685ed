package org.shadowline.sim.calibrate.review;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.flow.Simulation;

/**
 * Simulates a number of cases from a moment on, the plant being empty before it: what a model foretells of cases that it has not
 * seen. All of a case counts, however long it takes.
 */
public final class Forecast {
    private static final double DAY = 86_400;
    /** Days after which a run ends, whatever is not finished. */
    private static final int MOST_DAYS = 1_000;

    private Forecast() {}

    /**
     * The logs of several runs, each with the first cases that are released.
     *
     * @param names a log with the names of the activities, from which the plant was found
     * @param from local time in milliseconds; the run begins at midnight before it
     */
    public static List<EventLog> of(Plant plant, Scenario scenario, EventLog names, long from, int cases, int runs) {
        var matching = Matching.of(plant, names, Map.of());
        var begins = Instant.ofEpochMilli(from)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(scenario.start().getZone());
        var foretold = scenario.during(begins, MOST_DAYS * DAY, List.of());
        var simulation = Simulation.of(plant, foretold, null, MOST_DAYS * DAY);
        var logs = new ArrayList<EventLog>();
        for (int number = 1; number <= runs; number++) {
            var log = new SimulatedLog(simulation.index(), matching, begins);
            var first = new FirstCases(cases);
            var run = simulation.replication(number, new EventFanOut(log, first));
            for (int day = 1; day <= MOST_DAYS && !first.haveLeft(); day++) run.runUntil(day * DAY);
            var all = log.between(Long.MIN_VALUE, Long.MAX_VALUE);
            logs.add(all.only(c -> Long.parseLong(all.cases().get(c)) <= cases));
        }
        return logs;
    }

    /** Counts the first cases out again. */
    private static final class FirstCases implements EventSink {
        private final int wanted;
        private long[] serials = new long[64];
        private int left;

        FirstCases(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            if (kind == EventKind.PART_RELEASED) {
                if (object >= serials.length) serials = Arrays.copyOf(serials, 2 * object + 1);
                serials[object] = (long) y;
            } else if (kind.endsPart() && serials[object] <= wanted) {
                left++;
            }
        }

        boolean haveLeft() {
            return left >= wanted;
        }
    }
}
