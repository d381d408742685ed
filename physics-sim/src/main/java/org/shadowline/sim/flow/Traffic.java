package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.VehicleState;

/**
 * How vehicles move. They accelerate, drive and brake at the rates of their fleet (trapezoid or triangle of the speed over
 * the time), and stop only at nodes. Before a vehicle comes onto a lane it reserves it together with room at the node
 * behind it, as far ahead as it needs to stop; where it cannot, it brakes at the last moment and waits at the node, which it
 * holds. So nobody waits on a lane, and only nodes with little room can hold each other up, which is found and told. Who has
 * waited longer for a lane goes first among those that can.
 */
final class Traffic {
    private final Replication run;
    private final FlowModel model;
    /** Vehicles on each lane, or that have reserved it. */
    private final int[] onLane;
    /** When the vehicle that came onto a lane last leaves it. */
    private final double[] lastLeaves;
    /** Vehicles at each node, or that have reserved room there. */
    private final int[] atNode;
    /** Vehicles that wait for a lane or for room at its end, in the order in which they came. */
    private final int[] waiting;

    private int waitingCount;
    private boolean released;
    /** How many vehicles have come onto lanes. */
    private long entered;

    private @Nullable String standstill;

    Traffic(Replication run) {
        this.run = run;
        model = run.model;
        onLane = new int[model.laneHolds.length];
        lastLeaves = new double[onLane.length];
        atNode = new int[model.nodeHolds.length];
        waiting = new int[model.vehicles];
    }

    Traffic(Replication run, Traffic that) {
        this.run = run;
        model = that.model;
        onLane = that.onLane.clone();
        lastLeaves = that.lastLeaves.clone();
        atNode = that.atNode.clone();
        waiting = that.waiting.clone();
        waitingCount = that.waitingCount;
        released = that.released;
        entered = that.entered;
        standstill = that.standstill;
    }

    /** Which vehicles wait for each other for good; null when none do. */
    @Nullable String standstill() {
        return standstill;
    }

    /** A vehicle stands at its node, or is on its arc, at the start of a run, whether or not there is room. */
    void place(Vehicle v) {
        if (!v.rule.reserves()) return;
        if (!v.isMoving()) {
            atNode[v.node]++;
            return;
        }
        var ways = v.rule.ways();
        onLane[v.rule.lane(v.arc)]++;
        int exit = exit(v.rule, v.arc, v.target);
        atNode[exit]++;
        for (int arc = v.arc; ways.to(arc) != exit; ) {
            arc = ways.next(ways.to(arc), v.target);
            v.addAhead(arc);
        }
        // those on the same lane from the start stand in the order of their way to its end
        v.laneOrder = (long) ((v.left + v.metresAhead()) * 1000) - (1L << 50);
    }

    /** Lets a vehicle go to a node at the start of a run; it drives, or waits, when all have their places. */
    void driveEarlier(Vehicle v, int target, VehicleState as) {
        v.target = target;
        v.travel = as;
        v.state = v.isMoving() ? as : VehicleState.WAITING;
        if (!v.isMoving()) waiting[waitingCount++] = v.number;
        released = true;
    }

    /** Goes on with a vehicle that is on an arc at the start of a run. */
    void goOnEarlier(Vehicle v) {
        reserveAhead(v);
        plan(v);
    }

    /** Sends a vehicle to a node; one that is on its way goes there from the end of what it has reserved. */
    void drive(Vehicle v, int target, VehicleState as) {
        v.target = target;
        v.travel = as;
        if (v.isMoving()) {
            run.vehicles.become(v, as);
        } else {
            stopWaiting(v);
            depart(v);
        }
    }

    /** Sets a vehicle that stands in motion, or lets it wait, or be there. */
    private void depart(Vehicle v) {
        if (v.node == v.target) {
            run.vehicles.arrived(v);
        } else if (reserve(v)) {
            begin(v);
        } else {
            waiting[waitingCount++] = v.number;
            run.vehicles.become(v, VehicleState.WAITING);
            if (standstill == null) look();
        }
    }

