package org.shadowline.sim.calibrate.discover;

import java.util.List;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * Waiting before each activity instance that neither people's other work nor their hours explain, in seconds: drying,
 * transport, a missing drawing, a lot that is not complete.
 *
 * <p>After Chapela-Campa and Dumas (2024, "Enhancing business process simulation models with extraneous activity
 * delays"): had someone who can do the activity been free and at work for at least half an hour after the case could go
 * on, and the activity did not begin, then the case was held up by something else at least until then. The delay reaches
 * from the moment the case could go on to the end of the last such opportunity; what remains until the start is waiting
 * for people, which the simulation makes by itself. Other than there, an opportunity is that of anyone with the skill and
 * not only of who did it in the end, because in the plant anyone with the skill takes what waits.
 *
 * <p>The plant's route is a sequence. Where a case had several activities in progress at once, its own clock runs ahead of
 * the recorded one by the time they overlapped, and the waiting that follows is shortened by as much: lead times stay
 * what they were.
 */
final class Waits {
    private static final long OPPORTUNITY = OpenTime.HOUR / 2;

    private final double[] seconds;
    private long overlapping;
    private double leadTime;

    private Waits(int size) {
        seconds = new double[size];
    }

    /**
     * Finds the waiting of all instances.
     *
     * @param able the resources that can do each activity
     * @param presence when each resource had something in progress
     * @param hours of each resource
     */
    static Waits of(EventLog log, List<int[]> able, List<Presence> presence, List<OpenTime> hours) {
        var waits = new Waits(log.size());
        for (int c = 0; c < log.cases().size(); c++) {
            waits.addCase(log, c, (i, ready) -> {
                long until = ready;
                long start = log.start(i);
                if (able.get(log.activityOf(i)).length == 0 || log.resourceOf(i) == EventLog.NONE) return start;
                for (int resource : able.get(log.activityOf(i))) {
                    if (until == start) break;
                    until = lastOpportunity(until, ready, start, presence.get(resource), hours.get(resource));
                }
                return until;
            });
        }
        return waits;
    }

    /** Until when an instance was held up that was ready at a moment. */
    private interface Delay {
        long until(int instance, long ready);
    }

    double seconds(int instance) {
        return seconds[instance];
    }

    /** Instances that began while an earlier one of the same case was in progress. */
    long overlapping() {
        return overlapping;
    }

    /** Sum of the lead times of all cases, in seconds. */
    double leadTime() {
        return leadTime;
    }

    private void addCase(EventLog log, int aCase, Delay delay) {
        if (log.from(aCase) == log.to(aCase)) return;
        long first = log.start(log.from(aCase));
        long clock = first;
        long latest = first;
        for (int i = log.from(aCase); i < log.to(aCase); i++) {
            long start = log.start(i);
            if (start < latest) overlapping++;
            if (start > clock) seconds[i] = (delay.until(i, clock) - clock) / 1000.0;
            clock = Math.max(clock, start) + log.end(i) - start;
            latest = Math.max(latest, log.end(i));
        }
        leadTime += (latest - first) / 1000.0;
    }

    /**
     * The end of the last stretch of free working time that ends in {@code (after, start]} and lies after {@code ready};
     * {@code after} when there is none.
     */
    private static long lastOpportunity(long after, long ready, long start, Presence presence, OpenTime hours) {
        long at = start;
        while (at > after) {
            int busy = presence.inProgressBefore(at);
            if (busy >= 0) {
                at = presence.start(busy);
            } else if (!hours.isOpenBefore(at)) {
                at = hours.closedSince(at, after);
            } else {
                long free = Math.max(hours.openSince(at, ready), presence.lastEnd(at));
                if (at - free >= OPPORTUNITY || free <= ready) return at;
                at = free;
            }
        }
        return after;
    }
}
