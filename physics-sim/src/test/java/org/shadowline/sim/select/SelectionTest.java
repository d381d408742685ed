package org.shadowline.sim.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Selection against systems whose means are known, repeated often enough for the stated probability to be seen. */
class SelectionTest {
    /** Normal systems; {@code common} is the part of the deviation that all share, as common random numbers make it. */
    private record Normal(
            double[] means, IntToDoubleFunction deviation, double common, long seed, Map<Integer, double[]> drawn)
            implements Systems {
        Normal(double[] means, IntToDoubleFunction deviation, double common, long seed) {
            this(means, deviation, common, seed, new HashMap<>());
        }

        @Override
        public int count() {
            return means.length;
        }

        @Override
        public double[][] observe(int[] which, int[] upTo) {
            var observations = new double[which.length][];
            for (int i = 0; i < which.length; i++) {
                int system = which[i];
                var known = drawn.get(system);
                if (known == null || known.length < upTo[i]) drawn.put(system, draw(system, 2 * upTo[i]));
                observations[i] = Objects.requireNonNull(drawn.get(system));
            }
            return observations;
        }

        private double[] draw(int system, int count) {
            var own = new SplittableRandom(seed * 1000 + system);
            var shared = new SplittableRandom(seed * 1000 + 999);
            var values = new double[count];
            for (int j = 0; j < count; j++) {
                double z = Math.sqrt(1 - common * common) * own.nextGaussian() + common * shared.nextGaussian();
                values[j] = means[system] + deviation.applyAsDouble(system) * z;
            }
            return values;
        }
    }

    /** Slippage: the best is δ above all others, which are equal; the hardest case within the guarantee. */
    private static double[] slippage(int k, double delta) {
        var means = new double[k];
        means[0] = delta;
        return means;
    }

    private record Outcome(double correct, double runs, double equalRuns) {}

    private static Outcome repeat(int times, int k, double common) {
        int correct = 0;
        double runs = 0;
        double equal = 0;
        for (int m = 0; m < times; m++) {
            var systems = new Normal(slippage(k, 0.5), i -> i % 2 == 0 ? 1 : 1.5, common, 17L + m);
            var selection = new KnPlusPlus(0.95, 0.5, 10, 10_000).select(systems);
            if (selection.best() == 0) correct++;
            runs += selection.totalRuns();
            equal += selection.equalRuns();
        }
        return new Outcome((double) correct / times, runs / times, equal / times);
    }

    /** The lower 99.9 % limit of what a share of 95 % may look like. */
    private static double least(int times) {
        return 0.95 - 3.09 * Math.sqrt(0.95 * 0.05 / times);
    }

    @Test
    void picks_the_best_with_the_stated_probability_in_the_slippage_configuration() {
        var outcome = repeat(120, 5, 0);
        assertTrue(outcome.correct >= least(120), outcome::toString);
        assertTrue(outcome.runs < outcome.equalRuns, outcome::toString);
    }

    @Tag("full")
    @Test
    void picks_the_best_with_the_stated_probability_of_many_and_with_common_random_numbers() {
        for (int k : new int[] {2, 10, 25}) {
            for (double common : new double[] {0, 0.8}) {
                var outcome = repeat(2000, k, common);
                assertTrue(outcome.correct >= least(2000), k + " systems, common " + common + ": " + outcome);
                assertTrue(outcome.runs < outcome.equalRuns, k + " systems, common " + common + ": " + outcome);
            }
        }
    }

    @Test
    void common_random_numbers_save_runs() {
        assertTrue(repeat(40, 5, 0.9).runs < 0.5 * repeat(40, 5, 0).runs);
    }

    @Test
    void of_systems_that_are_equal_one_is_chosen_at_once() {
        var systems = new Normal(new double[] {1, 2, 2}, i -> 0, 0, 1);
        var selection = new KnPlusPlus(0.95, 0.1, 10, 100).select(systems);
        assertEquals(1, selection.best());
        assertEquals(30, selection.totalRuns());
        assertFalse(selection.cutShort());
    }

    @Test
    void the_constant_of_the_screening_solves_its_equation() {
        // Kim and Nelson 2001: g(η) = ½ (1 + 2η)^(−(n0−1)/2) = α/(k−1) for c = 1
        double eta = KnPlusPlus.eta(0.05, 10, 19);
        assertEquals(0.05 / 9, 0.5 * Math.pow(1 + 2 * eta, -19 / 2.0), 1e-12);
        // with many observations h² = 2 η d tends to −2 ln(2 α/(k−1))
        assertEquals(-2 * Math.log(2 * 0.05 / 9), 2 * KnPlusPlus.eta(0.05, 10, 1_000_000) * 1_000_000, 1e-4);
    }

    @Test
    void Rinotts_constant_tends_to_that_of_known_variances() {
        // two systems, known variances: Φ(h/√2) = 0.95
        assertEquals(1.6449 * Math.sqrt(2), Rinott.constant(0.95, 2, 2000), 0.01);
        assertTrue(Rinott.constant(0.95, 10, 10) > Rinott.constant(0.95, 10, 20));
        assertTrue(Rinott.constant(0.95, 10, 20) > Rinott.constant(0.95, 5, 20));
    }
}
