package org.shadowline.validation.invariant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;

/**
 * Follows a run by its events alone and notes every breach of what must hold in any plant. Written apart from the engine's
 * own folds, with maps and records in place of sums, so that it can judge them.
 */
final class Auditor implements EventSink {
    /** In place of a place: in a lot. */
    private static final int NOWHERE = -2;

    private final PlantIndex index;
    private final Map<Integer, Alive> parts = new HashMap<>();
    private final Map<Integer, Integer> occupants = new HashMap<>();
    private final Map<Integer, Integer> working = new HashMap<>();
    private final Map<Integer, MachineState> states = new HashMap<>();
    private final Map<Integer, Double> stateSince = new HashMap<>();
    private final Map<Integer, PersonState> people = new HashMap<>();
    private final List<String> breaches = new ArrayList<>();
    /** By place, the times that parts have spent there since the warm-up ended. */
    private final Map<Integer, Double> stays = new HashMap<>();

    private final Map<Integer, double[]> stateTimes = new HashMap<>();
    /** By vehicle, the node that it reaches or has reached. */
    private final Map<Integer, Integer> nodes = new HashMap<>();

    private final Map<Integer, VehicleState> vehicles = new HashMap<>();
    /** By vehicle, when it is at that node at the latest. */
    private final Map<Integer, Double> arrivals = new HashMap<>();

    /** By conveyor, how many parts have come on and left. */
    private final Map<Integer, Integer> comeOn = new HashMap<>();

    private final Map<Integer, Integer> gone = new HashMap<>();
    private final Map<Integer, Integer> seen = new HashMap<>();
    private boolean someFailed;
    private double lives;
    private double leadTimes;
    private double from;
    private double to;
    private double last = Double.NEGATIVE_INFINITY;
    private long released;
    private long ended;
    private long finished;
    private long finishedCounted;

    private static final class Alive {
        int place;
        int product;
        double released;
        double since;
        boolean inOperation;
        int lot;
    }

    Auditor(PlantIndex index) {
        this.index = index;
        for (int m = index.elementCount(); m < index.elementCount() + index.machineCount(); m++) {
            states.put(m, MachineState.STARVED);
            stateSince.put(m, 0.0);
            stateTimes.put(m, new double[MachineState.values().length]);
        }
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        if (time < last && time >= 0) breach(time, "time goes back from " + last);
        last = Math.max(last, time);
        switch (kind) {
            case PART_RELEASED -> release(time, subject, object, a);
            case PART_MOVED -> move(time, subject, object, a);
            case OPERATION_STARTED -> start(time, subject, object);
            case OPERATION_FINISHED -> finish(time, subject, object);
            case PART_FINISHED, PART_SCRAPPED, PART_JOINED, PART_DIVIDED -> end(time, kind, subject, object);
            case PART_PACKED -> pack(time, subject, object, a);
            case PART_UNPACKED -> unpack(time, subject, object, a);
            case MACHINE_STATE -> machine(time, subject, MachineState.of(a));
            case VEHICLE_STATE -> vehicle(time, subject, object, VehicleState.of(a), b);
            case VEHICLE_MOVED -> drive(time, subject, a, b, x, y);
            case PERSON_STATE -> people.put(subject, PersonState.of(a));
            case SENSOR_STATE -> sensor(time, subject, a, b == 1, x == 1);
            case WARM_UP_ENDED -> warmUpEnds(time);
            case RUN_ENDED -> runEnds(time);
            default -> {}
        }
    }

    List<String> breaches() {
        return breaches;
    }

    long released() {
        return released;
    }

    long ended() {
        return ended;
    }

    int alive() {
        return parts.size();
    }

    long finishedAfterWarmUp() {
        return finishedCounted;
    }

    double meanLeadTime() {
        return leadTimes / finishedCounted;
    }

    /** Time mean of the number of parts in the plant. */
    double meanWorkInProcess() {
        return lives / (to - from);
    }

