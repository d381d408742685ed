package org.shadowline.sim.replicate;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.kpi.BottleneckFold;
import org.shadowline.plant.kpi.GanttFold;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.OrderFold;
import org.shadowline.plant.kpi.RunKpis;
import org.shadowline.sim.flow.Replication;
import org.shadowline.sim.flow.Simulation;

/** One replication from its start to its end, on the calling thread. */
public final class ReplicationRun {
    /** Replications of a detailed job in which the momentary bottleneck is followed. */
    private static final int BOTTLENECK_RUNS = 5;

    private static final int SLICES = 40;

    private ReplicationRun() {}

    /** The job's simulation, which any number of its replications can share. */
    public static Simulation compile(ReplicationJob job) {
        return Simulation.of(job.plant(), job.scenario(), job.start(), job.horizon());
    }

    /**
     * Runs replication {@code number} of a job.
     *
     * @param simulation what {@link #compile} made of the job
     * @param progress hears the share that is done
     */
    public static RunOutcome outcome(ReplicationJob job, Simulation simulation, int number, DoubleConsumer progress) {
        PlantIndex index = simulation.index();
        var kpis = new KpiFold(index, job.horizon(), job.buckets());
        var bottleneck = job.detailed() && number <= BOTTLENECK_RUNS ? new BottleneckFold(index) : null;
        var orders = job.detailed() && number == 1 ? new OrderFold(index) : null;
        var gantt = job.detailed() && number == 1 ? new GanttFold(index) : null;
        var line = bottleneck == null ? simulation.serialLine() : null;
        if (line != null) {
            var outcome = line.run(number, job.warmUp(), job.horizon(), kpis, progress);
            return outcome(job, index, kpis.result(), outcome.events(), outcome.workInProcess(), List.of(), null, null);
        }
        EventSink sink = bottleneck == null ? kpis : new EventFanOut(kpis, bottleneck);
        if (orders != null && gantt != null) sink = new EventFanOut(sink, orders, gantt);
        var replication = tell(simulation, number, job.warmUp(), job.horizon(), sink, progress);
        var detail = orders == null || gantt == null
                ? null
                : new RunOutcome.Detail(orders.lateOrders(), gantt.bars(), gantt.cutAt());
        return outcome(
                job,
                index,
                kpis.result(),
                replication.events(),
                replication.workInProcess(),
                replication.notes(),
                bottleneck == null ? null : bottleneck.shares(),
                detail);
    }

    private static RunOutcome outcome(
            ReplicationJob job,
            PlantIndex index,
            RunKpis kpis,
            long events,
            int leftOver,
            List<String> notes,
            @Nullable List<BottleneckFold.Share> bottleneck,
            RunOutcome.@Nullable Detail detail) {
        return new RunOutcome(
                job.measures().stream().mapToDouble(kpis::value).toArray(),
                stateShares(index, kpis),
                kpis.throughputSeries(),
                kpis.workInProcessSeries(),
                kpis.leadTimes(),
                kpis.flows(),
                kpis.cost(),
                events,
                leftOver,
                notes,
                bottleneck,
                detail);
    }

    /** Runs a replication and tells everything that happens to {@code sink}; an interrupted thread ends it early. */
    public static Replication tell(
            Simulation simulation, int number, double warmUp, double horizon, EventSink sink, DoubleConsumer progress) {
        var replication = simulation.replication(number, sink);
        if (warmUp > 0) {
            replication.runUntil(warmUp);
            sink.event(warmUp, EventKind.WARM_UP_ENDED, -1, -1, 0, 0, 0, 0);
        }
        for (int slice = 1; slice <= SLICES; slice++) {
            double until = slice == SLICES ? horizon : warmUp + (horizon - warmUp) * slice / SLICES;
            replication.runUntil(until);
            progress.accept((double) slice / SLICES);
            if (Thread.currentThread().isInterrupted()) break;
        }
        sink.event(horizon, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        return replication;
    }

    private static List<List<Double>> stateShares(PlantIndex index, RunKpis kpis) {
        return index.elements().stream()
                .map(e -> e instanceof Station ? kpis.stateShares(e.id()) : List.<Double>of())
                .toList();
    }
}
