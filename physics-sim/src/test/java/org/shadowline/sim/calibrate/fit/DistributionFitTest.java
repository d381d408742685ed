package org.shadowline.sim.calibrate.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TriangularDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.kpi.DistributionMean;

/** Samples come from the independent implementation of Commons Math. */
class DistributionFitTest {
    private static final int MANY = 4_000;

    @Example
    void theMeanOfAnExponentialIsTheMeanOfTheSample() {
        // Maximum likelihood: (1 + 2 + 6) / 3 = 3, log likelihood −3 (ln 3 + 1).
        var model = Family.EXPONENTIAL.fit(new double[] {1, 2, 6});
        assertEquals(new Distribution.Exponential(3), model.distribution());
        assertEquals(-3 * (Math.log(3) + 1), model.logLikelihood(), 1e-12);
        assertEquals(2 + 6 * (Math.log(3) + 1), model.aic(), 1e-12);
    }

    @Example
    void aLognormalHasMeanAndDeviationOfTheVariableItself() {
        // Logarithms 0 and 2: μ = 1, σ² = 1, mean e^1.5, sd = mean √(e − 1).
        var fitted = Family.LOGNORMAL.fit(new double[] {1, Math.exp(2)});
        var lognormal = assertInstanceOf(Distribution.Lognormal.class, fitted.distribution());
        assertEquals(Math.exp(1.5), lognormal.mean(), 1e-9);
        assertEquals(Math.exp(1.5) * Math.sqrt(Math.E - 1), lognormal.sd(), 1e-9);
    }

    @Example
    void theStatisticOfAndersonAndDarlingIsThatOfItsDefinition() {
        // Uniform(0, 1), sample 0.25 and 0.75:
        // −2 − ½ [(ln ¼ + ln ¼) + 3 (ln ¾ + ln ¾)] = −2 − ½ (−2.7726 − 1.7261) = 0.24935.
        assertEquals(0.24935, AndersonDarling.statistic(new double[] {0.25, 0.75}, x -> x), 1e-5);
    }

    /** Every estimate lies within five standard errors or so of the truth, at 4,000 observations. */
    @Example
    void knownParametersAreRecovered() {
        var gamma = (Distribution.Gamma) fit(Family.GAMMA, new GammaDistribution(2.5, 40));
        assertEquals(2.5, gamma.shape(), 0.25);
        assertEquals(40, gamma.scale(), 5);
        var weibull = (Distribution.Weibull) fit(Family.WEIBULL, new WeibullDistribution(1.7, 300));
        assertEquals(1.7, weibull.shape(), 0.1);
        assertEquals(300, weibull.scale(), 15);
        var lognormal = (Distribution.Lognormal) fit(Family.LOGNORMAL, new LogNormalDistribution(4, 0.5));
        assertEquals(Math.exp(4.125), lognormal.mean(), 3);
        assertEquals(Math.exp(4.125) * Math.sqrt(Math.expm1(0.25)), lognormal.sd(), 3);
        var normal = (Distribution.Normal) fit(Family.NORMAL, new NormalDistribution(100, 20));
        assertEquals(100, normal.mean(), 2);
        assertEquals(20, normal.sd(), 1.2);
        var uniform = (Distribution.Uniform) fit(Family.UNIFORM, new UniformRealDistribution(10, 50));
        assertEquals(10, uniform.min(), 0.1);
        assertEquals(50, uniform.max(), 0.1);
        var triangular = (Distribution.Triangular) fit(Family.TRIANGULAR, new TriangularDistribution(60, 75, 110));
        assertEquals(60, triangular.min(), 1);
        assertEquals(75, triangular.mode(), 2.5);
        assertEquals(110, triangular.max(), 1.5);
    }

    @Example
    void aNormalThatIsTruncatedAtZeroKeepsTheParametersFromBeforeTheTruncation() {
        var random = new SplittableRandom(7);
        var sample = random.doubles(0, 1)
                .map(u -> 100 + 60 * random.nextGaussian())
                .filter(x -> x >= 0)
                .limit(8_000)
                .sorted()
                .toArray();
        var normal = (Distribution.Normal) Family.NORMAL.fit(sample).distribution();
        assertEquals(100, normal.mean(), 4);
        assertEquals(60, normal.sd(), 3);
    }

    @Example
    void theRightFamilyIsChosenWhereTheFormIsDistinct() {
        assertInstanceOf(
                Distribution.Exponential.class,
                best(new ExponentialDistribution(65)).distribution());
        assertInstanceOf(
                Distribution.Lognormal.class,
                best(new LogNormalDistribution(4, 0.9)).distribution());
        assertInstanceOf(
                Distribution.Uniform.class,
                best(new UniformRealDistribution(10, 50)).distribution());
        assertInstanceOf(
                Distribution.Weibull.class,
                best(new WeibullDistribution(3.5, 300)).distribution());
        assertInstanceOf(
                Distribution.Gamma.class, best(new GammaDistribution(3, 10)).distribution());
        assertInstanceOf(
                Distribution.Triangular.class,
                best(new TriangularDistribution(60, 65, 110)).distribution());
        var gamma = best(new GammaDistribution(3, 10));
        assertTrue(gamma.pValue() >= 0.05, gamma.toString());
        assertEquals(gamma.aic(), gamma.candidates().getFirst().aic(), 1e-9);
        assertTrue(gamma.candidates().size() >= 5, gamma.toString());
    }

