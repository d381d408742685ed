package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * Distribution of many non-negative values in bounded memory: exact for up to {@value #EXACT} values, beyond that in
 * bins of equal relative width, as in DDSketch with its linearly interpolated mapping (Masson, Rim and Lee 2019, VLDB
 * 12(12)).
 *
 * <p>Quantiles interpolate linearly between order statistics (type 7 of Hyndman and Fan 1996). Beyond {@value #EXACT}
 * values each order statistic, and with it each quantile, has a relative error of at most {@value #RELATIVE_ERROR}.
 * Count, mean, minimum and maximum are always exact, up to rounding. Values below a microsecond count as zero, values
 * above 10^13 fall into the last bin.
 *
 * <p>A bin is an octave divided by 128: its number is the exponent and the first seven bits of the mantissa, so that
 * adding needs no logarithm. Memory is at most 8 kB before and 33 kB after the bins begin, 512 bytes per octave in
 * use. Adding allocates only while the range of values grows. Not thread-safe.
 */
public final class QuantileSketch {
    private static final double DAY = 86_400;

    /** Widths of bins in seconds that divide an hour or a day. */
    private static final double[] CLOCK = {
        60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 43_200, DAY
    };

    /** Number of values up to which quantiles are exact. */
    public static final int EXACT = 1024;
    /** Half the width of a bin, relative to its lower bound: 1/256. */
    public static final double RELATIVE_ERROR = 1.0 / 256;

    private static final int SHIFT = 45;
    private static final int BINS_PER_OCTAVE = 128;
    private static final double SMALLEST = 0x1p-20;
    private static final int LAST_BIN = binOf(0x1p44) - 1;

    private double[] values = new double[16];
    private int[] bins = new int[0];
    private int firstBin;
    private boolean binned;
    private long zeros;
    private long count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    public void add(double value) {
        if (!(value >= 0)) throw new IllegalArgumentException("value must be >= 0: " + value);
        sum += value;
        if (value < min) min = value;
        if (value > max) max = value;
        if (binned) {
            bin(value, 1);
        } else if (count < EXACT) {
            if (count == values.length) values = Arrays.copyOf(values, Math.min(4 * values.length, EXACT));
            values[(int) count] = value;
        } else {
            beginBins();
            bin(value, 1);
        }
        count++;
    }

    /** Adds what another sketch holds; quantiles stay exact if the sum of both is small enough. */
    public void add(QuantileSketch other) {
        if (!other.binned) {
            for (int i = 0; i < other.count; i++) add(other.values[i]);
            return;
        }
        if (!binned) beginBins();
        for (int i = 0; i < other.bins.length; i++) {
            if (other.bins[i] > 0) bin(lowerBound(other.firstBin + i), other.bins[i]);
        }
        zeros += other.zeros;
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    public QuantileSketch copy() {
        var copy = new QuantileSketch();
        copy.values = binned ? copy.values : Arrays.copyOf(values, Math.max((int) count, 1));
        copy.bins = bins.clone();
        copy.firstBin = firstBin;
        copy.binned = binned;
        copy.zeros = zeros;
        copy.count = count;
        copy.sum = sum;
        copy.min = min;
        copy.max = max;
        return copy;
    }

    /** All that a sketch holds, to be kept or sent; {@link #of} makes the same sketch of it. */
    public record Contents(
            double[] values,
            int[] bins,
            int firstBin,
            boolean binned,
            long zeros,
            long count,
            double sum,
            double min,
            double max) {}

    public Contents contents() {
        var kept = copy();
        var exact = binned ? new double[0] : Arrays.copyOf(kept.values, (int) count);
        return new Contents(exact, kept.bins, firstBin, binned, zeros, count, sum, min, max);
    }

    /** @throws IllegalArgumentException when the contents are of no sketch */
    public static QuantileSketch of(Contents contents) {
        if (contents.count < 0 || !contents.binned && contents.values.length != contents.count) {
            throw new IllegalArgumentException(
                    "count must be the number of values: " + contents.count + ", " + contents.values.length);
        }
        var sketch = new QuantileSketch();
        if (!contents.binned) sketch.values = Arrays.copyOf(contents.values, Math.max(1, contents.values.length));
        sketch.bins = contents.bins.clone();
        sketch.firstBin = contents.firstBin;
        sketch.binned = contents.binned;
        sketch.zeros = contents.zeros;
        sketch.count = contents.count;
        sketch.sum = contents.sum;
        sketch.min = contents.min;
        sketch.max = contents.max;
        return sketch;
    }

    /** Forgets all values and keeps the memory. */
    public void clear() {
        Arrays.fill(bins, 0);
        binned = false;
        zeros = 0;
        count = 0;
        sum = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    public long count() {
        return count;
    }

    /** NaN without values, as are the others below. */
    public double mean() {
        return count == 0 ? Double.NaN : sum / count;
    }

    public double min() {
        return count == 0 ? Double.NaN : min;
    }

    public double max() {
        return count == 0 ? Double.NaN : max;
    }

    public boolean isExact() {
        return !binned;
    }

    /** The value below which the share {@code q} of all values lies, {@code 0 <= q <= 1}. */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) throw new IllegalArgumentException("quantile must be from 0 to 1: " + q);
        if (count == 0) return Double.NaN;
        double rank = q * (count - 1);
        long below = (long) rank;
        var sorted = binned ? values : sorted();
        double low = orderStatistic(sorted, below);
        if (rank == below) return low;
        return low + (rank - below) * (orderStatistic(sorted, below + 1) - low);
    }

    /** Counts in about {@code about} bins of equal width that begin and end at round numbers. */
    public RehearsalResult.Histogram histogram(int about) {
        if (about < 1) throw new IllegalArgumentException("number of bins must be >= 1: " + about);
        if (count == 0)
            return new RehearsalResult.Histogram(0, 1, java.util.List.of(), Double.NaN, Double.NaN, Double.NaN);
        double width = roundWidth((max - min) / about);
        double from = Math.floor(min / width) * width;
        int last = (int) Math.floor((max - from) / width);
        var sorted = binned ? values : sorted();
        var counts = new java.util.ArrayList<Long>(last + 1);
        long below = 0;
        for (int i = 0; i <= last; i++) {
            long upTo = i == last ? count : Math.round(countBelow(sorted, from + (i + 1) * width));
            counts.add(upTo - below);
            below = upTo;
        }
        return new RehearsalResult.Histogram(from, width, counts, mean(), quantile(0.5), quantile(0.95));
    }

    private static double roundWidth(double width) {
        if (!(width > 0)) return 1;
        if (width > DAY) return DAY * roundWidth(width / DAY);
        if (width > 50)
            return Arrays.stream(CLOCK).filter(step -> step >= width).min().orElse(DAY);
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        double digits = width / power;
        return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    }

    private double[] sorted() {
        var sorted = Arrays.copyOf(values, (int) count);
        Arrays.sort(sorted);
        return sorted;
    }

    private double orderStatistic(double[] sorted, long rank) {
        if (!binned) return sorted[(int) rank];
        if (rank == 0) return min;
        if (rank == count - 1) return max;
        long seen = zeros;
        if (rank < seen) return 0;
        for (int i = 0; i < bins.length; i++) {
            seen += bins[i];
            if (rank < seen) {
                int bin = firstBin + i;
                return Math.clamp((lowerBound(bin) + lowerBound(bin + 1)) / 2, min, max);
            }
        }
        return max;
    }

    /** Number of values below a limit; the values of a bin are taken as spread evenly over it. */
    private double countBelow(double[] sorted, double limit) {
        if (!binned) {
            int below = 0;
            while (below < sorted.length && sorted[below] < limit) below++;
            return below;
        }
        double below = limit > 0 ? zeros : 0;
        for (int i = 0; i < bins.length; i++) {
            if (bins[i] == 0) continue;
            double low = Math.max(lowerBound(firstBin + i), min);
            double high = Math.min(lowerBound(firstBin + i + 1), max);
            if (high < limit || low >= limit) below += high < limit ? bins[i] : 0;
            else below += high > low ? bins[i] * (limit - low) / (high - low) : bins[i];
        }
        return below;
    }

    private void beginBins() {
        binned = true;
        for (int i = 0; i < count; i++) bin(values[i], 1);
    }

    private void bin(double value, int times) {
        if (value < SMALLEST) {
            zeros += times;
            return;
        }
        int bin = Math.min(binOf(value), LAST_BIN);
        if (bin < firstBin || bin >= firstBin + bins.length) makeRoomFor(bin);
        bins[bin - firstBin] += times;
    }

    private void makeRoomFor(int bin) {
        int octave = bin / BINS_PER_OCTAVE * BINS_PER_OCTAVE;
        if (bins.length == 0) {
            firstBin = octave;
            bins = new int[BINS_PER_OCTAVE];
            return;
        }
        int first = Math.min(firstBin, octave);
        int end = Math.max(firstBin + bins.length, octave + BINS_PER_OCTAVE);
        var wider = new int[end - first];
        System.arraycopy(bins, 0, wider, firstBin - first, bins.length);
        bins = wider;
        firstBin = first;
    }

    private static int binOf(double value) {
        return (int) (Double.doubleToRawLongBits(value) >>> SHIFT);
    }

    private static double lowerBound(int bin) {
        return Double.longBitsToDouble((long) bin << SHIFT);
    }
}
