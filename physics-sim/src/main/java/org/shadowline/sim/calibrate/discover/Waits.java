package org.shadowline.sim.calibrate.discover;

import java.util.List;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * Waiting before each activity instance that neither the resource's other work nor its hours explain, in seconds: drying,
 * transport, a missing drawing, a lot that is not complete.
 *
 * <p>After Chapela-Campa and Dumas (2024, "Enhancing business process simulation models with extraneous activity
 * delays"): had the resource been free and at work for at least half an hour after the case could go on, and the
 * activity did not begin, then the case was held up by something else at least until then. The delay reaches from the
 * moment the case could go on to the end of the last such opportunity; what remains until the start is waiting for the
 * resource, which the simulation makes by itself.
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

    static Waits of(EventLog log, List<Presence> presence, List<OpenTime> hours) {
        var waits = new Waits(log.size());
        for (int c = 0; c < log.cases().size(); c++) waits.addCase(log, c, presence, hours);
        return waits;
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

    private void addCase(EventLog log, int aCase, List<Presence> presence, List<OpenTime> hours) {
        if (log.from(aCase) == log.to(aCase)) return;
        long first = log.start(log.from(aCase));
        long clock = first;
        long latest = first;
        for (int i = log.from(aCase); i < log.to(aCase); i++) {
            long start = log.start(i);
            if (start < latest) overlapping++;
            if (start > clock) {
                int resource = log.resourceOf(i);
                long until = resource == EventLog.NONE
                        ? start
                        : lastOpportunity(clock, start, presence.get(resource), hours.get(resource));
                seconds[i] = (until - clock) / 1000.0;
            }
            clock = Math.max(clock, start) + log.end(i) - start;
            latest = Math.max(latest, log.end(i));
        }
        leadTime += (latest - first) / 1000.0;
    }

    /** The end of the last stretch of free working time between the two moments; {@code able} when there is none. */
    private static long lastOpportunity(long able, long start, Presence presence, OpenTime hours) {
        long at = start;
        while (at > able) {
            int busy = presence.inProgressBefore(at);
            if (busy >= 0) {
                at = presence.start(busy);
            } else if (!hours.isOpenBefore(at)) {
                at = hours.closedSince(at, able);
            } else {
                long free = Math.max(hours.openSince(at, able), presence.lastEnd(at));
                if (at - free >= OPPORTUNITY || free <= able) return at;
                at = free;
            }
        }
        return able;
    }
}
