package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.rehearsal.BottleneckSensitivity;
import org.shadowline.plant.rehearsal.BottleneckSensitivity.Gain;
import org.shadowline.plant.rehearsal.BottleneckSensitivity.Kind;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.experiment.Faster.Candidate;
import org.shadowline.sim.replicate.PackedJob;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.replicate.ReplicationExecutor.Request;
import org.shadowline.sim.replicate.ReplicationJob;

/**
 * Finds the bottleneck by sensitivity: every candidate works faster by a step, alone, with the same random numbers, and the
 * gains of throughput are compared pair by pair (see {@link BottleneckSensitivity}). Intervals hold together by Bonferroni's
 * inequality (Law 2015, section 10.3.1). Of each kind the busiest are tried.
 */
public final class BottleneckStudy {
    private static final double CONFIDENCE = 0.95;
    /** Candidates of a kind; one that is less busy than so many others does not limit the plant. */
    private static final int MOST = 15;

    private final ReplicationExecutor executor;
    private final double step;
    private final Progress progress;

    /** @param step by which each candidate is faster, as a share, above 0 and at most 1 */
    public BottleneckStudy(ReplicationExecutor executor, double step, Progress progress) {
        if (!(step > 0 && step <= 1)) throw new IllegalArgumentException("step must be above 0, at most 1: " + step);
        this.executor = executor;
        this.step = step;
        this.progress = progress;
    }

    /**
     * The rehearsal with what limits each of its variants, from as many replications as it has; a variant with fewer than two
     * gets none.
     *
     * @param start what is in the plant at the start; null for an empty plant
     * @throws org.shadowline.sim.flow.PlantProblem when a plant cannot be simulated
     */
    public RehearsalResult of(RehearsalResult rehearsal, @Nullable PlantState start) {
        var variants = new ArrayList<VariantResult>();
        for (var variant : rehearsal.variants()) {
            var label = rehearsal.variants().size() == 1 ? "" : " with " + variant.label();
            variants.add(
                    variant.replications() < 2
                            ? variant
                            : variant.with(study(rehearsal.scenario(), variant, start, "what limits it" + label)));
        }
        return new RehearsalResult(rehearsal.scenario(), variants, rehearsal.wallSeconds(), rehearsal.threads());
    }

    private BottleneckSensitivity study(
            Scenario scenario, VariantResult variant, @Nullable PlantState start, String label) {
        var candidates = candidates(variant);
        var faster = new Faster(variant.plant(), 1 + step);
        var plants = new ArrayList<Plant>(List.of(variant.plant()));
        for (var candidate : candidates) plants.add(faster.with(candidate));
        double[][] throughput = throughput(scenario, variant, start, plants, label);
        double confidence = 1 - (1 - CONFIDENCE) / Math.max(1, candidates.size());
        var byRank = IntStream.range(0, candidates.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -mean(throughput[i + 1])))
                .toList();
        var gains = new ArrayList<Gain>();
        for (int i : byRank) {
            var difference = Paired.of(throughput[0], throughput[i + 1], confidence);
            if (difference == null) continue;
            gains.add(new Gain(candidates.get(i).id(), candidates.get(i).kind(), difference.difference()));
        }
        double base = mean(throughput[0]);
        var first = new ArrayList<String>();
        if (!gains.isEmpty() && gains.getFirst().shown(base)) {
            double[] best = throughput[byRank.getFirst() + 1];
            for (int i : byRank) {
                boolean told = i != byRank.getFirst() && isLess(throughput[i + 1], best, confidence, base);
                if (!told) first.add(candidates.get(i).id());
            }
        }
        return new BothMethods(variant, step, base, gains, first).result(CONFIDENCE);
    }

    private static boolean isLess(double[] values, double[] best, double confidence, double scale) {
        var difference = Paired.of(values, best, confidence);
        return difference != null && difference.difference().low() > 1e-9 * scale;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** The throughput of each plant by replication. */
    private double[][] throughput(
            Scenario scenario, VariantResult variant, @Nullable PlantState start, List<Plant> plants, String label) {
        var measure = List.of(KpiCatalogue.measure(Kpi.THROUGHPUT, Statistic.MEAN, null, false));
        int n = variant.replications();
        var requests = new ArrayList<Request>();
        for (var plant : plants) {
            var job = new PackedJob(new ReplicationJob(
                    plant, scenario, start, variant.warmUp(), measure, ReplicationJob.BUCKETS, false));
            for (int number = 1; number <= n; number++) requests.add(new Request(job, number));
        }
        var outcomes =
                executor.run(requests, new Shares(requests.size(), done -> progress.at(label, done / requests.size())));
        var values = new double[plants.size()][n];
        for (int i = 0; i < outcomes.size(); i++)
            values[i / n][i % n] = outcomes.get(i).values()[0];
        return values;
    }

    /** The busiest of each kind. */
    private static List<Candidate> candidates(VariantResult variant) {
        Map<String, Double> busy = new HashMap<>();
        for (var station : variant.stations()) {
            double active = 0;
            for (var state : List.of(MachineState.BUSY, MachineState.SETUP, MachineState.DOWN, MachineState.WAITING)) {
                active += station.shares().get(state.ordinal());
            }
            busy.put(station.station(), active);
        }
        var all = Faster.candidates(variant.plant());
        for (var candidate : all) {
            var utilisation = variant.estimate(Kpi.UTILISATION, Statistic.MEAN, candidate.id());
            if (utilisation != null) busy.putIfAbsent(candidate.id(), utilisation.mean());
        }
        var chosen = new ArrayList<Candidate>();
        for (var kind : Kind.values()) {
            all.stream()
                    .filter(c -> c.kind() == kind)
                    .sorted(Comparator.comparingDouble(c -> -busy.getOrDefault(c.id(), 0.0)))
                    .limit(MOST)
                    .forEach(chosen::add);
        }
        return chosen;
    }
}
