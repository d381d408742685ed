package org.shadowline.plant.kpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.rehearsal.RehearsalResult.Flow;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;

/** Expected numbers are worked out by hand from the trace drawn at {@link TwoMachines}. */
class KpiFoldTest {
    private static final double EXACT = 1e-9;

    private final RunKpis run = run(0);

    private static RunKpis run(double warmUp) {
        var fold = new KpiFold(TwoMachines.INDEX, 100, 4);
        TwoMachines.play(fold, warmUp, 50, 200, false);
        return fold.result();
    }

    private static double value(RunKpis run, Kpi kpi, String of) {
        return run.value(KpiCatalogue.measure(kpi, Statistic.MEAN, of, false));
    }

    private double value(Kpi kpi, String of) {
        return value(run, kpi, of);
    }

    private double perPart(Kpi kpi) {
        return run.value(KpiCatalogue.measure(kpi, Statistic.MEAN, null, true));
    }

    @Test
    void machineTimesAddUpByState() {
        var saw = run.station("saw");
        assertEquals(32, saw.busy(), EXACT); // 0-22, 90-100
        assertEquals(38, saw.starved(), EXACT); // 22-60
        assertEquals(20, saw.off(), EXACT); // 60-80
        assertEquals(10, saw.stopped(), EXACT); // 80-90
        var mill = run.station("mill");
        assertEquals(8, mill.setup(), EXACT);
        assertEquals(30, mill.busy(), EXACT); // 20-30, 40-60
        assertEquals(10, mill.down(), EXACT);
        assertEquals(52, mill.starved(), EXACT); // 0-12, 60-100
        assertEquals(
                List.of(0.3, 0.08, 0.0, 0.52, 0.0, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), run.stateShares("mill"));
        assertEquals(1, run.entries("mill", MachineState.SETUP));
    }

    @Test
    void stationIndicatorsFollowIso22400() {
        assertEquals(32.0 / 80, value(Kpi.UTILISATION, "saw"), EXACT);
        assertEquals(32.0 / 70, value(Kpi.AVAILABILITY, "saw"), EXACT);
        assertEquals(2 * 10.0 / 32, value(Kpi.EFFECTIVENESS, "saw"), EXACT);
        assertEquals(1, value(Kpi.QUALITY_RATIO, "saw"), EXACT);
        assertEquals(20.0 / 70, value(Kpi.OEE, "saw"), EXACT);
        assertEquals(0.30, value(Kpi.AVAILABILITY, "mill"), EXACT);
        // The mill runs at twice its declared 20 s: 10 s are planned for an operation.
        assertEquals(2 * 10.0 / 30, value(Kpi.EFFECTIVENESS, "mill"), EXACT);
        assertEquals(0.5, value(Kpi.QUALITY_RATIO, "mill"), EXACT);
        assertEquals(0.30 * (2.0 / 3) * 0.5, value(Kpi.OEE, "mill"), EXACT);
        assertEquals(0.10, value(Kpi.DOWN_TIME, "mill"), EXACT);
        assertEquals(0.08, value(Kpi.SETUP_TIME, "mill"), EXACT);
        assertEquals(0.52, value(Kpi.STARVED_TIME, "mill"), EXACT);
        assertEquals(0, value(Kpi.BLOCKED_TIME, "mill"), EXACT);
        assertEquals(0.02, value(Kpi.THROUGHPUT, "mill"), EXACT);
        assertEquals(0.5, value(Kpi.SCRAP_RATIO, "mill"), EXACT);
    }

    @Test
    void partsGiveThroughputLeadTimeAndWorkInProcess() {
        assertEquals(0.01, value(Kpi.THROUGHPUT, null), EXACT);
        assertEquals(0.01, value(Kpi.THROUGHPUT, "a"), EXACT);
        assertEquals(45, value(Kpi.LEAD_TIME, null), EXACT);
        assertEquals(0.5, value(Kpi.SCRAP_RATIO, null), EXACT);
        assertEquals((45 + 55 + 30) / 100.0, value(Kpi.WORK_IN_PROCESS, null), EXACT);
        assertEquals(0.23, value(Kpi.LEVEL, "b1"), EXACT); // part 2 from 22 to 45
        assertEquals((7 + 20) / 100.0, value(Kpi.LEVEL, "s"), EXACT); // parts 2 and 3
        assertEquals((12 + 10 + 10) / 100.0, value(Kpi.WORK_IN_PROCESS, "saw"), EXACT);
        assertEquals((33 + 15) / 100.0, value(Kpi.WORK_IN_PROCESS, "mill"), EXACT);
        assertEquals(1, value(Kpi.ON_TIME_SHARE, null), EXACT);
        assertEquals(0, value(Kpi.TARDINESS, null), EXACT);
        assertEquals(0, value(Kpi.LOST_ARRIVALS, "s"), EXACT);
    }

