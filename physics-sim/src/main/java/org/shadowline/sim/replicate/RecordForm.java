package org.shadowline.sim.replicate;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Values;
import org.shadowline.plant.kpi.QuantileSketch;

/**
 * Values of the plant model as bytes: its records, component by component, with enumerations, lists, sets, maps, texts,
 * numbers, times and arrays of numbers in them. Equal values give equal bytes in every process. A new record of the model needs no
 * code here; a class that is no record is refused by name. Reading makes nothing but records and enumerations of the plant
 * model and of this package. Each text is written once.
 */
final class RecordForm {
    private static final byte NULL = 0;
    private static final byte TRUE = 1;
    private static final byte FALSE = 2;
    private static final byte INT = 3;
    private static final byte LONG = 4;
    private static final byte DOUBLE = 5;
    private static final byte TEXT = 6;
    private static final byte LIST = 7;
    private static final byte SET = 8;
    private static final byte MAP = 9;
    private static final byte ENUM = 10;
    private static final byte RECORD = 11;
    private static final byte DOUBLES = 12;
    private static final byte INTS = 13;
    private static final byte VALUES = 14;
    private static final byte SKETCH = 15;
    private static final byte TIME = 16;

    private static final List<String> READABLE =
            List.of("org.shadowline.plant.", RecordForm.class.getPackageName() + ".");

    private RecordForm() {}

    static byte[] write(Object value) {
        var writer = new Writer();
        writer.value(value);
        return writer.out.toByteArray();
    }

    static @Nullable Object read(byte[] bytes) {
        var reader = new Reader(bytes);
        var value = reader.value();
        if (reader.in.hasRemaining()) throw new IllegalArgumentException(reader.in.remaining() + " bytes too many");
        return value;
    }

    /** How the components of a record are read and how it is made. */
    private record Shape(Class<?>[] types, Method[] accessors, Constructor<?> constructor) {
        private static final ClassValue<Shape> OF = new ClassValue<>() {
            @Override
            protected Shape computeValue(Class<?> type) {
                return shape(type);
            }
        };

        private static Shape shape(Class<?> type) {
            var components = type.getRecordComponents();
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var accessors =
                    Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
            try {
                for (var accessor : accessors) accessor.setAccessible(true);
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(types, accessors, constructor);
            } catch (NoSuchMethodException e) {
                throw new AssertionError("every record has its canonical constructor: " + type, e);
            }
        }
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 12);
        private final Map<String, Integer> texts = new HashMap<>();

        void value(@Nullable Object value) {
            switch (value) {
                case null -> out.write(NULL);
                case Boolean b -> out.write(b ? TRUE : FALSE);
                case Integer i -> {
                    out.write(INT);
                    number(i);
                }
                case Long l -> {
                    out.write(LONG);
                    number(l);
                }
                case Double d -> {
                    out.write(DOUBLE);
                    bits(d);
                }
                case String s -> {
                    out.write(TEXT);
                    text(s);
                }
                case List<?> list -> collection(LIST, list);
                case Set<?> set -> collection(SET, set instanceof SequencedCollection<?> ? set : sorted(set));
                case Map<?, ?> map -> map(map);
                case Enum<?> e -> {
                    out.write(ENUM);
                    text(e.getDeclaringClass().getName());
                    text(e.name());
                }
                case double[] doubles -> {
                    out.write(DOUBLES);
                    doubles(doubles);
                }
                case int[] ints -> {
                    out.write(INTS);
                    number(ints.length);
                    for (int i : ints) number(i);
                }
                case Values values -> {
                    out.write(VALUES);
                    doubles(values.toArray());
                }
                case QuantileSketch sketch -> {
                    out.write(SKETCH);
                    record(sketch.contents());
                }
                case ZonedDateTime _, LocalDateTime _, LocalDate _, LocalTime _, ZoneId _ -> {
                    out.write(TIME);
                    text(timeType(value));
                    text(value.toString());
                }
                case Record r -> {
                    out.write(RECORD);
                    record(r);
                }
                default ->
                    throw new IllegalArgumentException(
                            value.getClass().getName() + " has no binary form: expected a record, an enumeration,"
                                    + " a collection, a text, a number or a time");
            }
        }

        private static String timeType(Object time) {
            return time instanceof ZoneId ? "ZoneId" : time.getClass().getSimpleName();
        }

        private void record(Record r) {
            text(r.getClass().getName());
            var shape = Shape.OF.get(r.getClass());
            for (int i = 0; i < shape.types.length; i++) component(shape.types[i], get(shape.accessors[i], r));
        }

        private void component(Class<?> type, @Nullable Object value) {
            if (type == double.class) bits((Double) Objects.requireNonNull(value));
            else if (type == int.class || type == long.class)
                number(((Number) Objects.requireNonNull(value)).longValue());
            else value(value);
        }

