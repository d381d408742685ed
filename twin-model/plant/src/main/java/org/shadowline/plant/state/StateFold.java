package org.shadowline.plant.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;

/**
 * The {@link PlantState} of a plant at any moment, folded from its events, simulated, live or recorded. Times are seconds
 * since the start of the events. Not thread-safe.
 *
 * <p>What events do not tell is left as {@link PlantState} says of what is not mentioned:
 *
 * <ul>
 *   <li>to which of several steps a part waits to go. On a machine that has finished it the first whose buffer is full is
 *       taken, or the first; elsewhere it is not yet decided;
 *   <li>how far a part has come on a conveyor or in a shipment, and whether it waits at its end; where vehicles are between two nodes and
 *       what they do beyond their last node;
 *   <li>attributes of parts, and the attribute for which a machine is set up (a product is told);
 *   <li>work done by people at another pace than declared, by robots that slow down, and before the first event;
 *   <li>repair done before an interruption of the repair; positions, fatigue and practice of people; how long machines
 *       have rested; the contents of lots.
 * </ul>
 */
public final class StateFold implements EventSink {
    private static final int NONE = -1;

    private final PlantIndex index;
    private final MachineRow[] machines;
    private final int firstMachine;
    private final PersonState[] people;
    private final int[] capacity;
    private final @Nullable String[] standsAt;
    private final Map<Integer, List<Double>> spareOrders = new LinkedHashMap<>();
    private final Map<Integer, Integer> spareStock = new LinkedHashMap<>();
    private final Map<Setting, Double> settings = new LinkedHashMap<>();
    private PartRow[] parts = new PartRow[0];
    private double now;

    /**
     * A machine that is down for no failure that the plant declares, as by an action of a scenario.
     *
     * @param since when it went down, seconds
     */
    public record Forced(String machine, double since) {}

    private static final class PartRow {
        boolean exists;
        boolean finished;
        int place;
        int step = NONE;
        int product;
        int priority;
        long serial;
        double released;
        double since;
        double due;
    }

    private static final class MachineRow {
        final Station station;
        MachineState state = MachineState.STARVED;
        double stateSince;
        int failure = NONE;
        double repairSince = Double.NaN;
        int setUpFor = NONE;
        double wear;
        double operations;
        double worked;
        double countedTo;
        double speed = 1;

        MachineRow(Station station) {
            this.station = station;
        }

        void count(double time) {
            if (state == MachineState.BUSY) worked += (time - countedTo) * speed;
            countedTo = time;
        }
    }

    public StateFold(PlantIndex index) {
        this.index = index;
        firstMachine = index.firstMachine(0);
        machines = new MachineRow[index.machineCount()];
        people = new PersonState[index.peopleCount()];
        capacity = new int[index.elementCount()];
        standsAt = new @Nullable String[index.placeCount()];
        start(0);
    }

    private void start(double time) {
        now = time;
        for (int m = 0; m < machines.length; m++) {
            var station = (Station) index.elements().get(index.elementOf(firstMachine + m));
            machines[m] = new MachineRow(station);
            machines[m].stateSince = time;
            machines[m].countedTo = time;
        }
        for (int e = 0; e < capacity.length; e++) {
            capacity[e] = index.elements().get(e) instanceof Buffer buffer ? buffer.holds() : Buffer.UNLIMITED;
        }
        Arrays.fill(people, PersonState.IDLE);
        spareOrders.clear();
        spareStock.clear();
        settings.clear();
        for (var part : parts) part.exists = false;
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        now = time;
        switch (kind) {
            case RUN_STARTED -> start(time);
            case PART_RELEASED -> released(time, subject, object, a, b, x, (long) y);
            case PART_MOVED -> moved(time, subject, object, b);
            case OPERATION_STARTED -> {
                var m = machine(subject);
                m.worked = 0;
                m.countedTo = time;
            }
            case OPERATION_FINISHED -> {
                var m = machine(subject);
                m.count(time);
                if (!m.station.process().equals(Process.PLAIN)) m.operations += x;
                if (exists(object)) parts[object].finished = true;
            }
            case MACHINE_STATE -> state(time, machine(subject), object, MachineState.of(a), b);
            case REPAIR_STARTED -> {
                if (index.isMachine(subject)) machine(subject).repairSince = time;
            }
            case MACHINE_WORN -> machine(subject).wear = x;
            case WEAR_ENDED -> {
                machine(subject).wear = 0;
                machine(subject).operations = 0;
            }
            case PERSON_STATE -> people[subject] = PersonState.of(a);
            case VEHICLE_STATE -> {
                if (b >= 0) standsAt[subject] = index.nodeName(b);
            }
            case VEHICLE_MOVED -> standsAt[subject] = index.nodeName(b);
            case SPARE_STOCK -> spares(time, subject, a, b);
            case SETTING_CHANGED -> setting(time, subject, a, b, x);
            case PART_PACKED -> leaves(object);
            case PART_UNPACKED -> unpacked(time, subject, object);
            default -> {
                if (kind.endsPart()) leaves(object);
            }
        }
    }

    private MachineRow machine(int place) {
        return machines[place - firstMachine];
    }

