package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Time means of the attributes that rules change. */
final class AttributeSums {
    private final PlantIndex index;
    private final double[] values;
    private final double[] since;
    /** Value times seconds up to the last change. */
    private final double[] sums;

    private double from;

    private AttributeSums(PlantIndex index) {
        this.index = index;
        values = new double[index.attributes().size()];
        since = new double[values.length];
        sums = new double[values.length];
        start(0);
    }

    private AttributeSums(AttributeSums that) {
        index = that.index;
        values = that.values.clone();
        since = that.since.clone();
        sums = that.sums.clone();
        from = that.from;
    }

    /** Null when no element has an attribute. */
    static @Nullable AttributeSums of(PlantIndex index) {
        return index.attributes().isEmpty() ? null : new AttributeSums(index);
    }

    AttributeSums copy() {
        return new AttributeSums(this);
    }

    void start(double time) {
        for (int a = 0; a < values.length; a++)
            values[a] = index.attributes().get(a).initial();
        beginStatistics(time);
    }

    void beginStatistics(double time) {
        Arrays.fill(sums, 0);
        Arrays.fill(since, time);
        from = time;
    }

    void set(double time, int attribute, double value) {
        sums[attribute] += values[attribute] * (time - since[attribute]);
        values[attribute] = value;
        since[attribute] = time;
    }

    /** The time mean of an attribute in the unit in which it was declared. */
    double mean(int attribute, double to) {
        double sum = sums[attribute] + values[attribute] * (to - since[attribute]);
        return to > from ? unit(attribute).fromSi(sum / (to - from)) : Double.NaN;
    }

    private Unit unit(int attribute) {
        var unit = Units.find(index.attributes().get(attribute).unit());
        return unit == null ? Unit.ONE : unit;
    }
}