        private static @Nullable Object get(Method accessor, Record of) {
            try {
                return accessor.invoke(of);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private void collection(byte tag, Collection<?> values) {
            out.write(tag);
            number(values.size());
            for (var value : values) value(value);
        }

        /** Maps without an order of their own are written in the order of their keys, which is the same everywhere. */
        private void map(Map<?, ?> map) {
            out.write(MAP);
            number(map.size());
            for (var key : map instanceof SequencedMap<?, ?> ? map.keySet() : sorted(map.keySet())) {
                value(key);
                value(map.get(key));
            }
        }

        private static List<?> sorted(Set<?> set) {
            return set.stream().sorted(Comparator.comparing(String::valueOf)).toList();
        }

        private void text(String text) {
            var known = texts.putIfAbsent(text, texts.size());
            if (known != null) {
                number(known + 1);
                return;
            }
            number(0);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            out.writeBytes(bytes);
        }

        private void doubles(double[] values) {
            number(values.length);
            for (double value : values) bits(value);
        }

        private void bits(double value) {
            long bits = Double.doubleToRawLongBits(value);
            for (int shift = 56; shift >= 0; shift -= 8) out.write((int) (bits >>> shift));
        }

        /** Small numbers are short: seven bits in a byte, the sign in the lowest. */
        private void number(long value) {
            long rest = value << 1 ^ value >> 63;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }

    private static final class Reader {
        private final ByteBuffer in;
        private final List<String> texts = new ArrayList<>();

        Reader(byte[] bytes) {
            in = ByteBuffer.wrap(bytes);
        }

        @Nullable Object value() {
            byte tag = in.get();
            return switch (tag) {
                case NULL -> null;
                case TRUE -> Boolean.TRUE;
                case FALSE -> Boolean.FALSE;
                case INT -> (int) number();
                case LONG -> number();
                case DOUBLE -> in.getDouble();
                case TEXT -> text();
                case LIST -> Collections.unmodifiableList(values(new ArrayList<>()));
                case SET -> Collections.unmodifiableSet(values(new LinkedHashSet<>()));
                case MAP -> map();
                case ENUM -> constant(type(text()), text());
                case RECORD -> record();
                case DOUBLES -> doubles();
                case INTS -> {
                    var ints = new int[length(1)];
                    for (int i = 0; i < ints.length; i++) ints[i] = (int) number();
                    yield ints;
                }
                case VALUES -> Values.of(doubles());
                case SKETCH -> QuantileSketch.of((QuantileSketch.Contents) record());
                case TIME -> time(text(), text());
                default -> throw new IllegalArgumentException("unknown mark " + tag);
            };
        }

        private <C extends Collection<@Nullable Object>> C values(C into) {
            int size = length(1);
            for (int i = 0; i < size; i++) into.add(value());
            return into;
        }

        private Map<Object, @Nullable Object> map() {
            int size = length(2);
            var map = new LinkedHashMap<Object, @Nullable Object>();
            for (int i = 0; i < size; i++) map.put(Objects.requireNonNull(value()), value());
            return Collections.unmodifiableMap(map);
        }

        private Object record() {
            var type = type(text());
            if (!type.isRecord()) throw new IllegalArgumentException(type + " is no record");
            var shape = Shape.OF.get(type);
            var arguments = new @Nullable Object[shape.types.length];
            for (int i = 0; i < arguments.length; i++) arguments[i] = component(shape.types[i]);
            try {
                return shape.constructor.newInstance(arguments);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("no " + type.getName() + " can be made of its values", e);
            }
        }

        private @Nullable Object component(Class<?> type) {
            if (type == double.class) return in.getDouble();
            if (type == int.class) return (int) number();
            if (type == long.class) return number();
            return value();
        }

        private static Class<?> type(String name) {
            boolean known = READABLE.stream().anyMatch(name::startsWith) || name.equals(DayOfWeek.class.getName());
            try {
                if (known) return Class.forName(name, false, RecordForm.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalArgumentException("there is no class " + name, e);
            }
            throw new IllegalArgumentException(name + " is not of the plant model");
        }

        private static Object constant(Class<?> type, String name) {
            var constants = type.getEnumConstants();
            if (constants == null) throw new IllegalArgumentException(type + " is no enumeration");
            return Arrays.stream(constants)
                    .filter(c -> ((Enum<?>) c).name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no " + name + " in " + type));
        }

        private static Object time(String type, String text) {
            return switch (type) {
                case "ZonedDateTime" -> ZonedDateTime.parse(text);
                case "LocalDateTime" -> LocalDateTime.parse(text);
                case "LocalDate" -> LocalDate.parse(text);
                case "LocalTime" -> LocalTime.parse(text);
                case "ZoneId" -> ZoneId.of(text);
                default -> throw new IllegalArgumentException("unknown kind of time " + type);
            };
        }

        private String text() {
            int known = (int) number();
            if (known > 0) return texts.get(known - 1);
            var bytes = new byte[length(1)];
            in.get(bytes);
            var text = new String(bytes, StandardCharsets.UTF_8);
            texts.add(text);
            return text;
        }

        private double[] doubles() {
            var values = new double[length(8)];
            for (int i = 0; i < values.length; i++) values[i] = in.getDouble();
            return values;
        }

        /** A length for which there can be enough bytes. */
        private int length(int bytesEach) {
            long length = number();
            if (length < 0 || length > in.remaining() / bytesEach)
                throw new IllegalArgumentException("length " + length);
            return (int) length;
        }

        private long number() {
            long rest = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                rest |= (next & 0x7fL) << shift;
                if (next >= 0) return rest >>> 1 ^ -(rest & 1);
            }
        }
    }
}
