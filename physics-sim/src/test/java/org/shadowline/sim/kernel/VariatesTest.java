package org.shadowline.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TriangularDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VariatesTest {
    private static final int DRAWS = 20_000;
    private static final long[] KEYS = {RandomStreams.key(7, "a"), RandomStreams.key(7, "b")};

    private final Variates variates = new Variates();

    /** Kolmogorov-Smirnov against Apache Commons Math; 13 tests at 0.01 / 13 each keep the family at 1 %. */
    @TestFactory
    Stream<DynamicTest> draws_from_the_distribution_that_commons_math_describes() {
        double variance = Math.log(1 + 0.25);
        return Stream.of(
                matches("exponential", variates.exponential(3), new ExponentialDistribution(null, 3)),
                matches("uniform", variates.uniform(2, 5), new UniformRealDistribution(null, 2, 5)),
                matches("triangular", variates.triangular(1, 2, 6), new TriangularDistribution(null, 1, 2, 6)),
                matches("normal far from zero", variates.normal(50, 4), new NormalDistribution(null, 50, 4)),
                matches(
                        "lognormal",
                        variates.lognormal(10, 5),
                        new LogNormalDistribution(null, Math.log(10) - variance / 2, Math.sqrt(variance))),
                matches("erlang 3", variates.erlang(3, 6), new GammaDistribution(null, 3, 2)),
                matches("erlang 30", variates.erlang(30, 60), new GammaDistribution(null, 30, 2)),
                matches("gamma below one", variates.gamma(0.4, 2), new GammaDistribution(null, 0.4, 2)),
                matches("gamma above one", variates.gamma(2.5, 2), new GammaDistribution(null, 2.5, 2)),
                matches("weibull", variates.weibull(1.5, 4, 3.611), new WeibullDistribution(null, 1.5, 4)),
                matches("beta", variates.beta(2, 3, 0, 1), new BetaDistribution(null, 2, 3)),
                matches(
                        "empirical of two",
                        variates.empirical(new double[] {4, 9}),
                        new UniformRealDistribution(null, 4, 9)),
                matches(
                        "shifted exponential",
                        variates.shift(variates.uniform(0, 1), 10),
                        new UniformRealDistribution(null, 10, 11)));
    }

    private DynamicTest matches(String name, int row, RealDistribution reference) {
        return DynamicTest.dynamicTest(name, () -> {
            double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(reference, draws(row), false);
            assertTrue(p > 0.01 / 13, "p-value " + p);
            assertEquals(reference.getNumericalMean(), variates.mean(row), 1e-3 * reference.getNumericalMean());
        });
    }

    private double[] draws(int row) {
        var random = new RandomStreams(KEYS, 1);
        var draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) draws[i] = variates.draw(row, random, 0);
        return draws;
    }

    @Test
    void knows_the_mean_of_a_normal_that_is_cut_at_zero() {
        int row = variates.normal(1, 1);
        double sum = 0;
        for (double draw : draws(row)) sum += draw;

        // mean of N(1, 1) given that it is positive: 1 + phi(1) / Phi(1) = 1.28760
        assertEquals(1.28760, variates.mean(row), 1e-4);
        assertEquals(1.28760, sum / DRAWS, 4 * 0.8 / Math.sqrt(DRAWS));
    }

    @Test
    void picks_discrete_values_with_their_probabilities() {
        int row = variates.discrete(new double[] {1, 5, 9}, new double[] {0.2, 0.5, 0.3});
        var counts = new int[10];
        for (double draw : draws(row)) counts[(int) draw]++;

        assertEquals(5.4, variates.mean(row), 1e-12);
        assertEquals(0.2, counts[1] / (double) DRAWS, 0.01);
        assertEquals(0.5, counts[5] / (double) DRAWS, 0.015);
        assertEquals(0.3, counts[9] / (double) DRAWS, 0.01);
    }

    @Test
    void a_stream_depends_on_its_name_seed_and_replication_only() {
        var one = new RandomStreams(KEYS, 1);
        var other = new RandomStreams(new long[] {RandomStreams.key(7, "x"), KEYS[0]}, 1);
        other.nextLong(0);

        assertEquals(one.nextLong(0), other.nextLong(1));
        assertNotEquals(one.nextLong(0), new RandomStreams(KEYS, 2).nextLong(0));
        assertNotEquals(RandomStreams.key(7, "a"), RandomStreams.key(8, "a"));
    }
}
