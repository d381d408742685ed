package org.shadowline.plant.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.event.EventKind.Ref;

/**
 * Joins the two forms of events, flat and {@link PlantEvent}, as {@link Schema} says. In the record form places, people,
 * products, steps and orders stand by their names, states and properties by their words, parts by their serial
 * numbers. A number -1 and a double NaN mean none: the field is absent. The serial number of a released part is its
 * object and not among its values. An order whose name occurs more than once in its list has the number of its line
 * added, {@code A17#3}.
 *
 * <p>Reading back gives parts numbers again, the smallest set that serves; they may differ from those of the flat
 * events that were written. A part whose name is not a number gets a serial number above all that were seen. The codec
 * itself is immutable and thread-safe; what it opens is for one run at a time and one thread.
 */
public final class EventCodec {
    private final PlantIndex index;
    private final Map<String, Integer> people = new HashMap<>();
    private final List<Map<String, Integer>> stepsOfProduct = new ArrayList<>();
    private final Map<Integer, List<String>> orderNames = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> orders = new HashMap<>();
    private final Map<String, Integer> machineStates = new HashMap<>();
    private final Map<String, Integer> personStates = new HashMap<>();
    private final Map<String, Integer> vehicleStates = new HashMap<>();
    private final Map<String, Integer> properties = new HashMap<>();

    public EventCodec(PlantIndex index) {
        this.index = index;
        for (int p = 0; p < index.peopleCount(); p++) people.put(index.personName(p), p);
        for (var product : index.products()) {
            var names = new HashMap<String, Integer>();
            var route = index.plant().routeOf(product.id());
            if (route != null) {
                int first = index.firstStep(route);
                for (int s = 0; s < route.steps().size(); s++) {
                    names.put(route.steps().get(s).name(), first + s);
                }
            }
            stepsOfProduct.add(names);
        }
        for (int e = 0; e < index.elementCount(); e++) {
            if (index.elements().get(e) instanceof Source source
                    && source.arrivals() instanceof Source.Arrivals.Orders list) {
                nameOrders(e, list.orders());
            }
        }
        for (var state : MachineState.values()) machineStates.put(state.words(), state.ordinal());
        for (var state : PersonState.values()) personStates.put(state.words(), state.ordinal());
        for (var state : VehicleState.values()) vehicleStates.put(state.words(), state.ordinal());
        for (var property : Setting.Property.values()) properties.put(property.word(), property.ordinal());
    }

    private void nameOrders(int place, List<Source.Order> list) {
        var uses = new HashMap<String, Integer>();
        for (var order : list) uses.merge(order.id(), 1, Integer::sum);
        var names = new ArrayList<String>();
        var numbers = new HashMap<String, Integer>();
        for (var order : list) {
            int line = names.size();
            boolean unique = Integer.valueOf(1).equals(uses.get(order.id()));
            names.add(unique ? order.id() : order.id() + "#" + (line + 1));
            numbers.put(names.get(line), line);
        }
        orderNames.put(place, names);
        orders.put(place, numbers);
    }

    /** Takes flat events and gives records. An event of a part that was not released is refused. */
    public EventSink writer(Consumer<PlantEvent> to) {
        return new Writer(to);
    }

    /** Takes records and gives flat events. An event that names what the plant does not have is refused. */
    public Consumer<PlantEvent> reader(EventSink to) {
        return new Reader(to);
    }

    /** The one kind whose subject is a team, when its field {@code team} is 1. */
    private static boolean isOfTeam(EventKind kind, int team) {
        return kind == EventKind.SETTING_CHANGED && team == 1;
    }

    /** The serial number is the object. */
    private static boolean isSerial(EventKind kind, String field) {
        return kind == EventKind.PART_RELEASED && field.equals("serial");
    }

    private final class Writer implements EventSink {
        private final Consumer<PlantEvent> to;
        private long[] serials = new long[16];
        private int parts;