    /** A valid test at 5 % rejects about 1 in 20 samples of the family itself; 40 samples, none of the seeds chosen. */
    @Example
    void theTestSeldomRejectsTheTrueFamily() {
        int empirical = 0;
        for (int seed = 0; seed < 40; seed++) {
            var truth = new GammaDistribution(new Well19937c(seed), 2, 30);
            if (DistributionFit.best(truth.sample(150)).isEmpirical()) empirical++;
        }
        // P(more than 6 of 40 at 5 %) < 1 %, binomial.
        assertTrue(empirical <= 6, "rejected " + empirical + " of 40");
    }

    @Example
    void twoHeapsAreNoFamilyAndStayAsTheyAre() {
        var random = new SplittableRandom(3);
        var heaps = random.doubles(600)
                .map(u -> (u < 0.5 ? 100 : 900) + 20 * random.nextDouble())
                .toArray();
        var fitted = DistributionFit.best(heaps);
        var empirical = assertInstanceOf(Distribution.Empirical.class, fitted.distribution());
        assertEquals(DistributionFit.QUANTILES, empirical.sorted().size());
        assertEquals(Arrays.stream(heaps).average().orElseThrow(), DistributionMean.of(empirical), 2);
        assertTrue(fitted.note().contains("Anderson"), fitted.note());
    }

    @Example
    void equalObservationsAreAConstantAndFewStayAsTheyAre() {
        assertEquals(
                new Distribution.Constant(60),
                DistributionFit.best(new double[] {60, 60, 60}).distribution());
        assertEquals(
                new Distribution.Constant(0),
                DistributionFit.best(new double[] {0, 0}).distribution());
        var few = DistributionFit.best(new double[] {9, 3, 6});
        assertEquals(
                "[3.0, 6.0, 9.0]",
                ((Distribution.Empirical) few.distribution()).sorted().toString());
    }

    @Example
    void fewZerosDoNotKeepAFamilyAway() {
        var sample = new GammaDistribution(new Well19937c(5), 2, 30).sample(1_000);
        sample[0] = 0;
        sample[1] = 0;
        var fitted = DistributionFit.best(sample);
        assertTrue(!fitted.isEmpirical(), fitted.toString());
        assertTrue(fitted.note().startsWith("2 zeros"), fitted.note());
    }

    @Example
    void theSameObservationsGiveTheSameAnswerInAnyOrder() {
        var sample = new WeibullDistribution(new Well19937c(11), 1.3, 100).sample(700);
        var backwards = new double[sample.length];
        for (int i = 0; i < sample.length; i++) backwards[i] = sample[sample.length - 1 - i];
        assertEquals(DistributionFit.best(sample), DistributionFit.best(backwards));
    }

    @Example
    void whatIsNoObservationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> DistributionFit.best(new double[0]));
        assertThrows(IllegalArgumentException.class, () -> DistributionFit.best(new double[] {1, -1}));
        assertThrows(IllegalArgumentException.class, () -> DistributionFit.best(new double[] {1, Double.NaN}));
        assertThrows(
                IllegalArgumentException.class, () -> DistributionFit.best(new double[] {Double.POSITIVE_INFINITY}));
    }

    @Property(tries = 150)
    void anyObservationsGiveADistributionNearTheirMean(@ForAll("times") double[] observations) {
        var fitted = DistributionFit.best(observations);
        double mean = Arrays.stream(observations).average().orElseThrow();
        double range = Arrays.stream(observations).max().orElseThrow();
        assertEquals(mean, DistributionMean.of(fitted.distribution()), 0.5 * range + 1e-9, fitted.toString());
    }

    @Provide
    Arbitrary<double[]> times() {
        return Arbitraries.doubles()
                .between(0, 1e6)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 30)
    void theMeanOfAnExponentialOrWeibullIsRecovered(
            @ForAll @DoubleRange(min = 0.6, max = 4) double shape,
            @ForAll @DoubleRange(min = 0.01, max = 1e5) double scale) {
        var truth = new WeibullDistribution(new Well19937c(Double.hashCode(shape * scale)), shape, scale);
        var fitted = DistributionFit.best(truth.sample(2_000));
        double error = 6 * Math.sqrt(truth.getNumericalVariance() / 2_000);
        assertEquals(truth.getNumericalMean(), DistributionMean.of(fitted.distribution()), error, fitted.toString());
    }

    private static Distribution fit(Family family, RealDistribution truth) {
        truth.reseedRandomGenerator(42);
        var sample = truth.sample(MANY);
        Arrays.sort(sample);
        return family.fit(sample).distribution();
    }

    private static Fitted best(RealDistribution truth) {
        truth.reseedRandomGenerator(17);
        return DistributionFit.best(truth.sample(MANY));
    }
}
