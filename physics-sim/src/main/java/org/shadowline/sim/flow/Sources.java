package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.sim.flow.FlowModel.SourceRule;
import org.shadowline.sim.kernel.Variates;

/**
 * Sources of parts. What cannot move on waits in the source's backlog; when that is full, an arrival is lost or arrivals
 * stop until there is room. A source without limit makes a part when there is room for it.
 */
final class Sources {
    private final Replication run;
    private final FlowModel model;
    private final Parts parts;
    /** By element. */
    private final @Nullable SourceState[] sources;
    /** By arrival slot. */
    private final SourceState[] arriving;

    Sources(Replication run) {
        this.run = run;
        model = run.model;
        parts = run.parts;
        sources = new @Nullable SourceState[model.elements];
        for (int e = 0; e < sources.length; e++) {
            var rule = model.source[e];
            if (rule != null) sources[e] = new SourceState(rule, run.places.at(e));
        }
        arriving = byArrival();
    }

    Sources(Replication run, Sources that) {
        this.run = run;
        model = that.model;
        parts = run.parts;
        sources = new @Nullable SourceState[model.elements];
        for (int e = 0; e < sources.length; e++) {
            var source = that.sources[e];
            if (source != null) sources[e] = new SourceState(source, run.places.at(e));
        }
        arriving = byArrival();
    }

    private SourceState[] byArrival() {
        var byArrival = new SourceState[model.arrivalSource.length];
        for (int i = 0; i < byArrival.length; i++) byArrival[i] = at(model.arrivalSource[i]);
        return byArrival;
    }

    private SourceState at(int element) {
        var source = sources[element];
        if (source == null) throw new IllegalStateException("no source: " + model.index.placeName(element));
        return source;
    }

    void begin() {
        for (var source : sources) {
            if (source == null) continue;
            var rule = source.rule;
            if (rule.unlimited()) {
                run.places.free(source.element.number);
            } else if (rule.ordered()) {
                scheduleOrder(source);
            } else if (rule.reorder() != null) {
                run.supplies.begin(source.element.number, rule.firstAfter());
            } else {
                for (int stream = 0; stream < rule.intervals().length; stream++) {
                    if (Double.isNaN(rule.firstAfter())) scheduleNext(source, stream);
                    else run.calendar.schedule(slot(rule, stream), rule.during()[stream].after(0, rule.firstAfter()));
                }
            }
        }
    }

    private int slot(SourceRule rule, int stream) {
        return model.arrivalSlots + rule.firstArrival() + stream;
    }

    private void scheduleNext(SourceState source, int stream) {
        if (source.rate <= 0) return;
        var rule = source.rule;
        double interval = run.draw(rule.intervals()[stream], rule.intervalStreams()[stream]);
        if (source.rate != 1) interval /= source.rate;
        double time = rule.during()[stream].after(run.now(), interval);
        if (time < Double.POSITIVE_INFINITY) run.calendar.schedule(slot(rule, stream), time);
    }

    /** The event of a source that has only one. */
    int slotOf(int element) {
        return slot(at(element).rule, 0);
    }

    private void deliver(SourceState source) {
        int parts = run.supplies.deliver(source.element.number);
        nextLot(source);
        for (int i = 0; i < parts; i++) {
            var part = create(source, drawProduct(source.rule), source.rule.priority(), Double.NaN);
            part.supply = source.stock();
            enterPlant(source, part);
        }
    }

    private void scheduleOrder(SourceState source) {
        var orders = source.rule.orders();
        int next = source.nextOrder;
        if (next >= orders.size()) return;
        run.calendar.schedule(slot(source.rule, 0), Math.max(run.now(), orders.release()[next]));
    }

    /** The event of an arrival slot. */
    void occur(int arrival) {
        var source = arriving[arrival];
        var rule = source.rule;
        if (source.plain) {
            release(source, rule.products()[0], rule.priority(), Double.NaN);
            scheduleNext(source, arrival - rule.firstArrival());
            return;
        }
        if (rule.ordered()) {
            releaseOrder(source);
            return;
        }
        if (rule.reorder() != null) {
            deliver(source);
            return;
        }
        source.arrivals++;
        nextLot(source);
        int lot = rule.lotSize();
        for (int i = 0; i < lot; i++) release(source, drawProduct(rule), rule.priority(), Double.NaN);
        if (source.arrivals >= rule.limit()) {
            for (int s = 0; s < rule.intervals().length; s++) run.calendar.cancel(slot(rule, s));
        } else if (source.isFull() && !rule.losesWhenFull()) {
            source.paused = true;
        } else {
            scheduleNext(source, arrival - rule.firstArrival());
        }
    }

    /** An arrival, an order or a delivery begins another lot. */
    private void nextLot(SourceState source) {
        var rule = source.rule;
        source.lots++;
        if (rule.defects() != NONE) source.defectShare = run.draw(rule.defects(), rule.lotStream());
    }

    private int drawProduct(SourceRule rule) {
        if (rule.products().length == 1) return rule.products()[0];
        return rule.products()[Variates.pick(rule.shares(), run.random.nextDouble(rule.productStream()))];
    }

    private void releaseOrder(SourceState source) {
        var orders = source.rule.orders();
        int row = source.nextOrder++;
        nextLot(source);
        for (int i = 0; i < orders.quantity()[row]; i++) {
            var part = create(source, orders.product()[row], orders.priority()[row], orders.due()[row]);
            part.order = orders.number()[row];
            var given = orders.attributes()[row];
            for (int a = 0; a < given.length; a++) {
                if (!Double.isNaN(given[a])) parts.attributes[part.number * model.attributes + a] = given[a];
            }
            enterPlant(source, part);
        }
        scheduleOrder(source);
    }

