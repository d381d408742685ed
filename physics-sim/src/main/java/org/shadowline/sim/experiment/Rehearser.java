package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.kpi.BottleneckFold;
import org.shadowline.plant.kpi.GanttFold;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.OrderFold;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Scenario.Replications;
import org.shadowline.plant.scenario.Scenario.WarmUp;
import org.shadowline.plant.scenario.Variant;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.flow.Simulation;

/**
 * Rehearses a scenario: every variant of the plant with as many replications as the scenario asks for, on all cores, with
 * the same numbers as on one. Replication {@code i} of every variant draws from the same random streams (common random
 * numbers), so that differences between variants are not blurred by chance.
 *
 * <p>Thread-safe: has no state.
 */
public final class Rehearser {
    static final int BUCKETS = 240;
    /** Replications in which the momentary bottleneck is followed. */
    private static final int BOTTLENECK_RUNS = 5;
    /** First look at the precision that has been reached; fewer replications give no trustworthy interval. */
    private static final int FIRST_LOOK = 10;

    private static final int PILOT_RUNS = 5;
    private static final int SLICES = 40;

    private final Progress progress;
    private final int threads;
    private final @Nullable Integer replications;

    /**
     * @param threads on which replications run
     * @param replications in place of what the scenario asks for; null to do as it says
     */
    public Rehearser(int threads, @Nullable Integer replications, Progress progress) {
        this.threads = threads;
        this.replications = replications;
        this.progress = progress;
    }

    /**
     * @param start what is in the plant at the start; null for an empty plant
     * @throws org.shadowline.sim.flow.PlantProblem when the plant cannot be simulated
     */
    public RehearsalResult rehearse(Scenario scenario, List<Variant> variants, @Nullable PlantState start) {
        long began = System.nanoTime();
        var results = new ArrayList<VariantResult>();
        try (var runner = new Runner(threads)) {
            for (int i = 0; i < variants.size(); i++) {
                String label = variants.size() == 1
                        ? "rehearsing"
                        : "variant " + (i + 1) + " of " + variants.size() + ": "
                                + variants.get(i).label();
                results.add(new OneVariant(scenario, variants.get(i), start, runner, label).rehearse());
            }
        }
        return new RehearsalResult(scenario, results, (System.nanoTime() - began) / 1e9, threads);
    }

    /** Runs one replication from its start to its end and tells everything that happens to {@code sink}. */
    public static void run(Simulation simulation, int number, double warmUp, double horizon, EventSink sink) {
        run(simulation, number, warmUp, horizon, sink, done -> {});
    }

