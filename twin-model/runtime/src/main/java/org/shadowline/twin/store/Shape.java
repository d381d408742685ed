package org.shadowline.twin.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The definition and the properties that many twins have in common, so that each of them holds values only. Immutable;
 * twins that got the same properties in the same order share one shape, as objects of dynamic languages do (Chambers,
 * Ungar and Lee 1989, "maps" of Self).
 */
final class Shape {
    /** Those beyond are not shared, so that names made up by a hostile source fill no table. */
    private static final int MOST_SHARED = 10_000;

    /** A property and the symbol of its unit. */
    record Property(String name, @Nullable String unit) {}

    /** Where shapes are shared. Thread-safe. */
    static final class Pool {
        private final ConcurrentHashMap<Shape, Shape> shapes = new ConcurrentHashMap<>();

        Shape of(@Nullable String definition, List<Property> properties) {
            var shape = new Shape(definition, List.copyOf(properties));
            if (shapes.size() >= MOST_SHARED) {
                var known = shapes.get(shape);
                return known == null ? shape : known;
            }
            var known = shapes.putIfAbsent(shape, shape);
            return known == null ? shape : known;
        }
    }

    private final @Nullable String definition;
    private final List<Property> properties;
    /** Names and units as {@link TwinForm} writes text, made once for all twins of the shape. */
    private final byte[][] names;

    private final byte[][] units;
    private final int hash;
    private @Nullable Property lastAdded;
    private @Nullable Shape lastNext;

    private Shape(@Nullable String definition, List<Property> properties) {
        this.definition = definition;
        this.properties = properties;
        names = properties.stream().map(property -> bytes(property.name())).toArray(byte[][]::new);
        units = properties.stream().map(property -> bytes(property.unit())).toArray(byte[][]::new);
        hash = 31 * properties.hashCode() + (definition == null ? 0 : definition.hashCode());
    }

    private static byte[] bytes(@Nullable String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            TwinForm.text(out, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    byte[] nameAsBytes(int property) {
        return names[property];
    }

    byte[] unitAsBytes(int property) {
        return units[property];
    }

    @Nullable String definition() {
        return definition;
    }

    List<Property> properties() {
        return properties;
    }

    int size() {
        return properties.size();
    }

    /** The number of a property; -1 when it has none of that name. */
    int indexOf(String name) {
        for (int i = 0; i < properties.size(); i++) {
            if (properties.get(i).name().equals(name)) return i;
        }
        return -1;
    }

    /** The shape with one more property, or with another unit for one that it has. */
    synchronized Shape with(Property property, Pool pool) {
        if (lastNext != null && property.equals(lastAdded)) return lastNext;
        var next = new ArrayList<>(properties);
        int at = indexOf(property.name());
        if (at < 0) next.add(property);
        else next.set(at, property);
        lastAdded = property;
        lastNext = pool.of(definition, next);
        return lastNext;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape
                && hash == shape.hash
                && java.util.Objects.equals(definition, shape.definition)
                && properties.equals(shape.properties);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
