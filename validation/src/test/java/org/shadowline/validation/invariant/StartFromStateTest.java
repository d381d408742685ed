package org.shadowline.validation.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.sim.flow.Replication;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.validation.reference.ReferenceSuite;

/**
 * A run that starts from the state of a plant at a moment has, over many such moments, a future of the same distribution as
 * the run that was in that state: parts finished in the next hour, and parts in the plant at its end. The plants have no
 * memory beyond what can be seen in them; times of operations and repairs are of any kind.
 */
class StartFromStateTest {
    private static final double MOMENT = 4 * 3600;
    private static final double FUTURE = 3600;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void futures_from_a_state_are_as_those_of_the_run_itself(long seed) {
        assertAgree(seed, 150);
    }

    @ParameterizedTest
    @Tag("full")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void futures_agree_in_many_plants(long seed) {
        assertAgree(seed, 1_000);
    }

    private static void assertAgree(long seed, int moments) {
        var plant = RandomPlant.markovian(seed);
        var scenario = RandomPlant.check(plant.text());
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, MOMENT + FUTURE);
        var finished = new double[2][moments];
        var left = new double[2][moments];
        for (int i = 0; i < moments; i++) {
            var run = simulation.replication(i + 1, new Finished());
            run.runUntil(MOMENT);
            var state = run.state();
            assertEquals(run.workInProcess(), state.parts().size(), plant::text);
            var again = Simulation.of(scenario.plant(), scenario.scenario(), state, FUTURE);
            var counter = new Finished();
            var restarted = again.replication(100_000 + i, counter);
            assertEquals(List.of(), restarted.notes(), plant::text);
            note(restarted, FUTURE, counter, finished[0], left[0], i);
            var continued = new Finished();
            note(run.branch(continued), MOMENT + FUTURE, continued, finished[1], left[1], i);
        }
        // two tests of each of two measures, over all plants of the short and the long form
        double alarm = ReferenceSuite.sidak(4 * 24);
        assertLike(finished, alarm, "parts finished", plant);
        assertLike(left, alarm, "parts in the plant", plant);
    }

    private static void note(
            Replication run, double until, Finished counter, double[] finished, double[] left, int moment) {
        run.runUntil(until);
        finished[moment] = counter.count;
        left[moment] = run.workInProcess();
    }

    private static void assertLike(double[][] samples, double alarm, String what, RandomPlant plant) {
        double ks = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(samples[0], samples[1]);
        assertTrue(ks >= alarm, () -> what + ": Kolmogorov-Smirnov p = " + ks + "\n" + plant.text());
        if (java.util.Arrays.equals(samples[0], samples[1])) return;
        double t = TestUtils.pairedTTest(samples[0], samples[1]);
        assertTrue(t >= alarm, () -> what + ": paired t p = " + t + "\n" + plant.text());
    }

    private static final class Finished implements EventSink {
        int count;

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            if (kind == EventKind.PART_FINISHED) count++;
        }
    }
}