    /** Time mean of the number of parts at a place. */
    double meanLevel(String place) {
        return stays.getOrDefault(index.place(place), 0.0) / (to - from);
    }

    /** Share of time in each state of a machine. */
    double[] shares(String machine) {
        var times = stateTimes.get(index.place(machine)).clone();
        for (int i = 0; i < times.length; i++) times[i] /= to - from;
        return times;
    }

    private void breach(double time, String what) {
        if (breaches.size() < 20) breaches.add(time + ": " + what);
    }

    private void release(double time, int place, int number, int product) {
        var part = new Alive();
        part.place = place;
        part.product = product;
        part.released = time;
        part.since = time;
        if (parts.put(number, part) != null) breach(time, "part " + number + " is released and was in the plant");
        released++;
        occupants.merge(place, 1, Integer::sum);
    }

    private void move(double time, int place, int number, int from) {
        var part = part(time, number, "moves");
        if (part == null) return;
        if (part.place != from) breach(time, number + " moves from " + name(from) + " and was at " + name(part.place));
        if (part.inOperation) breach(time, number + " moves in the middle of an operation");
        leave(time, part);
        part.place = place;
        part.since = time;
        comeOn.merge(place, 1, Integer::sum);
        int there = occupants.merge(place, 1, Integer::sum);
        if (there > capacity(place)) breach(time, there + " parts are at " + name(place));
    }

    private int capacity(int place) {
        var element = index.elements().get(index.elementOf(place));
        if (index.isVehicle(place)) return element instanceof Fleet fleet ? fleet.carries() : 1;
        if (index.isMachine(place)) {
            return element instanceof Station station
                            && (station.process().batch() != null
                                    || !station.process().splits().isEmpty()
                                    || station.process().unpacks() != null
                                    || !station.process().joins().isEmpty())
                    ? Integer.MAX_VALUE
                    : 1;
        }
        return switch (element) {
            case Buffer buffer -> buffer.holds();
            case Conveyor conveyor -> conveyor.holds();
            case Station station -> station.queue();
            case Rack rack -> rack.places() + 1;
            default -> Integer.MAX_VALUE;
        };
    }

    private void pack(double time, int place, int number, int lot) {
        var part = part(time, number, "is packed");
        if (part == null) return;
        if (part.place != place)
            breach(time, number + " is packed at " + name(place) + " and was at " + name(part.place));
        if (part(time, lot, "takes parts") == null) return;
        leave(time, part);
        part.place = NOWHERE;
        part.lot = lot;
    }

    private void unpack(double time, int place, int number, int lot) {
        var part = part(time, number, "is unpacked");
        if (part == null) return;
        if (part.place != NOWHERE || part.lot != lot)
            breach(time, number + " comes out of " + lot + " and was not in it");
        if (parts.containsKey(lot) && parts.get(lot).place != place) {
            breach(time, number + " comes out at " + name(place) + ", where its lot is not");
        }
        part.place = place;
        part.since = time;
        occupants.merge(place, 1, Integer::sum);
    }

    private void leave(double time, Alive part) {
        occupants.merge(part.place, -1, Integer::sum);
        gone.merge(part.place, 1, Integer::sum);
        stays.merge(part.place, Math.max(0, time - Math.max(part.since, from)), Double::sum);
    }

    private void start(double time, int place, int number) {
        var part = part(time, number, "is worked on");
        if (part == null) return;
        if (part.place != place) breach(time, number + " is worked on at " + name(place) + " and is elsewhere");
        if (part.inOperation) breach(time, number + " is worked on twice at once");
        part.inOperation = true;
        int operations = working.merge(place, 1, Integer::sum);
        if (operations > capacity(place)) breach(time, name(place) + " does " + operations + " things at once");
    }

    private void finish(double time, int place, int number) {
        var part = part(time, number, "is finished at a station");
        if (part == null) return;
        if (!part.inOperation) breach(time, number + " is finished at " + name(place) + " and was not begun");
        part.inOperation = false;
        working.merge(place, -1, Integer::sum);
    }

