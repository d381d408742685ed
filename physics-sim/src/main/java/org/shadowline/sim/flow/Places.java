package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.BUFFER;
import static org.shadowline.sim.flow.FlowModel.CONVEYOR;
import static org.shadowline.sim.flow.FlowModel.CUSTOM;
import static org.shadowline.sim.flow.FlowModel.DELAY;
import static org.shadowline.sim.flow.FlowModel.DONE;
import static org.shadowline.sim.flow.FlowModel.FLEET;
import static org.shadowline.sim.flow.FlowModel.NONE;
import static org.shadowline.sim.flow.FlowModel.RACK;
import static org.shadowline.sim.flow.FlowModel.SCRAP;
import static org.shadowline.sim.flow.FlowModel.SINK;
import static org.shadowline.sim.flow.FlowModel.SOURCE;
import static org.shadowline.sim.flow.FlowModel.STATION;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;

/**
 * Where parts are and how they move. A part that has done its step asks for its next place; when there is no room it
 * stays where it is and waits (blocking after service; Dallery and Gershwin 1992, section 2). A place that becomes free is
 * noted, and filled before time goes on.
 */
final class Places {
    /** A part that goes through this many places in no time is in a loop that the description should not have. */
    private static final int MOST_INSTANT_MOVES = 100_000;

    private final Replication run;
    private final FlowModel model;
    private final ElementState[] elements;
    private int[] freed;
    private int freedFrom;
    private int freedTo;
    private int instantMoves;

    Places(Replication run) {
        this.run = run;
        model = run.model;
        elements = new ElementState[model.elements];
        for (int e = 0; e < elements.length; e++) elements[e] = new ElementState(model, e, run.parts);
        freed = new int[16];
    }

    Places(Replication run, Places that) {
        this.run = run;
        model = that.model;
        elements = new ElementState[that.elements.length];
        for (int e = 0; e < elements.length; e++) elements[e] = new ElementState(that.elements[e], run.parts);
        freed = that.freed.clone();
        freedFrom = that.freedFrom;
        freedTo = that.freedTo;
    }

    ElementState at(int element) {
        return elements[element];
    }

    /** Sends a part on from where it is, its step there being done. */
    void depart(Part part) {
        int target = Exits.choose(run, part);
        if (target < 0) {
            leavePlant(part, target);
            return;
        }
        part.step = target;
        var element = elements[model.stepElement[target]];
        if (element.loopFrom != NONE && !run.loops.admit(part, element)) return;
        request(part, element);
    }

    /** Brings a part to the element of its step, for which it now holds a card. */
    void enter(Part part) {
        request(part, elements[model.stepElement[part.step]]);
    }

    /** The list in which a part waits that has asked for its next place. */
    WaitingList waitsIn(Part part) {
        var element = elements[model.stepElement[part.step]];
        if (element.loopFrom != NONE && (part.cards & 1L << element.loopFrom) == 0) {
            return run.loops.waiting(element.loopFrom);
        }
        if (element.gathers) return run.gathering.waitingList(part, element);
        if (element.kind == FLEET) return run.vehicles.waitingList(part, element);
        return element.kind == STATION ? element.outsideOfStation() : element.outside;
    }

    /** Brings a part into an element, or lets it wait for that where it is. */
    private void request(Part part, ElementState element) {
        switch (element.kind) {
            case STATION -> requestStation(part, element);
            case BUFFER -> {
                if (element.isOpen()) enterBuffer(part, element);
                else await(part, element);
            }
            case CONVEYOR -> run.conveyors.request(part, element);
            case CUSTOM -> {
                if (element.isOpen()) enterCustom(part, element);
                else await(part, element);
            }
            case DELAY -> {
                if (element.isOpen()) enterDelay(part, element);
                else await(part, element);
            }
            case FlowModel.SHIPMENT -> run.shipments.bring(part, element);
            case FLEET -> run.vehicles.call(part, element);
            case RACK -> {
                await(part, element);
                free(element.number);
            }
            case SINK -> {
                move(part, element);
                leavePlant(part, element.scraps ? SCRAP : DONE);
            }
            default -> throw new IllegalStateException("a part cannot enter a source: " + element.number);
        }
    }

    private void enterDelay(Part part, ElementState element) {
        move(part, element);
        part.since = run.now();
        double time = run.draw(model.timeOf(part.step, part.product), model.delayStream[element.number]);
        stay(part, model.timesByFormula ? run.machines.timeByFormula(part, time) : time);
    }

