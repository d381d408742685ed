package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.event.PlantIndex;

/** What is under way between sites, how long it takes and what it costs, by element. */
final class ShipmentSums {
    private final PlantIndex index;
    private final int[] underWay;
    private final double[] since;
    private final double[] partSeconds;
    private final long[] departures;
    private final long[] departed;
    private final long[] arrived;
    private final double[] legSeconds;

    private ShipmentSums(PlantIndex index) {
        this.index = index;
        int n = index.elementCount();
        underWay = new int[n];
        since = new double[n];
        partSeconds = new double[n];
        departures = new long[n];
        departed = new long[n];
        arrived = new long[n];
        legSeconds = new double[n];
    }

    private ShipmentSums(ShipmentSums that) {
        index = that.index;
        underWay = that.underWay.clone();
        since = that.since.clone();
        partSeconds = that.partSeconds.clone();
        departures = that.departures.clone();
        departed = that.departed.clone();
        arrived = that.arrived.clone();
        legSeconds = that.legSeconds.clone();
    }

    /** Null when nothing is shipped. */
    static @Nullable ShipmentSums of(PlantIndex index) {
        boolean any = index.elements().stream().anyMatch(Shipment.class::isInstance);
        return any ? new ShipmentSums(index) : null;
    }

    /** A copy with what is under way counted up to a time. */
    ShipmentSums until(double time) {
        var copy = new ShipmentSums(this);
        for (int e = 0; e < since.length; e++) copy.count(e, time);
        return copy;
    }

    void start() {
        Arrays.fill(underWay, 0);
    }

    void beginStatistics(double time) {
        Arrays.fill(since, time);
        Arrays.fill(partSeconds, 0);
        Arrays.fill(departures, 0);
        Arrays.fill(departed, 0);
        Arrays.fill(arrived, 0);
        Arrays.fill(legSeconds, 0);
    }

    void departs(int shipment, int parts, double time) {
        count(shipment, time);
        underWay[shipment] += parts;
        departures[shipment]++;
        departed[shipment] += parts;
    }

    void arrives(int shipment, int parts, double seconds, double time) {
        count(shipment, time);
        underWay[shipment] -= parts;
        arrived[shipment] += parts;
        legSeconds[shipment] += seconds;
    }

    private void count(int shipment, double time) {
        partSeconds[shipment] += underWay[shipment] * (time - since[shipment]);
        since[shipment] = time;
    }

    double underWaySeconds(int shipment) {
        return partSeconds[shipment];
    }

    long departed(int shipment) {
        return departed[shipment];
    }

    long arrived(int shipment) {
        return arrived[shipment];
    }

    /** Mean seconds from when parts come to a shipment until they are free at the other site. */
    double legTime(int shipment) {
        return StationKpis.share(legSeconds[shipment], arrived[shipment]);
    }

    /** Share of the places of all loads that were filled; NaN without a limit. */
    double loadFactor(int shipment) {
        int holds = ((Shipment) index.elements().get(shipment)).holds();
        return holds == Buffer.UNLIMITED
                ? Double.NaN
                : StationKpis.share(departed[shipment], (double) holds * departures[shipment]);
    }

    double cost(int shipment) {
        return index.elements().get(shipment) instanceof Shipment one
                ? one.costPerLoad() * departures[shipment] + one.costPerPart() * departed[shipment]
                : 0;
    }

    double cost() {
        double sum = 0;
        for (int e = 0; e < underWay.length; e++) sum += cost(e);
        return sum;
    }
}
