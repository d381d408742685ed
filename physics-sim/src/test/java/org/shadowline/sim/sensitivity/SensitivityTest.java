package org.shadowline.sim.sensitivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shadowline.sim.search.Designs;

class SensitivityTest {
    /** Ishigami and Homma 1990 with a = 7, b = 0.1 on [−π, π]³. */
    private static double ishigami(double[] unit) {
        double x = Math.PI * (2 * unit[0] - 1);
        double y = Math.PI * (2 * unit[1] - 1);
        double z = Math.PI * (2 * unit[2] - 1);
        return Math.sin(x) + 7 * Math.pow(Math.sin(y), 2) + 0.1 * Math.pow(z, 4) * Math.sin(x);
    }

    @Test
    void the_indices_of_Ishigamis_function_are_the_known_ones() {
        double a = 7;
        double b = 0.1;
        // closed forms, e.g. Saltelli et al. 2008, Global Sensitivity Analysis: The Primer
        double pi4 = Math.pow(Math.PI, 4);
        double v1 = 0.5 * Math.pow(1 + b * pi4 / 5, 2);
        double v2 = a * a / 8;
        double v13 = b * b * pi4 * pi4 * (1.0 / 18 - 1.0 / 50);
        double v = v1 + v2 + v13;
        var sobol = new Sobol(3, 4096, 1);

        var found = sobol.indices(
                sobol.points().stream().mapToDouble(SensitivityTest::ishigami).toArray());

        double[] first = {v1 / v, v2 / v, 0};
        double[] total = {(v1 + v13) / v, v2 / v, v13 / v};
        for (int i = 0; i < 3; i++) {
            assertEquals(first[i], found.get(i).first(), 0.02, "first " + i);
            assertEquals(total[i], found.get(i).total(), 0.02, "total " + i);
            assertTrue(found.get(i).firstError() < 0.05, "error " + i);
        }
    }

    @Test
    void elementary_effects_of_a_linear_answer_are_its_coefficients() {
        var morris = new Morris(4, 6, 3, p -> p);
        var effects = morris.effects(morris.points().stream()
                .mapToDouble(p -> 5 * p[0] - 3 * p[1] + 0 * p[2] + p[3])
                .toArray());
        double[] expected = {5, -3, 0, 1};
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], effects.get(i).mu(), 1e-9);
            assertEquals(Math.abs(expected[i]), effects.get(i).muStar(), 1e-9);
            assertEquals(0, effects.get(i).sigma(), 1e-9);
        }
    }

    @Test
    void an_input_that_acts_only_together_with_another_has_spread_effects() {
        var morris = new Morris(3, 20, 3, p -> p);
        var effects = morris.effects(morris.points().stream()
                .mapToDouble(p -> 4 * (p[0] - 0.5) * (p[1] - 0.5) + 0.1 * p[2])
                .toArray());
        assertTrue(effects.get(0).sigma() > 0.5 && effects.get(1).sigma() > 0.5);
        assertEquals(0, effects.get(2).sigma(), 1e-9);
        assertTrue(effects.get(0).muStar() > 5 * effects.get(2).muStar());
    }

    /** Pilot plant of Box, Hunter and Hunter 2005, "Statistics for Experimenters", section 5.2 (T, C, K; yields in percent). */
    @Test
    void effects_of_a_two_level_design_are_the_published_ones() {
        // the design has its last factor changing fastest, the book its first
        var twoLevel = new TwoLevel(Designs.fullFactorial(2, 2, 2));
        double[] yields = {60, 72, 54, 68, 52, 83, 45, 80};
        int k = 0;
        int c = 1;
        int t = 2;
        var published = Map.of(
                List.of(t), 23.0,
                List.of(c), -5.0,
                List.of(k), 1.5,
                List.of(c, t), 1.5,
                List.of(k, t), 10.0,
                List.of(k, c), 0.0);

        var contrasts = twoLevel.contrasts();

        assertEquals(6, contrasts.size());
        for (var contrast : contrasts) {
            assertEquals(1, contrast.terms().size());
            assertEquals(published.get(contrast.terms().getFirst()), contrast.of(yields), 1e-12, contrast::toString);
        }
        assertEquals(List.of(52.75, 75.75), twoLevel.cells(List.of(t), yields));
        assertEquals(List.of(57.0, 70.0, 48.5, 81.5), twoLevel.cells(List.of(k, t), yields));
    }

    @Test
    void what_a_fraction_cannot_tell_apart_is_one_contrast_and_main_effects_stand_clear() {
        // 2^(4-1) with the generator D = ABC: AB = CD, AC = BD, AD = BC (Box, Hunter and Hunter 2005, section 6.2)
        var design = Designs.fractionalFactorial(4, 3);
        var contrasts = new TwoLevel(design).contrasts();
        double[] answers = design.stream()
                .mapToDouble(p -> {
                    double[] x = Arrays.stream(p).mapToDouble(l -> 2 * l - 1).toArray();
                    return 7 + 3 * x[0] - 2 * x[3] + 1.5 * x[0] * x[1] + 0.25 * x[2] * x[3];
                })
                .toArray();

        assertEquals(
                List.of(
                        List.of(List.of(0)),
                        List.of(List.of(1)),
                        List.of(List.of(2)),
                        List.of(List.of(3)),
                        List.of(List.of(0, 1), List.of(2, 3)),
                        List.of(List.of(0, 2), List.of(1, 3)),
                        List.of(List.of(0, 3), List.of(1, 2))),
                contrasts.stream().map(TwoLevel.Contrast::terms).toList());
        double[] expected = {6, 0, 0, -4, 2 * (1.5 + 0.25), 0, 0};
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], contrasts.get(i).of(answers), 1e-12);
    }

    /** Life of batteries by material and temperature: Montgomery 2017, table 5.5; sums of squares of four replicates. */
    @Test
    void sums_of_squares_of_a_factorial_are_the_published_ones() {
        double[] totals = {539, 229, 230, 623, 479, 198, 576, 583, 342};
        var factorial = new FullFactorial(
                new int[] {3, 3},
                Designs.fullFactorial(3, 3),
                Arrays.stream(totals).map(t -> t / 4).toArray());

        assertEquals(10_683.72, 4 * factorial.of(0), 0.005);
        assertEquals(39_118.72, 4 * factorial.of(1), 0.005);
        assertEquals(9_613.78, 4 * factorial.of(0, 1), 0.005);
        assertEquals(factorial.total(), factorial.of(0) + factorial.of(1) + factorial.of(0, 1), 1e-9);
    }
}
