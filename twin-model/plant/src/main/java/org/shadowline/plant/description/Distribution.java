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

    /** The distribution of a positive multiple. */
    default Distribution scaled(double by) {
        return switch (this) {
            case Constant d -> new Constant(d.value() * by);
            case Uniform d -> new Uniform(d.min() * by, d.max() * by);
            case Triangular d -> new Triangular(d.min() * by, d.mode() * by, d.max() * by);
            case Normal d -> new Normal(d.mean() * by, d.sd() * by);
            case Lognormal d -> new Lognormal(d.mean() * by, d.sd() * by);
            case Exponential d -> new Exponential(d.mean() * by);
            case Erlang d -> new Erlang(d.k(), d.mean() * by);
            case Gamma d -> new Gamma(d.shape(), d.scale() * by);
            case Weibull d -> new Weibull(d.shape(), d.scale() * by);
            case Beta d -> new Beta(d.alpha(), d.beta(), d.min() * by, d.max() * by);
            case Discrete d -> new Discrete(d.values().times(by), d.probabilities());
            case Empirical d -> new Empirical(d.sorted().times(by));
            case Fit d -> new Fit(d.observations().times(by), d.source());
            case Shifted d -> new Shifted(d.offset() * by, d.of().scaled(by));
        };
    }
}
