package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Scenario.Replications;
import org.shadowline.plant.scenario.Scenario.WarmUp;
import org.shadowline.plant.scenario.Variant;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.sim.replicate.LocalExecutor;
import org.shadowline.sim.replicate.PackedJob;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.replicate.ReplicationExecutor.Request;
import org.shadowline.sim.replicate.ReplicationJob;
import org.shadowline.sim.replicate.ReplicationRun;
import org.shadowline.sim.replicate.RunOutcome;

/**
 * Rehearses a scenario: every variant of the plant with as many replications as the scenario asks for, on all cores, with
 * the same numbers as on one. Replication {@code i} of every variant draws from the same random streams (common random
 * numbers), so that differences between variants are not blurred by chance.
 *
 * <p>Thread-safe: has no state.
 */
public final class Rehearser {
    /** First look at the precision that has been reached; fewer replications give no trustworthy interval. */
    private static final int FIRST_LOOK = 10;

    private static final int PILOT_RUNS = 5;
    private static final int PILOT_BUCKETS = 5 * ReplicationJob.BUCKETS;

    private final Progress progress;
    private final ReplicationExecutor executor;
    private final int threads;
    private final @Nullable Integer replications;

    /**
     * @param executor runs the replications; it stays open
     * @param threads on which replications run, for the record
     * @param replications in place of what the scenario asks for; null to do as it says
     */
    public Rehearser(ReplicationExecutor executor, int threads, @Nullable Integer replications, Progress progress) {
        this.executor = executor;
        this.threads = threads;
        this.replications = replications;
        this.progress = progress;
    }

    /** On threads of this process. */
    public Rehearser(int threads, @Nullable Integer replications, Progress progress) {
        this(new LocalExecutor(threads), threads, replications, progress);
    }

    /**
     * @param start what is in the plant at the start; null for an empty plant
     * @throws org.shadowline.sim.flow.PlantProblem when the plant cannot be simulated
     */
    public RehearsalResult rehearse(Scenario scenario, List<Variant> variants, @Nullable PlantState start) {
        long began = System.nanoTime();
        var results = new ArrayList<VariantResult>();
        for (int i = 0; i < variants.size(); i++) {
            String label = variants.size() == 1
                    ? "rehearsing"
                    : "variant " + (i + 1) + " of " + variants.size() + ": "
                            + variants.get(i).label();
            results.add(new OneVariant(scenario, variants.get(i), start, label).rehearse());
        }
        return new RehearsalResult(scenario, results, (System.nanoTime() - began) / 1e9, threads);
    }

    /** The replications of one variant, one by one. */
    record Runs(List<Measure> measures, List<RunOutcome> outcomes, double warmUp, List<String> notes) {}

    Runs runs(Scenario scenario, Variant variant, @Nullable PlantState start, String label) {
        return new OneVariant(scenario, variant, start, label).runs();
    }

    /** Seconds after which the statistics begin: as the scenario says, or found by pilot runs. */
    double warmUp(Scenario scenario, Variant variant, @Nullable PlantState start, String label) {
        return new OneVariant(scenario, variant, start, label).warmUp();
    }

    /** Runs one replication from its start to its end and tells everything that happens to {@code sink}. */
    public static void run(Simulation simulation, int number, double warmUp, double horizon, EventSink sink) {
        ReplicationRun.tell(simulation, number, warmUp, horizon, sink, done -> {});
    }

    /** The work on one variant. */
    private final class OneVariant {
        private final Scenario scenario;
        private final Variant variant;
        private final @Nullable PlantState start;
        private final String label;
        private final List<Measure> measures;
        private final List<String> notes = new ArrayList<>();

        OneVariant(Scenario scenario, Variant variant, @Nullable PlantState start, String label) {
            this.scenario = scenario;
            this.variant = variant;
            this.start = start;
            this.label = label;
            measures = new ArrayList<>(new KpiCatalogue(variant.plant()).measures());
            measures.addAll(scenario.measures());
            for (var expectation : scenario.expectations()) measures.add(expectation.measure());
            if (scenario.replications() instanceof Replications.ToPrecision precision)
                measures.add(precision.measure());
        }

        VariantResult rehearse() {
            var runs = runs();
            double horizon = runs.warmUp() + scenario.length();
            notes.addAll(executor.notes());
            return new Summary(scenario, variant, measures, runs.outcomes())
                    .result(runs.warmUp(), scenario.warmUp() instanceof WarmUp.Found, horizon, notes);
        }

        Runs runs() {
            double warmUp = warmUp();
            int buckets = ReplicationJob.roundBuckets(warmUp + scenario.length());
            var outcomes = outcomes(new PackedJob(
                    new ReplicationJob(variant.plant(), scenario, start, warmUp, measures, buckets, true)));
            return new Runs(measures, outcomes, warmUp, notes);
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
            var job = new PackedJob(
                    new ReplicationJob(variant.plant(), scenario, start, 0, List.of(), PILOT_BUCKETS, false));
            var runs = run(job, 1, PILOT_RUNS, PILOT_RUNS, label + ", looking for the warm-up");
            int cut = 0;
            boolean enough = true;
            for (Function<RunOutcome, double[]> series :
                    List.<Function<RunOutcome, double[]>>of(RunOutcome::workInProcess, RunOutcome::throughput)) {
                var mean = new double[PILOT_BUCKETS];
                for (var run : runs) {
                    for (int b = 0; b < mean.length; b++) mean[b] += series.apply(run)[b] / PILOT_RUNS;
                }
                var found = Mser5.of(mean);
                cut = Math.max(cut, found.cut());
                enough &= found.enough();
            }
            if (!enough) {
                notes.add("the run is too short to find its warm-up with confidence (MSER-5 cuts at its limit)."
                        + " Maybe run longer, or give the warm-up.");
            }
            return cut * horizon / PILOT_BUCKETS;
        }

        private List<RunOutcome> outcomes(PackedJob job) {
            var given = replications;
            if (given != null) return run(job, 1, given, given, label);
            return switch (scenario.replications()) {
                case Replications.Fixed(int count) -> run(job, 1, count, count, label);
                case Replications.ToPrecision precision -> {
                    var outcomes = new ArrayList<RunOutcome>();
                    int wanted = Math.min(FIRST_LOOK, precision.atMost());
                    while (wanted > outcomes.size()) {
                        outcomes.addAll(run(job, outcomes.size() + 1, wanted, precision.atMost(), label));
                        wanted = Math.min(precision.atMost(), enoughFor(precision, outcomes));
                    }
                    yield outcomes;
                }
            };
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

        /** Replications {@code from} to {@code to} of at most so many, of which those before have been run. */
        private List<RunOutcome> run(PackedJob job, int from, int to, int atMost, String what) {
            var requests = new ArrayList<Request>();
            for (int number = from; number <= to; number++) requests.add(new Request(job, number));
            return executor.run(
                    requests, new Shares(requests.size(), done -> progress.at(what, (from - 1 + done) / atMost)));
        }
    }
}
