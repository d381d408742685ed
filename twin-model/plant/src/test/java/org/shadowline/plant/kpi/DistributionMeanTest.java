package org.shadowline.plant.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Values;

class DistributionMeanTest {
    @Test
    void meansAreThoseOfTheTextbook() {
        assertEquals(3, DistributionMean.of(new Distribution.Constant(3)));
        assertEquals(4, DistributionMean.of(new Distribution.Uniform(2, 6)));
        assertEquals(5, DistributionMean.of(new Distribution.Triangular(2, 4, 9)));
        assertEquals(6, DistributionMean.of(new Distribution.Gamma(3, 2)));
        assertEquals(7, DistributionMean.of(new Distribution.Lognormal(7, 2)));
        assertEquals(2.5, DistributionMean.of(new Distribution.Beta(1, 3, 2, 4)));
        assertEquals(8, DistributionMean.of(new Distribution.Shifted(3, new Distribution.Exponential(5))));
        assertEquals(
                2.75, DistributionMean.of(new Distribution.Discrete(Values.of(2, 5), Values.of(0.75, 0.25))), 1e-12);
        assertEquals(4, DistributionMean.of(new Distribution.Fit(Values.of(1, 2, 9), "x.csv")));
        // Weibull: shape 1 is exponential; shape 2 has mean scale × sqrt(pi) / 2.
        assertEquals(5, DistributionMean.of(new Distribution.Weibull(1, 5)), 1e-9);
        assertEquals(5 * Math.sqrt(Math.PI) / 2, DistributionMean.of(new Distribution.Weibull(2, 5)), 1e-9);
    }

    @Test
    void aNormalThatReachesBelowZeroHasTheMeanOfWhatIsAboveIt() {
        assertEquals(100, DistributionMean.of(new Distribution.Normal(100, 5)), 1e-9);
        // Mean 0: half-normal, sd × sqrt(2 / pi).
        assertEquals(3 * Math.sqrt(2 / Math.PI), DistributionMean.of(new Distribution.Normal(0, 3)), 1e-9);
        // Mean 1, sd 1: 1 + phi(1) / Phi(1) = 1 + 0.2419707245 / 0.8413447461.
        assertEquals(
                1 + 0.24197072451914337 / 0.8413447460685429, DistributionMean.of(new Distribution.Normal(1, 1)), 1e-9);
    }

    @Test
    void empiricalValuesAreInterpolated() {
        // Half of the draws are uniform on 1 to 2, half on 2 to 9.
        assertEquals((1.5 + 5.5) / 2, DistributionMean.of(new Distribution.Empirical(Values.of(1, 2, 9))), 1e-12);
    }
}
