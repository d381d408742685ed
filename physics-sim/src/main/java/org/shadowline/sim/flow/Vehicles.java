package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Fleet.Calls;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.VehicleState;

/**
 * The vehicles of all fleets and what they do: fetch a part where it waits, bring it to its next place, go to be charged,
 * park. A part stays where it is until a vehicle has loaded it, and on the vehicle until its next place has room.
 */
final class Vehicles {
    /** Share of the battery that must be missing before an idle vehicle is charged again. */
    private static final double TOP_UP = 0.01;

    private final Replication run;
    private final FlowModel model;
    private final Vehicle[] vehicles;
    /** Parts that wait for a fleet, by fleet and by the element at which they are. */
    private final @Nullable WaitingList[][] calls;

    Vehicles(Replication run) {
        this.run = run;
        model = run.model;
        vehicles = new Vehicle[model.vehicles];
        calls = new WaitingList[model.vehicles == 0 ? 0 : model.elements][];
        for (var rule : model.fleet) {
            if (rule == null) continue;
            calls[rule.element()] = new WaitingList[model.elements];
            for (int origin : rule.origins()) calls[rule.element()][origin] = new WaitingList(run.parts);
            for (int i = rule.first(); i < rule.first() + rule.count(); i++) {
                vehicles[i] = new Vehicle(i, model.placeOfVehicle(i), rule);
            }
        }
    }

    Vehicles(Replication run, Vehicles that) {
        this.run = run;
        model = that.model;
        vehicles = new Vehicle[that.vehicles.length];
        for (int i = 0; i < vehicles.length; i++) vehicles[i] = new Vehicle(that.vehicles[i]);
        calls = new WaitingList[that.calls.length][];
        for (var rule : model.fleet) {
            if (rule == null) continue;
            calls[rule.element()] = new WaitingList[model.elements];
            for (int origin : rule.origins()) {
                calls[rule.element()][origin] = new WaitingList(that.callsAt(rule.element(), origin), run.parts);
            }
        }
    }

    Vehicle at(int vehicle) {
        return vehicles[vehicle];
    }

    /** Tells where all vehicles are, and lets those that have nothing to do go where they park. */
    void begin() {
        for (var v : vehicles) {
            run.traffic.place(v);
            tell(v);
        }
        for (var v : vehicles) {
            if (v.isMoving()) run.traffic.goOnEarlier(v);
            if (v.free) v.free = v.state == VehicleState.CHARGING ? mayLeaveCharger(v) : !isLow(v);
            if (!isOccupied(v)) run.places.free(v.place);
            if (model.vehiclesFail) run.breakdowns.begin(v);
        }
    }

    // calls

    /** A part waits for a vehicle where it is. */
    void call(Part part, ElementState fleet) {
        part.since = run.now();
        waitingList(part, fleet).append(part);
        run.places.free(fleet.number);
        if (fleet.onLimitedLoop) run.deadlock.blocked(part);
    }

    /** The list in which a part waits that has called a fleet and for which no vehicle is on its way. */
    WaitingList waitingList(Part part, ElementState fleet) {
        return callsAt(fleet.number, run.places.elementOf(part.place));
    }

    private WaitingList callsAt(int fleet, int origin) {
        var list = calls[fleet][origin];
        if (list == null) throw new IllegalStateException("no parts go to the fleet from here: " + origin);
        return list;
    }

    /** A part that a vehicle was to fetch waits for any vehicle again, where it was among those that do. */
    void callAgain(Part part, int fleet) {
        callsAt(fleet, run.places.elementOf(part.place)).insertBySince(part);
        run.places.free(fleet);
    }

    /** Calls back the vehicle that is to fetch a part, if there is one; false when there is none. */
    boolean callBack(Part part) {
        for (var v : vehicles) {
            if (v.nextPart == part.number) {
                v.nextPart = NONE;
                return true;
            }
            if (v.part != part.number) continue;
            v.part = NONE;
            if (v.down > 0) run.breakdowns.hasNoWork(v);
            else if (v.state == VehicleState.LOADING) stopWork(v);
            if (v.carries()) run.places.free(v.place);
            else becomeFree(v);
            return true;
        }
        return false;
    }

