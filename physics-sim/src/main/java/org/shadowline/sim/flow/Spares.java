package org.shadowline.sim.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.flow.FlowModel.SpareNeed;

/**
 * Stocks of spare parts: a repair takes all that it needs at once, or waits until it can; who asked first is served first,
 * but does not keep parts from others while it waits for other kinds. Deliveries are the events.
 */
final class Spares {
    private final Replication run;
    private final FlowModel model;
    private final int[] stock;
    private final int[] onOrder;
    /** Parts that waiting repairs have asked for. */
    private final int[] asked;
    /** When the order of a slot was given. */
    private final double[] orderedAt;

    /** Modes whose repair waits, in the order in which they asked. */
    private final int[] waiting;

    private int waits;
    private final double[] askedAt;

    Spares(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.spares.length;
        stock = new int[n];
        for (int i = 0; i < n; i++) stock[i] = model.spares[i].stock();
        onOrder = new int[n];
        asked = new int[n];
        orderedAt = new double[model.slots - model.spareSlots];
        waiting = new int[n == 0 ? 0 : model.modes];
        askedAt = new double[waiting.length];
    }

    Spares(Replication run, Spares that) {
        this.run = run;
        model = that.model;
        stock = that.stock.clone();
        onOrder = that.onOrder.clone();
        asked = that.asked.clone();
        orderedAt = that.orderedAt.clone();
        waiting = that.waiting.clone();
        waits = that.waits;
        askedAt = that.askedAt.clone();
    }

    /** Orders what is missing at the start of a run. */
    void begin() {
        for (int spare = 0; spare < stock.length; spare++) if (orderMore(spare)) tell(spare);
    }

    /** Takes what the repair of a mode needs; false when it must wait. */
    boolean take(int mode, SpareNeed need) {
        if (isThere(need)) {
            take(mode, need, 0);
            return true;
        }
        waiting[waits++] = mode;
        askedAt[mode] = run.now();
        for (int i = 0; i < need.spares().length; i++) asked[need.spares()[i]] += need.counts()[i];
        for (int spare : need.spares()) if (orderMore(spare)) tell(spare);
        return false;
    }

    private boolean isThere(SpareNeed need) {
        for (int i = 0; i < need.spares().length; i++) if (stock[need.spares()[i]] < need.counts()[i]) return false;
        return true;
    }

    private void take(int mode, SpareNeed need, double waited) {
        int machine = model.placeOfMachine(model.modeMachine[mode]);
        for (int i = 0; i < need.spares().length; i++) {
            int spare = need.spares()[i];
            stock[spare] -= need.counts()[i];
            run.sink.event(
                    run.now(),
                    EventKind.SPARES_TAKEN,
                    model.spares[spare].element(),
                    FlowModel.NONE,
                    machine,
                    need.counts()[i],
                    waited,
                    0);
            orderMore(spare);
            tell(spare);
        }
    }

    /** Orders until stock and orders are enough, also for those who wait; whether anything was ordered. */
    private boolean orderMore(int spare) {
        var rule = model.spares[spare];
        int before = onOrder[spare];
        while (stock[spare] - asked[spare] + onOrder[spare] < rule.orderPoint()) {
            order(spare, run.now(), run.draw(rule.leadTime(), rule.stream()));
        }
        return onOrder[spare] > before;
    }

    private void order(int spare, double at, double leadTime) {
        var rule = model.spares[spare];
        for (int i = rule.firstOrder(); i < rule.firstOrder() + rule.mostOpen(); i++) {
            if (run.calendar.isPending(model.spareSlots + i)) continue;
            onOrder[spare] += rule.quantity();
            orderedAt[i] = at;
            run.calendar.schedule(model.spareSlots + i, Math.max(run.now(), at + leadTime));
            return;
        }
        throw new IllegalStateException("more orders are open than can be");
    }

    /** The event of an order: it is delivered. */
    void occur(int order) {
        int spare = 0;
        while (order >= model.spares[spare].firstOrder() + model.spares[spare].mostOpen()) spare++;
        int quantity = model.spares[spare].quantity();
        stock[spare] += quantity;
        onOrder[spare] -= quantity;
        tell(spare);
        serve();
    }

    private void serve() {
        for (int i = 0; i < waits; ) {
            int mode = waiting[i];
            var need = model.modeSpares[mode];
            if (need == null || !isThere(need)) {
                i++;
                continue;
            }
            System.arraycopy(waiting, i + 1, waiting, i, --waits - i);
            for (int k = 0; k < need.spares().length; k++) asked[need.spares()[k]] -= need.counts()[k];
            take(mode, need, run.now() - askedAt[mode]);
            run.failures.sparesCame(mode);
        }
    }

    private void tell(int spare) {
        run.sink.event(
                run.now(),
                EventKind.SPARE_STOCK,
                model.spares[spare].element(),
                FlowModel.NONE,
                stock[spare],
                onOrder[spare],
                0,
                0);
    }

    List<PlantState.Stock> present() {
        var list = new ArrayList<PlantState.Stock>();
        for (int spare = 0; spare < stock.length; spare++) {
            var rule = model.spares[spare];
            var orderedFor = new ArrayList<Double>();
            for (int i = rule.firstOrder(); i < rule.firstOrder() + rule.mostOpen(); i++) {
                if (run.calendar.isPending(model.spareSlots + i)) orderedFor.add(run.now() - orderedAt[i]);
            }
            list.add(new PlantState.Stock(model.index.placeName(rule.element()), stock[spare], orderedFor));
        }
        return list;
    }

    /** Sets the stock at the start of a run, with orders that were given before; false when there are too many of those. */
    boolean stockEarlier(int element, PlantState.Stock given) {
        int spare = 0;
        while (model.spares[spare].element() != element) spare++;
        var rule = model.spares[spare];
        stock[spare] = given.count();
        for (double ago : given.orderedFor()) {
            if (rule.leadTime() == FlowModel.NONE || onOrder[spare] / rule.quantity() == rule.mostOpen()) return false;
            order(spare, -ago, run.drawBeyond(rule.leadTime(), rule.stream(), ago));
        }
        tell(spare);
        return true;
    }

    boolean isSpare(int element) {
        return Arrays.stream(model.spares).anyMatch(rule -> rule.element() == element);
    }

    long bytes() {
        return 12L * stock.length + 8L * orderedAt.length + 12L * waiting.length;
    }
}
