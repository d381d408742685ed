package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.BUFFER;
import static org.shadowline.sim.flow.FlowModel.CONVEYOR;
import static org.shadowline.sim.flow.FlowModel.DONE;
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
 *
 * <p>For each element there are three lists: parts that wait to come in (first in first out), parts that wait for a machine
 * of a station (by its dispatching rule), and parts on a conveyor.
 */
final class Places {
    /** A part that goes through this many places in no time is in a loop that the description should not have. */
    private static final int MOST_INSTANT_MOVES = 100_000;

    private final Replication run;
    private final FlowModel model;
    final int[] level;
    final int[] capacity;
    private int[] freed;
    private int freedFrom;
    private int freedTo;
    private int instantMoves;

    Places(Replication run) {
        this.run = run;
        model = run.model;
        level = new int[model.elements];
        capacity = model.capacity.clone();
        freed = new int[16];
    }

    Places(Replication run, Places that) {
        this.run = run;
        model = that.model;
        level = that.level.clone();
        capacity = that.capacity.clone();
        freed = that.freed.clone();
        freedFrom = that.freedFrom;
        freedTo = that.freedTo;
    }

    /** The list of parts that wait for a machine of a station. */
    int machineList(int element) {
        return model.elements + element;
    }

    /** The list of parts on a conveyor. */
    int conveyorList(int element) {
        return 2 * model.elements + element;
    }

    /** Sends a part on from where it is, its step there being done. */
    void depart(int part) {
        int target = Exits.choose(run, part);
        if (target < 0) {
            leavePlant(part, target);
            return;
        }
        run.parts.step[part] = target;
        request(part, model.stepElement[target]);
    }

    /** Brings a part into an element, or lets it wait for that where it is. */
    void request(int part, int element) {
        switch (model.kind[element]) {
            case STATION -> requestStation(part, element);
            case BUFFER -> {
                if (run.lists.isEmpty(element) && level[element] < capacity[element]) enterBuffer(part, element);
                else await(element, part);
            }
            case CONVEYOR -> run.conveyors.request(part, element);
            case SINK -> {
                move(part, element);
                leavePlant(part, model.scraps[element] ? SCRAP : DONE);
            }
            default -> throw new IllegalStateException("a part cannot enter a source: " + element);
        }
    }

    private void requestStation(int part, int station) {
        int list = machineList(station);
        if (run.lists.isEmpty(list)) {
            int machine = run.machines.freeMachine(station, part);
            if (machine >= 0) {
                run.machines.enter(part, machine);
                return;
            }
        }
        if (capacity[station] == 0) {
            awaitMachine(station, part);
        } else if (run.lists.isEmpty(station) && level[station] < capacity[station]) {
            move(part, station);
            awaitMachine(station, part);
        } else {
            await(station, part);
        }
    }

    private void enterBuffer(int part, int buffer) {
        move(part, buffer);
        if (++instantMoves > MOST_INSTANT_MOVES) {
            throw new PlantProblem("a part moves without end through places that take no time, at `"
                    + model.index.placeName(buffer) + "`. Maybe the route has a loop of buffers without a station.");
        }
        depart(part);
    }

    /** Lets a part wait to come into an element. */
    void await(int element, int part) {
        run.parts.since[part] = run.now();
        run.lists.append(element, part);
        run.deadlock.blocked(part);
    }

    private void awaitMachine(int station, int part) {
        var parts = run.parts;
        parts.since[part] = run.now();
        int list = machineList(station);
        switch (model.rule[station]) {
            case Dispatch.FIRST_IN, Dispatch.CRITICAL_RATIO -> run.lists.append(list, part);
            default -> {
                parts.rank[part] = Dispatch.rank(run, station, part);
                run.lists.insertByRank(list, part);
            }
        }
        if (parts.place[part] >= model.elements) run.deadlock.blocked(part);
    }

