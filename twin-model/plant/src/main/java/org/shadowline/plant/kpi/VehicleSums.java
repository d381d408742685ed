package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;

/** Seconds in each state, metres and parts brought of every vehicle. */
final class VehicleSums {
    private static final int STATES = VehicleState.values().length;

    private final int first;
    private final int[] state;
    private final double[] since;
    private final double[] seconds;
    private final double[] loadedMetres;
    private final double[] emptyMetres;
    private final long[] delivered;

    VehicleSums(PlantIndex index) {
        first = index.placeCount() - index.vehicleCount();
        int n = index.vehicleCount();
        state = new int[n];
        since = new double[n];
        seconds = new double[n * STATES];
        loadedMetres = new double[n];
        emptyMetres = new double[n];
        delivered = new long[n];
    }

    private VehicleSums(VehicleSums that) {
        first = that.first;
        state = that.state.clone();
        since = that.since.clone();
        seconds = that.seconds.clone();
        loadedMetres = that.loadedMetres.clone();
        emptyMetres = that.emptyMetres.clone();
        delivered = that.delivered.clone();
    }

    /** A copy with the states that go on counted up to a time. */
    VehicleSums until(double time) {
        var copy = new VehicleSums(this);
        for (int v = 0; v < state.length; v++) copy.enter(first + v, state[v], time);
        return copy;
    }

    void start() {
        Arrays.fill(state, VehicleState.IDLE.ordinal());
    }

    void beginStatistics(double time) {
        Arrays.fill(since, time);
        Arrays.fill(seconds, 0);
        Arrays.fill(loadedMetres, 0);
        Arrays.fill(emptyMetres, 0);
        Arrays.fill(delivered, 0);
    }

    void enter(int place, int next, double time) {
        int v = place - first;
        seconds[v * STATES + state[v]] += time - since[v];
        since[v] = time;
        if (next == VehicleState.UNLOADING.ordinal() && next != state[v]) delivered[v]++;
        state[v] = next;
    }

    void moved(int place, boolean loaded, double metres) {
        int v = place - first;
        if (loaded) loadedMetres[v] += metres;
        else emptyMetres[v] += metres;
    }

    /** Seconds in any of some states. */
    double seconds(int from, int end, VehicleState... states) {
        double sum = 0;
        for (var one : states) {
            for (int place = from; place < end; place++) sum += seconds[(place - first) * STATES + one.ordinal()];
        }
        return sum;
    }

    /** Seconds with a job. */
    double busy(int from, int end) {
        return seconds(
                from,
                end,
                VehicleState.EMPTY,
                VehicleState.LOADED,
                VehicleState.LOADING,
                VehicleState.UNLOADING,
                VehicleState.WAITING,
                VehicleState.BLOCKED);
    }

    double metres(int from, int end) {
        double sum = 0;
        for (int place = from; place < end; place++) sum += loadedMetres[place - first] + emptyMetres[place - first];
        return sum;
    }

    /** Share of the metres without a part; NaN when nothing was driven. */
    double emptyShare(int from, int end) {
        double empty = 0;
        for (int place = from; place < end; place++) empty += emptyMetres[place - first];
        return StationKpis.share(empty, metres(from, end));
    }

    long delivered(int from, int end) {
        long sum = 0;
        for (int place = from; place < end; place++) sum += delivered[place - first];
        return sum;
    }
}