    /** Sends free vehicles to parts that wait for their fleet. */
    void assign(int fleet) {
        var rule = ruleOf(fleet);
        while (true) {
            int origin = rule.calls() == Calls.OLDEST ? oldestCall(rule) : NONE;
            Vehicle best = null;
            int from = NONE;
            double soonest = Double.POSITIVE_INFINITY;
            for (int i = rule.first(); i < rule.first() + rule.count(); i++) {
                var v = vehicles[i];
                if (!v.free) continue;
                int there = origin != NONE ? origin : nearestCall(v);
                if (there == NONE) break;
                double seconds = secondsTo(v, there);
                boolean first = best == null || seconds < soonest;
                boolean idleLonger = best != null && seconds == soonest && v.freeSince < best.freeSince;
                if (!first && !idleLonger) continue;
                best = v;
                from = there;
                soonest = seconds;
            }
            if (best == null) return;
            var part = callsAt(fleet, from).takeFirst();
            var busy = rule.calls() == Calls.LOOK_AHEAD ? soonerThan(soonest, rule, from) : null;
            if (busy == null) fetch(best, part);
            else busy.nextPart = part.number;
        }
    }

    private FleetRule ruleOf(int fleet) {
        var rule = model.fleet[fleet];
        if (rule == null) throw new IllegalStateException("no fleet: " + fleet);
        return rule;
    }

    private int oldestCall(FleetRule rule) {
        int oldest = NONE;
        double since = Double.POSITIVE_INFINITY;
        for (int origin : rule.origins()) {
            int first = callsAt(rule.element(), origin).first();
            if (first == NONE || run.parts.at(first).since >= since) continue;
            since = run.parts.at(first).since;
            oldest = origin;
        }
        return oldest;
    }

    private int nearestCall(Vehicle v) {
        int nearest = NONE;
        double soonest = Double.POSITIVE_INFINITY;
        double since = Double.POSITIVE_INFINITY;
        for (int origin : v.rule.origins()) {
            int first = callsAt(v.rule.element(), origin).first();
            if (first == NONE) continue;
            double seconds = secondsTo(v, origin);
            double waits = run.parts.at(first).since;
            if (seconds > soonest || (seconds == soonest && waits >= since)) continue;
            soonest = seconds;
            since = waits;
            nearest = origin;
        }
        return nearest;
    }

    /** Seconds at full speed until a vehicle can be at an element. */
    private double secondsTo(Vehicle v, int element) {
        return v.metresToEnd(run.now()) / v.rule.speed() + v.rule.ways().seconds(v.end(), model.stopOf[element]);
    }

    /** A vehicle that brings a part and will be at an element sooner than after a time; null when there is none. */
    private @Nullable Vehicle soonerThan(double seconds, FleetRule rule, int origin) {
        Vehicle best = null;
        double soonest = seconds;
        for (int i = rule.first(); i < rule.first() + rule.count(); i++) {
            var v = vehicles[i];
            boolean brings = v.carries() && v.part == NONE && v.state != VehicleState.BLOCKED;
            if (!brings || v.down > 0 || v.off || v.isOutOfEnergy || v.nextPart != NONE) continue;
            int end = stop(v, v.loaded - 1);
            double until = v.state == VehicleState.UNLOADING
                    ? Math.max(0, rule.meanUnloading() - (run.now() - v.begun))
                    : v.metresToEnd(run.now()) / rule.speed()
                            + rule.ways().seconds(v.end(), stop(v, 0))
                            + rule.meanUnloading();
            for (int k = 1; k < v.loaded; k++) {
                until += rule.ways().seconds(stop(v, k - 1), stop(v, k)) + rule.meanUnloading();
            }
            double there = until + rule.ways().seconds(end, model.stopOf[origin]);
            if (there < soonest) {
                soonest = there;
                best = v;
            }
        }
        return best;
    }

    /** Where a vehicle brings one of the parts on it. */
    private int stop(Vehicle v, int i) {
        return model.stopOf[model.stepElement[v.steps[i]]];
    }

    private static boolean isOccupied(Vehicle v) {
        return v.part != NONE || v.carries();
    }