    /** Lets a part go on with its stay at the start of a run; how long it still takes is drawn given how long it has taken. */
    void stayEarlier(Part part, ElementState element, double stayed) {
        part.since = -stayed;
        int sampler = model.timeOf(part.step, part.product);
        int stream = model.delayStream[element.number];
        double time = stayed > 0 ? run.drawBeyond(sampler, stream, stayed) : run.draw(sampler, stream);
        if (model.timesByFormula) time = Math.max(stayed, run.machines.timeByFormula(part, time));
        stay(part, time - stayed);
    }

    private void stay(Part part, double time) {
        run.calendar.ensureSlots(model.delaySlots + part.number + 1);
        run.calendar.schedule(model.delaySlots + part.number, run.now() + time);
    }

    /** The event of a part: it has stayed in a delay for its time. */
    void delayIsOver(Part part) {
        depart(part);
    }

    /** Brings a part into an element of the user's own, which lets it go on when it will. */
    void enterCustom(Part part, ElementState element) {
        move(part, element);
        if (++instantMoves > MOST_INSTANT_MOVES) throw endlessLoop(element);
        run.customs.entered(part, element);
    }

    private void requestStation(Part part, ElementState station) {
        if (station.limit != null && hasWaitedTooLong(part, station.limit)) {
            turnAway(part, station, station.limit);
            return;
        }
        if (station.gathers) {
            run.gathering.request(part, station);
            return;
        }
        if (enteredMachine(part, station)) return;
        if (station.capacity == 0) {
            awaitMachine(part, station);
        } else if (station.isOpen()) {
            move(part, station);
            awaitMachine(part, station);
        } else {
            await(part, station);
        }
    }

    private boolean hasWaitedTooLong(Part part, FlowModel.LimitRule limit) {
        return run.now() - run.parts.attributes[part.number * model.attributes + limit.column()] > limit.most();
    }

    private void turnAway(Part part, ElementState station, FlowModel.LimitRule limit) {
        run.sink.event(run.now(), EventKind.PART_TURNED_AWAY, station.number, part.number, 0, 0, 0, 0);
        int back = limit.goesBack() ? model.backStep[part.step] : NONE;
        if (back == NONE) leavePlant(part, SCRAP);
        else goTo(part, back);
    }

    /** Turns all parts away that wait for a machine of the station and have done so for too long. */
    private void turnAwayLate(ElementState station, FlowModel.LimitRule limit) {
        for (int number = station.queue.first(); number >= 0; ) {
            var part = run.parts.at(number);
            number = part.next;
            if (!hasWaitedTooLong(part, limit)) continue;
            station.queue.remove(part);
            turnAway(part, station, limit);
        }
    }

    private void goTo(Part part, int step) {
        part.step = step;
        var element = elements[model.stepElement[step]];
        if (element.loopFrom == NONE || run.loops.admit(part, element)) request(part, element);
    }

    private boolean enteredMachine(Part part, ElementState station) {
        if (!station.queue.isEmpty()) return false;
        var machine = run.machines.freeMachine(station.number, part);
        if (machine == null) return false;
        run.machines.enter(part, machine);
        return true;
    }

    private void enterBuffer(Part part, ElementState buffer) {
        move(part, buffer);
        if (++instantMoves > MOST_INSTANT_MOVES) throw endlessLoop(buffer);
        depart(part);
        if (part.place == buffer.number && buffer.keeps < Double.POSITIVE_INFINITY) watchAge(part, buffer);
    }

    private void watchAge(Part part, ElementState buffer) {
        int slot = model.waitSlots + buffer.number;
        if (!run.calendar.isPending(slot)) run.calendar.schedule(slot, part.since + buffer.keeps);
    }

    /** The event of a wait: a batch begins with fewer parts, or parts in a buffer have become too old. */
    void waited(int element) {
        if (elements[element].kind == STATION) run.gathering.look(elements[element]);
        else scrapOld(elements[element]);
    }

    private void scrapOld(ElementState buffer) {
        double next = Double.POSITIVE_INFINITY;
        for (int i = 0; i < run.parts.rows(); i++) {
            var part = run.parts.at(i);
            if (part.place != buffer.number) continue;
            double end = part.since + buffer.keeps;
            if (end <= run.now()) {
                if (!isCalledFor(part)) waitsIn(part).remove(part);
                leavePlant(part, SCRAP);
            } else {
                next = Math.min(next, end);
            }
        }
        if (next < Double.POSITIVE_INFINITY) run.calendar.schedule(model.waitSlots + buffer.number, next);
    }

    /** Whether a vehicle was on its way to the part, which it then no longer is. */
    private boolean isCalledFor(Part part) {
        return elements[model.stepElement[part.step]].kind == FLEET && run.vehicles.callBack(part);
    }

