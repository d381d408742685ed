package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;

/**
 * Orders from suppliers by the inventory position: parts in stock, on order and on the way to the stock, less those that are
 * demanded (Zipkin 2000, Foundations of Inventory Management, section 6.2). Parts are demanded by what waits at a station to which
 * they go from the stock to be joined.
 */
final class Supplies {
    private final Replication run;
    private final FlowModel model;
    /** By the element of the source; null for other elements. */
    private final @Nullable Supply[] supplies;

    private final boolean any;

    Supplies(Replication run) {
        this.run = run;
        model = run.model;
        supplies = new @Nullable Supply[model.elements];
        boolean found = false;
        for (int e = 0; e < model.elements; e++) {
            var source = model.source[e];
            if (source == null || source.reorder() == null) continue;
            supplies[e] = new Supply(e, source.reorder());
            found = true;
        }
        any = found;
    }

    Supplies(Replication run, Supplies that) {
        this.run = run;
        model = that.model;
        any = that.any;
        supplies = new @Nullable Supply[that.supplies.length];
        for (int e = 0; any && e < supplies.length; e++) {
            var supply = that.supplies[e];
            if (supply != null) supplies[e] = new Supply(supply);
        }
    }

    private Supply at(int source) {
        var supply = supplies[source];
        if (supply == null) throw new IllegalStateException("no supplier: " + model.index.placeName(source));
        return supply;
    }

    /** The first orders of a run; {@code after} seconds take the place of the lead time unless NaN. */
    void begin(int source, double after) {
        var supply = at(source);
        // what a run begins with in the source is on its way
        for (int i = 0; i < run.parts.rows(); i++) {
            var part = run.parts.at(i);
            if (part.place != source) continue;
            part.supply = supply.rule.stock();
            supply.underWay++;
        }
        orderMore(supply, after);
    }

    /** The stock that a source refills has fallen. */
    void stockFell(int source) {
        orderMore(at(source), Double.NaN);
    }

    /** What waits at a station has begun to demand parts from stocks. */
    void demanded(ElementState station, Part part) {
        for (int source : model.demandsFrom[station.number]) {
            var supply = at(source);
            int demand = demand(supply);
            int count = countAt(supply, station.number);
            int shortBy = Math.max(0, Math.min(count, demand - stock(supply)));
            int told = Double.isNaN(part.released) ? NONE : part.number;
            run.sink.event(run.now(), EventKind.STOCK_ASKED, supply.rule.stock(), told, count, shortBy, 0, 0);
            orderMore(supply, Double.NaN);
        }
    }

    private static int countAt(Supply supply, int station) {
        var rule = supply.rule;
        for (int i = 0; i < rule.stations().length; i++) if (rule.stations()[i] == station) return rule.counts()[i];
        return 0;
    }

    private int stock(Supply supply) {
        return run.places.at(supply.rule.stock()).level;
    }

    private int demand(Supply supply) {
        int demand = 0;
        var rule = supply.rule;
        for (int i = 0; i < rule.stations().length; i++) {
            var station = run.places.at(rule.stations()[i]);
            demand += rule.counts()[i] * (station.queue.length() + station.outside.length());
        }
        return demand;
    }

    private void orderMore(Supply supply, double after) {
        var rule = supply.rule;
        int demand = demand(supply);
        int stock = stock(supply);
        int position = stock + supply.onOrder + supply.underWay - demand;
        while (position < rule.below()) {
            int parts = rule.upTo() ? rule.quantity() - position : rule.quantity();
            double time = Double.isNaN(after) ? run.draw(rule.leadTime(), rule.stream()) : after;
            supply.order(parts, run.now() + time);
            position += parts;
        }
        schedule(supply);
        tell(supply, Math.max(0, demand - stock));
    }

    private void schedule(Supply supply) {
        double next = supply.next();
        if (next < Double.POSITIVE_INFINITY) run.calendar.schedule(run.sources.slotOf(supply.source), next);
    }

    private void tell(Supply supply, int backOrders) {
        int ordered = supply.onOrder + supply.underWay;
        if (backOrders == supply.toldBackOrders && ordered == supply.toldOrdered) return;
        supply.toldBackOrders = backOrders;
        supply.toldOrdered = ordered;
        run.sink.event(run.now(), EventKind.BACK_ORDERS, supply.rule.stock(), NONE, backOrders, ordered, 0, 0);
    }

    /** An order comes: the number of its parts, which the source releases now. */
    int deliver(int source) {
        var supply = at(source);
        int parts = supply.take();
        supply.underWay += parts;
        schedule(supply);
        return parts;
    }

    /** A part has come to the stock. */
    void arrived(Part part) {
        var supply = endWay(part);
        tell(supply, Math.max(0, demand(supply) - stock(supply)));
    }

    /** A part has left the plant, or has become another, on its way to the stock. */
    void gone(Part part) {
        orderMore(endWay(part), Double.NaN);
    }

    private Supply endWay(Part part) {
        var supply = at(model.supplier[part.supply]);
        part.supply = NONE;
        supply.underWay--;
        return supply;
    }

    long bytes() {
        long bytes = 0;
        for (var supply : supplies) if (supply != null) bytes += supply.bytes();
        return bytes;
    }
}