    private void fetch(Vehicle v, Part part) {
        if (v.state == VehicleState.CHARGING) stopWork(v);
        v.free = false;
        v.part = part.number;
        run.traffic.drive(v, model.stopOf[run.places.elementOf(part.place)], VehicleState.EMPTY);
    }

    private void stopWork(Vehicle v) {
        run.calendar.cancel(model.vehicleSlots + v.number);
        v.phase = Vehicle.Phase.NONE;
    }

    // jobs

    /** A vehicle is at the node to which it was sent. */
    void arrived(Vehicle v) {
        switch (v.travel) {
            case EMPTY -> {
                if (v.part == NONE) becomeFree(v);
                else handle(v, VehicleState.LOADING, v.rule.loading(), Vehicle.Phase.LOADED);
            }
            case LOADED -> handle(v, VehicleState.UNLOADING, v.rule.unloading(), Vehicle.Phase.UNLOADED);
            case TO_CHARGE -> charge(v);
            default -> become(v, withoutWork(v));
        }
    }

    private void handle(Vehicle v, VehicleState as, int sampler, Vehicle.Phase then) {
        if (v.state == as) tell(v);
        else become(v, as);
        v.begun = run.now();
        v.phase = then;
        double seconds = sampler == NONE ? 0 : run.draw(sampler, model.vehicleStream[v.number]);
        if (seconds > 0) run.calendar.schedule(model.vehicleSlots + v.number, run.now() + seconds);
        else occur(v.number);
    }

    /** The event of a vehicle. */
    void occur(int vehicle) {
        var v = vehicles[vehicle];
        switch (v.phase) {
            case BRAKES, ARRIVES -> run.traffic.occur(v);
            case LOADED -> loaded(v);
            case UNLOADED -> unloaded(v);
            case CHARGED -> charged(v);
            case NONE -> throw new IllegalStateException("a vehicle has an event and does nothing: " + vehicle);
        }
    }

    private void loaded(Vehicle v) {
        var part = run.parts.at(v.part);
        v.phase = Vehicle.Phase.NONE;
        v.part = NONE;
        if (v.rule.carries() > 1) v.origin = run.places.elementOf(part.place);
        v.load[v.loaded++] = part.number;
        run.places.move(part, v);
        v.steps[v.loaded - 1] = Exits.choose(run, part);
        // what comes to the place that has become free may be loaded as well
        if (v.loaded < v.rule.carries()) run.places.free(v.place);
        else bring(v);
    }

    /** Goes on with a vehicle that has parts: takes one more where it stands, or brings them. */
    private void goOn(Vehicle v) {
        boolean isUnderWay = v.hasBrought || v.phase != Vehicle.Phase.NONE || v.isMoving();
        if (isUnderWay || v.state == VehicleState.WAITING) return;
        boolean takesMore = v.origin != NONE && v.loaded < v.rule.carries();
        if (takesMore && !callsAt(v.rule.element(), v.origin).isEmpty()) {
            v.part = callsAt(v.rule.element(), v.origin).takeFirst().number;
            handle(v, VehicleState.LOADING, v.rule.loading(), Vehicle.Phase.LOADED);
        } else {
            bring(v);
        }
    }

    /** Brings the part that was loaded first, unless others are to go where the vehicle stands. */
    private void bring(Vehicle v) {
        v.origin = NONE;
        for (int i = 1; i < v.loaded && stop(v, 0) != v.node; i++) if (stop(v, i) == v.node) v.putFirst(i);
        run.traffic.drive(v, stop(v, 0), VehicleState.LOADED);
    }

    private void unloaded(Vehicle v) {
        v.phase = Vehicle.Phase.NONE;
        v.hasBrought = true;
        run.places.send(run.parts.at(v.load[0]), v.steps[0]);
        if (v.hasBrought) become(v, VehicleState.BLOCKED);
        if (model.vehiclesFail) run.failures.countOperation(model.machines + v.number);
    }

    /** The part has left the vehicle. */
    void vacated(int vehicle) {
        var v = vehicles[vehicle];
        v.removeFirst();
        v.hasBrought = false;
        if (v.carries()) run.places.free(v.place);
        else becomeFree(v);
    }

