package org.shadowline.plant.kpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * The bars of a Gantt chart from the events of one run: what each machine and person did, from the start of the run,
 * warm-up included. A machine's bars are its states except starved, and a busy one begins anew with each part. A person
 * who works, sets up or repairs is shown as busy, set-up or down, with the part of the machine, and one who walks there or
 * waits there for others as waiting; idle time has no bar.
 * Meant for a single replication; it allocates. Only the first bars are kept; what is later is left out, and
 * {@link #cutAt} says from when. Not thread-safe.
 */
public final class GanttFold implements EventSink {
    /** Number of bars that are kept where no other number is given. */
    public static final int BARS = 20_000;

    private static final int NONE = -1;

    private final PlantIndex index;
    private final int atMost;
    private final List<RehearsalResult.Bar> bars = new ArrayList<>();
    private final Lane[] machines;
    private final Lane[] people;
    private final int[] partOn;
    private long[] serials = new long[0];
    private int[] products = new int[0];
    private double cutAt = Double.NaN;

    /** An open bar; {@code state} is null where none is shown. */
    private static final class Lane {
        private final String name;
        private @Nullable MachineState state;
        private double since;
        private long serial = NONE;
        private int product = NONE;

        Lane(String name) {
            this.name = name;
        }
    }

    public GanttFold(PlantIndex index) {
        this(index, BARS);
    }

    public GanttFold(PlantIndex index, int atMost) {
        if (atMost < 0) throw new IllegalArgumentException("number of bars must be >= 0: " + atMost);
        this.index = index;
        this.atMost = atMost;
        machines = new Lane[index.placeCount()];
        for (int p = 0; p < machines.length; p++) machines[p] = new Lane(index.placeName(p));
        people = new Lane[index.peopleCount()];
        for (int p = 0; p < people.length; p++) people[p] = new Lane(index.personName(p));
        partOn = new int[index.placeCount()];
        start();
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case RUN_STARTED -> start();
            case PART_RELEASED -> {
                released(object, a, (long) y);
                if (index.isMachine(subject)) partOn[subject] = object;
            }
            case PART_MOVED -> {
                if (a >= 0 && partOn[a] == object) partOn[a] = NONE;
                if (index.isMachine(subject)) partOn[subject] = object;
            }
            case MACHINE_STATE -> {
                var state = MachineState.of(a);
                int part = object != NONE ? object : partOn[subject];
                next(machines[subject], time, state == MachineState.STARVED ? null : state, part);
            }
            case OPERATION_STARTED -> {
                var lane = machines[subject];
                if (lane.state == MachineState.BUSY && lane.serial != serial(object)) {
                    next(lane, time, lane.state, object);
                }
            }
            case PERSON_STATE -> next(people[subject], time, shown(PersonState.of(a)), b >= 0 ? partOn[b] : NONE);
            case PART_FINISHED, PART_SCRAPPED, PART_JOINED, PART_DIVIDED -> {
                if (partOn[subject] == object) partOn[subject] = NONE;
            }
            case RUN_ENDED -> {
                for (var lane : machines) next(lane, time, null, NONE);
                for (var lane : people) next(lane, time, null, NONE);
            }
            default -> {}
        }
    }

    /** The bars so far, by the time of their end. */
    public List<RehearsalResult.Bar> bars() {
        return List.copyOf(bars);
    }

    /** End of the first bar that is left out, in seconds since the start; NaN when all are there. */
    public double cutAt() {
        return cutAt;
    }

    private static @Nullable MachineState shown(PersonState state) {
        return switch (state) {
            case IDLE -> null;
            case OFF, ABSENT -> MachineState.OFF;
            case WORKING -> MachineState.BUSY;
            case SETTING_UP -> MachineState.SETUP;
            case REPAIRING -> MachineState.DOWN;
            case WALKING, WAITING -> MachineState.WAITING;
        };
    }

    private void start() {
        bars.clear();
        cutAt = Double.NaN;
        Arrays.fill(partOn, NONE);
        for (var lane : machines) lane.state = null;
        for (var lane : people) lane.state = null;
    }

    private void released(int part, int product, long serial) {
        if (part >= serials.length) {
            int length = Math.max(16, Math.max(part + 1, 2 * serials.length));
            serials = Arrays.copyOf(serials, length);
            products = Arrays.copyOf(products, length);
        }
        serials[part] = serial;
        products[part] = product;
    }

    private long serial(int part) {
        return part >= 0 && part < serials.length ? serials[part] : NONE;
    }

    private void next(Lane lane, double time, @Nullable MachineState state, int part) {
        if (lane.state != null && time > lane.since) add(lane, lane.state, time);
        lane.state = state;
        lane.since = time;
        lane.serial = serial(part);
        lane.product = lane.serial == NONE ? NONE : products[part];
    }

    private void add(Lane lane, MachineState state, double end) {
        if (bars.size() >= atMost) {
            if (Double.isNaN(cutAt)) cutAt = end;
            return;
        }
        var part = lane.serial == NONE ? null : Long.toString(lane.serial);
        var product =
                lane.product == NONE ? null : index.products().get(lane.product).id();
        bars.add(new RehearsalResult.Bar(lane.name, lane.since, end, state, part, product));
    }
}