    private boolean exists(int part) {
        return part >= 0 && part < parts.length && parts[part].exists;
    }

    private void released(double time, int place, int part, int product, int priority, double due, long serial) {
        if (part >= parts.length) {
            int before = parts.length;
            parts = Arrays.copyOf(parts, Math.max(part + 1, 2 * before + 16));
            for (int i = before; i < parts.length; i++) parts[i] = new PartRow();
        }
        var row = parts[part];
        row.exists = true;
        row.finished = false;
        row.place = place;
        row.step = NONE;
        row.product = product;
        row.priority = priority;
        row.serial = serial;
        row.released = time;
        row.since = time;
        row.due = due;
    }

    private void moved(double time, int place, int part, int step) {
        if (!exists(part)) return;
        var row = parts[part];
        row.place = place;
        row.step = step;
        row.since = time;
        row.finished = false;
        if (!index.isMachine(place)) return;
        var m = machine(place);
        m.count(time);
        m.worked = 0;
        if (m.station.setup() != null && m.station.setup().attribute() == null) m.setUpFor = row.product;
    }

    private void state(double time, MachineRow m, int part, MachineState state, int failure) {
        m.count(time);
        boolean wasDown = isDown(m);
        m.state = state;
        m.stateSince = time;
        m.failure = failure;
        if (!isDown(m)) m.repairSince = Double.NaN;
        else if (!wasDown && !(m.repairSince >= time)) m.repairSince = Double.NaN;
    }

    /** Down, or under maintenance. */
    private static boolean isDown(MachineRow m) {
        return m.state == MachineState.DOWN
                || m.state == MachineState.LACKS_SPARES
                || (m.state == MachineState.STOPPED && m.failure != NONE);
    }

    private void spares(double time, int spare, int stock, int ordered) {
        var open = spareOrders.computeIfAbsent(spare, s -> new ArrayList<>());
        while (open.size() < ordered) open.add(time);
        while (open.size() > Math.max(0, ordered)) open.removeFirst();
        spareStock.put(spare, stock);
    }

    private void setting(double time, int subject, int property, int team, double value) {
        var which = Setting.Property.values()[property];
        var of = team == 1 ? index.teams().get(subject).id() : index.placeName(subject);
        settings.put(new Setting(of, which), value);
        if (which == Setting.Property.HOLDS && subject < capacity.length) capacity[subject] = (int) value;
        if (which != Setting.Property.SPEED) return;
        for (int m = 0; m < machines.length; m++) {
            int place = firstMachine + m;
            if (place != subject && index.elementOf(place) != subject) continue;
            machines[m].count(time);
            machines[m].speed = value;
        }
    }

    private void unpacked(double time, int place, int part) {
        if (part < 0 || part >= parts.length) return;
        parts[part].exists = true;
        parts[part].place = place;
        parts[part].since = time;
    }

    private void leaves(int part) {
        if (exists(part)) parts[part].exists = false;
    }

    /** Time of the last event, seconds. */
    public double now() {
        return now;
    }

    /** The settings that have been changed so far, with their values now. */
    public Map<Setting, Double> settings() {
        return Map.copyOf(settings);
    }

    /** Seconds of work at the declared speed, without interruptions, in the operation of a machine up to a time. */
    public double workedOn(int machine, double time) {
        var m = machine(machine);
        double since = m.state == MachineState.BUSY ? (time - m.countedTo) * m.speed : 0;
        return (m.worked + since) * m.station.speed();
    }

    /** The step at which a part in the plant is; negative before its first one. */
    public int stepOf(int part) {
        return exists(part) ? parts[part].step : NONE;
    }

    public int productOf(int part) {
        return parts[part].product;
    }

    /** Since when a machine is in its state, seconds. */
    public double stateSince(int machine) {
        return machine(machine).stateSince;
    }

    public MachineState stateOf(int machine) {
        return machine(machine).state;
    }

    /** The number of the failure from which a machine is down; -1 when it is not, or for none that is declared. */
    public int failureOf(int machine) {
        return isDown(machine(machine)) ? machine(machine).failure : NONE;
    }

    /** Machines that are down for no declared failure, which {@link #at} leaves out. */
    public List<Forced> forced() {
        var forced = new ArrayList<Forced>();
        for (int m = 0; m < machines.length; m++) {
            if (machines[m].state == MachineState.DOWN && machines[m].failure == NONE)
                forced.add(new Forced(index.placeName(firstMachine + m), machines[m].stateSince));
        }
        return forced;
    }

    /** Tells of every part in the plant that it was released, oldest first, so that another fold knows them. */
    public void tellParts(EventSink sink) {
        present()
                .sorted(Comparator.comparingDouble((Integer p) -> parts[p].released))
                .forEach(p -> sink.event(
                        parts[p].released,
                        EventKind.PART_RELEASED,
                        parts[p].place,
                        p,
                        parts[p].product,
                        parts[p].priority,
                        parts[p].due,
                        parts[p].serial));
    }

    private java.util.stream.Stream<Integer> present() {
        return java.util.stream.IntStream.range(0, parts.length)
                .filter(p -> parts[p].exists)
                .boxed();
    }

