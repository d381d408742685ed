package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.event.PlantIndex;

/** What repairs, maintenance and spare parts come to in a plant where they cost anything. */
final class UpkeepSums {
    private final PlantIndex index;
    /** Money by place. */
    private final double[] repairs;
    /** By element: demands for a spare part, those met at once, and parts taken. */
    private final long[] demands;

    private final long[] metAtOnce;
    private final long[] taken;

    private UpkeepSums(PlantIndex index) {
        this.index = index;
        repairs = new double[index.placeCount()];
        demands = new long[index.elementCount()];
        metAtOnce = new long[index.elementCount()];
        taken = new long[index.elementCount()];
    }

    private UpkeepSums(UpkeepSums that) {
        index = that.index;
        repairs = that.repairs.clone();
        demands = that.demands.clone();
        metAtOnce = that.metAtOnce.clone();
        taken = that.taken.clone();
    }

    /** Null when repairs cost nothing and need no spare parts. */
    static @Nullable UpkeepSums of(PlantIndex index) {
        for (int e = 0; e < index.elementCount(); e++) {
            if (costsAnything(index.elements().get(e))) return new UpkeepSums(index);
        }
        return null;
    }

    static boolean costsAnything(Element element) {
        return element instanceof Spare || costsRepairs(element);
    }

    static boolean costsRepairs(Element element) {
        for (var failure : element.failures()) if (failure.cost() > 0) return true;
        return false;
    }

    UpkeepSums copy() {
        return new UpkeepSums(this);
    }

    /** Spare parts are in stock from the start. */
    void fillStocks(PlaceSums[] places) {
        for (int e = 0; e < index.elementCount(); e++) {
            if (index.elements().get(e) instanceof Spare spare) places[e].level = spare.stock();
        }
    }

    void beginStatistics() {
        Arrays.fill(repairs, 0);
        Arrays.fill(demands, 0);
        Arrays.fill(metAtOnce, 0);
        Arrays.fill(taken, 0);
    }

    void repairStarted(int machine, int failure) {
        var failures = index.elements().get(index.elementOf(machine)).failures();
        boolean known = failure >= 0 && failure < failures.size();
        if (known) repairs[machine] += failures.get(failure).cost();
    }

    void taken(int spare, int count, double waited) {
        demands[spare]++;
        if (waited == 0) metAtOnce[spare]++;
        taken[spare] += count;
    }

    /** Money for the repairs and maintenance of a station or fleet, or of one machine or vehicle, without spare parts. */
    double repairs(int place) {
        if (index.isMachine(place) || index.isVehicle(place)) return repairs[place];
        double sum = 0;
        for (int v = index.firstVehicle(place); v < index.endOfVehicles(place); v++) sum += repairs[v];
        for (int m = index.firstMachine(place); m < index.firstMachine(place + 1); m++) sum += repairs[m];
        return sum;
    }

    /** Money for the parts of a stock that were taken, and for holding those that were not. */
    double cost(Spare spare, int place, double levelSeconds) {
        return spare.price() * taken[place] + spare.holdingPerSecond() * levelSeconds;
    }

    /** NaN for any other place. */
    double fillRate(int spare) {
        return spare < demands.length ? StationKpis.share(metAtOnce[spare], demands[spare]) : Double.NaN;
    }
}