    private void stopWaiting(Vehicle v) {
        for (int i = 0; i < waitingCount; i++) {
            if (waiting[i] != v.number) continue;
            System.arraycopy(waiting, i + 1, waiting, i, --waitingCount - i);
            return;
        }
    }

    /** Whether something has become free for which a vehicle may wait. */
    boolean mayMove() {
        return released && waitingCount > 0;
    }

    /** Sets in motion whoever no longer has to wait. */
    void move() {
        released = false;
        int i = 0;
        while (i < waitingCount) {
            var v = run.vehicles.at(waiting[i]);
            if (v.down > 0) {
                i++;
                continue;
            }
            boolean isThere = v.node == v.target;
            if (isThere || reserve(v)) {
                System.arraycopy(waiting, i + 1, waiting, i, --waitingCount - i);
                if (isThere) run.vehicles.arrived(v);
                else begin(v);
            } else {
                i++;
            }
        }
    }

    private void begin(Vehicle v) {
        v.speed = 0;
        run.vehicles.become(v, v.travel);
        leaveNode(v);
        enter(v);
    }

    /** The event of a vehicle that moves. */
    void occur(Vehicle v) {
        if (v.phase == Vehicle.Phase.BRAKES) {
            v.speed = v.peak;
            v.left = (v.peak * v.peak - v.out * v.out) / (2 * v.rule.acceleration());
            v.since = run.now();
            if (reserveAhead(v)) {
                plan(v);
            } else {
                v.phase = Vehicle.Phase.ARRIVES;
                schedule(v, (v.peak - v.out) / v.rule.acceleration());
            }
        } else {
            reachNode(v);
        }
    }

    // failures

    /** A vehicle stops on the way. */
    void halt(Vehicle v) {
        v.left = Math.max(0, v.left - v.metresAfter(run.now() - v.since));
        v.speed = 0;
        v.since = run.now();
        v.isHeldUp = false;
        run.calendar.cancel(model.vehicleSlots + v.number);
    }

    /** A vehicle that has stood on the way drives on. */
    void goOn(Vehicle v) {
        v.since = run.now();
        reserveAhead(v);
        double seconds = plan(v);
        tellMove(v, v.node, seconds, 0);
    }

    /** A vehicle that waits can drive again. */
    void look(Vehicle v) {
        released = true;
    }

    /** Whether a vehicle has come to one that came onto its lane before it and still stands there. */
    private boolean isBehind(Vehicle v) {
        int lane = v.rule.lane(v.arc);
        if (lane == NONE || model.laneHolds[lane] == 1) return false;
        for (int n = 0; n < model.vehicles; n++) {
            var other = run.vehicles.at(n);
            if (other.isMoving() && other.laneOrder < v.laneOrder && other.rule.lane(other.arc) == lane) return true;
        }
        return false;
    }

    private void standBehind(Vehicle v) {
        v.isHeldUp = true;
        v.left = 0;
        v.speed = 0;
        v.since = run.now();
        v.phase = Vehicle.Phase.NONE;
        run.vehicles.become(v, VehicleState.WAITING);
    }

    /** Who stands at the end of a lane behind one that has left it drives on. */
    private void moveUp(int lane) {
        for (int n = 0; n < model.vehicles; n++) {
            var v = run.vehicles.at(n);
            if (!v.isHeldUp || v.down > 0 || v.rule.lane(v.arc) != lane || isBehind(v)) continue;
            v.isHeldUp = false;
            run.vehicles.become(v, v.travel);
            goOn(v);
            return;
        }
    }

    private void reachNode(Vehicle v) {
        int arc = v.arc;
        boolean staysOnLane = v.aheadCount > 0 && v.rule.isOneLane(arc, v.ahead[0]);
        if (model.vehiclesFail && !staysOnLane && isBehind(v)) {
            standBehind(v);
            return;
        }
        v.node = v.rule.ways().to(arc);
        v.speed = v.out;
        if (staysOnLane) {
            enter(v);
            return;
        }
        int lane = v.rule.lane(arc);
        if (lane != NONE) {
            onLane[lane]--;
            released = true;
        }
        v.arc = NONE;
        v.phase = Vehicle.Phase.NONE;

        if (run.vehicles.isOutOfEnergy(v)) {
            giveBack(v);
            run.vehicles.runOut(v);
        } else if (v.aheadCount > 0) {
            leaveNode(v);
            enter(v);
        } else {
            depart(v);
        }
        if (model.vehiclesFail && lane != NONE) moveUp(lane);
    }

