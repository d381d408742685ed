package org.shadowline.sim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Comparison;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;

class IntervalsTest {
    /** Ten observations with mean 1.34 and 90 % interval ± 0.24 (Law, Simulation Modeling and Analysis, example 4.27). */
    private static final double[] LAW = {1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};

    @Test
    void gives_the_interval_of_the_textbook() {
        var estimate = Intervals.of(LAW, 0.90);

        assertNotNull(estimate);
        assertEquals(1.34, estimate.mean(), 0.005);
        assertEquals(0.24, estimate.halfWidth(), 0.005);
        assertEquals(10, estimate.n());
    }

    @Test
    void leaves_out_replications_without_a_value() {
        var estimate = Intervals.of(new double[] {Double.NaN, 4, Double.NaN}, 0.95);

        assertNotNull(estimate);
        assertEquals(4, estimate.mean());
        assertFalse(estimate.hasInterval());
        assertNull(Intervals.of(new double[] {Double.NaN}, 0.95));
    }

    @Test
    void an_expectation_is_met_when_the_one_sided_bound_is() {
        // n = 10, sd = 1: the bound at 95 % is 1.833 / sqrt(10) = 0.5797 from the mean
        assertEquals(Verdict.MET, verdict(Comparison.AT_LEAST, 10.58));
        assertEquals(Verdict.UNDECIDED, verdict(Comparison.AT_LEAST, 10.57));
        assertEquals(Verdict.UNDECIDED, verdict(Comparison.AT_LEAST, 9.43));
        assertEquals(Verdict.NOT_MET, verdict(Comparison.AT_LEAST, 9.42));
        assertEquals(Verdict.MET, verdict(Comparison.LESS, 9.42));
    }

    private static Verdict verdict(Comparison comparison, double mean) {
        var measure = KpiCatalogue.measure(Kpi.THROUGHPUT, Statistic.MEAN, null, false);
        return Summary.verdict(
                new Expectation(measure, comparison, 10, 0.95, ""), new Estimate(mean, 0.7, 1, 8, 12, 10, 0.95));
    }
}
