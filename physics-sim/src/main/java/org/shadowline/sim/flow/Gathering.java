package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;
import org.shadowline.sim.flow.FlowModel.ProcessRule;

/**
 * Stations whose machines take several parts at once: batches, and parts with the components that are joined to them. What
 * is worked on waits in the station's queue as at any station. A component waits where it is, and goes to the machine when
 * everything is there.
 */
final class Gathering {
    private final Replication run;
    private final FlowModel model;
    /** Of each product: waiting parts, and when the first of them came. Valid within one call. */
    private final int[] waiting;

    private final double[] oldest;

    Gathering(Replication run) {
        this.run = run;
        model = run.model;
        waiting = new int[model.products];
        oldest = new double[model.products];
    }

    private ProcessRule rule(ElementState station) {
        var rule = model.process[station.number];
        if (rule == null) throw new IllegalStateException("station takes single parts: " + station.number);
        return rule;
    }

    /** A part comes to a station of this kind. */
    void request(Part part, ElementState station) {
        int component = rule(station).component(part.product);
        if (component != NONE) {
            part.since = run.now();
            station.components[component].append(part);
        } else if (station.capacity == 0) {
            run.places.awaitMachine(part, station);
        } else if (station.isOpen()) {
            run.places.move(part, station);
            run.places.awaitMachine(part, station);
        } else {
            run.places.await(part, station);
            if (model.demandsFrom[station.number].length > 0) run.supplies.demanded(station, part);
            return;
        }
        if (component == NONE && model.demandsFrom[station.number].length > 0) run.supplies.demanded(station, part);
        look(station);
    }

    /** The list in which a part waits that has been sent to this station and is not in it. */
    WaitingList waitingList(Part part, ElementState station) {
        int component = rule(station).component(part.product);
        return component == NONE ? station.outsideOfStation() : station.components[component];
    }

    /** Has the free machines of a station see whether there is enough. */
    void look(ElementState station) {
        for (int m = model.firstMachine[station.number]; m < model.firstMachine[station.number + 1]; m++) {
            if (run.machines.at(m).canTake()) run.places.free(model.placeOfMachine(m));
        }
    }

    /** Begins an operation on a free machine, when everything for it is there. */
    void fill(Machine m) {
        var station = m.station;
        if (station.queue.isEmpty()) return;
        var rule = rule(station);
        if (rule.isBatch()) fillBatch(m, station, rule);
        else fillAssembly(m, station, rule);
    }

    private void fillAssembly(Machine m, ElementState station, ProcessRule rule) {
        for (int i = 0; i < station.components.length; i++) {
            if (station.components[i].length() < rule.joinCounts()[i]) return;
        }
        var part = station.rule == Dispatch.CRITICAL_RATIO
                ? Dispatch.takeByCriticalRatio(run, station.queue)
                : station.queue.takeFirst();
        run.places.move(part, m);
        for (int i = 0; i < station.components.length; i++) {
            for (int k = 0; k < rule.joinCounts()[i]; k++) {
                var component = station.components[i].takeFirst();
                run.places.move(component, m);
                part.defective |= component.defective;
                run.places.endPart(component, EventKind.PART_JOINED, part.number);
            }
        }
        run.machines.begin(m, part);
    }

    private void fillBatch(Machine m, ElementState station, ProcessRule rule) {
        count(station, rule);
        int group = groupToTake(station, rule);
        if (group == NONE) {
            wakeWhenWaitedLongEnough(station, rule);
            return;
        }
        Part first = null;
        for (int number = station.queue.first(); number >= 0 && m.held < rule.batchMost(); ) {
            var part = run.parts.at(number);
            number = part.next;
            if (rule.sameProduct() && part.product != group) continue;
            station.queue.remove(part);
            run.places.move(part, m);
            m.batch.append(part);
            m.held++;
            if (first == null) first = part;
        }
        if (first == null) throw new IllegalStateException("a batch without parts at station " + station.number);
        run.machines.begin(m, first);
    }

    private int groupOf(Part part, ProcessRule rule) {
        return rule.sameProduct() ? part.product : 0;
    }

    private void count(ElementState station, ProcessRule rule) {
        Arrays.fill(waiting, 0);
        Arrays.fill(oldest, Double.POSITIVE_INFINITY);
        if (!rule.sameProduct() && station.rule == Dispatch.FIRST_IN) {
            // one group, in the order in which its parts came
            waiting[0] = station.queue.length();
            int first = station.queue.first();
            if (first >= 0) oldest[0] = run.parts.at(first).since;
            return;
        }
        for (int number = station.queue.first(); number >= 0; number = run.parts.at(number).next) {
            var part = run.parts.at(number);
            int group = groupOf(part, rule);
            waiting[group]++;
            oldest[group] = Math.min(oldest[group], part.since);
        }
    }

    /** The group of the first part, in the order of the queue, that need not wait; NONE when all must. */
    private int groupToTake(ElementState station, ProcessRule rule) {
        double now = run.now();
        for (int number = station.queue.first(); number >= 0; number = run.parts.at(number).next) {
            int group = groupOf(run.parts.at(number), rule);
            if (waiting[group] >= rule.batchLeast() || oldest[group] + rule.batchWait() <= now) return group;
            if (!rule.sameProduct()) return NONE; // all are of the group that has just been judged
        }
        return NONE;
    }

    private void wakeWhenWaitedLongEnough(ElementState station, ProcessRule rule) {
        double first = Double.POSITIVE_INFINITY;
        for (double since : oldest) first = Math.min(first, since);
        double time = first + rule.batchWait();
        if (time < Double.POSITIVE_INFINITY) run.calendar.schedule(model.waitSlots + station.number, time);
    }
}
