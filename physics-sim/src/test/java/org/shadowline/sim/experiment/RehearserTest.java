package org.shadowline.sim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Scenario.Replications;
import org.shadowline.plant.scenario.Scenario.WarmUp;
import org.shadowline.plant.scenario.Variant;
import org.shadowline.sim.flow.Plants;

class RehearserTest {
    private static Variant queue(double load) {
        var station = Plants.station(Plants.exponential(load));
        var plant = new Plants()
                .source("in", Plants.exponential(1))
                .buffer("waiting", Buffer.UNLIMITED)
                .add("server", station)
                .route("in", "waiting", "server")
                .plant();
        return new Variant("load " + load, Map.of(), plant);
    }

    private static Scenario scenario(double length, WarmUp warmUp, Replications replications) {
        var s = Plants.scenario(7);
        return new Scenario(
                s.id(),
                s.name(),
                s.plant(),
                s.cube(),
                s.start(),
                length,
                warmUp,
                replications,
                s.seed(),
                s.beginsWith(),
                s.timed(),
                s.conditional(),
                s.measures(),
                s.expectations());
    }

    private static VariantResult rehearse(int threads, Scenario scenario, Variant... variants) {
        return all(threads, scenario, variants).variants().getFirst();
    }

    private static RehearsalResult all(int threads, Scenario scenario, Variant... variants) {
        return new Rehearser(threads, null, Progress.SILENT).rehearse(scenario, List.of(variants), null);
    }

    @Test
    void gives_the_same_numbers_on_one_two_and_eight_threads() {
        var scenario = scenario(2_000, new WarmUp.Found(), new Replications.Fixed(16));

        var one = rehearse(1, scenario, queue(0.7));

        assertEquals(one, rehearse(2, scenario, queue(0.7)));
        assertEquals(one, rehearse(8, scenario, queue(0.7)));
        assertEquals(16, one.replications());
    }

    @Test
    void replicates_until_the_precision_that_was_asked_for() {
        var measure = KpiCatalogue.measure(Kpi.LEAD_TIME, Statistic.MEAN, null, false);
        var scenario = scenario(5_000, new WarmUp.Given(500), new Replications.ToPrecision(measure, 0.02, 0.95, 500));

        var result = rehearse(2, scenario, queue(0.7));

        var estimate = result.estimate(Kpi.LEAD_TIME, Statistic.MEAN, null);
        assertNotNull(estimate);
        assertTrue(result.replications() > 10 && result.replications() < 500, "n = " + result.replications());
        assertTrue(estimate.halfWidth() <= 0.02 * estimate.mean());
        // M/M/1: 1 / (1 / 0.7 - 1) = 2.3333; the interval is a 95 % one, so that three of its half widths are safe
        assertEquals(2.3333, estimate.mean(), 3 * estimate.halfWidth());
    }

    @Test
    void says_when_the_most_replications_do_not_give_the_precision() {
        var measure = KpiCatalogue.measure(Kpi.LEAD_TIME, Statistic.MEAN, null, false);
        var scenario = scenario(500, new WarmUp.Given(0), new Replications.ToPrecision(measure, 0.0001, 0.95, 12));

        var result = rehearse(2, scenario, queue(0.7));

        assertEquals(12, result.replications());
        assertTrue(
                result.notes().stream()
                        .anyMatch(n -> n.startsWith("after 12 replications lead time is known to within")),
                () -> result.notes().toString());
    }

    /** The reason for keyed streams: the same customers arrive in both variants, so that the difference is known better. */
    @Test
    void variants_share_their_random_numbers() {
        var scenario = scenario(2_000, new WarmUp.Given(0), new Replications.Fixed(10));

        var results = all(2, scenario, queue(0.7), queue(0.5)).variants();

        var slow = results.get(0).estimate(Kpi.THROUGHPUT, Statistic.MEAN, null);
        var fast = results.get(1).estimate(Kpi.THROUGHPUT, Statistic.MEAN, null);
        assertNotNull(slow);
        assertNotNull(fast);
        // the same arrivals in each replication: throughput differs by the few parts that are still in the plant
        assertEquals(slow.mean(), fast.mean(), 10.0 / 2_000);
        assertTrue(slow.sd() > 5 * Math.abs(slow.mean() - fast.mean()));
    }

    @Test
    void finds_a_warm_up_where_there_is_one() {
        var scenario = scenario(100_000, new WarmUp.Found(), new Replications.Fixed(2));

        var result = rehearse(2, scenario, queue(0.9));

        assertTrue(result.warmUpFound());
        assertTrue(result.warmUp() < 50_000, "warm-up " + result.warmUp());
    }
}
