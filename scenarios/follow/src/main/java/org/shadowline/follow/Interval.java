package org.shadowline.follow;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Where one more outcome lies, given K exchangeable ones: it falls between any two neighbours of them with probability
 * 1/(K+1), so the bounds are the order statistics of rank p(K+1), interpolated (Wilks 1941, "Determination of sample
 * sizes for setting tolerance limits"; type 6 of Hyndman and Fan 1996). 90 % need at least 19 outcomes.
 *
 * @param count number of outcomes that had a value; the others, such as the lead time of no part, are left out
 */
public record Interval(double low, double mean, double high, int count) {
    /** Fewest outcomes with which a 90 % interval is possible. */
    public static final int FEWEST = 19;

    static final double CONFIDENCE = 0.9;

    static Interval of(double[] outcomes) {
        var values = Arrays.stream(outcomes).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (values.length < FEWEST) return new Interval(Double.NaN, mean, Double.NaN, values.length);
        var percentile = new Percentile().withEstimationType(EstimationType.R_6);
        percentile.setData(values);
        double tail = 100 * (1 - CONFIDENCE) / 2;
        return new Interval(percentile.evaluate(tail), mean, percentile.evaluate(100 - tail), values.length);
    }

    public boolean covers(double value) {
        return value >= low && value <= high;
    }
}