    /** Counts the parts that a source without limit releases at one moment, so that one that never ends is found. */
    void releasedAtOnce(ElementState source) {
        if (++instantMoves > MOST_INSTANT_MOVES) {
            throw new PlantProblem("`" + model.index.placeName(source.number)
                    + "` releases parts without end, since nothing after it is ever full."
                    + " Maybe limit the element behind it (`holds 8`, `queue 1`), or give the source a time between"
                    + " arrivals (`every 60 s`) or a `limit`.");
        }
    }

    private PlantProblem endlessLoop(ElementState buffer) {
        return new PlantProblem("a part moves without end through places that take no time, at `"
                + model.index.placeName(buffer.number)
                + "`. Maybe the route has a loop of buffers without a station, or a source without limit"
                + " stands before room without limit.");
    }

    /** Lets a part wait to come into an element. */
    void await(Part part, ElementState element) {
        part.since = run.now();
        element.outside.append(part);
        if (element.onLimitedLoop) run.deadlock.blocked(part);
    }

    void awaitMachine(Part part, ElementState station) {
        part.since = run.now();
        switch (station.rule) {
            case Dispatch.FIRST_IN, Dispatch.CRITICAL_RATIO -> station.queue.append(part);
            default -> {
                part.rank = Dispatch.rank(model, station, part);
                station.queue.insertByRank(part);
            }
        }
        if (station.onLimitedLoop && part.place >= elements.length) run.deadlock.blocked(part);
    }

    /** Moves a part into an element; the place it leaves becomes free. */
    void move(Part part, ElementState to) {
        int from = part.place;
        tellMove(part, to.number, to.number);
        if (to.visits != NONE) countVisit(part, to.visits);
        to.level++;
        if (part.supply == to.number) run.supplies.arrived(part);
        vacate(from);
    }

    /** Moves a part onto a machine; the place it leaves becomes free. */
    void move(Part part, Machine to) {
        int from = part.place;
        // from the queue of its station a part has come there already
        if (to.station.visits != NONE && from != to.station.number) countVisit(part, to.station.visits);
        tellMove(part, to.place, to.station.number);
        vacate(from);
    }

    /** Moves a part onto a vehicle; the place it leaves becomes free. */
    void move(Part part, Vehicle to) {
        int from = part.place;
        var fleet = elements[to.rule.element()];
        if (fleet.visits != NONE) countVisit(part, fleet.visits);
        tellMove(part, to.place, fleet.number);
        if (++instantMoves > MOST_INSTANT_MOVES) throw endlessLoop(fleet);
        vacate(from);
    }

    private void countVisit(Part part, int column) {
        run.parts.attributes[part.number * model.attributes + column]++;
    }

    int elementOf(int place) {
        return place >= elements.length ? model.station[place - elements.length] : place;
    }

    private void tellMove(Part part, int to, int element) {
        int from = part.place;
        if (part.cards != 0) run.loops.moved(part, elementOf(from), element);
        if (from < elements.length && elements[from].kind == SOURCE) run.sources.announce(part);
        run.sink.event(run.now(), EventKind.PART_MOVED, to, part.number, from, part.step, 0, 0);
        part.place = to;
    }

    /** Takes a part out of the plant, finished or as scrap. */
    void leavePlant(Part part, int target) {
        int from = part.place;
        if (part.contents != NONE) {
            run.lots.end(part, target == DONE ? EventKind.PART_FINISHED : EventKind.PART_SCRAPPED, 0);
        }
        run.sink.event(
                run.now(),
                target == DONE ? EventKind.PART_FINISHED : EventKind.PART_SCRAPPED,
                from,
                part.number,
                target == DONE && part.defective ? 1 : 0,
                0,
                0,
                0);
        if (part.cards != 0) run.loops.moved(part, elementOf(from), NONE);
        if (part.supply != NONE) run.supplies.gone(part);
        run.parts.remove(part);
        vacate(from);
    }

    /** A part on a machine ends there, joined to another or divided; the machine keeps what it holds. */
    void endPart(Part part, EventKind how, int other) {
        if (part.contents != NONE) run.lots.end(part, how, other);
        run.sink.event(run.now(), how, part.place, part.number, other, 0, 0, 0);
        if (part.cards != 0) run.loops.moved(part, elementOf(part.place), NONE);
        if (part.supply != NONE) run.supplies.gone(part);
        run.parts.remove(part);
    }

    /** One of the parts that a machine holds is no longer there. */
    void vacateMachine(Machine m) {
        vacate(m.place);
    }

