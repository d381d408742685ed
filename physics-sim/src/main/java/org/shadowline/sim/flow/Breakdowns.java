package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.event.VehicleState;

/**
 * Vehicles that fail. One that does stands where it is, also in the middle of a path, and keeps what it carries and has
 * reserved; who comes behind it on the same lane stands behind it. What it was loading, unloading or charging goes on after
 * the repair where it stopped. A part that it was on the way to is called again.
 */
final class Breakdowns {
    private final Replication run;
    private final FlowModel model;

    Breakdowns(Replication run) {
        this.run = run;
        model = run.model;
    }

    /** One of the failures of a vehicle happens. */
    void goDown(int vehicle) {
        var v = run.vehicles.at(vehicle);
        if (v.down++ > 0) return;
        v.held = v.state;
        v.heldFree = v.free;
        v.free = false;
        v.stoppedAt = run.now();
        if (v.isMoving()) run.traffic.halt(v);
        else interrupt(v);
        giveBackCalls(v);
        run.vehicles.become(v, VehicleState.DOWN);
    }

    private void interrupt(Vehicle v) {
        int slot = model.vehicleSlots + v.number;
        double end = run.calendar.timeOf(slot);
        v.heldFor = end < Double.POSITIVE_INFINITY ? end - run.now() : Double.NaN;
        run.calendar.cancel(slot);
    }

    private void giveBackCalls(Vehicle v) {
        if (v.nextPart != NONE) {
            run.vehicles.callAgain(run.parts.at(v.nextPart), v.rule.element());
            v.nextPart = NONE;
        }
        boolean isOnTheWay = v.part != NONE && v.held != VehicleState.LOADING;
        if (!isOnTheWay) return;
        run.vehicles.callAgain(run.parts.at(v.part), v.rule.element());
        v.part = NONE;
        v.heldFree = true;
    }

    /** One of the failures of a vehicle has been repaired. */
    void comeUp(int vehicle) {
        var v = run.vehicles.at(vehicle);
        if (--v.down > 0) return;
        v.begun += run.now() - v.stoppedAt;
        if (v.isOutOfEnergy) {
            run.vehicles.become(v, VehicleState.OUT_OF_ENERGY);
            return;
        }
        if (v.isMoving()) {
            run.vehicles.become(v, v.travel);
            run.traffic.goOn(v);
        } else {
            run.vehicles.become(v, v.held);
            if (!Double.isNaN(v.heldFor)) run.calendar.schedule(model.vehicleSlots + vehicle, run.now() + v.heldFor);
            if (v.held == VehicleState.WAITING) run.traffic.look(v);
        }
        if (v.heldFree) run.vehicles.becomeFree(v);
        else run.places.free(v.place);
    }

    /** What a vehicle that stands broken was doing has come to an end without it. */
    void nothingMoreToDo(Vehicle v) {
        v.heldFree = true;
        hasNoWork(v);
        if (v.held != VehicleState.WAITING) v.held = VehicleState.IDLE;
    }

    /** Nothing goes on where it stopped when a vehicle that stands broken has been repaired. */
    void hasNoWork(Vehicle v) {
        v.heldFor = Double.NaN;
        v.phase = Vehicle.Phase.NONE;
    }

    /** A vehicle begins to do something else, with or without driving. */
    void changes(Vehicle v, VehicleState next) {
        boolean drove = FleetRule.isDriving(v.state);
        boolean drives = FleetRule.isDriving(next);
        if (drove == drives) return;
        int machine = model.machines + v.number;
        if (drives) run.failures.drives(machine);
        else run.failures.stands(machine, run.now() - v.drivesSince);
        v.drivesSince = run.now();
    }

    /** Starts the clocks of a vehicle that drives at the start of a run. */
    void begin(Vehicle v) {
        if (!FleetRule.isDriving(v.state)) return;
        v.drivesSince = run.now();
        run.failures.drives(model.machines + v.number);
    }

    /** Where a vehicle stands; null when the layout does not say. */
    @Nullable Position at(int vehicle) {
        var v = run.vehicles.at(vehicle);
        var from = model.index.nodePosition(v.node);
        if (!v.isMoving() || from == null) return from;
        var to = model.index.nodePosition(v.rule.ways().to(v.arc));
        if (to == null) return from;
        double length = v.rule.ways().length(v.arc);
        double share = length > 0 ? 1 - v.left / length : 1;
        return new Position(
                from.x() + share * (to.x() - from.x()),
                from.y() + share * (to.y() - from.y()),
                from.z() + share * (to.z() - from.z()),
                0);
    }
}