        Writer(Consumer<PlantEvent> to) {
            this.to = to;
        }

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            if (kind == EventKind.RUN_STARTED) parts = 0;
            if (kind == EventKind.PART_RELEASED) remember(object, (long) y);
            var schema = kind.schema();
            var values = new HashMap<String, Object>();
            putInt(values, schema.a(), schema.aRef(), a, subject);
            putInt(values, schema.b(), schema.bRef(), b, subject);
            putDouble(values, kind, schema.x(), x);
            putDouble(values, kind, schema.y(), y);
            var of = isOfTeam(kind, b) ? index.teams().get(subject).id() : name(schema.subject(), subject);
            to.accept(new PlantEvent(time, kind, of, name(schema.object(), object), values));
        }

        @Override
        public void note(double time, int subject, String text) {
            var name = name(EventKind.NOTE.schema().subject(), subject);
            to.accept(new PlantEvent(time, EventKind.NOTE, name, null, Map.of("text", text)));
        }

        private void remember(int part, long serial) {
            if (part >= serials.length) serials = Arrays.copyOf(serials, Math.max(part + 1, 2 * serials.length));
            while (parts <= part) serials[parts++] = -1;
            serials[part] = serial;
        }

        private void putInt(Map<String, Object> values, @Nullable String field, Ref ref, int value, int subject) {
            if (field == null || value == -1) return;
            switch (ref) {
                case NONE -> values.put(field, (long) value);
                case ORDER -> values.put(field, orderName(subject, value));
                default -> {
                    var name = name(ref, value);
                    if (name != null) values.put(field, name);
                }
            }
        }

        private void putDouble(Map<String, Object> values, EventKind kind, @Nullable String field, double value) {
            if (field == null || Double.isNaN(value) || isSerial(kind, field)) return;
            values.put(field, value);
        }

        private String orderName(int source, int order) {
            var names = orderNames.get(source);
            if (names == null || order >= names.size()) {
                throw new IllegalArgumentException("no order " + order + " at " + index.placeName(source));
            }
            return names.get(order);
        }