    private void leaveNode(Vehicle v) {
        if (!v.rule.reserves()) return;
        atNode[v.node]--;
        released = true;
    }

    /** Gives back what a vehicle that stops for good has reserved ahead of it. */
    private void giveBack(Vehicle v) {
        for (int i = 0; i < v.aheadCount; i++) {
            boolean ends = i + 1 == v.aheadCount || !v.rule.isOneLane(v.ahead[i], v.ahead[i + 1]);
            if (!ends) continue;
            onLane[v.rule.lane(v.ahead[i])]--;
            atNode[v.rule.ways().to(v.ahead[i])]--;
        }
        v.aheadCount = 0;
        released = true;
    }

    /** Comes onto the next of the arcs that are reserved, at the speed that the vehicle has. */
    private void enter(Vehicle v) {
        int from = v.node;
        int before = v.arc;
        v.arc = v.takeAhead();
        v.left = v.rule.ways().length(v.arc);
        v.since = run.now();
        int lane = v.rule.lane(v.arc);
        if (before == NONE) v.laneOrder = entered++;
        boolean follows = lane != NONE && model.laneHolds[lane] > 1;
        v.notBefore = follows ? lastLeaves[lane] : 0;
        double metres = v.left;
        reserveAhead(v);
        double seconds = plan(v);
        if (follows && !(v.aheadCount > 0 && v.rule.isOneLane(v.arc, v.ahead[0])))
            lastLeaves[lane] = run.now() + seconds;
        tellMove(v, from, seconds, metres);
    }

    private void tellMove(Vehicle v, int from, double seconds, double metres) {
        run.sink.event(
                run.now(),
                EventKind.VEHICLE_MOVED,
                v.place,
                v.firstPart(),
                from,
                v.rule.ways().to(v.arc),
                seconds,
                metres);
    }

    /**
     * Plans the rest of the arc from the present place and speed, to leave it as fast as what is reserved ahead allows.
     *
     * @return seconds to its end
     */
    private double plan(Vehicle v) {
        double limit = v.rule.ways().speed(v.arc);
        double a = v.rule.acceleration();
        if (a == Double.POSITIVE_INFINITY) {
            v.out = limit;
            v.phase = Vehicle.Phase.ARRIVES;
            return schedule(v, v.left / limit);
        }
        double reached = Math.sqrt(v.speed * v.speed + 2 * a * v.left);
        v.out = Math.min(Math.min(limit, reached), v.speedBefore(0));
        double mean = (v.speed * v.speed + v.out * v.out) / 2;
        double fastest = Math.sqrt(a * v.left + mean);
        v.peak = Math.max(Math.max(v.speed, v.out), Math.min(limit, fastest));
        double cruise = v.left - (v.peak * v.peak - mean) / a;
        double untilBraking = (v.peak - v.speed) / a + (cruise > 0 ? cruise / v.peak : 0);
        double braking = (v.peak - v.out) / a;
        double delay = Math.max(0, v.notBefore - run.now() - untilBraking - braking);
        if (v.cut && braking > 0) {
            v.phase = Vehicle.Phase.BRAKES;
            schedule(v, untilBraking + delay);
        } else {
            v.phase = Vehicle.Phase.ARRIVES;
            schedule(v, untilBraking + braking + delay);
        }
        return untilBraking + braking + delay;
    }

    private double schedule(Vehicle v, double seconds) {
        run.calendar.schedule(model.vehicleSlots + v.number, run.now() + seconds);
        return seconds;
    }

    // reservation

    /** Reserves as far ahead as the vehicle needs to stop from full speed; whether anything. */
    private boolean reserveAhead(Vehicle v) {
        boolean any = false;
        v.cut = false;
        while (v.end() != v.target && v.metresAhead() < v.rule.brakingDistance()) {
            if (!reserve(v)) {
                v.cut = true;
                return any;
            }
            any = true;
        }
        return any;
    }

