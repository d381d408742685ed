package org.shadowline.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shadowline.plant.description.Distribution;

/** Tests of one parameter, and intervals of one more outcome. */
class MonitorTest {
    private static final Drift.Parameter TAKES = new Drift.Parameter("takes", "mill.1");

    /** Half of the wanted run length for two sides; 400 run lengths are known to within 10 % with 95 % confidence. */
    @Test
    void the_run_length_without_a_change_is_the_wanted_one() {
        var declared = new Monitor.Declared(new Distribution.Normal(100, 10));
        var random = new SplittableRandom(3);
        double observations = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            var monitor = new Monitor(TAKES, declared);
            monitor.limit(1_000);
            int n = 1;
            while (monitor.time(n, 100 + 10 * random.nextGaussian(), declared) == null) n++;
            observations += n;
        }
        assertEquals(500, observations / runs, 75);
    }

    @Test
    void events_with_a_probability_alarm_no_sooner_than_wanted() {
        var random = new SplittableRandom(4);
        double observations = 0;
        int runs = 300;
        for (int run = 0; run < runs; run++) {
            var monitor = new Monitor(new Drift.Parameter("scrap", "mill"), 0.05);
            monitor.limit(500);
            int n = 1;
            while (monitor.outcome(n, random.nextDouble() < 0.05) == null) n++;
            observations += n;
        }
        assertTrue(observations / runs > 250, "mean run length: " + observations / runs);
    }

    @Test
    void a_time_that_is_longer_by_a_fifth_is_noticed_with_its_factor_and_its_beginning() {
        var declared = new Monitor.Declared(new Distribution.Triangular(60, 75, 110));
        var monitor = new Monitor(TAKES, declared);
        monitor.limit(100_000);
        var random = new SplittableRandom(5);
        Drift.Alarm alarm = null;
        int n = 0;
        while (alarm == null && n < 400) {
            n++;
            double time = triangular(random);
            alarm = monitor.time(n, n > 200 ? 1.2 * time : time, declared);
        }
        assertNotNull(alarm);
        assertTrue(alarm.at() > 200 && alarm.at() < 240, alarm.toString());
        assertEquals(200, alarm.since(), 12, alarm.toString());
        // the estimate at the alarm is of few observations, chosen for being high; that of those after it is not
        assertEquals(1.2, alarm.factor(), 0.2, alarm.toString());
        for (int i = 0; i < 50; i++) monitor.time(n + i, 1.2 * triangular(random), declared);
        assertEquals(1.2, monitor.learnt, 0.08);
    }

    private static double triangular(SplittableRandom random) {
        double u = random.nextDouble();
        return u < 15.0 / 50 ? 60 + Math.sqrt(u * 50 * 15) : 110 - Math.sqrt((1 - u) * 50 * 35);
    }

    /** Exactly 90 % by exchangeability; 20,000 trials are within 0.5 % with 98 % confidence. */
    @ParameterizedTest
    @ValueSource(ints = {19, 20, 39})
    void an_interval_holds_one_more_outcome_in_nine_of_ten_cases(int futures) {
        var random = new SplittableRandom(futures);
        int covered = 0;
        int trials = 20_000;
        for (int trial = 0; trial < trials; trial++) {
            var outcomes = new double[futures];
            for (int i = 0; i < futures; i++) outcomes[i] = random.nextDouble();
            if (Interval.of(outcomes).covers(random.nextDouble())) covered++;
        }
        assertEquals(0.9, (double) covered / trials, 0.005);
    }
}
