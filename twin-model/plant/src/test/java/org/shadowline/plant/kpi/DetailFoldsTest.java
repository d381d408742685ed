package org.shadowline.plant.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.rehearsal.RehearsalResult.Bar;
import org.shadowline.plant.rehearsal.RehearsalResult.Cause;

/** Expected numbers are worked out by hand from the trace drawn at {@link TwoMachines}. */
class DetailFoldsTest {
    @Test
    void theBottleneckIsTheLongestActivePeriodAndShiftsWhereItOverlaps() {
        var fold = new BottleneckFold(TwoMachines.INDEX);
        TwoMachines.play(fold, 0, 50, 200, false);
        // Saw active 0-22 and 90-100, mill 12-60: the bottleneck shifts from 12 to 22.
        assertEquals(
                List.of(
                        new BottleneckFold.Share("mill", 0.38, 0.38, 0.10),
                        new BottleneckFold.Share("saw", 0.32, 0.22, 0.10)),
                fold.shares());
        var bottleneck = fold.result();
        assertNotNull(bottleneck);
        assertEquals("mill", bottleneck.station());
        assertEquals("saw", bottleneck.runnersUp().getFirst().getKey());
    }

    @Test
    void aBottleneckOfTheWarmUpStaysOneAfterIt() {
        var fold = new BottleneckFold(TwoMachines.INDEX);
        TwoMachines.play(fold, 30, 50, 200, false);
        // Of the 70 s after the warm-up the mill has 30-60 and the saw 90-100, each alone.
        assertEquals(
                List.of(
                        new BottleneckFold.Share("mill", 30 / 70.0, 30 / 70.0, 0),
                        new BottleneckFold.Share("saw", 10 / 70.0, 10 / 70.0, 0)),
                fold.shares());
    }

    @Test
    void aLatePartTellsWhereItsTimeWent() {
        var fold = new OrderFold(TwoMachines.INDEX);
        TwoMachines.play(fold, 0, 40, 95, false);
        var late = fold.lateOrders();
        assertEquals(2, late.size());
        var finished = late.getFirst().id().equals("1") ? late.getFirst() : late.getLast();
        assertEquals(45, finished.finished());
        assertEquals(
                List.of(
                        new Cause("processing at", "mill", 15),
                        new Cause("processing at", "saw", 12),
                        new Cause("down at", "mill", 10),
                        new Cause("set-up at", "mill", 8)),
                finished.causes());
        var unfinished = late.getFirst().id().equals("3") ? late.getFirst() : late.getLast();
        assertTrue(Double.isNaN(unfinished.finished()));
        assertEquals(
                List.of(new Cause("waiting for", "saw", 20), new Cause("processing at", "saw", 10)),
                unfinished.causes());
    }

    @Test
    void anOrderIsFinishedWithTheLastOfItsParts() {
        var fold = new OrderFold(TwoMachines.INDEX);
        TwoMachines.play(fold, 0, 40, 200, true);
        var late = fold.lateOrders();
        assertEquals(1, late.size());
        assertEquals("A17", late.getFirst().id());
        assertEquals(0, late.getFirst().released());
        assertEquals(60, late.getFirst().finished());
        assertEquals(
                List.of(
                        new Cause("waiting for", "mill", 23),
                        new Cause("processing at", "mill", 15),
                        new Cause("processing at", "saw", 10),
                        new Cause("waiting for", "saw", 7)),
                late.getFirst().causes());
    }

    @Test
    void onlyTheLatestAreKept() {
        var fold = new OrderFold(TwoMachines.INDEX);
        int s = TwoMachines.INDEX.place("s");
        for (int i = 1; i <= 5_000; i++) {
            // Tardiness 1 to 5,000 in an order that jumps about: 7 and 5,000 have no common divisor.
            int tardiness = i * 7 % 5_000 + 1;
            fold.event(i, EventKind.PART_RELEASED, s, 0, 0, 0, i + 0.5 - tardiness, i);
            fold.event(i + 0.5, EventKind.PART_FINISHED, s, 0, 0, 0, 0, 0);
        }
        var late = fold.lateOrders();
        assertEquals(200, late.size());
        for (int i = 0; i < 200; i++) {
            assertEquals(5_000 - i, late.get(i).finished() - late.get(i).due(), 1e-9);
        }
    }

    @Test
    void barsShowWhatEachMachineAndPersonDid() {
        var fold = new GanttFold(TwoMachines.INDEX);
        TwoMachines.play(fold, 0, 50, 200, false);
        assertTrue(Double.isNaN(fold.cutAt()));
        assertEquals(
                List.of(
                        new Bar("saw.1", 0, 12, MachineState.BUSY, "1", "a"),
                        new Bar("saw.1", 12, 22, MachineState.BUSY, "2", "a"),
                        new Bar("saw.1", 60, 80, MachineState.OFF, null, null),
                        new Bar("saw.1", 80, 90, MachineState.STOPPED, null, null),
                        new Bar("saw.1", 90, 100, MachineState.BUSY, "3", "a")),
                lane(fold, "saw.1"));
        assertEquals(
                List.of(
                        new Bar("mill.1", 12, 20, MachineState.SETUP, "1", "a"),
                        new Bar("mill.1", 20, 30, MachineState.BUSY, "1", "a"),
                        new Bar("mill.1", 30, 40, MachineState.DOWN, "1", "a"),
                        new Bar("mill.1", 40, 45, MachineState.BUSY, "1", "a"),
                        new Bar("mill.1", 45, 60, MachineState.BUSY, "2", "a")),
                lane(fold, "mill.1"));
        assertEquals(
                List.of(
                        new Bar("crew.1", 0, 10, MachineState.OFF, null, null),
                        new Bar("crew.1", 12, 20, MachineState.SETUP, "1", "a")),
                lane(fold, "crew.1"));
    }

    @Test
    void barsAreCutAtTheirBoundAndItSaysWhen() {
        var fold = new GanttFold(TwoMachines.INDEX, 3);
        TwoMachines.play(fold, 0, 50, 200, false);
        assertEquals(3, fold.bars().size());
        // Bars end at 10 and 12, then at 20 (person or mill), then again at 20.
        assertEquals(20, fold.cutAt());
    }

    private static List<Bar> lane(GanttFold fold, String lane) {
        return fold.bars().stream().filter(bar -> bar.lane().equals(lane)).toList();
    }
}