    private void vacate(int from) {
        if (model.isVehicle(from)) {
            run.vehicles.vacated(from - model.placeOfVehicle(0));
        } else if (from >= elements.length) {
            run.machines.vacated(from - elements.length);
            free(from);
        } else {
            var element = elements[from];
            element.level--;
            if (!element.refills) return;
            if (element.kind == CONVEYOR) run.conveyors.headLeft(element);
            if (element.kind == RACK) run.racks.left(from);
            free(from);
        }
    }

    /** A part is in an element at the start of a run, whether or not there is room. */
    void occupyEarlier(int at) {
        elements[at].level++;
    }

    /** Goes on with a part that is in an element at the start of a run and does its step there. */
    void goOnEarlier(Part part, int at) {
        var element = elements[at];
        switch (element.kind) {
            case STATION -> {
                awaitMachine(part, element);
                for (int m = model.firstMachine[at]; m < model.firstMachine[at + 1]; m++) free(model.placeOfMachine(m));
            }
            case CONVEYOR -> run.conveyors.carry(part, element);
            case RACK -> run.racks.storeEarlier(part, false);
            case CUSTOM -> run.customs.entered(part, element);
            default -> depart(part);
        }
    }

    /** Lets a part go, or wait to go, to a step that has been chosen before. */
    void send(Part part, int next) {
        if (part.place < elements.length && elements[part.place].kind == RACK) run.racks.storeEarlier(part, true);
        goTo(part, next);
    }

    /** Notes that a place may have room. */
    void free(int place) {
        if (freedTo == freed.length) makeRoomForFreed();
        freed[freedTo++] = place;
    }

    private void makeRoomForFreed() {
        if (freedFrom > 0) {
            System.arraycopy(freed, freedFrom, freed, 0, freedTo - freedFrom);
            freedTo -= freedFrom;
            freedFrom = 0;
        } else {
            freed = Arrays.copyOf(freed, freed.length * 2);
        }
    }

    /** Fills every place that has become free, and those that become free by that. */
    void settle() {
        while (freedFrom < freedTo) {
            int place = freed[freedFrom++];
            if (place >= model.index.placeCount()) run.loops.refill(place - model.index.placeCount());
            else if (model.isVehicle(place)) run.vehicles.employ(place - model.placeOfVehicle(0));
            else if (place >= elements.length) refill(run.machines.at(place - elements.length));
            else refill(elements[place]);
        }
        freedFrom = 0;
        freedTo = 0;
        instantMoves = 0;
    }

    private void refill(ElementState element) {
        switch (element.kind) {
            case BUFFER -> {
                while (element.hasRoom() && !element.outside.isEmpty()) {
                    enterBuffer(element.outside.takeFirst(), element);
                }
                if (element.supplier != NONE) run.supplies.stockFell(element.supplier);
            }
            case DELAY -> {
                while (element.hasRoom() && !element.outside.isEmpty()) {
                    enterDelay(element.outside.takeFirst(), element);
                }
            }
            case STATION -> {
                while (element.hasRoom() && !element.outside.isEmpty()) {
                    enterFromOutside(element.outside.takeFirst(), element);
                }
            }
            case CONVEYOR -> run.conveyors.refill(element);
            case FLEET -> run.vehicles.assign(element.number);
            case RACK -> run.racks.work(element);
            case CUSTOM -> run.customs.work(element);
            case SOURCE -> run.sources.room(element);
            default -> {}
        }
    }

    private void enterFromOutside(Part part, ElementState station) {
        if (station.limit != null && hasWaitedTooLong(part, station.limit)) {
            turnAway(part, station, station.limit);
            return;
        }
        if (!station.gathers && enteredMachine(part, station)) return;
        move(part, station);
        awaitMachine(part, station);
        if (station.gathers) run.gathering.look(station);
    }

    private void refill(Machine machine) {
        if (!machine.canTake()) return;
        if (machine.station.limit != null) turnAwayLate(machine.station, machine.station.limit);
        if (machine.station.gathers) {
            run.gathering.fill(machine);
            return;
        }
        var station = machine.station;
        if (!station.queue.isEmpty()) {
            var part = station.rule == Dispatch.CRITICAL_RATIO
                    ? Dispatch.takeByCriticalRatio(run, station.queue)
                    : station.queue.takeFirst();
            run.machines.enter(part, machine);
        } else if (machine.hasSiblings) {
            var part = Exits.takeFromSibling(run, station);
            if (part != null) run.machines.enter(part, machine);
        }
    }

    long bytes() {
        return (long) ElementState.BYTES * elements.length + 4L * freed.length;
    }
}
