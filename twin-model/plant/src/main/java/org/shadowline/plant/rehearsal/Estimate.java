package org.shadowline.plant.rehearsal;

/**
 * A mean over replications with its Student's t confidence interval.
 *
 * @param halfWidth half width of the interval; NaN with fewer than two replications
 * @param n replications in which the measure had a value
 */
public record Estimate(double mean, double halfWidth, double sd, double min, double max, int n, double confidence) {
    public double low() {
        return mean - halfWidth;
    }

    public double high() {
        return mean + halfWidth;
    }

    public boolean hasInterval() {
        return n > 1 && !Double.isNaN(halfWidth);
    }
}
