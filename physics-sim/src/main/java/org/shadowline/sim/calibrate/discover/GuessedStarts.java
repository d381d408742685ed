package org.shadowline.sim.calibrate.discover;

import java.util.Arrays;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.EventLogBuilder;
import org.shadowline.sim.calibrate.log.LogLimits;

/**
 * Starts for a log that records ends only: an activity is taken to begin when the activity before it in its case and the
 * activity before it of its resource have both ended (the latest possible begin without idle time).
 */
final class GuessedStarts {
    private GuessedStarts() {}

    static EventLog in(EventLog log) {
        var order = new Integer[log.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(log.end(a), log.end(b)));
        var lastOfCase = new long[log.cases().size()];
        var lastOfResource = new long[log.resources().size()];
        Arrays.fill(lastOfCase, Long.MIN_VALUE);
        Arrays.fill(lastOfResource, Long.MIN_VALUE);
        var guessed = new EventLogBuilder(log.name(), LogLimits.DEFAULT).zone(log.zone());
        for (int i : order) {
            int resource = log.resourceOf(i);
            long start = lastOfCase[log.caseOf(i)];
            if (resource != EventLog.NONE) start = Math.max(start, lastOfResource[resource]);
            if (lastOfCase[log.caseOf(i)] == Long.MIN_VALUE || start > log.end(i)) start = log.end(i);
            lastOfCase[log.caseOf(i)] = log.end(i);
            if (resource != EventLog.NONE) lastOfResource[resource] = log.end(i);
            guessed.add(
                    log.cases().get(log.caseOf(i)),
                    log.activities().get(log.activityOf(i)),
                    resource == EventLog.NONE ? null : log.resources().get(resource),
                    start,
                    log.end(i));
        }
        for (int c = 0; c < log.cases().size(); c++) {
            if (log.productOf(c) != EventLog.NONE) {
                guessed.product(log.cases().get(c), log.products().get(log.productOf(c)));
            }
        }
        return guessed.build();
    }
}
