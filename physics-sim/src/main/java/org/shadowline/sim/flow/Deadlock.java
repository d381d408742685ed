package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.STATION;

import org.jspecify.annotations.Nullable;

/**
 * Watches for places that wait for each other in a circle: all of them full, and every part in them waiting for a place
 * that is among them. The set is the greatest fixed point of that rule. Only elements that lie on a loop of limited places
 * are looked at, and only until a deadlock has been found.
 */
final class Deadlock {
    private final Replication run;
    private final FlowModel model;
    private @Nullable String found;

    Deadlock(Replication run) {
        this.run = run;
        model = run.model;
    }

    Deadlock(Replication run, Deadlock that) {
        this(run);
        found = that.found;
    }

    /** What waits for what, and since when; null when there is no deadlock. */
    @Nullable String found() {
        return found;
    }

    /** A part waits where it is for an element that is on a loop of limited places. */
    void blocked(Part part) {
        if (found == null && model.onLimitedLoop[elementOf(part.place)]) look();
    }

    private void look() {
        var stuck = new boolean[model.elements];
        for (int e = 0; e < model.elements; e++) stuck[e] = model.onLimitedLoop[e] && isFull(e);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < run.parts.rows(); i++) {
                var part = run.parts.at(i);
                if (!part.exists()) continue;
                int at = elementOf(part.place);
                if (stuck[at] && canStillMove(part, stuck)) {
                    stuck[at] = false;
                    changed = true;
                }
            }
        }
        tell(stuck);
    }

    private boolean isFull(int element) {
        if (model.kind[element] == FlowModel.FLEET) return run.vehicles.areAllLoaded(element);
        if (model.kind[element] == FlowModel.RACK) return run.racks.isFull(element);
        if (model.kind[element] != STATION) return !run.places.at(element).hasRoom();
        var station = run.places.at(element);
        boolean turnsBack = station.limit != null && station.limit.goesBack() && station.capacity > 0;
        return !hasFreeMachine(element) || (turnsBack && !station.hasRoom());
    }

    private boolean hasFreeMachine(int station) {
        int machines = model.firstMachine[station + 1] - model.firstMachine[station];
        return run.machines.occupied(station) < machines;
    }

    private boolean canStillMove(Part part, boolean[] stuck) {
        int place = part.place;
        if (model.isVehicle(place)) {
            if (!run.vehicles.at(place - model.placeOfVehicle(0)).hasBrought) return true;
        } else if (place >= model.elements) {
            if (!run.machines.isFinished(place - model.elements)) return true;
        } else if (model.kind[place] == STATION && model.stepElement[part.step] == place) {
            return hasFreeMachine(place);
        } else if (model.kind[place] == FlowModel.RACK && model.stepElement[part.step] == place) {
            return !run.racks.hasOutput(place);
        } else if (model.kind[place] == FlowModel.CONVEYOR && part.since > run.now()) {
            return run.places.at(place).carried.first() == part.number;
        }
        return !stuck[model.stepElement[part.step]];
    }

    private void tell(boolean[] stuck) {
        var names = new StringBuilder();
        int count = 0;
        for (int e = 0; e < stuck.length; e++) {
            if (!stuck[e]) continue;
            if (count++ > 0) names.append(", ");
            names.append('`').append(model.index.placeName(e)).append('`');
        }
        if (count < 1) return;
        found = "deadlock: " + names + (count == 1 ? " waits for itself" : " wait for each other")
                + " and nothing in them can move. Maybe let rework wait in a buffer without limit.";
        run.sink.note(run.now(), -1, found);
    }

    private int elementOf(int place) {
        return place >= model.elements ? model.station[place - model.elements] : place;
    }
}