        private @Nullable String name(Ref ref, int number) {
            if (number < 0) return null;
            return switch (ref) {
                case NONE, ORDER -> null;
                case PLACE -> index.placeName(number);
                case PERSON -> index.personName(number);
                case PRODUCT -> index.products().get(number).id();
                case STEP -> index.steps().get(number).name();
                case MACHINE_STATE -> MachineState.of(number).words();
                case PERSON_STATE -> PersonState.of(number).words();
                case VEHICLE_STATE -> VehicleState.of(number).words();
                case NODE -> index.nodeName(number);
                case SENSOR -> index.sensorName(number);
                case PROPERTY -> Setting.Property.values()[number].word();
                case ATTRIBUTE -> index.attributes().get(number).name();
                case PART -> {
                    if (number >= parts || serials[number] < 0) {
                        throw new IllegalArgumentException("event of a part that was not released: number " + number);
                    }
                    yield Long.toString(serials[number]);
                }
            };
        }
    }

    private final class Reader implements Consumer<PlantEvent> {
        private final EventSink to;
        private final Map<String, Integer> numbers = new HashMap<>();
        private int[] productOf = new int[16];
        private int[] free = new int[16];
        private int freeCount;
        private int used;
        private long lastSerial;

        Reader(EventSink to) {
            this.to = to;
        }

        @Override
        public void accept(PlantEvent event) {
            var kind = event.kind();
            var schema = kind.schema();
            if (kind == EventKind.RUN_STARTED) forget();
            int subject = subject(event);
            if (kind == EventKind.NOTE) {
                to.note(event.time(), subject, String.valueOf(event.values().get("text")));
                return;
            }
            long serial = kind == EventKind.PART_RELEASED ? release(event) : 0;
            int object = number(event, schema.object(), event.object());
            int a = readInt(event, schema.a(), schema.aRef(), subject, object);
            if (kind == EventKind.PART_RELEASED) productOf[object] = a;
            int b = readInt(event, schema.b(), schema.bRef(), subject, object);
            double x = readDouble(event, schema.x(), serial);
            double y = readDouble(event, schema.y(), serial);
            to.event(event.time(), kind, subject, object, a, b, x, y);
            if (kind.endsPart()) leave(event);
        }

        private int subject(PlantEvent event) {
            var name = event.subject();
            var team = event.values().get("team");
            if (name != null && team instanceof Number n && isOfTeam(event.kind(), n.intValue())) {
                return found(event, index.team(name), "team", name);
            }
            return number(event, event.kind().schema().subject(), name);
        }

        private void forget() {
            numbers.clear();
            freeCount = 0;
            used = 0;
            lastSerial = 0;
        }

        private long release(PlantEvent event) {
            var name = event.object();
            if (name == null) throw refused(event, "names no part");
            if (numbers.containsKey(name)) throw refused(event, "releases part " + name + ", which is in the plant");
            int number = freeCount > 0 ? free[--freeCount] : used++;
            if (number == productOf.length) productOf = Arrays.copyOf(productOf, 2 * number);
            numbers.put(name, number);
            long serial = isNumber(name) ? Long.parseLong(name) : lastSerial + 1;
            lastSerial = Math.max(lastSerial, serial);
            return serial;
        }

        private static boolean isNumber(String name) {
            return !name.isEmpty() && name.length() <= 15 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        private void leave(PlantEvent event) {
            Integer number = event.object() == null ? null : numbers.remove(event.object());
            if (number == null) return;
            if (freeCount == free.length) free = Arrays.copyOf(free, 2 * freeCount);
            free[freeCount++] = number;
        }

        private int readInt(PlantEvent event, @Nullable String field, Ref ref, int subject, int object) {
            if (field == null) return 0;
            var value = event.values().get(field);
            if (value == null) return -1;
            if (value instanceof Number n && ref == Ref.NONE) return n.intValue();
            if (!(value instanceof String name)) throw refused(event, "has the wrong type of " + field + ": " + value);
            return switch (ref) {
                case STEP -> {
                    int product = object < 0 ? -1 : productOf[object];
                    if (product < 0) throw refused(event, "has a step but no product");
                    yield found(event, stepsOfProduct.get(product).getOrDefault(name, -1), "step", name);
                }
                case ORDER ->
                    found(event, orders.getOrDefault(subject, Map.of()).getOrDefault(name, -1), "order", name);
                default -> number(event, ref, name);
            };
        }

        private double readDouble(PlantEvent event, @Nullable String field, long serial) {
            if (field == null) return 0;
            if (isSerial(event.kind(), field)) return serial;
            return event.values().get(field) instanceof Number n ? n.doubleValue() : Double.NaN;
        }

        private int number(PlantEvent event, Ref ref, @Nullable String name) {
            if (name == null) return -1;
            return switch (ref) {
                case PLACE -> found(event, index.place(name), "place", name);
                case PART -> found(event, numbers.getOrDefault(name, -1), "part in the plant", name);
                case PERSON -> found(event, people.getOrDefault(name, -1), "person", name);
                case PRODUCT -> found(event, index.product(name), "product", name);
                case MACHINE_STATE -> found(event, machineStates.getOrDefault(name, -1), "machine state", name);
                case PERSON_STATE -> found(event, personStates.getOrDefault(name, -1), "state of a person", name);
                case VEHICLE_STATE -> found(event, vehicleStates.getOrDefault(name, -1), "state of a vehicle", name);
                case NODE -> found(event, index.node(name), "node", name);
                case SENSOR -> found(event, index.sensor(name), "sensor", name);
                case PROPERTY -> found(event, properties.getOrDefault(name, -1), "property", name);
                case ATTRIBUTE -> found(event, index.attribute(event.subject() + "." + name), "attribute", name);
                case NONE, STEP, ORDER -> throw refused(event, "has text where none belongs: " + name);
            };
        }

        private static int found(PlantEvent event, int number, String what, String name) {
            if (number < 0) throw refused(event, "names no " + what + ": " + name);
            return number;
        }

        private static IllegalArgumentException refused(PlantEvent event, String why) {
            return new IllegalArgumentException("event " + event.kind() + " at " + event.time() + " s " + why);
        }
    }
}