    /** What the plant is at a time, which is that of the last event or later, before the next one. */
    public PlantState at(double time) {
        if (time < now) throw new IllegalArgumentException("time must be >= " + now + ": time=" + time);
        var all = present()
                .map(p -> parts[p])
                .sorted(Comparator.comparingDouble((PartRow part) -> part.since).thenComparingLong(part -> part.serial))
                .map(part -> part(part, time))
                .toList();
        return new PlantState(index.plant().id(), all, machines(time), vehicles(), spares(time), absent());
    }

    private PlantState.Part part(PartRow part, double time) {
        int step = part.step >= 0 ? part.step : entryStep(part);
        boolean onMachine = index.isMachine(part.place);
        Integer next = part.finished || passesOn(part.place) ? next(step, part.finished) : null;
        double worked = next != null
                ? 0
                : onMachine
                        ? workedOn(part.place, time)
                        : index.elements().get(index.elementOf(part.place)) instanceof Delay ? time - part.since : 0;
        return new PlantState.Part(
                Long.toString(part.serial),
                index.products().get(part.product).id(),
                index.placeName(part.place),
                next != null || step < 0 ? null : index.steps().get(step).name(),
                next == null ? null : index.steps().get(next).name(),
                time - part.released,
                worked,
                Double.isNaN(part.due) ? null : part.due - time,
                part.priority,
                Map.of());
    }

    /** Whether a part in a place has nothing done on it there. */
    private boolean passesOn(int place) {
        var element = index.elements().get(index.elementOf(place));
        return element instanceof Buffer || element instanceof Source;
    }

    private int entryStep(PartRow part) {
        var route = index.plant().routeOf(index.products().get(part.product).id());
        if (route == null) return NONE;
        var element = index.placeName(index.elementOf(part.place));
        for (int s = 0; s < route.steps().size(); s++) {
            if (route.steps().get(s).element().equals(element)) return index.firstStep(route) + s;
        }
        return NONE;
    }

    private @Nullable Integer next(int step, boolean must) {
        if (step < 0) return null;
        var ref = index.steps().get(step);
        var targets = ref.route().next(ref.route().steps().get(ref.step()));
        if (targets.isEmpty()) return null;
        var chosen = targets.getFirst();
        if (targets.size() > 1) {
            if (!must) return null;
            for (var target : targets) {
                if (isFull(index.place(target.element()))) {
                    chosen = target;
                    break;
                }
            }
        }
        return index.firstStep(ref.route()) + indexOf(ref.route(), chosen);
    }

    private static int indexOf(Route route, Route.Step step) {
        for (int s = 0; s < route.steps().size(); s++) if (route.steps().get(s) == step) return s;
        return NONE;
    }

    private boolean isFull(int element) {
        return index.elements().get(element) instanceof Conveyor
                || present().filter(p -> parts[p].place == element).count() >= capacity[element];
    }

    private List<PlantState.Machine> machines(double time) {
        var all = new ArrayList<PlantState.Machine>();
        for (int m = 0; m < machines.length; m++) {
            var row = machines[m];
            boolean down = isDown(row) && row.failure != NONE;
            int worn = (int) Math.rint(row.operations);
            if (!down && row.setUpFor == NONE && row.wear == 0 && worn == 0) continue;
            all.add(new PlantState.Machine(
                    index.placeName(firstMachine + m),
                    !down ? null : Double.isNaN(row.repairSince) ? 0 : time - row.repairSince,
                    !down ? null : failureName(row),
                    row.setUpFor == NONE
                            ? null
                            : index.products().get(row.setUpFor).id(),
                    null,
                    row.state == MachineState.LACKS_SPARES,
                    row.wear,
                    worn));
        }
        return all;
    }

    private static String failureName(MachineRow row) {
        var name = row.failure < row.station.failures().size()
                ? row.station.failures().get(row.failure).name()
                : null;
        return name == null ? Integer.toString(row.failure + 1) : name;
    }

    private List<PlantState.Vehicle> vehicles() {
        var all = new ArrayList<PlantState.Vehicle>();
        for (int place = 0; place < standsAt.length; place++) {
            if (standsAt[place] == null || !index.isVehicle(place)) continue;
            all.add(new PlantState.Vehicle(
                    index.placeName(place), standsAt[place], null, 0, 0, null, null, null, 1, null));
        }
        return all;
    }

    private List<PlantState.Stock> spares(double time) {
        return spareStock.entrySet().stream()
                .map(stock -> new PlantState.Stock(
                        index.placeName(stock.getKey()),
                        stock.getValue(),
                        spareOrders.getOrDefault(stock.getKey(), List.of()).stream()
                                .map(ordered -> time - ordered)
                                .toList()))
                .toList();
    }

    private List<PlantState.Person> absent() {
        var all = new ArrayList<PlantState.Person>();
        for (int p = 0; p < people.length; p++) {
            if (people[p] == PersonState.ABSENT)
                all.add(new PlantState.Person(index.personName(p), null, 0, Map.of(), true));
        }
        return all;
    }
}
