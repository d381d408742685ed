package org.shadowline.sim.replicate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.kpi.BottleneckFold;
import org.shadowline.plant.kpi.QuantileSketch;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * What is kept of one replication. It travels and is stored by {@link ReplicationForm}.
 *
 * @param values of the measures of its job, NaN where there is none
 * @param stateShares by element, then by machine state; empty for elements that are no stations
 * @param throughput series over the whole run in as many buckets as the job asks for
 * @param events events of the calendar
 * @param leftOver parts in the plant at the end
 * @param bottleneck only of the replications that are looked at for it
 * @param detail only of the first replication of a job that asks for it
 */
public record RunOutcome(
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

    public record Detail(
            List<RehearsalResult.LateOrder> lateOrders, List<RehearsalResult.Bar> gantt, double ganttCutAt) {}
}
