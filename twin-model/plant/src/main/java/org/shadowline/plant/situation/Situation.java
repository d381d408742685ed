package org.shadowline.plant.situation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;

/**
 * Where every part is, what every machine, person and vehicle does, and since when, from the events of one run or of a live
 * plant. Machines are starved, people and vehicles idle until an event says otherwise. Times are seconds since the start. Not
 * thread-safe.
 */
public final class Situation implements EventSink {
    static final int NONE = -1;

    final PlantIndex index;
    private final MachineState[] machineState;
    private final double[] machineSince;
    private final int[] partOn;
    private final PersonState[] personState;
    private final double[] personSince;
    private final int[] personAt;
    private final VehicleState[] vehicleState;
    private final double[] vehicleSince;
    private final int[] capacity;
    private final int[] toolsInUse;
    private final int[] toolsChanging;
    private PartRow[] parts = new PartRow[0];
    private double now;

    /** A part in the plant. */
    static final class PartRow {
        int place = NONE;
        int step = NONE;
        int product;
        long serial;
        double released;
        double since;
    }

    public Situation(PlantIndex index) {
        this.index = index;
        int places = index.placeCount();
        machineState = new MachineState[places];
        machineSince = new double[places];
        partOn = new int[places];
        personState = new PersonState[index.peopleCount()];
        personSince = new double[personState.length];
        personAt = new int[personState.length];
        vehicleState = new VehicleState[places];
        vehicleSince = new double[places];
        capacity = new int[index.elementCount()];
        toolsInUse = new int[places];
        toolsChanging = new int[places];
        start(0);
    }

    private void start(double time) {
        now = time;
        Arrays.fill(machineState, MachineState.STARVED);
        Arrays.fill(machineSince, time);
        Arrays.fill(partOn, NONE);
        Arrays.fill(personState, PersonState.IDLE);
        Arrays.fill(personSince, time);
        Arrays.fill(personAt, NONE);
        Arrays.fill(vehicleState, VehicleState.IDLE);
        Arrays.fill(vehicleSince, time);
        for (int e = 0; e < capacity.length; e++)
            capacity[e] = declared(index.elements().get(e));
        for (var part : parts) part.place = NONE;
    }

    private static int declared(Element element) {
        return switch (element) {
            case Buffer buffer -> buffer.holds();
            case Delay delay -> delay.holds();
            case Station station -> station.queue();
            case Rack rack -> rack.places();
            default -> Buffer.UNLIMITED;
        };
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        now = time;
        switch (kind) {
            case RUN_STARTED -> start(time);
            case PART_RELEASED -> released(time, subject, object, a, (long) y);
            case PART_MOVED -> moved(time, object, subject, b);
            case MACHINE_STATE -> {
                machineState[subject] = MachineState.of(a);
                machineSince[subject] = time;
                partOn[subject] = object;
            }
            case PERSON_STATE -> {
                personState[subject] = PersonState.of(a);
                personSince[subject] = time;
                personAt[subject] = b;
            }
            case VEHICLE_STATE -> {
                vehicleState[subject] = VehicleState.of(a);
                vehicleSince[subject] = time;
            }
            case TOOL_USE -> {
                toolsInUse[subject] = a;
                toolsChanging[subject] = b;
            }
            case SETTING_CHANGED -> {
                if (a == Setting.Property.HOLDS.ordinal() && subject >= 0 && subject < capacity.length) {
                    capacity[subject] = (int) x;
                }
            }
            case PART_PACKED -> leaves(object);
            default -> {
                if (kind.endsPart()) leaves(object);
            }
        }
    }

    private void released(double time, int place, int part, int product, long serial) {
        if (part >= parts.length) {
            int before = parts.length;
            parts = Arrays.copyOf(parts, Math.max(part + 1, 2 * before + 16));
            for (int i = before; i < parts.length; i++) parts[i] = new PartRow();
        }
        var row = parts[part];
        row.place = place;
        row.step = NONE;
        row.product = product;
        row.serial = serial;
        row.released = time;
        row.since = time;
    }

    private void moved(double time, int part, int place, int step) {
        if (part < 0 || part >= parts.length) return;
        parts[part].place = place;
        parts[part].step = step;
        parts[part].since = time;
    }

    private void leaves(int part) {
        if (part >= 0 && part < parts.length) parts[part].place = NONE;
    }

    /** Time of the last event. */
    public double now() {
        return now;
    }

    /** The number of the part with a serial number that is in the plant; -1 when there is none. */
    public int part(long serial) {
        for (int p = 0; p < parts.length; p++) {
            if (parts[p].place != NONE && parts[p].serial == serial) return p;
        }
        return NONE;
    }

    /** The serial number of a part, which must be or have been in the plant. */
    public long serial(int part) {
        return parts[part].serial;
    }

    public MachineState stateOf(int machine) {
        return machineState[machine];
    }

    PartRow row(int part) {
        return parts[part];
    }

    boolean exists(int part) {
        return part >= 0 && part < parts.length && parts[part].place != NONE;
    }

    double machineSince(int machine) {
        return machineSince[machine];
    }

    /** The part on a machine; -1 for none. */
    int partOn(int machine) {
        if (exists(partOn[machine]) && parts[partOn[machine]].place == machine) return partOn[machine];
        var on = partsAt(machine);
        return on.isEmpty() ? NONE : on.getFirst();
    }

    PersonState stateOfPerson(int person) {
        return personState[person];
    }

    double personSince(int person) {
        return personSince[person];
    }

    int placeOfPerson(int person) {
        return personAt[person];
    }

    VehicleState stateOfVehicle(int vehicle) {
        return vehicleState[vehicle];
    }

    double vehicleSince(int vehicle) {
        return vehicleSince[vehicle];
    }

    int toolsInUse(int pool) {
        return toolsInUse[pool];
    }

    int toolsChanging(int pool) {
        return toolsChanging[pool];
    }

    /** How many parts an element has room for; {@link Buffer#UNLIMITED} where nobody says. */
    int capacity(int element) {
        return capacity[element];
    }

    /** The parts in a place, who came first before the others. */
    List<Integer> partsAt(int place) {
        var at = new ArrayList<Integer>();
        for (int p = 0; p < parts.length; p++) if (parts[p].place == place) at.add(p);
        at.sort(Comparator.comparingDouble((Integer p) -> parts[p].since).thenComparing(p -> parts[p].serial));
        return at;
    }
}
