package org.shadowline.sim.calibrate.review;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.shadowline.plant.rehearsal.ReviewResult;
import org.shadowline.sim.calibrate.discover.OpenTime;
import org.shadowline.sim.calibrate.discover.Presence;
import org.shadowline.sim.calibrate.log.EventLog;

/** What a log says of its activities, of the ways between them and of who does them; times in hours. */
final class LogFigures {
    private static final double HOUR = 3_600_000;
    private static final int HOURS_OF_WEEK = 168;
    private static final int BATCHES = 10;
    /** An instance longer than so many hours has paused, nobody knows when. */
    private static final int LONGEST_SHIFT = 12;

    final int cases;
    private final Map<String, Values> took = new HashMap<>();
    private final Map<String, Values> waited = new HashMap<>();
    private final Map<List<String>, Integer> ways = new HashMap<>();
    private final Map<String, Double> atWork = new HashMap<>();
    private final Map<String, Week> weeks = new HashMap<>();
    /** Starts of instances by the day of the week, Monday first. */
    private final int[] startsOn = new int[7];

    /** Times in the order in which their cases began. */
    private static final class Values {
        private double[] values = new double[16];
        private int size;

        void add(double value) {
            if (size == values.length) values = Arrays.copyOf(values, 2 * size);
            values[size++] = value;
        }

        double mean() {
            return StatUtils.mean(values, 0, size);
        }

        /** Standard error of the mean, from means of batches since neighbours wait for the same nights and queues. */
        double error() {
            int batches = Math.min(BATCHES, size);
            if (batches < 2) return 0;
            var means = IntStream.range(0, batches)
                    .mapToDouble(b -> {
                        int from = (int) ((long) size * b / batches);
                        return StatUtils.mean(values, from, (int) ((long) size * (b + 1) / batches) - from);
                    })
                    .toArray();
            return Math.sqrt(StatUtils.variance(means) / batches);
        }
    }

    /** The hours of the week of a resource: those in which something of its was in progress, and starts in each. */
    private static final class Week {
        final boolean[] seen = new boolean[HOURS_OF_WEEK];
        final int[] starts = new int[HOURS_OF_WEEK];
    }

    LogFigures(EventLog log) {
        var byStart = Reviewer.byStart(log);
        cases = byStart.size();
        for (int c : byStart) ofCase(log, c);
        presence(log);
    }

    private void ofCase(EventLog log, int aCase) {
        var before = ReviewResult.OUTSIDE;
        long ended = Long.MIN_VALUE;
        for (int i = log.from(aCase); i < log.to(aCase); i++) {
            var activity = log.activities().get(log.activityOf(i));
            values(took, activity).add((log.end(i) - log.start(i)) / HOUR);
            if (ended != Long.MIN_VALUE) {
                values(waited, activity).add(Math.max(0, log.start(i) - ended) / HOUR);
            }
            ways.merge(List.of(before, activity), 1, Integer::sum);
            startsOn[OpenTime.hourOfWeek(log.start(i)) / 24]++;
            before = activity;
            ended = Math.max(ended, log.end(i));
        }
        ways.merge(List.of(before, ReviewResult.OUTSIDE), 1, Integer::sum);
    }

    private static Values values(Map<String, Values> all, String activity) {
        return all.computeIfAbsent(activity, a -> new Values());
    }

    /** The hours in which something of a resource's is in progress: the union of its instances. */
    private void presence(EventLog log) {
        Map<Integer, IntStream.Builder> of = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            if (log.resourceOf(i) == EventLog.NONE) continue;
            of.computeIfAbsent(log.resourceOf(i), r -> IntStream.builder()).add(i);
            var week = weeks.computeIfAbsent(log.resources().get(log.resourceOf(i)), r -> new Week());
            int hour = OpenTime.hourOfWeek(log.start(i));
            week.starts[hour]++;
            week.seen[hour] = true;
            week.seen[OpenTime.hourOfWeek(log.end(i))] = true;
            if (log.end(i) - log.start(i) > LONGEST_SHIFT * HOUR) continue;
            for (long t = log.start(i); t < log.end(i); t += 3_600_000L) week.seen[OpenTime.hourOfWeek(t)] = true;
        }
        of.forEach((resource, instances) -> atWork.put(
                log.resources().get(resource),
                Presence.union(log, instances.build().toArray()).length() / HOUR));
    }

    long count(String activity) {
        return values(took, activity).size;
    }

    /** Times that an activity is done in a case. */
    double perCase(String activity) {
        return count(activity) / (double) cases;
    }

    /** Mean from start to end; NaN of an activity that does not occur. */
    double took(String activity) {
        return values(took, activity).mean();
    }

    double tookError(String activity) {
        return values(took, activity).error();
    }

    /** Mean from the end of the activity before; NaN where none is before it. */
    double waited(String activity) {
        return values(waited, activity).mean();
    }

    double waitedError(String activity) {
        return values(waited, activity).error();
    }

    long waits(String activity) {
        return values(waited, activity).size;
    }

    /** How often cases went from one activity to the next. */
    Map<List<String>, Integer> ways() {
        return ways;
    }

    int way(List<String> way) {
        return ways.getOrDefault(way, 0);
    }

    /** Hours at work by the resource's name. */
    Map<String, Double> atWork() {
        return atWork;
    }

    /**
     * Share of the starts of a resource in hours of the week in which another log never sees it, or its namesake, at work;
     * NaN when it does nothing.
     */
    double outside(String resource, LogFigures other, String namesake) {
        var here = weeks.get(resource);
        var there = other.weeks.get(namesake);
        if (here == null || there == null) return Double.NaN;
        int all = 0;
        int outside = 0;
        for (int hour = 0; hour < HOURS_OF_WEEK; hour++) {
            all += here.starts[hour];
            if (!there.seen[hour]) outside += here.starts[hour];
        }
        return outside / (double) all;
    }

    /** Share of the instances that begin on a Saturday or Sunday. */
    double weekend() {
        return (startsOn[5] + startsOn[6])
                / (double) Math.max(1, Arrays.stream(startsOn).sum());
    }
}