    /** Moves a part to a place; the one it leaves becomes free. */
    void move(int part, int to) {
        var parts = run.parts;
        int from = parts.place[part];
        if (from < model.elements && model.kind[from] == SOURCE) run.sources.announce(part);
        run.sink.event(run.now(), EventKind.PART_MOVED, to, part, from, parts.step[part], 0, 0);
        parts.place[part] = to;
        if (to < model.elements) level[to]++;
        vacate(from);
    }

    /** Takes a part out of the plant, finished or as scrap. */
    void leavePlant(int part, int target) {
        int from = run.parts.place[part];
        run.sink.event(
                run.now(), target == DONE ? EventKind.PART_FINISHED : EventKind.PART_SCRAPPED, from, part, 0, 0, 0, 0);
        run.parts.remove(part);
        vacate(from);
    }

    private void vacate(int from) {
        if (from >= model.elements) {
            run.machines.vacated(from - model.elements);
            free(from);
        } else {
            level[from]--;
            if (!model.refills[from]) return;
            if (model.kind[from] == CONVEYOR) run.conveyors.headLeft(from);
            free(from);
        }
    }

    /** Puts a part into an element at the start of a run, whether or not there is room. */
    void placeEarlier(int part, int element) {
        level[element]++;
        switch (model.kind[element]) {
            case STATION -> {
                awaitMachine(element, part);
                for (int m = model.firstMachine[element]; m < model.firstMachine[element + 1]; m++) {
                    free(model.placeOfMachine(m));
                }
            }
            case CONVEYOR -> run.conveyors.carry(part, element);
            default -> depart(part);
        }
    }

    /** Notes that a place may have room. */
    void free(int place) {
        if (freedTo == freed.length) {
            if (freedFrom > 0) {
                System.arraycopy(freed, freedFrom, freed, 0, freedTo - freedFrom);
                freedTo -= freedFrom;
                freedFrom = 0;
            } else {
                freed = Arrays.copyOf(freed, freed.length * 2);
            }
        }
        freed[freedTo++] = place;
    }

    /** Fills every place that has become free, and those that become free by that. */
    void settle() {
        while (freedFrom < freedTo) refill(freed[freedFrom++]);
        freedFrom = 0;
        freedTo = 0;
        instantMoves = 0;
    }

    boolean isSettled() {
        return freedFrom == freedTo;
    }

    private void refill(int place) {
        if (place >= model.elements) {
            refillMachine(place - model.elements);
            return;
        }
        switch (model.kind[place]) {
            case BUFFER -> {
                while (!run.lists.isEmpty(place) && level[place] < capacity[place]) {
                    enterBuffer(run.lists.takeFirst(place), place);
                }
            }
            case STATION -> {
                while (!run.lists.isEmpty(place) && level[place] < capacity[place]) {
                    requestStationFromOutside(run.lists.takeFirst(place), place);
                }
            }
            case CONVEYOR -> run.conveyors.refill(place);
            case SOURCE -> run.sources.room(place);
            default -> {}
        }
    }

    private void requestStationFromOutside(int part, int station) {
        if (run.lists.isEmpty(machineList(station))) {
            int machine = run.machines.freeMachine(station, part);
            if (machine >= 0) {
                run.machines.enter(part, machine);
                return;
            }
        }
        move(part, station);
        awaitMachine(station, part);
    }

    private void refillMachine(int machine) {
        if (!run.machines.canTake(machine)) return;
        int station = model.station[machine];
        int list = machineList(station);
        if (!run.lists.isEmpty(list)) {
            int part = model.rule[station] == Dispatch.CRITICAL_RATIO
                    ? Dispatch.takeByCriticalRatio(run, station, list)
                    : run.lists.takeFirst(list);
            run.machines.enter(part, machine);
        } else {
            int part = Exits.takeFromSibling(run, station);
            if (part >= 0) run.machines.enter(part, machine);
        }
    }

    long bytes() {
        return 4L * (level.length + capacity.length + freed.length);
    }
}
