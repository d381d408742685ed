package org.shadowline.plant.kpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * Lists the orders and parts that were late in one run, and where their time went: waiting for an element, processing,
 * blocked, set-up, down, waiting for people, transport. Meant for a single replication; it allocates.
 *
 * <p>An order is finished when the last of its parts has left the plant, and its causes are those of this part. Parts
 * that belong to no order stand for themselves under their serial number. What is not finished at the end of the run and
 * was due before it is late as well. A part on a machine spends its time as the machine's state says; on a conveyor,
 * what exceeds the length over the speed is waiting for the element that follows. Only the {@value #LATEST} latest are
 * kept. Not thread-safe.
 */
public final class OrderFold implements EventSink {
    /** Number of orders and parts that are kept. */
    public static final int LATEST = 200;

    private static final int WAITING_FOR = MachineState.values().length;
    private static final int WAITING_IN = WAITING_FOR + 1;
    private static final int TRANSPORT = WAITING_FOR + 2;
    private static final int CAUSES = WAITING_FOR + 3;
    private static final int NONE = -1;

    private final PlantIndex index;
    private final int[] machineState;
    private final int[] partOn;
    private final double[] transportSeconds;
    private final Map<OrderKey, OpenOrder> orders = new HashMap<>();
    private final List<Late> late = new ArrayList<>();
    private Part[] parts = new Part[0];
    private double leastTardiness;
    private double started;

    private record OrderKey(int source, int number) {}

    private record Late(double tardiness, RehearsalResult.LateOrder order) {}

    private static final class OpenOrder {
        private int remaining;
        private int good;
        private double released;
    }

    public OrderFold(PlantIndex index) {
        this.index = index;
        machineState = new int[index.placeCount()];
        partOn = new int[index.placeCount()];
        transportSeconds = new double[index.elementCount()];
        for (int e = 0; e < transportSeconds.length; e++) {
            if (index.elements().get(e) instanceof Conveyor c) transportSeconds[e] = c.seconds(c.totalLength());
        }
        start(0);
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case RUN_STARTED -> start(time);
            case PART_RELEASED -> released(time, subject, object, a, x, (long) y);
            case PART_ORDERED -> ordered(subject, object, a);
            case PART_MOVED -> moved(time, object, subject);
            case MACHINE_STATE -> machine(time, subject, a);
            case PART_FINISHED -> leaves(time, object, true);
            case PART_SCRAPPED -> leaves(time, object, false);
            case PART_JOINED, PART_DIVIDED -> isUsedUp(time, object);
            case WARM_UP_ENDED -> clear();
            case RUN_ENDED -> ended(time);
            default -> {}
        }
    }

    /** The latest first; those that were not finished last among equals. */
    public List<RehearsalResult.LateOrder> lateOrders() {
        keepLatest();
        return late.stream().map(Late::order).toList();
    }

    private void start(double time) {
        started = time;
        Arrays.fill(machineState, MachineState.STARVED.ordinal());
        Arrays.fill(partOn, NONE);
        parts = new Part[0];
        orders.clear();
        clear();
    }

    private void clear() {
        late.clear();
        leastTardiness = 0;
    }

    private void released(double time, int place, int number, int product, double due, long serial) {
        if (number >= parts.length) {
            int before = parts.length;
            parts = Arrays.copyOf(parts, Math.max(16, Math.max(number + 1, 2 * before)));
            for (int p = before; p < parts.length; p++) parts[p] = new Part();
        }
        parts[number].release(time, place, product, due, serial);
        // What a part did before the start of the run is not known.
        parts[number].since = Math.max(time, started);
        if (index.isMachine(place)) partOn[place] = number;
    }

    private void ordered(int source, int number, int order) {
        if (!isPresent(number) || !hasOrder(source, order)) return;
        var part = parts[number];
        part.order = new OrderKey(source, order);
        orders.computeIfAbsent(part.order, key -> {
            var open = new OpenOrder();
            open.remaining = index.order(source, order).quantity();
            open.released = part.released;
            return open;
        });
    }

    private boolean hasOrder(int source, int order) {
        return index.elements().get(source) instanceof Source s
                && s.arrivals() instanceof Source.Arrivals.Orders list
                && order >= 0
                && order < list.orders().size();
    }

    private void moved(double time, int number, int to) {
        if (!isPresent(number)) return;
        var part = parts[number];
        account(part, time, index.elementOf(to));
        if (partOn[part.place] == number) partOn[part.place] = NONE;
        if (index.isMachine(to)) partOn[to] = number;
        part.place = to;
    }

    private void machine(double time, int machine, int state) {
        int number = partOn[machine];
        if (number != NONE) account(parts[number], time, NONE);
        machineState[machine] = state;
    }

    private void leaves(double time, int number, boolean good) {
        if (!isPresent(number)) return;
        var part = parts[number];
        account(part, time, NONE);
        if (partOn[part.place] == number) partOn[part.place] = NONE;
        part.present = false;
        if (part.order != null) {
            partOfOrderLeaves(time, part, part.order, good);
        } else if (good) {
            add(Long.toString(part.serial), part, part.released, time, time - part.due);
        }
    }

    /** A part that is joined or divided is neither late nor in time by itself; for its order it counts as made. */
    private void isUsedUp(double time, int number) {
        if (!isPresent(number)) return;
        var part = parts[number];
        account(part, time, NONE);
        if (partOn[part.place] == number) partOn[part.place] = NONE;
        part.present = false;
        if (part.order != null) partOfOrderLeaves(time, part, part.order, true);
    }

    private void partOfOrderLeaves(double time, Part part, OrderKey key, boolean good) {
        var open = orders.get(key);
        if (open == null) return;
        if (good) open.good++;
        if (--open.remaining > 0) return;
        orders.remove(key);
        double finished = open.good > 0 ? time : Double.NaN;
        add(nameOf(key), part, open.released, finished, time - part.due);
    }

    private void ended(double time) {
        var lastOfOrder = new HashMap<OrderKey, Part>();
        for (var part : parts) {
            if (!part.present) continue;
            account(part, time, NONE);
            if (part.order == null) {
                add(Long.toString(part.serial), part, part.released, Double.NaN, time - part.due);
            } else {
                lastOfOrder.merge(part.order, part, (a, b) -> a.serial > b.serial ? a : b);
            }
        }
        lastOfOrder.forEach((key, part) -> {
            var open = orders.get(key);
            if (open != null) add(nameOf(key), part, open.released, Double.NaN, time - part.due);
        });
    }

    private String nameOf(OrderKey key) {
        return index.order(key.source(), key.number()).id();
    }

    /** A tardiness of NaN, for want of a due date, is not late either. */
    private void add(String id, Part part, double released, double finished, double tardiness) {
        if (!(tardiness > leastTardiness)) return;
        var product = index.products().get(part.product).id();
        late.add(new Late(
                tardiness, new RehearsalResult.LateOrder(id, product, released, part.due, finished, causesOf(part))));
        if (late.size() > 4 * LATEST) {
            keepLatest();
            leastTardiness = late.getLast().tardiness();
        }
    }

    private void keepLatest() {
        late.sort(Comparator.comparingDouble(Late::tardiness)
                .reversed()
                .thenComparing(l -> l.order().finished())
                .thenComparing(l -> l.order().id()));
        if (late.size() > LATEST) late.subList(LATEST, late.size()).clear();
    }

    private boolean isPresent(int number) {
        return number >= 0 && number < parts.length && parts[number].present;
    }

    /** Adds the time since the last account to where the part was; {@code towards} is the element it goes to. */
    private void account(Part part, double time, int towards) {
        double seconds = time - part.since;
        part.since = time;
        int place = part.place;
        int element = index.elementOf(place);
        if (index.isMachine(place)) {
            part.spend(machineState[place], element, seconds);
            return;
        }
        if (index.isVehicle(place)) {
            part.spend(TRANSPORT, element, seconds);
            return;
        }
        double transport = Math.min(seconds, transportSeconds[element]);
        part.spend(TRANSPORT, element, transport);
        if (towards == NONE) part.spend(WAITING_IN, element, seconds - transport);
        else part.spend(WAITING_FOR, towards, seconds - transport);
    }

    private List<RehearsalResult.Cause> causesOf(Part part) {
        var causes = new ArrayList<RehearsalResult.Cause>();
        for (int c = 0; c < part.causes; c++) {
            causes.add(new RehearsalResult.Cause(
                    words(part.cause[c] % CAUSES), index.placeName(part.cause[c] / CAUSES), part.seconds[c]));
        }
        causes.sort(Comparator.comparingDouble(RehearsalResult.Cause::seconds).reversed());
        return List.copyOf(causes);
    }

    private static String words(int cause) {
        if (cause == WAITING_FOR) return "waiting for";
        if (cause == WAITING_IN) return "waiting in";
        if (cause == TRANSPORT) return "transport on";
        return switch (MachineState.of(cause)) {
            case BUSY -> "processing at";
            case STARVED -> "waiting at";
            case SETUP,
                    BLOCKED,
                    WAITING,
                    DOWN,
                    STOPPED,
                    OFF,
                    STANDBY,
                    SWITCHED_OFF,
                    WARMING,
                    LACKS_SPARES,
                    LACKS_TOOL -> MachineState.of(cause).words() + " at";
        };
    }

    /** A part of the plant and where its time went; reused with the part's number. */
    private static final class Part {
        private boolean present;
        private long serial;
        private int product;
        private int place;
        private double released;
        private double since;
        private double due;
        private @Nullable OrderKey order;
        private int[] cause = new int[8];
        private double[] seconds = new double[8];
        private int causes;

        void release(double time, int place, int product, double due, long serial) {
            present = true;
            this.serial = serial;
            this.product = product;
            this.place = place;
            released = time;
            this.due = due;
            order = null;
            causes = 0;
        }

        void spend(int what, int where, double time) {
            if (!(time > 0)) return;
            int key = where * CAUSES + what;
            for (int c = 0; c < causes; c++) {
                if (cause[c] == key) {
                    seconds[c] += time;
                    return;
                }
            }
            if (causes == cause.length) {
                cause = Arrays.copyOf(cause, 2 * causes);
                seconds = Arrays.copyOf(seconds, 2 * causes);
            }
            cause[causes] = key;
            seconds[causes++] = time;
        }
    }
}
