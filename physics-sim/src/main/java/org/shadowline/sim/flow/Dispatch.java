package org.shadowline.sim.flow;

import org.shadowline.plant.description.DispatchRule;

/** Which waiting part a station takes next; see {@link DispatchRule}. */
final class Dispatch {
    static final byte FIRST_IN = 0;
    static final byte SHORTEST_PROCESSING = 1;
    static final byte EARLIEST_DUE_DATE = 2;
    static final byte PRIORITY = 3;
    static final byte CRITICAL_RATIO = 4;

    private Dispatch() {}

    static byte of(DispatchRule rule) {
        return switch (rule) {
            case FIRST_IN -> FIRST_IN;
            case SHORTEST_PROCESSING -> SHORTEST_PROCESSING;
            case EARLIEST_DUE_DATE -> EARLIEST_DUE_DATE;
            case PRIORITY -> PRIORITY;
            case CRITICAL_RATIO -> CRITICAL_RATIO;
        };
    }

    /** Rank of a part in a station's list under a rule that does not change with time; the smallest is taken first. */
    static double rank(Replication run, int station, int part) {
        var parts = run.parts;
        return switch (run.model.rule[station]) {
            case SHORTEST_PROCESSING ->
                run.model.variates.mean(run.model.timeOf(parts.step[part], parts.product[part]));
            case EARLIEST_DUE_DATE -> Double.isNaN(parts.due[part]) ? Double.POSITIVE_INFINITY : parts.due[part];
            case PRIORITY -> -parts.priority[part];
            default -> 0;
        };
    }

    /** Takes the part with the least (time to its due date) / (mean work ahead of it). */
    static int takeByCriticalRatio(Replication run, int station, int list) {
        var parts = run.parts;
        int best = run.lists.first(list);
        double least = Double.POSITIVE_INFINITY;
        for (int part = best; part >= 0; part = parts.next[part]) {
            double ahead = run.model.workAhead[parts.step[part]][parts.product[part]];
            double ratio = (parts.due[part] - run.now()) / Math.max(ahead, 1e-9);
            if (ratio < least) {
                least = ratio;
                best = part;
            }
        }
        run.lists.remove(list, best);
        return best;
    }
}
