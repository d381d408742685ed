package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;
import org.shadowline.plant.transport.VehiclePower;

/** Seconds in each state, metres and parts brought of every vehicle. */
final class VehicleSums {
    private static final int STATES = VehicleState.values().length;
    private static final int UNLOADING = VehicleState.UNLOADING.ordinal();
    private static final int DOWN = VehicleState.DOWN.ordinal();

    private final int first;
    private final int[] state;
    private final double[] since;
    private final double[] seconds;
    private final double[] loadedMetres;
    /** Metres times the parts on the vehicle. */
    private final double[] partMetres;

    private final double[] emptyMetres;
    private final long[] delivered;
    /** In which state each vehicle was when it failed. */
    private final int[] stateBefore;

    VehicleSums(PlantIndex index) {
        first = index.placeCount() - index.vehicleCount();
        int n = index.vehicleCount();
        state = new int[n];
        since = new double[n];
        seconds = new double[n * STATES];
        loadedMetres = new double[n];
        partMetres = new double[n];
        emptyMetres = new double[n];
        delivered = new long[n];
        stateBefore = new int[n];
    }

    private VehicleSums(VehicleSums that) {
        first = that.first;
        state = that.state.clone();
        since = that.since.clone();
        seconds = that.seconds.clone();
        loadedMetres = that.loadedMetres.clone();
        partMetres = that.partMetres.clone();
        emptyMetres = that.emptyMetres.clone();
        delivered = that.delivered.clone();
        stateBefore = that.stateBefore.clone();
    }

    /** A copy with the states that go on counted up to a time. */
    VehicleSums until(double time) {
        var copy = new VehicleSums(this);
        for (int v = 0; v < state.length; v++) copy.count(v, time);
        return copy;
    }

    void start() {
        Arrays.fill(state, VehicleState.IDLE.ordinal());
    }

    void beginStatistics(double time) {
        Arrays.fill(since, time);
        Arrays.fill(seconds, 0);
        Arrays.fill(loadedMetres, 0);
        Arrays.fill(partMetres, 0);
        Arrays.fill(emptyMetres, 0);
        Arrays.fill(delivered, 0);
    }

    void enter(int place, int next, double time) {
        int v = place - first;
        count(v, time);
        if (next == DOWN && state[v] != DOWN) stateBefore[v] = state[v];
        boolean goesOn = state[v] == DOWN && stateBefore[v] == next;
        // of a vehicle with several parts an event comes for each that it unloads
        if (next == UNLOADING && !goesOn) delivered[v]++;
        state[v] = next;
    }

    int state(int place) {
        return state[place - first];
    }

    /** Joules that the vehicles of a fleet took from the mains, or that were in batteries which were changed. */
    double energy(Fleet fleet, int from, int end) {
        double joules = 0;
        for (var one : VehicleState.values()) {
            double watts = fleet.changesBatteries() ? VehiclePower.drawn(fleet, one) : VehiclePower.mains(fleet, one);
            joules += watts * seconds(from, end, one);
        }
        return joules;
    }

    private void count(int v, double time) {
        seconds[v * STATES + state[v]] += time - since[v];
        since[v] = time;
    }

    void moved(int place, int parts, double metres) {
        int v = place - first;
        partMetres[v] += parts * metres;
        if (parts > 0) loadedMetres[v] += metres;
        else emptyMetres[v] += metres;
    }

    /** Mean number of parts over the metres with any; NaN when there were none. */
    double partsCarried(int from, int end) {
        double loaded = 0;
        double parts = 0;
        for (int place = from; place < end; place++) {
            loaded += loadedMetres[place - first];
            parts += partMetres[place - first];
        }
        return StationKpis.share(parts, loaded);
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
