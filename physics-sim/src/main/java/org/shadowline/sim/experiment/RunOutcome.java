package org.shadowline.sim.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.kpi.BottleneckFold;
import org.shadowline.plant.kpi.QuantileSketch;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * What is kept of one replication.
 *
 * @param values of the measures of the catalogue, then of the scenario's own, NaN where there is none
 * @param stateShares by element, then by machine state; empty for elements that are no stations
 * @param bottleneck only of the replications that are looked at for it
 * @param detail only of the first replication
 */
record RunOutcome(
        double[] values,
        List<List<Double>> stateShares,
        double[] throughput,
        double[] workInProcess,
        QuantileSketch leadTimes,
        List<RehearsalResult.Flow> flows,
        RehearsalResult.Cost cost,
        long events,
        int leftOver,
        List<String> notes,
        @Nullable List<BottleneckFold.Share> bottleneck,
        @Nullable Detail detail) {

    record Detail(List<RehearsalResult.LateOrder> lateOrders, List<RehearsalResult.Bar> gantt, double ganttCutAt) {}
}
