package org.shadowline.sim.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.shadowline.sim.calibrate.log.EventLog;

/** Expected values are worked out by hand from the definitions, beside each. */
class LogDistancesTest {
    private static final double EXACT = 1e-12;

    @Example
    void nGramsCountPaddedSequences() {
        // a b against a c, n = 2: {-a, ab, b-} against {-a, ac, c-}: 4 of 6 differ.
        assertEquals(4.0 / 6, LogDistances.nGram(sequence("a", "b"), sequence("a", "c"), 2), EXACT);
        // n = 3: {--a, -ab, ab-, b--} against {--a, -ac, ac-, c--}: 6 of 8 differ.
        assertEquals(6.0 / 8, LogDistances.nGram(sequence("a", "b"), sequence("a", "c"), 3), EXACT);
        // a a against a, n = 2: {-a, aa, a-} against {-a, a-}: 1 of 5.
        assertEquals(1.0 / 5, LogDistances.nGram(sequence("a", "a"), sequence("a"), 2), EXACT);
        assertEquals(1, LogDistances.nGram(sequence("a"), sequence("b"), 3), EXACT);
    }

    @Example
    void theWassersteinDistanceIsTheAreaBetweenTheDistributionFunctions() {
        assertEquals(2, LogDistances.wasserstein(new double[] {1, 3}, new double[] {3, 5}), EXACT);
        // Half of the mass stays at 0, half moves by 4.
        assertEquals(2, LogDistances.wasserstein(new double[] {0}, new double[] {0, 4}), EXACT);
        // Thirds against halves: |1/3 − 1/2| over [0, 1], |2/3 − 1/2| over [1, 2].
        assertEquals(1.0 / 6 + 1.0 / 6, LogDistances.wasserstein(new double[] {0, 1, 2}, new double[] {0, 2}), EXACT);
    }

    @Example
    void aLogThatIsShiftedByADayAndTwoHours() {
        // Monday 06:10 to 08:50 against Tuesday 08:10 to 10:50.
        var a = Logs.builder()
                .add("1", "a", null, Logs.at("2026-01-05T06:10"), Logs.at("2026-01-05T08:50"))
                .build();
        var b = Logs.builder()
                .add("1", "a", null, Logs.at("2026-01-06T08:10"), Logs.at("2026-01-06T10:50"))
                .build();
        var distances = LogDistances.between(a, b);
        assertEquals(26, distances.aed(), EXACT);
        assertEquals(26, distances.car(), EXACT);
        // Monday and Tuesday have events in one of the logs only: 2 · 23 / 7.
        assertEquals(46.0 / 7, distances.ced(), EXACT);
        assertEquals(0, distances.red(), EXACT);
        assertEquals(0, distances.ctd(), EXACT);
        assertEquals(0, distances.ngd3(), EXACT);
    }

    @Example
    void timesSinceTheStartOfTheCaseAndCycleTimes() {
        // Starts and ends after 0, 1, 1, 2 h against 0, 1, 5, 6 h: (4 + 4) / 4. Cycle times 2 h against 6 h.
        var a = Logs.builder()
                .add("1", "a", null, Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T07:00"))
                .add("1", "b", null, Logs.at("2026-01-05T07:00"), Logs.at("2026-01-05T08:00"))
                .build();
        var b = Logs.builder()
                .add("1", "a", null, Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T07:00"))
                .add("1", "b", null, Logs.at("2026-01-05T11:00"), Logs.at("2026-01-05T12:00"))
                .build();
        var distances = LogDistances.between(a, b);
        assertEquals(2, distances.red(), EXACT);
        assertEquals(4, distances.ctd(), EXACT);
        // Monday: hours 6, 7, 7, 8 against 6, 7, 11, 12, the other days have nothing: 2 / 7.
        assertEquals(2.0 / 7, distances.ced(), EXACT);
    }

    @Example
    void anEmptyLogHasNoDistance() {
        var empty = Logs.builder().build();
        assertThrows(IllegalArgumentException.class, () -> LogDistances.between(empty, sequence("a")));
    }

    @Example
    void twoHalvesOfTheRecordedLogAreNear() {
        var log = Logs.production();
        var order = IntStream.range(0, log.cases().size())
                .boxed()
                .sorted(Comparator.comparingLong(c -> log.start(log.from(c))))
                .toList();
        var half = new boolean[log.cases().size()];
        for (int i = 0; i < order.size(); i += 2) half[order.get(i)] = true;
        var distances = LogDistances.between(log.only(c -> half[c]), log.only(c -> !half[c]));
        assertTrue(distances.ngd3() > 0 && distances.ngd3() < 0.35, distances.toString());
        assertTrue(distances.ced() < 1.5, distances.toString());
        assertTrue(distances.ctd() > 0 && distances.ctd() < 100, distances.toString());
    }

    @Property(tries = 200)
    void theDistanceIsSymmetricAndZeroForEqualSamples(
            @ForAll @Size(min = 1, max = 20) int[] a, @ForAll @Size(min = 1, max = 20) int[] b) {
        var x = Arrays.stream(a).asDoubleStream().toArray();
        var y = Arrays.stream(b).asDoubleStream().toArray();
        double distance = LogDistances.wasserstein(x, y);
        assertEquals(distance, LogDistances.wasserstein(y, x), 1e-6 * (1 + distance));
        assertEquals(0, LogDistances.wasserstein(x, x), 0);
        assertTrue(distance >= 0);
    }

    private static EventLog sequence(String... activities) {
        var builder = Logs.builder();
        long at = Logs.at("2026-01-05T06:00");
        for (var activity : activities) {
            builder.add("1", activity, null, at, at + 1000);
            at += 2000;
        }
        return builder.build();
    }
}