    private void end(double time, EventKind kind, int place, int number) {
        var part = part(time, number, "ends");
        if (part == null) return;
        if (part.place != place) breach(time, number + " ends at " + name(place) + " and was at " + name(part.place));
        leave(time, part);
        parts.remove(number);
        ended++;
        lives += Math.max(0, time - Math.max(part.released, from));
        if (kind == EventKind.PART_FINISHED) {
            finished++;
            finishedCounted++;
            leadTimes += time - part.released;
        }
    }

    private Alive part(double time, int number, String what) {
        var part = parts.get(number);
        if (part == null) breach(time, "part " + number + " " + what + " and is not in the plant");
        return part;
    }

    private void machine(double time, int place, MachineState state) {
        var before = states.put(place, state);
        double since = stateSince.put(place, time);
        if (before == state) breach(time, name(place) + " becomes " + state.words() + " and was that");
        stateTimes.get(place)[before.ordinal()] += Math.max(0, time - Math.max(since, from));
    }

    /** A vehicle changes its state where it has arrived, and holds what it is said to hold. */
    private void vehicle(double time, int place, int number, VehicleState state, int node) {
        if (number >= 0 && (!parts.containsKey(number) || parts.get(number).place != place)) {
            breach(time, name(place) + " has part " + number + ", which is elsewhere");
        }
        someFailed |= state == VehicleState.DOWN;
        // behind one that has failed others stand on the way
        boolean goesOn =
                vehicles.put(place, state) == VehicleState.DOWN || (someFailed && state == VehicleState.WAITING);
        boolean onTheWay = !goesOn && time < arrivals.getOrDefault(place, 0.0) - 1e-9;
        boolean mayChange = state == VehicleState.PARKING
                || state == VehicleState.EMPTY
                || state == VehicleState.TO_CHARGE
                || state == VehicleState.DOWN;
        if (onTheWay && !mayChange && nodes.getOrDefault(place, node) != node) {
            breach(time, name(place) + " is " + state.words() + " on the way");
        }
    }

    /** A sensor has seen no part that has not come on, and all that have left. */
    private void sensor(double time, int conveyor, int sensor, boolean blocked, boolean counts) {
        int count = seen.merge(sensor, counts ? 1 : 0, Integer::sum);
        int on = comeOn.getOrDefault(conveyor, 0);
        // the part that leaves is told before the sensor that it passes
        int left = gone.getOrDefault(conveyor, 0) - 1;
        if (count > on || count < left) {
            breach(
                    time,
                    index.sensorName(sensor) + " has seen " + count + " of " + on + " parts, and " + left + " left");
        }
        if (counts && !blocked) breach(time, index.sensorName(sensor) + " sees a part and is not blocked");
    }

    private void drive(double time, int place, int from, int to, double seconds, double metres) {
        if (vehicles.get(place) == VehicleState.DOWN) breach(time, name(place) + " drives and is down");
        boolean goesOn = metres == 0 && nodes.getOrDefault(place, to) == to;
        if (!goesOn && nodes.getOrDefault(place, from) != from) {
            breach(
                    time,
                    name(place) + " leaves " + index.nodeName(from) + " and was at "
                            + index.nodeName(nodes.get(place)));
        }
        nodes.put(place, to);
        arrivals.put(place, time + seconds);
    }

    private void warmUpEnds(double time) {
        from = time;
        stays.clear();
        lives = 0;
        leadTimes = 0;
        finishedCounted = 0;
        stateTimes.values().forEach(times -> java.util.Arrays.fill(times, 0));
    }

    private void runEnds(double time) {
        to = time;
        for (var part : parts.values()) {
            stays.merge(part.place, time - Math.max(part.since, from), Double::sum);
            lives += time - Math.max(part.released, from);
        }
        states.forEach((place, state) ->
                stateTimes.get(place)[state.ordinal()] += time - Math.max(stateSince.get(place), from));
    }

    private String name(int place) {
        return place < 0 ? "nowhere" : index.placeName(place);
    }
}
