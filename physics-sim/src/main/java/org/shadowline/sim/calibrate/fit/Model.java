package org.shadowline.sim.calibrate.fit;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.shadowline.plant.description.Distribution;

/** A family with parameters: what it says of the observations it was fitted to, and how to draw from it. */
record Model(
        Family family,
        Distribution distribution,
        double logLikelihood,
        int parameters,
        DoubleUnaryOperator cumulativeProbability,
        ToDoubleFunction<SplittableRandom> draw) {

    double aic() {
        return 2 * parameters - 2 * logLikelihood;
    }

    double cumulative(double x) {
        return cumulativeProbability.applyAsDouble(x);
    }

    double sample(SplittableRandom random) {
        return draw.applyAsDouble(random);
    }
}
