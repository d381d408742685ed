package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.shadowline.plant.event.PlantIndex;

/** How many parts each sensor of a conveyor has counted, and how long parts were before it. */
final class SensorSums {
    private final boolean[] blocked;
    private final double[] since;
    private final double[] seconds;
    private final long[] counted;

    SensorSums(PlantIndex index) {
        int n = index.sensorCount();
        blocked = new boolean[n];
        since = new double[n];
        seconds = new double[n];
        counted = new long[n];
    }

    private SensorSums(SensorSums that) {
        blocked = that.blocked.clone();
        since = that.since.clone();
        seconds = that.seconds.clone();
        counted = that.counted.clone();
    }

    /** A copy with the times that go on counted up to a time. */
    SensorSums until(double time) {
        var copy = new SensorSums(this);
        for (int s = 0; s < blocked.length; s++) copy.enter(s, blocked[s], false, time);
        return copy;
    }

    void start() {
        Arrays.fill(blocked, false);
    }

    void beginStatistics(double time) {
        Arrays.fill(since, time);
        Arrays.fill(seconds, 0);
        Arrays.fill(counted, 0);
    }

    void enter(int sensor, boolean isBlocked, boolean counts, double time) {
        if (blocked[sensor]) seconds[sensor] += time - since[sensor];
        since[sensor] = time;
        blocked[sensor] = isBlocked;
        if (counts) counted[sensor]++;
    }

    double seconds(int sensor) {
        return seconds[sensor];
    }

    long counted(int sensor) {
        return counted[sensor];
    }
}