    void becomeFree(Vehicle v) {
        if (v.down > 0) {
            run.breakdowns.nothingMoreToDo(v);
            return;
        }
        v.free = v.nextPart == NONE && !v.off && !isLow(v);
        v.freeSince = run.now();
        run.places.free(v.place);
    }

    /** Gives a vehicle that has no part something to do. */
    void employ(int vehicle) {
        var v = vehicles[vehicle];
        if (v.part != NONE || v.down > 0 || v.isOutOfEnergy) return;
        if (v.carries()) {
            goOn(v);
            return;
        }
        if (v.nextPart != NONE) {
            var part = run.parts.at(v.nextPart);
            v.nextPart = NONE;
            fetch(v, part);
            return;
        }
        if (v.free) assign(v.rule.element());
        if (!isOccupied(v)) rest(v);
    }

    private void rest(Vehicle v) {
        var battery = v.rule.battery();
        boolean charges = battery != null
                && (isLow(v)
                        || (battery.whenIdle()
                                && share(v) < battery.upTo() - TOP_UP
                                && v.state != VehicleState.CHARGING));
        if (charges && v.travel != VehicleState.TO_CHARGE) {
            run.traffic.drive(v, v.rule.station(), VehicleState.TO_CHARGE);
        } else if (charges || v.state == VehicleState.CHARGING) {
            // goes on as it is
        } else if (v.rule.parks() && v.target != v.rule.home()) {
            run.traffic.drive(v, v.rule.home(), VehicleState.PARKING);
        } else if (!v.isMoving() && v.node == v.target) {
            become(v, withoutWork(v));
        }
    }

    private static VehicleState withoutWork(Vehicle v) {
        return v.off ? VehicleState.OFF : VehicleState.IDLE;
    }

    /** The shift of a fleet ends or begins. */
    void setOff(int fleet, boolean off) {
        var rule = ruleOf(fleet);
        for (int i = rule.first(); i < rule.first() + rule.count(); i++) {
            var v = vehicles[i];
            v.off = off;
            if (off && v.nextPart != NONE) {
                callAgain(run.parts.at(v.nextPart), fleet);
                v.nextPart = NONE;
            }
            if (!isOccupied(v)) becomeFree(v);
        }
    }

    // the start of a run

    /** A part is on a vehicle. */
    void carryEarlier(Vehicle v, Part part) {
        v.add(part.number, NONE);
        v.free = false;
    }

    /** One of the parts on a vehicle waits to go to a step. */
    void waitEarlier(Vehicle v, Part part, int step) {
        for (int i = 1; i < v.loaded; i++) if (v.load[i] == part.number) v.putFirst(i);
        v.steps[0] = step;
        v.hasBrought = true;
        v.state = VehicleState.BLOCKED;
        run.places.send(part, step);
    }

    /** Chooses where the parts on a vehicle go for which that is not known. */
    void chooseEarlier(Vehicle v) {
        for (int i = 0; i < v.loaded; i++) {
            if (v.steps[i] == NONE) v.steps[i] = Exits.choose(run, run.parts.at(v.load[i]));
        }
    }

    /** Brings the first part on a vehicle to a step, which is chosen when it is negative; {@code spent} is NaN on the way. */
    void bringEarlier(Vehicle v, int step, double spent) {
        if (step >= 0) v.steps[0] = step;
        chooseEarlier(v);
        if (Double.isNaN(spent)) {
            run.traffic.driveEarlier(v, stop(v, 0), VehicleState.LOADED);
        } else {
            handleEarlier(v, VehicleState.UNLOADING, v.rule.unloading(), Vehicle.Phase.UNLOADED, spent);
        }
    }

    /** Fetches a part that waits; {@code spent} is NaN on the way. */
    void fetchEarlier(Vehicle v, Part part, double spent) {
        callsAt(v.rule.element(), run.places.elementOf(part.place)).remove(part);
        v.free = false;
        v.part = part.number;
        v.origin = run.places.elementOf(part.place);
        if (Double.isNaN(spent)) {
            run.traffic.driveEarlier(v, model.stopOf[run.places.elementOf(part.place)], VehicleState.EMPTY);
        } else {
            handleEarlier(v, VehicleState.LOADING, v.rule.loading(), Vehicle.Phase.LOADED, spent);
        }
    }

