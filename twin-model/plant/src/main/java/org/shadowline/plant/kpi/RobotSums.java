package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.PlantIndex;

/** What robots lose by keeping their distance from people, and how near these came, by machine. */
final class RobotSums {
    private final int firstMachine;
    /** The share of its speed at which each robot works; NaN while it varies, when the loss is told later. */
    private final double[] share;

    private final double[] since;
    private final double[] metres;
    private final double[] lost;
    private final double[] stopped;
    private final double[] nearest;

    private RobotSums(PlantIndex index) {
        firstMachine = index.elementCount();
        int n = index.machineCount();
        share = new double[n];
        since = new double[n];
        metres = new double[n];
        lost = new double[n];
        stopped = new double[n];
        nearest = new double[n];
        start();
    }

    private RobotSums(RobotSums that) {
        firstMachine = that.firstMachine;
        share = that.share.clone();
        since = that.since.clone();
        metres = that.metres.clone();
        lost = that.lost.clone();
        stopped = that.stopped.clone();
        nearest = that.nearest.clone();
    }

    /** Null when no robot has people to keep away from. */
    static @Nullable RobotSums of(PlantIndex index) {
        boolean any = index.elements().stream().anyMatch(RobotSums::isRobot);
        return any && index.peopleCount() > 0 ? new RobotSums(index) : null;
    }

    static boolean isRobot(Element element) {
        return element instanceof Station station && station.robot() != null;
    }

    /** A copy with what goes on counted up to a time. */
    RobotSums until(double time) {
        var copy = new RobotSums(this);
        for (int m = 0; m < share.length; m++) copy.count(m, time);
        return copy;
    }

    void start() {
        Arrays.fill(share, 1);
        Arrays.fill(metres, Double.NaN);
    }

    void beginStatistics(double time) {
        Arrays.fill(since, time);
        Arrays.fill(lost, 0);
        Arrays.fill(stopped, 0);
        System.arraycopy(metres, 0, nearest, 0, metres.length);
    }

    void speed(int machine, double next, double distance, double time) {
        int m = machine - firstMachine;
        count(m, time);
        share[m] = next;
        metres[m] = distance;
        if (distance < nearest[m] || Double.isNaN(nearest[m])) nearest[m] = distance;
    }

    void slowed(int machine, double seconds) {
        lost[machine - firstMachine] += seconds;
    }

    private void count(int m, double time) {
        double seconds = time - since[m];
        since[m] = time;
        if (share[m] < 1) lost[m] += seconds * (1 - share[m]);
        if (share[m] == 0) stopped[m] += seconds;
    }

    /** Seconds lost by slowing and standing still, of the machines from {@code first} up to {@code end}. */
    double lost(int first, int end) {
        return sum(lost, first, end);
    }

    /** Seconds of standing still. */
    double stopped(int first, int end) {
        return sum(stopped, first, end);
    }

    private double sum(double[] of, int first, int end) {
        double sum = 0;
        for (int m = first; m < end; m++) sum += of[m - firstMachine];
        return sum;
    }

    /** The smallest distance in metres; NaN when nobody was there. */
    double nearest(int first, int end) {
        double least = Double.NaN;
        for (int m = first; m < end; m++) {
            double one = nearest[m - firstMachine];
            if (one < least || Double.isNaN(least)) least = one;
        }
        return least;
    }
}