    /** Reserves the next lane on the way and room at its end; false when there is none. */
    private boolean reserve(Vehicle v) {
        var ways = v.rule.ways();
        int first = ways.next(v.end(), v.target);
        if (!v.rule.reserves()) {
            v.addAhead(first);
            return true;
        }
        int lane = v.rule.lane(first);
        int exit = exit(v.rule, first, v.target);
        if (!hasRoom(lane) || atNode[exit] >= model.nodeHolds[exit] || mustYield(v, lane)) return false;
        onLane[lane]++;
        atNode[exit]++;
        for (int arc = first; ; arc = ways.next(ways.to(arc), v.target)) {
            v.addAhead(arc);
            if (ways.to(arc) == exit) return true;
        }
    }

    private boolean hasRoom(int lane) {
        return onLane[lane] < model.laneHolds[lane] && !(model.isSingleTrack[lane] && onLane[lane ^ 1] > 0);
    }

    /** The node at the end of the lane that begins with an arc. */
    private static int exit(FleetRule rule, int first, int target) {
        var ways = rule.ways();
        int arc = first;
        while (ways.to(arc) != target) {
            int next = ways.next(ways.to(arc), target);
            if (!rule.isOneLane(arc, next)) break;
            arc = next;
        }
        return ways.to(arc);
    }

    /** Whether another vehicle has waited longer for the same lane, in whatever direction, and could go but for that. */
    private boolean mustYield(Vehicle v, int lane) {
        for (int i = 0; i < waitingCount; i++) {
            var other = run.vehicles.at(waiting[i]);
            if (other == v) return false;
            if (!other.rule.reserves() || other.node == other.target || other.down > 0) continue;
            int first = other.rule.ways().next(other.node, other.target);
            int wanted = other.rule.lane(first);
            boolean same = model.isSingleTrack[lane] ? wanted >> 1 == lane >> 1 : wanted == lane;
            if (!same) continue;
            int exit = exit(other.rule, first, other.target);
            if (atNode[exit] < model.nodeHolds[exit]) return true;
        }
        return false;
    }

    // standstill

    /**
     * Looks for vehicles that wait for each other: the greatest set in which everybody waits for room at a node that is full
     * of others of the set, or of vehicles that never move again.
     */
    private void look() {
        var stuck = new boolean[model.vehicles];
        var stuckAt = new int[atNode.length];
        for (int i = 0; i < waitingCount; i++) {
            stuck[waiting[i]] = true;
            stuckAt[run.vehicles.at(waiting[i]).node]++;
        }
        for (int n = 0; n < model.vehicles; n++) {
            var v = run.vehicles.at(n);
            if (v.isOutOfEnergy) stuckAt[v.node]++;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < waitingCount; i++) {
                var v = run.vehicles.at(waiting[i]);
                if (!stuck[v.number]) continue;
                int exit = exit(v.rule, v.rule.ways().next(v.node, v.target), v.target);
                if (atNode[exit] >= model.nodeHolds[exit] && stuckAt[exit] == atNode[exit]) continue;
                stuck[v.number] = false;
                stuckAt[v.node]--;
                changed = true;
            }
        }
        tell(stuck);
    }

    private void tell(boolean[] stuck) {
        var waits = new ArrayList<String>();
        for (int i = 0; i < waitingCount; i++) {
            var v = run.vehicles.at(waiting[i]);
            if (!stuck[v.number]) continue;
            int exit = exit(v.rule, v.rule.ways().next(v.node, v.target), v.target);
            waits.add("`" + model.index.placeName(v.place) + "` at `" + model.index.nodeName(v.node)
                    + "` waits for room at `" + model.index.nodeName(exit) + "`");
        }
        if (waits.isEmpty()) return;
        standstill = "deadlock: " + String.join(", ", waits)
                + ", and none of them can move. Maybe lead them one way round, let the nodes hold more, or take fewer vehicles.";
        run.sink.note(run.now(), NONE, standstill);
    }

    long bytes() {
        return 12L * onLane.length + 4L * atNode.length + 4L * waiting.length;
    }
}
