package org.shadowline.sim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Mser5Test {
    @Test
    void cuts_where_the_transient_ends() {
        // 20 batches of five: the first four hold 0, the others 9 or 11 in turn; worked by hand: with four batches left
        // out the sum of squares is 16 and the statistic 16 / 16^2 = 0.0625, with three it is (16 + 94.1) / 17^2 =
        // 0.381
        var series = new double[100];
        for (int i = 20; i < 100; i++) series[i] = i / 5 % 2 == 0 ? 9 : 11;

        var cut = Mser5.of(series);

        assertEquals(20, cut.cut());
        assertTrue(cut.enough());
    }

    @Test
    void does_not_believe_a_cut_at_half_the_run() {
        var series = new double[100];
        Arrays.setAll(series, i -> i);

        assertFalse(Mser5.of(series).enough());
    }

    @Test
    void does_not_believe_a_short_series() {
        assertFalse(Mser5.of(new double[20]).enough());
    }
}