    @Test
    void energyIsPowerTimesTimeInEachState() {
        double joules = 32 * 1000 + 38 * 200 + (20 + 10) * 10;
        assertEquals(joules, value(Kpi.ENERGY, "saw"), 1e-6);
        assertEquals(0, value(Kpi.ENERGY, "mill"), EXACT);
        assertEquals(joules, perPart(Kpi.ENERGY), 1e-6);
    }

    @Test
    void costHasMachineLabourMaterialEnergyAndHolding() {
        var cost = run.cost();
        assertEquals(0.1 * 80 + 0.2 * 100, cost.machine(), EXACT);
        assertEquals(0.05 * 90, cost.labour(), EXACT);
        assertEquals(3 * 2, cost.material(), EXACT);
        assertEquals(39_900 * 1e-5, cost.energy(), EXACT);
        assertEquals(0.01 * 130, cost.holding(), EXACT);
        // Part 2: material, 10 s on the saw, 15 s on the mill.
        assertEquals(2 + 10 * 0.1 + 15 * 0.2, cost.scrap(), EXACT);
        double total = 28 + 4.5 + 6 + 0.399 + 1.3;
        assertEquals(total, value(Kpi.COST, null), EXACT);
        assertEquals(total, perPart(Kpi.COST), EXACT);
        assertEquals(0.1 * 80 + 0.399, value(Kpi.COST, "saw"), EXACT);
        assertEquals(6 + 1.3, value(Kpi.COST, "a"), EXACT);
        assertEquals(4.5, value(Kpi.COST, "crew"), EXACT);
        assertEquals(8.0 / 90, value(Kpi.UTILISATION, "crew"), EXACT);
    }

    @Test
    void flowsCountEveryWayOnce() {
        assertEquals(
                List.of(
                        new Flow("s", "saw", 3),
                        new Flow("b1", "mill", 2),
                        new Flow("saw", "b1", 2),
                        new Flow("mill", "done", 1),
                        new Flow("mill", "scrap", 1)),
                run.flows());
    }

    @Test
    void seriesDivideTheRunIntoBuckets() {
        assertEquals(25, run.bucketSeconds(), EXACT);
        assertArrayEquals(new double[] {0, 1 / 25.0, 0, 0}, run.throughputSeries(), EXACT);
        assertArrayEquals(new double[] {1.8, 1.8, 0.6, 1.0}, run.workInProcessSeries(), EXACT);
    }

    @Test
    void statisticsBeginAnewAfterTheWarmUpAndStatesStay() {
        var warm = run(30);
        assertEquals(70, warm.seconds(), EXACT);
        assertEquals(30, warm.station("saw").starved(), EXACT);
        assertEquals(10, warm.station("saw").busy(), EXACT);
        assertEquals(20, warm.station("mill").busy(), EXACT);
        assertEquals(10, warm.station("mill").down(), EXACT);
        assertEquals(0, warm.station("mill").setup(), EXACT);
        assertEquals((15 + 30 + 30) / 70.0, value(warm, Kpi.WORK_IN_PROCESS, null), EXACT);
        assertEquals(15 / 70.0, value(warm, Kpi.LEVEL, "b1"), EXACT);
        assertEquals(45, value(warm, Kpi.LEAD_TIME, null), EXACT);
        assertEquals(2, warm.cost().material(), EXACT);
        assertArrayEquals(run.workInProcessSeries(), warm.workInProcessSeries(), EXACT);
        assertEquals(0, value(warm, Kpi.UTILISATION, "crew"), EXACT);
    }

    @Test
    void aFoldServesTheNextReplication() {
        var fold = new KpiFold(TwoMachines.INDEX, 100, 4);
        TwoMachines.play(fold, 30, 10, 90, false);
        TwoMachines.play(fold, 0, 50, 200, false);
        var again = fold.result();
        for (var measure : new KpiCatalogue(TwoMachines.INDEX.plant()).measures()) {
            assertEquals(run.value(measure), again.value(measure), measure.text());
        }
        assertArrayEquals(run.throughputSeries(), again.throughputSeries());
    }

    @Test
    void latePartsHaveATardiness() {
        var fold = new KpiFold(TwoMachines.INDEX, 100, 4);
        TwoMachines.play(fold, 0, 40, 200, false);
        assertEquals(0, value(fold.result(), Kpi.ON_TIME_SHARE, null), EXACT);
        assertEquals(5, value(fold.result(), Kpi.TARDINESS, "a"), EXACT);
    }

