package org.shadowline.plant.description;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** An immutable list of doubles with value equality, for data that is too long for boxed lists. */
public final class Values {
    private final double[] values;

    private Values(double[] values) {
        this.values = values;
    }

    public static Values of(double... values) {
        return new Values(values.clone());
    }

    public int size() {
        return values.length;
    }

    public double get(int index) {
        return values[index];
    }

    public double[] toArray() {
        return values.clone();
    }

    public DoubleStream stream() {
        return Arrays.stream(values);
    }

    /** Each value multiplied. */
    public Values times(double by) {
        return new Values(Arrays.stream(values).map(v -> v * by).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 8
                ? Arrays.toString(values)
                : "[" + values.length + " values, hash " + Integer.toHexString(hashCode()) + "]";
    }
}