    private void handleEarlier(Vehicle v, VehicleState as, int sampler, Vehicle.Phase then, double spent) {
        v.state = as;
        v.phase = then;
        v.begun = -spent;
        double total = sampler == NONE ? spent : run.drawBeyond(sampler, model.vehicleStream[v.number], spent);
        run.calendar.schedule(model.vehicleSlots + v.number, Math.max(0, total - spent));
    }

    void chargeEarlier(Vehicle v, double spent) {
        if (v.rule.change() != NONE) {
            handleEarlier(v, VehicleState.CHARGING, v.rule.change(), Vehicle.Phase.CHARGED, spent);
        } else {
            charge(v);
            v.begun = -spent;
        }
        v.travel = VehicleState.TO_CHARGE;
    }

    /** Whether a vehicle that charges at the start of a run can be called: one that could would have been by those who wait. */
    private boolean mayLeaveCharger(Vehicle v) {
        var battery = v.rule.battery();
        if (battery == null || !battery.whenIdle() || isLow(v)) return false;
        for (int origin : v.rule.origins())
            if (!callsAt(v.rule.element(), origin).isEmpty()) return false;
        return true;
    }

    // energy

    private void charge(Vehicle v) {
        var battery = v.rule.battery();
        if (battery == null) throw new IllegalStateException("a vehicle without battery is charged: " + v.number);
        become(v, VehicleState.CHARGING);
        v.begun = run.now();
        v.phase = Vehicle.Phase.CHARGED;
        double seconds = v.rule.change() == NONE
                ? (battery.upTo() * battery.capacity() - v.energy) / battery.power()
                : run.draw(v.rule.change(), model.vehicleStream[v.number]);
        run.calendar.schedule(model.vehicleSlots + v.number, run.now() + Math.max(0, seconds));
    }

    private void charged(Vehicle v) {
        var battery = v.rule.battery();
        v.phase = Vehicle.Phase.NONE;
        v.travel = VehicleState.IDLE;
        account(v);
        if (battery != null) v.energy = (v.rule.change() == NONE ? battery.upTo() : 1) * battery.capacity();
        v.state = VehicleState.IDLE;
        becomeFree(v);
    }

    private boolean isLow(Vehicle v) {
        var battery = v.rule.battery();
        return battery != null && share(v) < battery.below();
    }

    /** Share of the battery that is left; 1 without one. */
    double share(Vehicle v) {
        var battery = v.rule.battery();
        if (battery == null) return 1;
        double joules = v.energy - v.rule.power(v.state) * (run.now() - v.energyAt);
        return Math.max(0, joules / battery.capacity());
    }

    boolean isOutOfEnergy(Vehicle v) {
        return v.rule.battery() != null && share(v) <= 0;
    }

    /** A vehicle stops for good. */
    void runOut(Vehicle v) {
        v.isOutOfEnergy = true;
        become(v, VehicleState.OUT_OF_ENERGY);
        v.free = false;
        var note = "`" + model.index.placeName(v.place) + "` ran out of energy at `" + model.index.nodeName(v.node)
                + "` and stands there for good. Maybe let it charge earlier, or take a larger battery.";
        run.notes.add(note);
        run.sink.note(run.now(), NONE, note);
    }

    private void account(Vehicle v) {
        var battery = v.rule.battery();
        if (battery == null) return;
        v.energy = share(v) * battery.capacity();
        v.energyAt = run.now();
    }

    // states

    void become(Vehicle v, VehicleState state) {
        if (v.state == state) return;
        account(v);
        if (model.vehiclesFail) run.breakdowns.changes(v, state);
        v.state = state;
        tell(v);
    }

    private void tell(Vehicle v) {
        run.sink.event(run.now(), EventKind.VEHICLE_STATE, v.place, v.firstPart(), v.state.ordinal(), v.node, 0, 0);
    }

    /** Whether every vehicle of a fleet carries a part. */
    boolean areAllLoaded(int fleet) {
        var rule = ruleOf(fleet);
        for (int i = rule.first(); i < rule.first() + rule.count(); i++) if (!vehicles[i].carries()) return false;
        return true;
    }

    long bytes() {
        return 220L * vehicles.length;
    }
}
