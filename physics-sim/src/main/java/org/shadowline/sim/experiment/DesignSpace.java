package org.shadowline.sim.experiment;

import java.util.List;
import java.util.function.Function;
import org.shadowline.plant.rehearsal.SearchResult.Factor;
import org.shadowline.plant.scenario.Variant;

/**
 * The settings that an experiment varies: every combination of the levels of its factors is a variant of the plant. In the
 * unit cube a factor of n levels has them at the middles of n slices of equal width.
 *
 * @param variantOf the variant with a level of each factor
 */
public record DesignSpace(List<Factor> factors, Function<int[], Variant> variantOf) {
    public DesignSpace {
        factors = List.copyOf(factors);
        if (factors.isEmpty()) throw new IllegalArgumentException("nothing varies");
    }

    /** Number of combinations; infinite when a double cannot hold it. */
    public double combinations() {
        double count = 1;
        for (var factor : factors) count *= factor.levels().size();
        return count;
    }

    int[] sizes() {
        return factors.stream().mapToInt(f -> f.levels().size()).toArray();
    }

    /** The levels of a point of the unit cube, or of one on the scale of its levels. */
    int[] levels(double[] point) {
        var levels = new int[point.length];
        for (int f = 0; f < levels.length; f++) {
            int n = factors.get(f).levels().size();
            levels[f] = Math.clamp((int) Math.floor(point[f] * n), 0, n - 1);
        }
        return levels;
    }

    double[] snapped(double[] point) {
        return point(levels(point));
    }

    /** The nearest point whose coordinates are those of levels that stand evenly from 0, the first, to 1, the last. */
    double[] onScale(double[] point) {
        var scaled = new double[point.length];
        for (int f = 0; f < scaled.length; f++) {
            int steps = factors.get(f).levels().size() - 1;
            scaled[f] = steps == 0 ? 0 : (double) Math.round(point[f] * steps) / steps;
        }
        return scaled;
    }

    double[] point(int[] levels) {
        var point = new double[levels.length];
        for (int f = 0; f < point.length; f++)
            point[f] = (levels[f] + 0.5) / factors.get(f).levels().size();
        return point;
    }
}