    private static org.shadowline.sim.flow.Replication run(
            Simulation simulation,
            int number,
            double warmUp,
            double horizon,
            EventSink sink,
            java.util.function.DoubleConsumer progress) {
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

    /** The work on one variant. */
    private final class OneVariant {
        private final Scenario scenario;
        private final Variant variant;
        private final @Nullable PlantState start;
        private final Runner runner;
        private final String label;
        private final List<Measure> measures;
        private final List<String> notes = new ArrayList<>();

        OneVariant(Scenario scenario, Variant variant, @Nullable PlantState start, Runner runner, String label) {
            this.scenario = scenario;
            this.variant = variant;
            this.start = start;
            this.runner = runner;
            this.label = label;
            measures = new ArrayList<>(new KpiCatalogue(variant.plant()).measures());
            measures.addAll(scenario.measures());
            for (var expectation : scenario.expectations()) measures.add(expectation.measure());
            if (scenario.replications() instanceof Replications.ToPrecision precision)
                measures.add(precision.measure());
        }

        VariantResult rehearse() {
            double warmUp = warmUp();
            double horizon = warmUp + scenario.length();
            var simulation = Simulation.of(variant.plant(), scenario, start, horizon);
            var outcomes = outcomes(simulation, warmUp, horizon);
            return new Summary(scenario, variant, measures, outcomes)
                    .result(warmUp, scenario.warmUp() instanceof WarmUp.Found, horizon, notes);
        }

        private double warmUp() {
            return switch (scenario.warmUp()) {
                case WarmUp.Given(double seconds) -> seconds;
                case WarmUp.Found() -> findWarmUp();
            };
        }

        /** The longer of the warm-ups of work in process and throughput, each averaged over pilot runs. */
        private double findWarmUp() {
            double horizon = scenario.length();
            var simulation = Simulation.of(variant.plant(), scenario, start, horizon);
            var done = new AtomicInteger();
            var tasks = new ArrayList<Callable<double[][]>>();
            for (int i = 1; i <= PILOT_RUNS; i++) {
                int number = i;
                tasks.add(() -> {
                    var fold = new KpiFold(simulation.index(), horizon, 5 * BUCKETS);
                    run(simulation, number, 0, horizon, fold);
                    progress.at(label + ", looking for the warm-up", (double) done.incrementAndGet() / PILOT_RUNS);
                    var kpis = fold.result();
                    return new double[][] {kpis.workInProcessSeries(), kpis.throughputSeries()};
                });
            }
            var series = runner.all(tasks);
            int cut = 0;
            boolean enough = true;
            for (int kind = 0; kind < 2; kind++) {
                var mean = new double[5 * BUCKETS];
                for (var run : series) for (int b = 0; b < mean.length; b++) mean[b] += run[kind][b] / PILOT_RUNS;
                var found = Mser5.of(mean);
                cut = Math.max(cut, found.cut());
                enough &= found.enough();
            }
            if (!enough) {
                notes.add("the run is too short to find its warm-up with confidence (MSER-5 cuts at its limit)."
                        + " Maybe run longer, or give the warm-up.");
            }
            return cut * horizon / (5 * BUCKETS);
        }

        private List<RunOutcome> outcomes(Simulation simulation, double warmUp, double horizon) {
            var outcomes = new ArrayList<RunOutcome>();
            var given = replications;
            if (given != null) {
                runUpTo(given, given, simulation, warmUp, horizon, outcomes);
                return outcomes;
            }
            switch (scenario.replications()) {
                case Replications.Fixed(int count) -> runUpTo(count, count, simulation, warmUp, horizon, outcomes);
                case Replications.ToPrecision precision -> {
                    int wanted = Math.min(FIRST_LOOK, precision.atMost());
                    while (wanted > outcomes.size()) {
                        runUpTo(wanted, precision.atMost(), simulation, warmUp, horizon, outcomes);
                        wanted = Math.min(precision.atMost(), enoughFor(precision, outcomes));
                    }
                }
            }
            return outcomes;
        }

        /** Number of replications after which the precision is expected; at most twice as many as there are. */
        private int enoughFor(Replications.ToPrecision precision, List<RunOutcome> outcomes) {
            int row = measures.size() - 1;
            var values = outcomes.stream().mapToDouble(o -> o.values()[row]).toArray();
            var estimate = Intervals.of(values, precision.confidence());
            if (estimate == null || !estimate.hasInterval()) return precision.atMost();
            double wanted = precision.relative() * Math.abs(estimate.mean());
            if (estimate.halfWidth() <= wanted) return outcomes.size();
            double ratio = estimate.halfWidth() / wanted;
            int n = outcomes.size();
            int next = (int) Math.min(2.0 * n, Math.ceil(n * ratio * ratio));
            if (n >= precision.atMost()) {
                notes.add(String.format(
                        java.util.Locale.ROOT,
                        "after %d replications %s is known to within %.2g %%, not the %.2g %% asked for",
                        n,
                        precision.measure().text(),
                        100 * estimate.halfWidth() / Math.abs(estimate.mean()),
                        100 * precision.relative()));
            }
            return Math.max(n + 1, next);
        }

        private void runUpTo(
                int count,
                int atMost,
                Simulation simulation,
                double warmUp,
                double horizon,
                List<RunOutcome> outcomes) {
            int before = outcomes.size();
            var shares = new double[count];
            var tasks = new ArrayList<Callable<RunOutcome>>();
            for (int i = before + 1; i <= count; i++) {
                int number = i;
                tasks.add(() -> outcome(simulation, number, warmUp, horizon, done -> {
                    synchronized (shares) {
                        shares[number - 1] = done;
                        double sum = before;
                        for (int j = before; j < count; j++) sum += shares[j];
                        progress.at(label, sum / atMost);
                    }
                }));
            }
            outcomes.addAll(runner.all(tasks));
        }

        private RunOutcome outcome(
                Simulation simulation,
                int number,
                double warmUp,
                double horizon,
                java.util.function.DoubleConsumer done) {
            PlantIndex index = simulation.index();
            var kpis = new KpiFold(index, horizon, BUCKETS);
            var bottleneck = number <= BOTTLENECK_RUNS ? new BottleneckFold(index) : null;
            var orders = number == 1 ? new OrderFold(index) : null;
            var gantt = number == 1 ? new GanttFold(index) : null;
            EventSink sink = bottleneck == null ? kpis : new EventFanOut(kpis, bottleneck);
            if (orders != null && gantt != null) sink = new EventFanOut(sink, orders, gantt);
            var replication = run(simulation, number, warmUp, horizon, sink, done);
            var result = kpis.result();
            var values = new double[measures.size()];
            for (int i = 0; i < values.length; i++) values[i] = result.value(measures.get(i));
            return new RunOutcome(
                    values,
                    Summary.stateShares(index, result),
                    result.throughputSeries(),
                    result.workInProcessSeries(),
                    result.leadTimes(),
                    result.flows(),
                    result.cost(),
                    replication.events(),
                    replication.workInProcess(),
                    replication.notes(),
                    bottleneck == null ? null : bottleneck.shares(),
                    orders == null || gantt == null
                            ? null
                            : new RunOutcome.Detail(orders.lateOrders(), gantt.bars(), gantt.cutAt()));
        }
    }
}
