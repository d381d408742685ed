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
    static double rank(FlowModel model, ElementState station, Part part) {
        return switch (station.rule) {
            case SHORTEST_PROCESSING -> model.variates.mean(model.timeOf(part.step, part.product));
            case EARLIEST_DUE_DATE -> Double.isNaN(part.due) ? Double.POSITIVE_INFINITY : part.due;
            case PRIORITY -> -part.priority;
            default -> 0;
        };
    }

    /** Takes the part with the least (time to its due date) / (mean work ahead of it). */
    static Part takeByCriticalRatio(Replication run, WaitingList list) {
        var best = run.parts.at(list.first());
        double least = Double.POSITIVE_INFINITY;
        for (int number = best.number; number >= 0; number = run.parts.at(number).next) {
            var part = run.parts.at(number);
            double ahead = run.model.workAhead[part.step][part.product];
            double ratio = (part.due - run.now()) / Math.max(ahead, 1e-9);
            if (ratio < least) {
                least = ratio;
                best = part;
            }
        }
        list.remove(best);
        return best;
    }
}
