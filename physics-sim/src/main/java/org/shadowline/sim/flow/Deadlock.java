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

    /** A part waits where it is for its next place. */
    void blocked(int part) {
        int target = model.stepElement[run.parts.step[part]];
        if (found == null && model.onLimitedLoop[target] && model.onLimitedLoop[elementOf(run.parts.place[part])])
            look();
    }

    private void look() {
        var stuck = new boolean[model.elements];
        for (int e = 0; e < model.elements; e++) stuck[e] = model.onLimitedLoop[e] && isFull(e);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int part = 0; part < run.parts.rows(); part++) {
                if (!run.parts.exists(part)) continue;
                int at = elementOf(run.parts.place[part]);
                if (stuck[at] && canStillMove(part, stuck)) {
                    stuck[at] = false;
                    changed = true;
                }
            }
        }
        tell(stuck);
    }

    private boolean isFull(int element) {
        if (model.kind[element] != STATION) return run.places.level[element] >= run.places.capacity[element];
        int machines = model.firstMachine[element + 1] - model.firstMachine[element];
        return run.machines.occupied(element) == machines;
    }

    private boolean canStillMove(int part, boolean[] stuck) {
        int place = run.parts.place[part];
        if (place >= model.elements) {
            if (!run.machines.isFinished(place - model.elements)) return true;
        } else if (model.kind[place] == STATION) {
            return false;
        } else if (model.kind[place] == FlowModel.CONVEYOR && run.parts.since[part] > run.now()) {
            return run.lists.first(run.places.conveyorList(place)) == part;
        }
        return !stuck[model.stepElement[run.parts.step[part]]];
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
