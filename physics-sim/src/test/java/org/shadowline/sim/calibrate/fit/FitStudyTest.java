package org.shadowline.sim.calibrate.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.rehearsal.FitResult;

class FitStudyTest {
    private static FitResult study(double... values) {
        return FitStudy.of("times", "s", values, Object::toString);
    }

    private static double[] drawn(int n, java.util.function.ToDoubleFunction<SplittableRandom> draw) {
        var random = new SplittableRandom(7);
        var values = new double[n];
        for (int i = 0; i < n; i++) values[i] = draw.applyAsDouble(random);
        return values;
    }

    @Test
    void every_family_is_tested_and_the_choice_is_that_of_the_language() {
        var values = drawn(300, random -> -75 * Math.log1p(-random.nextDouble()));
        var result = study(values);
        assertTrue(result.candidates().size() >= 6);
        for (var candidate : result.candidates()) {
            assertTrue(candidate.pValue() > 0 || candidate.andersonDarling() > 15, candidate.family());
        }
        var chosen = result.candidates().stream()
                .filter(FitResult.Candidate::chosen)
                .findFirst()
                .orElseThrow();
        assertEquals(result.expression(), chosen.expression());
        assertEquals(
                DistributionFit.best(values).distribution().toString(), result.expression(), "the same as `fit from`");
    }

    /** Worked by hand: 1, 2, 3, 4 have mean 2.5, squares 5, products of neighbours 0.75 - 0.25 + 0.75 = 1.25. */
    @Test
    void figures_of_four_observations_are_those_worked_by_hand() {
        var result = study(1, 2, 3, 4);
        assertEquals(2.5, result.mean(), 1e-12);
        assertEquals(Math.sqrt(5 / 3.0), result.deviation(), 1e-12);
        assertEquals(2.5, result.median(), 1e-12);
        assertEquals(0.25, result.correlation(), 1e-12);
        assertEquals(1.959964 / 2, result.chance(), 1e-6);
        assertEquals(4, result.histogram().counts().stream().mapToInt(i -> i).sum());
    }

    @Test
    void densities_integrate_to_the_probability_of_the_range() {
        var result = study(drawn(500, random -> 10 + random.nextGaussian()));
        for (var candidate : result.candidates()) {
            double step = result.histogram().width()
                    * result.histogram().counts().size()
                    / candidate.curve().size();
            double area =
                    candidate.curve().stream().mapToDouble(p -> p[1] * step).sum();
            assertTrue(area <= 1 + 1e-9 && area > 0.2, candidate.family() + ": " + area);
        }
        var shown = result.candidates().get(result.shown());
        double area = shown.curve().stream()
                .mapToDouble(p -> p[1]
                        * result.histogram().width()
                        * result.histogram().counts().size()
                        / shown.curve().size())
                .sum();
        assertEquals(1, area, 0.02);
    }

    @Test
    void quantiles_of_the_right_family_lie_on_the_line() {
        var result = study(drawn(2_000, random -> 10 + random.nextGaussian()));
        for (int i = 100; i < 100 + result.quantiles().size() / 4; i++) {
            var pair = result.quantiles().get(i);
            assertEquals(pair[0], pair[1], 0.15);
        }
    }

    @Test
    void a_trend_is_told() {
        var rising = new double[100];
        for (int i = 0; i < rising.length; i++) rising[i] = 5 + i / 10.0;
        assertTrue(study(rising).notes().stream().anyMatch(note -> note.contains("correlated")));
        assertTrue(study(drawn(100, SplittableRandom::nextDouble)).notes().stream()
                .noneMatch(note -> note.contains("correlated")));
    }

    @Test
    void two_humps_are_no_family() {
        var result = study(drawn(300, random -> (random.nextBoolean() ? 3 : 9) + 0.3 * random.nextDouble()));
        assertNull(result.expression());
        assertTrue(result.shown() >= 0);
        assertTrue(result.candidates().stream().noneMatch(FitResult.Candidate::chosen));
    }

    @Test
    void equal_observations_are_a_constant() {
        var result = study(5, 5, 5, 5);
        assertNotNull(result.expression());
        assertEquals(-1, result.shown());
        assertTrue(result.quantiles().isEmpty());
    }
}
