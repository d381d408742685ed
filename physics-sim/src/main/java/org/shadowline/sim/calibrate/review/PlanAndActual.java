package org.shadowline.sim.calibrate.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.OrderFold;
import org.shadowline.plant.kpi.RunKpis;
import org.shadowline.plant.kpi.StationKpis;
import org.shadowline.plant.rehearsal.LossResult;
import org.shadowline.plant.rehearsal.LossResult.Cause;
import org.shadowline.plant.rehearsal.LossResult.Loss;
import org.shadowline.plant.rehearsal.LossResult.Pair;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.experiment.Progress;
import org.shadowline.sim.flow.Simulation;

/**
 * Why a plan was missed: the rehearsal of a scenario, the mean of several runs, beside recorded events of the same plant, which it
 * takes as a sink. Both are folded by the same key figures; the losses of a station are those of the OEE tree (ISO 22400-2), so
 * that they and its valuable time add up to its time on shift.
 */
public final class PlanAndActual {
    /** A loss that is smaller than this share of the time on shift is not worth a word. */
    private static final double MATERIAL = 0.01;

    private final Plant plant;
    private final Scenario scenario;
    private final @Nullable PlantState start;
    private final PlantIndex index;
    private final LazyKpis actual;
    private final OrderFold orders;
    private final EventSink sink;

    /** Key figures of events of which the end is not known before they have come. */
    private static final class LazyKpis implements EventSink {
        private final KpiFold fold;
        private double last;
        private double end = Double.NaN;

        LazyKpis(PlantIndex index) {
            // one bucket: the series are not asked for
            fold = new KpiFold(index, 1, 1);
        }

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            // what came before the end of a warm-up is planned for as well
            if (kind == EventKind.WARM_UP_ENDED) return;
            last = Math.max(last, time);
            if (kind == EventKind.RUN_ENDED) end = time;
            fold.event(time, kind, subject, object, a, b, x, y);
        }

        double end() {
            return Double.isNaN(end) ? last : end;
        }
    }

    public PlanAndActual(Plant plant, Scenario scenario, @Nullable PlantState start) {
        this.plant = plant;
        this.scenario = scenario;
        this.start = start;
        index = new PlantIndex(plant);
        actual = new LazyKpis(index);
        orders = new OrderFold(index);
        sink = new EventFanOut(actual, orders);
    }

    public PlantIndex index() {
        return index;
    }

    /** Takes what happened, from the start of the scenario's run on. */
    public EventSink actual() {
        return sink;
    }

    /** Whether no event has come that takes time. */
    public boolean isEmpty() {
        return !(actual.end() > 0);
    }

    /**
     * Rehearses the time of the events and compares.
     *
     * @param name of the recorded events
     * @throws IllegalStateException when no event has come
     */
    public LossResult compare(String name, int runs, Progress progress) {
        double end = actual.end();
        if (isEmpty()) throw new IllegalStateException("the events have no time between the first and the last");
        var happened = actual.fold.resultAt(end);
        double warmUp = scenario.givenWarmUp();
        var simulation = Simulation.of(plant, scenario, start, Math.max(end, warmUp + scenario.length()));
        var plan = new ArrayList<RunKpis>();
        for (int run = 1; run <= runs; run++) {
            progress.at("rehearsing the plan", (run - 1) / (double) runs);
            var fold = new KpiFold(simulation.index(), end, 1);
            simulation.replication(run, fold).runUntil(end);
            plan.add(fold.resultAt(end));
        }
        var stations = plant.elements().stream()
                .filter(Station.class::isInstance)
                .map(station -> station(station.id(), plan, happened))
                .sorted(Comparator.comparingDouble((LossResult.Station s) -> -s.lostMore())
                        .thenComparing(LossResult.Station::name))
                .toList();
        var finished = Reviewer.estimate(plan, kpis -> kpis.finished());
        return new LossResult(
                scenario.name(),
                name,
                end,
                runs,
                finished,
                happened.finished(),
                stations,
                orders.lateOrders(),
                findings(stations));
    }

    private static LossResult.Station station(String id, List<RunKpis> plan, RunKpis actual) {
        var planned = plan.stream().map(kpis -> kpis.station(id)).toList();
        var happened = actual.station(id);
        var losses = new ArrayList<Loss>();
        var each = planned.stream().map(PlanAndActual::losses).toList();
        losses(happened)
                .forEach((cause, seconds) -> losses.add(new Loss(
                        cause,
                        new Pair(
                                each.stream()
                                        .mapToDouble(of -> of.get(cause))
                                        .average()
                                        .orElse(0),
                                seconds))));
        // sums of times leave a rounding error
        double nothing = 1e-9 * Math.max(1, happened.onShift());
        losses.removeIf(loss -> Math.abs(loss.time().planned()) < nothing
                && Math.abs(loss.time().actual()) < nothing);
        return new LossResult.Station(
                id,
                new Pair(
                        planned.stream()
                                .mapToDouble(StationKpis::onShift)
                                .average()
                                .orElse(0),
                        happened.onShift()),
                new Pair(
                        planned.stream()
                                .mapToDouble(PlanAndActual::valuable)
                                .average()
                                .orElse(0),
                        valuable(happened)),
                new Pair(
                        planned.stream().mapToDouble(StationKpis::oee).average().orElse(Double.NaN), happened.oee()),
                losses);
    }

    private static double valuable(StationKpis kpis) {
        return kpis.produced() == 0 ? 0 : kpis.planned() * kpis.good() / kpis.produced();
    }

    private static Map<Cause, Double> losses(StationKpis kpis) {
        var losses = new EnumMap<Cause, Double>(Cause.class);
        losses.put(Cause.STOP, kpis.stopped());
        losses.put(Cause.BREAKDOWN, kpis.down() - kpis.lacksSpares());
        losses.put(Cause.SPARES, kpis.lacksSpares());
        losses.put(Cause.SETUP, kpis.setup());
        losses.put(Cause.WARMING, kpis.warming());
        losses.put(Cause.PART, kpis.starved());
        losses.put(Cause.PERSON, kpis.waiting() - kpis.lacksTool());
        losses.put(Cause.TOOL, kpis.lacksTool());
        losses.put(Cause.ROOM, kpis.blocked());
        losses.put(Cause.SLOW, kpis.busy() - kpis.planned());
        losses.put(Cause.QUALITY, kpis.planned() - valuable(kpis));
        return losses;
    }

    private static List<String> findings(List<LossResult.Station> stations) {
        record Finding(double more, String words) {}
        var found = new ArrayList<Finding>();
        for (var station : stations) {
            for (var loss : station.losses()) {
                double more = loss.time().more();
                if (more < MATERIAL * station.onShift().actual()) continue;
                // a machine that has no part or no room tells of another one
                boolean follows = loss.cause() == Cause.PART || loss.cause() == Cause.ROOM;
                found.add(new Finding(
                        follows ? more / 1e6 : more,
                        station.name() + " lost " + Format.duration(loss.time().actual()) + " to "
                                + loss.cause().words() + ", " + Format.duration(more) + " more than planned"
                                + (follows ? ", as what is before or behind it did not keep up" : "")));
            }
        }
        found.sort(Comparator.comparingDouble((Finding f) -> -f.more()).thenComparing(Finding::words));
        return found.stream().map(Finding::words).toList();
    }
}