    /** Releases a part; {@code due} in seconds since the start, NaN for the source's own rule. */
    void release(int element, int product, int priority, double due) {
        release(at(element), product, priority, due);
    }

    private void release(SourceState source, int product, int priority, double due) {
        enterPlant(source, create(source, product, priority, due));
    }

    private Part create(SourceState source, int product, int priority, double due) {
        var rule = source.rule;
        int element = source.element.number;
        var part = parts.create(product);
        part.place = element;
        part.step = model.entryStep[product][element];
        part.priority = priority;
        part.released = Double.NaN;
        if (rule.hasLots()) {
            part.lot = source.lots;
            part.defective = rule.defects() != NONE && run.random.nextDouble(rule.defectStream()) < source.defectShare;
        }
        part.due = rule.due() != NONE && Double.isNaN(due) ? run.now() + run.draw(rule.due(), rule.dueStream()) : due;
        if (model.attributes > 0) drawAttributes(part, product);
        return part;
    }

    void drawAttributes(Part part, int product) {
        int from = part.number * model.attributes;
        for (int a = 0; a < model.attributes; a++) parts.attributes[from + a] = Double.NaN;
        for (int column : model.countColumns) parts.attributes[from + column] = 0;
        var names = model.productAttributes[product];
        for (int i = 0; i < names.length; i++) {
            parts.attributes[from + names[i]] =
                    run.draw(model.attributeSampler[product][i], model.attributeStream[product][i]);
        }
    }

    private void enterPlant(SourceState source, Part part) {
        var element = source.element;
        element.level++;
        run.places.depart(part);
        if (part.place != element.number || source.rule.unlimited()) return;
        if (element.level > element.capacity && source.rule.losesWhenFull()) {
            lose(element, part);
        } else {
            announce(part);
        }
    }

    private void lose(ElementState element, Part part) {
        run.places.waitsIn(part).remove(part);
        run.sink.event(run.now(), EventKind.PART_LOST, element.number, NONE, part.product, 0, 0, 0);
        element.level--;
        if (part.supply != NONE) run.supplies.gone(part);
        parts.remove(part);
    }

    /** A part that is made of another one on a machine; it takes over its due date, priority and defect. */
    Part make(int product, int element, int place, Part origin) {
        var part = parts.create(product);
        part.place = place;
        part.step = model.entryStep[product][element];
        part.priority = origin.priority;
        part.due = origin.due;
        part.defective = origin.defective;
        part.released = Double.NaN;
        if (model.attributes > 0) drawAttributes(part, product);
        announce(part);
        return part;
    }

    /** Tells that a part has come into being, once. */
    void announce(Part part) {
        if (!Double.isNaN(part.released)) return;
        double now = run.now();
        part.released = now;
        run.sink.event(
                now,
                EventKind.PART_RELEASED,
                part.place,
                part.number,
                part.product,
                part.priority,
                part.due,
                part.serial);
        if (part.order != NONE) {
            run.sink.event(now, EventKind.PART_ORDERED, part.place, part.number, part.order, 0, 0, 0);
        }
        if (part.lot != 0 && part.place < model.elements && sources[part.place] != null) {
            run.sink.event(now, EventKind.PART_OF_LOT, part.place, part.number, part.lot, 0, 0, 0);
            if (part.defective) run.sink.event(now, EventKind.DEFECT_MADE, part.place, part.number, 0, 0, 0, 0);
        }
    }

    /** A part has left the source. */
    void room(ElementState element) {
        var source = at(element.number);
        var rule = source.rule;
        if (rule.unlimited()) {
            if (source.arrivals < rule.limit() && element.level == 0) {
                source.arrivals++;
                nextLot(source);
                if (rule.limit() == Long.MAX_VALUE) run.places.releasedAtOnce(element);
                release(source, drawProduct(rule), rule.priority(), Double.NaN);
            }
        } else if (source.paused && !source.isFull()) {
            source.paused = false;
            for (int stream = 0; stream < rule.intervals().length; stream++) {
                if (!run.calendar.isPending(slot(rule, stream))) scheduleNext(source, stream);
            }
        }
    }

    /** Changes the arrival rate; the interval in progress is stretched or shrunk from now on. */
    void setRate(int element, double factor) {
        var source = at(element);
        var rule = source.rule;
        double before = source.rate;
        source.rate = factor;
        if (rule.unlimited() || rule.ordered() || source.paused) return;
        for (int stream = 0; stream < rule.intervals().length; stream++) {
            int slot = slot(rule, stream);
            if (before <= 0 && factor > 0) {
                scheduleNext(source, stream);
            } else if (run.calendar.isPending(slot)) {
                var hours = rule.during()[stream];
                double left = hours.openUntil(run.calendar.timeOf(slot)) - hours.openUntil(run.now());
                double time = factor <= 0 ? Double.POSITIVE_INFINITY : hours.after(run.now(), left * before / factor);
                if (time < Double.POSITIVE_INFINITY) run.calendar.schedule(slot, time);
                else run.calendar.cancel(slot);
            }
        }
    }

    /** Parts that wait at unlimited sources and do not count as in the plant. */
    int phantoms() {
        int count = 0;
        for (var source : sources) {
            if (source != null && source.rule.unlimited()) count += source.element.level;
        }
        return count;
    }

    long bytes() {
        return (long) SourceState.BYTES * arriving.length;
    }
}
