package org.shadowline.plant.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class QuantileSketchTest {
    @Property(tries = 200)
    void quantilesAreWithinTheErrorThatIsPromised(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20_000) int n,
            @ForAll @DoubleRange(min = 0, max = 1) double q,
            @ForAll @DoubleRange(min = 0.01, max = 4) double spread) {
        var values = values(seed, n, spread);
        var sketch = new QuantileSketch();
        for (double v : values) sketch.add(v);
        Arrays.sort(values);
        double exact = quantile(values, q);
        double error = n <= QuantileSketch.EXACT ? 1e-12 : 0.005;
        assertEquals(exact, sketch.quantile(q), error * exact);
        assertEquals(values[n - 1], sketch.max());
        assertEquals(values[0], sketch.min());
        assertEquals(Arrays.stream(values).average().orElseThrow(), sketch.mean(), 1e-9 * sketch.mean());
    }

    @Property(tries = 100)
    void aMergedSketchIsWithinTheErrorAsWell(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3_000) int n,
            @ForAll @IntRange(min = 1, max = 3_000) int m,
            @ForAll @DoubleRange(min = 0, max = 1) double q) {
        var left = new QuantileSketch();
        var right = new QuantileSketch();
        var values = values(seed, n + m, 1);
        for (int i = 0; i < n + m; i++) (i < n ? left : right).add(values[i]);
        var untouched = right.copy();
        left.add(right);
        Arrays.sort(values);
        double exact = quantile(values, q);
        assertEquals(n + m, left.count());
        assertEquals(n + m > QuantileSketch.EXACT, !left.isExact());
        assertEquals(exact, left.quantile(q), (left.isExact() ? 1e-12 : 0.005) * exact);
        assertEquals(untouched.quantile(q), right.quantile(q));
    }

    @Property(tries = 100)
    void aHistogramHoldsEveryValueOnce(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int n) {
        var values = values(seed, n, 0.5);
        var sketch = new QuantileSketch();
        for (double v : values) sketch.add(v);
        var histogram = sketch.histogram(40);
        assertEquals(n, histogram.counts().stream().mapToLong(c -> c).sum());
        assertTrue(histogram.counts().size() <= 42);
        assertTrue(histogram.counts().stream().allMatch(c -> c >= 0));
        assertTrue(histogram.from() <= sketch.min());
        if (n <= QuantileSketch.EXACT) {
            double end = histogram.from() + histogram.width();
            long first = Arrays.stream(values).filter(v -> v < end).count();
            assertEquals(
                    histogram.counts().size() == 1 ? n : first,
                    histogram.counts().getFirst());
        }
    }

    @Example
    void binsOfTimesAreRoundOnAClock() {
        for (double longest : new double[] {100, 3_000, 40_000, 150_000, 9_000_000}) {
            var sketch = new QuantileSketch();
            sketch.add(0);
            sketch.add(longest);
            double width = sketch.histogram(30).width();
            double expected = longest == 100
                    ? 5
                    : longest == 3_000 ? 120 : longest == 40_000 ? 1_800 : longest == 150_000 ? 7_200 : 5 * 86_400;
            assertEquals(expected, width, "longest: " + longest);
        }
    }

    @Example
    void zerosAndHugeValuesHaveTheirPlaces() {
        var sketch = new QuantileSketch();
        for (int i = 0; i < 3_000; i++) sketch.add(i < 2_000 ? 0 : 1e15);
        assertEquals(0, sketch.quantile(0.5));
        assertEquals(1e15, sketch.max());
        assertEquals(1e15, sketch.quantile(1));
        assertFalse(sketch.isExact());
        assertThrows(IllegalArgumentException.class, () -> sketch.add(-1));
        assertThrows(IllegalArgumentException.class, () -> sketch.add(Double.NaN));
    }

    @Example
    void anEmptySketchHasNoValuesAndAClearedOneBeginsAnew() {
        var sketch = new QuantileSketch();
        for (int i = 0; i < 3_000; i++) sketch.add(i);
        sketch.clear();
        assertTrue(Double.isNaN(sketch.quantile(0.5)));
        assertTrue(Double.isNaN(sketch.mean()));
        sketch.add(7);
        assertEquals(7, sketch.quantile(0.95));
        assertEquals(7, sketch.max());
    }

    /** Lognormal values, so that they cover several orders of magnitude. */
    private static double[] values(long seed, int n, double spread) {
        var random = new Random(seed);
        var values = new double[n];
        for (int i = 0; i < n; i++) values[i] = 300 * Math.exp(spread * random.nextGaussian());
        return values;
    }

    /** Type 7 of Hyndman and Fan 1996. */
    private static double quantile(double[] sorted, double q) {
        double h = (sorted.length - 1) * q;
        int low = (int) Math.floor(h);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (h - low) * (sorted[high] - sorted[low]);
    }
}
