package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.shadowline.plant.event.VehicleState;

/** The state of one vehicle. Copied as a whole into a branch. */
final class Vehicle {
    /** What the event of a vehicle is. */
    enum Phase {
        NONE,
        /** It has come to where it has to brake if nothing more is free ahead. */
        BRAKES,
        /** It reaches the end of its arc. */
        ARRIVES,
        LOADED,
        UNLOADED,
        CHARGED
    }

    final int number;
    final int place;
    final FleetRule rule;

    VehicleState state = VehicleState.IDLE;
    /** What it does while it drives or waits for a path. */
    VehicleState travel = VehicleState.IDLE;

    Phase phase = Phase.NONE;
    /** Whether it can take a call. */
    boolean free = true;

    /** Whether its shift is over. */
    boolean off;

    double freeSince;
    /** Where it stands, or the node that it left last. */
    int node;
    /** Where it goes. */
    int target;
    /** The arc on which it is; NONE when it stands. */
    int arc = NONE;
    /** Arcs behind that one which it has reserved. */
    int[] ahead = new int[4];

    int aheadCount;
    /** Whether more was wanted than could be reserved. */
    boolean cut;
    /** At the time of {@link #since}. */
    double speed;
    /** Metres to the end of the arc at the time of {@link #since}. */
    double left;

    double since;
    /** When it leaves the lane at the earliest, since it does not overtake. */
    double notBefore;
    /** Speeds that it will have before it brakes, and at the end of the arc. */
    double peak;

    double out;

    /** The part that it fetches or loads; NONE for none. */
    int part = NONE;
    /** The parts that it carries, the one first that it unloads first. */
    final int[] load;
    /** The steps to which it brings them. */
    final int[] steps;

    int loaded;
    /** The element at which it loads; NONE when it does not. */
    int origin = NONE;
    /** Whether the first part on it is unloaded and only waits for room. */
    boolean hasBrought;
    /** The part that it fetches next; NONE when that is open. */
    int nextPart = NONE;
    /** When the loading, unloading or charging in hand began. */
    double begun;

    /** Joules in the battery at the time of {@link #energyAt}. */
    double energy;

    double energyAt;
    /** Whether it stands for good. */
    boolean isOutOfEnergy;

    /** How many of its failures are not repaired yet. */
    int down;
    /** What it did, and whether it could take a call, when it failed. */
    VehicleState held = VehicleState.IDLE;

    boolean heldFree;
    /** Seconds of the work in hand that remained when it failed; NaN for none. */
    double heldFor = Double.NaN;

    double stoppedAt;
    double drivesSince;
    /** Who came onto a lane earlier has the smaller number. */
    long laneOrder;
    /** Whether it stands at the end of its lane behind another one. */
    boolean isHeldUp;

    Vehicle(int number, int place, FleetRule rule) {
        this.number = number;
        this.place = place;
        this.rule = rule;
        load = new int[rule.carries()];
        steps = new int[rule.carries()];
        node = rule.home();
        target = node;
        var battery = rule.battery();
        energy = battery == null ? 0 : battery.capacity();
    }

    Vehicle(Vehicle that) {
        number = that.number;
        place = that.place;
        rule = that.rule;
        state = that.state;
        travel = that.travel;
        phase = that.phase;
        free = that.free;
        off = that.off;
        freeSince = that.freeSince;
        node = that.node;
        target = that.target;
        arc = that.arc;
        ahead = that.ahead.clone();
        aheadCount = that.aheadCount;
        cut = that.cut;
        speed = that.speed;
        left = that.left;
        since = that.since;
        notBefore = that.notBefore;
        peak = that.peak;
        out = that.out;
        part = that.part;
        load = that.load.clone();
        steps = that.steps.clone();
        loaded = that.loaded;
        origin = that.origin;
        hasBrought = that.hasBrought;
        nextPart = that.nextPart;
        begun = that.begun;
        energy = that.energy;
        energyAt = that.energyAt;
        isOutOfEnergy = that.isOutOfEnergy;
        down = that.down;
        held = that.held;
        heldFree = that.heldFree;
        heldFor = that.heldFor;
        stoppedAt = that.stoppedAt;
        drivesSince = that.drivesSince;
        laneOrder = that.laneOrder;
        isHeldUp = that.isHeldUp;
    }

    boolean carries() {
        return loaded > 0;
    }

    /** The part that it unloads next; NONE when it carries none. */
    int firstPart() {
        return loaded > 0 ? load[0] : NONE;
    }

    void add(int number, int step) {
        load[loaded] = number;
        steps[loaded++] = step;
    }

    void removeFirst() {
        loaded--;
        System.arraycopy(load, 1, load, 0, loaded);
        System.arraycopy(steps, 1, steps, 0, loaded);
    }

    /** Lets a part be the first to be unloaded; the others keep their order. */
    void putFirst(int i) {
        int number = load[i];
        int step = steps[i];
        System.arraycopy(load, 0, load, 1, i);
        System.arraycopy(steps, 0, steps, 1, i);
        load[0] = number;
        steps[0] = step;
    }

    boolean isMoving() {
        return arc != NONE;
    }

    /** The node up to which it has reserved its way. */
    int end() {
        if (aheadCount > 0) return rule.ways().to(ahead[aheadCount - 1]);
        return arc == NONE ? node : rule.ways().to(arc);
    }

    /** Metres to {@link #end}. */
    double metresToEnd(double now) {
        if (arc == NONE) return 0;
        return Math.max(0, left - metresAfter(now - since)) + metresAhead();
    }

    double metresAhead() {
        double metres = 0;
        for (int i = 0; i < aheadCount; i++) metres += rule.ways().length(ahead[i]);
        return metres;
    }

    /** The speed a time after {@link #since}. */
    double speedAfter(double seconds) {
        double a = rule.acceleration();
        if (a == Double.POSITIVE_INFINITY) return rule.ways().speed(arc);
        double accelerating = (peak - speed) / a;
        if (seconds <= accelerating) return speed + a * seconds;
        double metres = left - (peak * peak - out * out) / (2 * a);
        double cruising = (metres - (peak * peak - speed * speed) / (2 * a)) / peak;
        double braking = seconds - accelerating - cruising;
        return braking <= 0 ? peak : Math.max(out, peak - a * braking);
    }

    /** Metres driven in a time after {@link #since}. */
    double metresAfter(double seconds) {
        double a = rule.acceleration();
        if (a == Double.POSITIVE_INFINITY)
            return Math.min(left, seconds * rule.ways().speed(arc));
        double now = speedAfter(seconds);
        double accelerating = (peak - speed) / a;
        if (seconds <= accelerating) return (speed + now) / 2 * seconds;
        if (now < peak) return left - (now * now - out * out) / (2 * a);
        return (speed + peak) / 2 * accelerating + peak * (seconds - accelerating);
    }

    void addAhead(int next) {
        if (aheadCount == ahead.length) ahead = Arrays.copyOf(ahead, 2 * aheadCount);
        ahead[aheadCount++] = next;
    }

    int takeAhead() {
        int next = ahead[0];
        System.arraycopy(ahead, 1, ahead, 0, --aheadCount);
        return next;
    }

    /** The greatest speed at which it may be at the beginning of the i-th arc ahead, so that it can stop at the end. */
    double speedBefore(int i) {
        if (i == aheadCount) return 0;
        double after = speedBefore(i + 1);
        double braking =
                Math.sqrt(after * after + 2 * rule.acceleration() * rule.ways().length(ahead[i]));
        return Math.min(rule.ways().speed(ahead[i]), braking);
    }
}
