package org.shadowline.sim.calibrate.discover;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * Working time of each activity instance, in seconds: elapsed time without the closed hours of its resource, shared
 * fairly where the resource had several instances in progress (each instant is divided by their number).
 *
 * <p>Closed hours count as a pause only where nothing of the resource began or ended within them; otherwise it evidently
 * was at work outside its usual hours. Instances without a resource keep their elapsed time.
 */
final class WorkTimes {
    private final EventLog log;
    private final double[] seconds;
    private long shared;

    private WorkTimes(EventLog log) {
        this.log = log;
        seconds = new double[log.size()];
    }

    /**
     * @param byResource the instances of each resource
     * @param hours the hours of each resource
     */
    static WorkTimes of(EventLog log, List<int[]> byResource, List<OpenTime> hours) {
        var times = new WorkTimes(log);
        for (int i = 0; i < log.size(); i++) times.seconds[i] = (log.end(i) - log.start(i)) / 1000.0;
        for (int r = 0; r < byResource.size(); r++) times.share(byResource.get(r), hours.get(r));
        return times;
    }

    double seconds(int instance) {
        return seconds[instance];
    }

    /** Instances that shared their resource with another one for some time. */
    long shared() {
        return shared;
    }

    /**
     * One sweep over all starts and ends: {@code progress} is the working time that one instance in progress since the
     * first start would have got, so an instance gets the difference between its end and its start.
     */
    private void share(int[] instances, OpenTime hours) {
        var points = IntStream.concat(Arrays.stream(instances), Arrays.stream(instances))
                .mapToLong(i -> 0)
                .toArray();
        for (int i = 0; i < instances.length; i++) {
            points[2 * i] = log.start(instances[i]);
            points[2 * i + 1] = log.end(instances[i]);
        }
        Arrays.sort(points);
        points = Arrays.stream(points).distinct().toArray();
        var change = new int[points.length];
        for (int i : instances) {
            change[Arrays.binarySearch(points, log.start(i))]++;
            change[Arrays.binarySearch(points, log.end(i))]--;
        }
        var progress = new double[points.length];
        var sharedBefore = new double[points.length];
        int inProgress = 0;
        for (int p = 0; p + 1 < points.length; p++) {
            inProgress += change[p];
            double worked = worked(points[p], points[p + 1], hours) / 1000.0;
            progress[p + 1] = progress[p] + (inProgress > 0 ? worked / inProgress : 0);
            sharedBefore[p + 1] = sharedBefore[p] + (inProgress > 1 ? 1 : 0);
        }
        for (int i : instances) {
            int start = Arrays.binarySearch(points, log.start(i));
            int end = Arrays.binarySearch(points, log.end(i));
            seconds[i] = progress[end] - progress[start];
            if (sharedBefore[end] > sharedBefore[start]) shared++;
        }
    }

    /** Elapsed time between two neighbouring points without the closed gaps that lie wholly between them. */
    private static long worked(long start, long end, OpenTime hours) {
        boolean startInsideGap = !hours.isOpenAt(start) && !hours.isOpenBefore(start);
        boolean endInsideGap = !hours.isOpenAt(end) && !hours.isOpenBefore(end);
        long from = startInsideGap ? hours.nextOpen(start) : start;
        long to = endInsideGap ? hours.closedSince(end, start) : end;
        if (from >= to) return end - start;
        long pause = to - from - hours.between(from, to);
        return pause == end - start ? pause : end - start - pause;
    }
}
