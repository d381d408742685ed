package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.shadowline.plant.description.Buffer;
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
    private final long[] arrivals;
    private final int[] nextOrder;
    private final boolean[] paused;
    private final double[] rate;

    Sources(Replication run) {
        this.run = run;
        model = run.model;
        arrivals = new long[model.elements];
        nextOrder = new int[model.elements];
        paused = new boolean[model.elements];
        rate = new double[model.elements];
        Arrays.fill(rate, 1);
    }

    Sources(Replication run, Sources that) {
        this.run = run;
        model = that.model;
        arrivals = that.arrivals.clone();
        nextOrder = that.nextOrder.clone();
        paused = that.paused.clone();
        rate = that.rate.clone();
    }

    void begin() {
        for (int element = 0; element < model.elements; element++) {
            var rule = model.source[element];
            if (rule == null) continue;
            if (rule.unlimited()) {
                run.places.free(element);
            } else if (rule.ordered()) {
                scheduleOrder(element, rule);
            } else {
                for (int stream = 0; stream < rule.intervals().length; stream++) {
                    if (Double.isNaN(rule.firstAfter())) scheduleNext(element, rule, stream);
                    else run.calendar.schedule(slot(rule, stream), rule.during()[stream].after(0, rule.firstAfter()));
                }
            }
        }
    }

    private int slot(SourceRule rule, int stream) {
        return model.arrivalSlots + rule.firstArrival() + stream;
    }

    private void scheduleNext(int element, SourceRule rule, int stream) {
        double factor = rate[element];
        if (factor <= 0) return;
        double interval = run.draw(rule.intervals()[stream], rule.intervalStreams()[stream]);
        if (factor != 1) interval /= factor;
        double time = rule.during()[stream].after(run.now(), interval);
        if (time < Double.POSITIVE_INFINITY) run.calendar.schedule(slot(rule, stream), time);
    }

    private void scheduleOrder(int element, SourceRule rule) {
        int next = nextOrder[element];
        if (next >= rule.orders().size()) return;
        run.calendar.schedule(slot(rule, 0), Math.max(run.now(), rule.orders().release()[next]));
    }

    /** The event of an arrival slot. */
    void occur(int arrival) {
        int element = model.arrivalSource[arrival];
        var rule = rule(element);
        if (rule.ordered()) {
            releaseOrder(element, rule);
            return;
        }
        int stream = model.arrivalStreamOfSource[arrival];
        arrivals[element]++;
        int lot = rule.lotSize();
        for (int i = 0; i < lot; i++) release(element, rule, drawProduct(rule), rule.priority(), Double.NaN);
        if (rule.endless()) scheduleNext(element, rule, stream);
        else afterArrival(element, rule, stream);
    }

    /** The next arrival, unless the source is exhausted or full. */
    private void afterArrival(int element, SourceRule rule, int stream) {
        if (arrivals[element] >= rule.limit()) {
            for (int s = 0; s < rule.intervals().length; s++) run.calendar.cancel(slot(rule, s));
        } else if (!rule.losesWhenFull() && isFull(element)) {
            paused[element] = true;
        } else {
            scheduleNext(element, rule, stream);
        }
    }

    private boolean isFull(int element) {
        return run.places.capacity[element] != Buffer.UNLIMITED
                && run.places.level[element] >= run.places.capacity[element];
    }

    private SourceRule rule(int element) {
        var rule = model.source[element];
        if (rule == null) throw new IllegalStateException("no source: " + model.index.placeName(element));
        return rule;
    }

    private int drawProduct(SourceRule rule) {
        if (rule.products().length == 1) return rule.products()[0];
        return rule.products()[Variates.pick(rule.shares(), run.random.nextDouble(rule.productStream()))];
    }

    private void releaseOrder(int element, SourceRule rule) {
        var orders = rule.orders();
        int row = nextOrder[element]++;
        for (int i = 0; i < orders.quantity()[row]; i++) {
            int part = create(element, rule, orders.product()[row], orders.priority()[row], orders.due()[row]);
            run.parts.order[part] = orders.number()[row];
            var given = orders.attributes()[row];
            for (int a = 0; a < given.length; a++) {
                if (!Double.isNaN(given[a])) run.parts.attributes[part * model.attributes + a] = given[a];
            }
            enterPlant(element, rule, part);
        }
        scheduleOrder(element, rule);
    }

    /** Releases a part; {@code due} in seconds since the start, NaN for the source's own rule. */
    void release(int element, SourceRule rule, int product, int priority, double due) {
        enterPlant(element, rule, create(element, rule, product, priority, due));
    }

    private int create(int element, SourceRule rule, int product, int priority, double due) {
        var parts = run.parts;
        int part = parts.create(product);
        parts.place[part] = element;
        parts.step[part] = model.entryStep[product][element];
        parts.priority[part] = priority;
        parts.released[part] = Double.NaN;
        parts.due[part] =
                Double.isNaN(due) && rule.due() != NONE ? run.now() + run.draw(rule.due(), rule.dueStream()) : due;
        if (model.attributes > 0) drawAttributes(part, product);
        return part;
    }

    void drawAttributes(int part, int product) {
        int from = part * model.attributes;
        for (int a = 0; a < model.attributes; a++) run.parts.attributes[from + a] = Double.NaN;
        var names = model.productAttributes[product];
        for (int i = 0; i < names.length; i++) {
            run.parts.attributes[from + names[i]] =
                    run.draw(model.attributeSampler[product][i], model.attributeStream[product][i]);
        }
    }

    private void enterPlant(int element, SourceRule rule, int part) {
        run.places.level[element]++;
        run.places.depart(part);
        if (!run.parts.exists(part) || run.parts.place[part] != element || rule.unlimited()) return;
        if (rule.losesWhenFull() && run.places.level[element] > run.places.capacity[element]) {
            lose(element, part);
        } else if (Double.isNaN(run.parts.released[part])) {
            announce(part);
        }
    }

    private void lose(int element, int part) {
        int target = model.stepElement[run.parts.step[part]];
        boolean forMachine = model.kind[target] == FlowModel.STATION && run.places.capacity[target] == 0;
        run.lists.remove(forMachine ? run.places.machineList(target) : target, part);
        run.sink.event(run.now(), EventKind.PART_LOST, element, NONE, run.parts.product[part], 0, 0, 0);
        run.places.level[element]--;
        run.parts.remove(part);
    }

    /** Tells that a part has come into being, once. */
    void announce(int part) {
        var parts = run.parts;
        if (!Double.isNaN(parts.released[part])) return;
        double now = run.now();
        parts.released[part] = now;
        int element = parts.place[part];
        run.sink.event(
                now,
                EventKind.PART_RELEASED,
                element,
                part,
                parts.product[part],
                parts.priority[part],
                parts.due[part],
                parts.serial[part]);
        if (parts.order[part] != NONE) {
            run.sink.event(now, EventKind.PART_ORDERED, element, part, parts.order[part], 0, 0, 0);
        }
    }

    /** A part has left the source. */
    void room(int element) {
        var rule = rule(element);
        if (rule.unlimited()) {
            if (arrivals[element] < rule.limit() && run.places.level[element] == 0) {
                arrivals[element]++;
                release(element, rule, drawProduct(rule), rule.priority(), Double.NaN);
            }
        } else if (paused[element] && !isFull(element)) {
            paused[element] = false;
            for (int stream = 0; stream < rule.intervals().length; stream++) {
                if (!run.calendar.isPending(slot(rule, stream))) scheduleNext(element, rule, stream);
            }
        }
    }

    /** Changes the arrival rate; the interval in progress is stretched or shrunk from now on. */
    void setRate(int element, double factor) {
        var rule = rule(element);
        double before = rate[element];
        rate[element] = factor;
        if (rule.unlimited() || rule.ordered() || paused[element]) return;
        for (int stream = 0; stream < rule.intervals().length; stream++) {
            int slot = slot(rule, stream);
            if (before <= 0 && factor > 0) {
                scheduleNext(element, rule, stream);
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
        for (int element = 0; element < model.elements; element++) {
            var rule = model.source[element];
            if (rule != null && rule.unlimited()) count += run.places.level[element];
        }
        return count;
    }

    long bytes() {
        return 21L * arrivals.length;
    }
}