    @Test
    void aPartThatTheRunStartsWithHasItsAge() {
        var fold = new KpiFold(TwoMachines.INDEX, 100, 4);
        int b1 = TwoMachines.INDEX.place("b1");
        fold.event(0, EventKind.RUN_STARTED, -1, -1, 0, 0, 0, 0);
        fold.event(-30, EventKind.PART_RELEASED, b1, 0, 0, 0, Double.NaN, 1);
        fold.event(20, EventKind.PART_FINISHED, b1, 0, 0, 0, 0, 0);
        fold.event(100, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        var result = fold.result();
        assertEquals(50, value(result, Kpi.LEAD_TIME, null), EXACT);
        assertEquals(0.2, value(result, Kpi.WORK_IN_PROCESS, null), EXACT);
        assertEquals(0.2, value(result, Kpi.LEVEL, "b1"), EXACT);
        assertEquals(0, result.cost().material(), EXACT);
    }

    @Test
    void theRunSoFarCanBeReadWhileItGoesOn() {
        var fold = new KpiFold(TwoMachines.INDEX, 100, 4);
        assertThrows(IllegalStateException.class, fold::result);
        assertEquals(10, fold.resultAt(10).station("saw").starved(), EXACT);
        fold.event(60, EventKind.MACHINE_STATE, TwoMachines.INDEX.place("saw.1"), -1, 0, -1, 0, 0);
        var soFar = fold.resultAt(70);
        assertEquals(60, soFar.station("saw").starved(), EXACT);
        assertEquals(10, soFar.station("saw").busy(), EXACT);
        assertArrayEquals(new double[] {0, 0, 0, Double.NaN}, soFar.workInProcessSeries(), EXACT);
    }

    @Test
    void workInProcessIsThroughputTimesLeadTimeWhenThePlantBeginsAndEndsEmpty() {
        // Little 1961: exact over any time at whose ends the system is empty.
        var random = new Random(7);
        var fold = new KpiFold(TwoMachines.INDEX, 1e6, 10);
        int s = TwoMachines.INDEX.place("s");
        double leadTimes = 0;
        double[] leave = new double[500];
        java.util.Arrays.fill(leave, Double.POSITIVE_INFINITY);
        double time = 0;
        int toRelease = 3000;
        double nextRelease = 0;
        while (true) {
            int first = 0;
            for (int p = 1; p < leave.length; p++) if (leave[p] < leave[first]) first = p;
            if (toRelease > 0 && nextRelease <= leave[first]) {
                int part = 0;
                while (leave[part] < Double.POSITIVE_INFINITY) part++;
                time = nextRelease;
                double lead = random.nextDouble() * 500;
                leadTimes += lead;
                leave[part] = time + lead;
                fold.event(time, EventKind.PART_RELEASED, s, part, 0, 0, Double.NaN, toRelease--);
                nextRelease = time + random.nextDouble() * 4;
            } else if (leave[first] < Double.POSITIVE_INFINITY) {
                time = leave[first];
                leave[first] = Double.POSITIVE_INFINITY;
                fold.event(time, EventKind.PART_FINISHED, s, first, 0, 0, 0, 0);
            } else {
                break;
            }
        }
        fold.event(time, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        var result = fold.result();
        double meanOfSum = leadTimes / time;
        assertEquals(meanOfSum, value(result, Kpi.WORK_IN_PROCESS, null), 1e-9 * meanOfSum);
        double law = value(result, Kpi.THROUGHPUT, null) * value(result, Kpi.LEAD_TIME, null);
        assertEquals(meanOfSum, law, 1e-9 * meanOfSum);
    }

    @Test
    void theCatalogueHasEveryMeasureOnceAndTheRunAnswersIt() {
        var catalogue = new KpiCatalogue(TwoMachines.INDEX.plant());
        var texts = catalogue.measures().stream().map(m -> m.text()).toList();
        assertEquals(texts.size(), texts.stream().distinct().count());
        assertTrue(texts.containsAll(List.of(
                "throughput", "lead time p95", "lead time p95 of a", "oee of mill", "energy per part", "level of b1")));
        for (var measure : catalogue.measures()) {
            // the events of this run do not say which parts belong to an order, and it is shorter than a quarter of an
            // hour
            boolean unknown = measure.kpi() == Kpi.ORDER_COST || measure.kpi() == Kpi.PEAK_LOAD;
            assertTrue(unknown == Double.isNaN(run.value(measure)), measure.text());
            assertTrue(catalogue.contains(measure));
        }
    }
}
