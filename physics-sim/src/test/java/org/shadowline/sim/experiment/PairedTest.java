package org.shadowline.sim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedTest {
    /** Hours of additional sleep with two drugs (Student, The probable error of a mean, Biometrika 6, 1908; R: sleep). */
    private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    @Test
    void gives_the_interval_that_is_published_for_students_sleep_data() {
        var paired = Paired.of(FIRST, SECOND, 0.95);

        assertNotNull(paired);
        // R's documentation of t.test(Pair(...)): mean 1.58, 95 % interval 0.7001142 to 2.4598858
        assertEquals(1.58, paired.difference().mean(), 1e-9);
        assertEquals(0.7001142, paired.difference().low(), 1e-6);
        assertEquals(2.4598858, paired.difference().high(), 1e-6);
        assertEquals(0.75, paired.baseline(), 1e-9);
        assertEquals(2.33, paired.other(), 1e-9);
        // sd of the groups 1.789010 and 2.002249, of the differences 1.229995
        assertEquals(
                1 - 1.229995 * 1.229995 / (1.789010 * 1.789010 + 2.002249 * 2.002249),
                paired.varianceReduction(),
                1e-5);
    }

    @Test
    void a_system_differs_from_itself_by_exactly_nothing() {
        var random = new Random(7);
        for (int n = 2; n < 100; n++) {
            var values = random.doubles(n, -1e9, 1e9).toArray();

            var paired = Paired.of(values, values, 0.95);

            assertNotNull(paired);
            assertEquals(0, paired.difference().mean());
            assertEquals(0, paired.difference().halfWidth());
            assertEquals(1, paired.varianceReduction());
        }
    }

    @Test
    void pairs_that_lack_a_value_are_left_out_on_both_sides() {
        var paired = Paired.of(new double[] {1, Double.NaN, 3, 9}, new double[] {2, 8, 5, Double.NaN}, 0.95);

        assertNotNull(paired);
        assertEquals(2, paired.difference().n());
        assertEquals(2, paired.baseline());
        assertEquals(3.5, paired.other());
        assertNull(Paired.of(new double[] {Double.NaN}, new double[] {1}, 0.95));
        assertThrows(IllegalArgumentException.class, () -> Paired.of(new double[1], new double[2], 0.95));
    }
}
