package org.shadowline.twin.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Twin;

/**
 * A twin as the store holds it: the values of its reported properties in arrays by the numbers of its {@link Shape}, and
 * beside them what few twins have. Guarded by its own monitor: one writer, any readers. Times are microseconds since
 * 1970.
 */
final class TwinCell {
    private static final Quality[] QUALITIES = Quality.values();
    private static final double[] NO_NUMBERS = {};
    private static final long[] NO_TIMES = {};
    private static final byte[] NO_QUALITIES = {};

    final String id;
    private Shape shape;
    private double[] numbers = NO_NUMBERS;
    /** Values that are no {@link Double}, null where the number counts; null when all are numbers. */
    private @Nullable Object @Nullable [] others;

    private long[] times = NO_TIMES;
    private byte[] qualities = NO_QUALITIES;
    private @Nullable Map<String, Reading> desired;
    /** What its document holds beyond readings: attributes, policy, properties of another form. Never changed in place. */
    private @Nullable ObjectNode rest;

    private long revision;
    private long modified;

    TwinCell(String id, Shape shape) {
        this.id = id;
        this.shape = shape;
    }

    static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000), time.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000);
    }

    Shape shape() {
        return shape;
    }

    long revision() {
        return revision;
    }

    long modified() {
        return modified;
    }

    @Nullable ObjectNode rest() {
        return rest;
    }

    Map<String, Reading> desired() {
        return desired == null ? Map.of() : desired;
    }

    /** The time of a reading; {@link Long#MIN_VALUE} when there is none. */
    long timeOf(int property) {
        return property < 0 ? Long.MIN_VALUE : times[property];
    }

    boolean has(int property, Reading reading) {
        return property >= 0
                && qualities[property] == reading.quality().ordinal()
                && valueOf(property).equals(reading.value())
                && java.util.Objects.equals(shape.properties().get(property).unit(), reading.unit());
    }

    Object valueOf(int property) {
        var other = others == null ? null : others[property];
        return other == null ? (Object) numbers[property] : other;
    }

    Reading reading(int property) {
        return new Reading(
                valueOf(property),
                shape.properties().get(property).unit(),
                instant(times[property]),
                QUALITIES[qualities[property]]);
    }

    /** Whether the property was not there before. */
    boolean report(String name, Reading reading, Shape.Pool pool) {
        int at = shape.indexOf(name);
        boolean isNew = at < 0;
        if (isNew || !java.util.Objects.equals(shape.properties().get(at).unit(), reading.unit())) {
            shape = shape.with(new Shape.Property(name, reading.unit()), pool);
            at = shape.indexOf(name);
            if (isNew) grow(shape.size());
        }
        times[at] = micros(reading.time());
        qualities[at] = (byte) reading.quality().ordinal();
        if (reading.value() instanceof Double number) {
            numbers[at] = number;
            if (others != null) others[at] = null;
        } else {
            if (others == null) others = new Object[shape.size()];
            others[at] =
                    reading.value() instanceof String text && text.length() <= 40 ? text.intern() : reading.value();
        }
        return isNew;
    }

    private void grow(int size) {
        numbers = Arrays.copyOf(numbers, size);
        times = Arrays.copyOf(times, size);
        qualities = Arrays.copyOf(qualities, size);
        if (others != null) others = Arrays.copyOf(others, size);
    }

    boolean desire(String name, Reading reading) {
        if (desired == null) desired = new TreeMap<>();
        return desired.put(name, reading) == null;
    }

    /** Puts everything anew; properties keep the order of the map. */
    void replace(
            @Nullable String definition,
            Map<String, Reading> reported,
            Map<String, Reading> wanted,
            @Nullable ObjectNode others,
            Shape.Pool pool) {
        var properties = reported.entrySet().stream()
                .map(entry ->
                        new Shape.Property(entry.getKey(), entry.getValue().unit()))
                .toList();
        shape = pool.of(definition, properties);
        numbers = NO_NUMBERS;
        times = NO_TIMES;
        qualities = NO_QUALITIES;
        this.others = null;
        grow(properties.size());
        reported.forEach((name, reading) -> report(name, reading, pool));
        desired = wanted.isEmpty() ? null : new TreeMap<>(wanted);
        rest = others;
    }

    void touched(long newRevision, long now) {
        revision = newRevision;
        modified = now;
    }

    /** As {@link TwinForm} writes readings, without making them. */
    void writeReported(DataOutputStream out) throws IOException {
        out.writeInt(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            out.write(shape.nameAsBytes(i));
            out.writeByte(qualities[i]);
            out.writeLong(times[i]);
            out.write(shape.unitAsBytes(i));
            var other = others == null ? null : others[i];
            if (other != null) {
                TwinForm.value(out, other);
            } else {
                out.writeByte('d');
                out.writeDouble(numbers[i]);
            }
        }
    }

    Map<String, Reading> reported() {
        var reported = new LinkedHashMap<String, Reading>();
        for (int i = 0; i < shape.size(); i++) {
            reported.put(shape.properties().get(i).name(), reading(i));
        }
        return reported;
    }

    Twin twin() {
        return new Twin(id, shape.definition(), reported(), desired(), revision, instant(modified));
    }
}
