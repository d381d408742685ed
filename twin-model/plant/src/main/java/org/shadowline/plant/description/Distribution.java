package org.shadowline.plant.description;

/**
 * A probability distribution of a quantity in SI units. Sampling and fitting belong to the simulator; here are the
 * parameters only, in the form in which they are written.
 *
 * <p>Time, lengths and other quantities that cannot be negative are truncated at zero by redrawing; only
 * {@link Normal} is affected.
 */
public sealed interface Distribution {
    record Constant(double value) implements Distribution {}

    record Uniform(double min, double max) implements Distribution {}

    record Triangular(double min, double mode, double max) implements Distribution {}

    /** Mean and standard deviation before the truncation at zero. */
    record Normal(double mean, double sd) implements Distribution {}

    /** Mean and standard deviation of the variable itself, not of its logarithm. */
    record Lognormal(double mean, double sd) implements Distribution {}

    record Exponential(double mean) implements Distribution {}

    /** Sum of {@code k} exponential phases with the given mean of the sum. */
    record Erlang(int k, double mean) implements Distribution {}

    record Gamma(double shape, double scale) implements Distribution {}

    record Weibull(double shape, double scale) implements Distribution {}

    /** Beta on the interval from min to max. */
    record Beta(double alpha, double beta, double min, double max) implements Distribution {}

    /** Values with their probabilities, which sum to one. */
    record Discrete(Values values, Values probabilities) implements Distribution {}

    /** Observations in ascending order, drawn with linear interpolation between order statistics. */
    record Empirical(Values sorted) implements Distribution {}

    /** Observations to which the simulator fits the best family; {@code source} names where they come from. */
    record Fit(Values observations, String source) implements Distribution {}

    /** A constant added to a draw of another distribution. */
    record Shifted(double offset, Distribution of) implements Distribution {}
}
