package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.replicate.PackedJob;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.replicate.ReplicationExecutor.Request;
import org.shadowline.sim.replicate.ReplicationJob;
import org.shadowline.sim.replicate.RunOutcome;

/**
 * Replications of points of a design space; none is run twice. Replication {@code i} of all points draws from the same random
 * streams, as in {@link Rehearser}.
 */
final class PointRuns {
    private final DesignSpace space;
    private final Scenario scenario;
    private final @Nullable PlantState start;
    private final List<Measure> measures;
    private final ReplicationExecutor executor;
    private final Rehearser rehearser;
    private final Progress progress;
    private final Map<List<Integer>, Point> points = new HashMap<>();
    private final TreeSet<String> notes = new TreeSet<>();

    private record Point(PackedJob job, List<double[]> values) {}

    PointRuns(
            DesignSpace space,
            Scenario scenario,
            @Nullable PlantState start,
            List<Measure> measures,
            ReplicationExecutor executor,
            Progress progress) {
        this.space = space;
        this.scenario = scenario;
        this.start = start;
        this.measures = List.copyOf(measures);
        this.executor = executor;
        this.progress = progress;
        rehearser = new Rehearser(executor, 1, null, progress);
    }

    /** Replications run so far. */
    int count() {
        return points.values().stream().mapToInt(p -> p.values().size()).sum();
    }

    /** What the runs want to tell a person. */
    List<String> notes() {
        return Stream.concat(notes.stream(), executor.notes().stream()).toList();
    }

    /**
     * Runs what is missing.
     *
     * @param upTo replications that each of the points then has at least
     * @param what for the progress line
     * @param done share of the whole work before this, and after it
     */
    void run(List<int[]> levels, int[] upTo, String what, double done, double doneAfter) {
        var requests = new ArrayList<Request>();
        var asked = new ArrayList<Point>();
        for (int i = 0; i < levels.size(); i++) {
            var point = at(levels.get(i));
            for (int number = point.values().size() + 1; number <= upTo[i]; number++) {
                requests.add(new Request(point.job(), number));
                asked.add(point);
            }
        }
        if (requests.isEmpty()) return;
        int n = requests.size();
        var outcomes =
                executor.run(requests, new Shares(n, sum -> progress.at(what, done + (doneAfter - done) * sum / n)));
        for (int i = 0; i < outcomes.size(); i++) keep(asked.get(i), outcomes.get(i));
    }

    private void keep(Point point, RunOutcome outcome) {
        point.values().add(outcome.values());
        notes.addAll(outcome.notes());
    }

    private Point at(int[] levels) {
        return points.computeIfAbsent(Arrays.stream(levels).boxed().toList(), key -> {
            var variant = space.variantOf().apply(levels);
            double warmUp = rehearser.warmUp(scenario, variant, start, variant.label());
            return new Point(
                    new PackedJob(new ReplicationJob(
                            variant.plant(), scenario, start, warmUp, measures, ReplicationJob.BUCKETS, false)),
                    new ArrayList<>());
        });
    }

    /** The values of a measure at a point, by replication; NaN where there is none. */
    double[] values(int[] levels, int measure) {
        return at(levels).values().stream().mapToDouble(v -> v[measure]).toArray();
    }

    /** The mean of a measure at a point over the replications that have one; NaN where none has. */
    double mean(int[] levels, int measure) {
        return Arrays.stream(values(levels, measure))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
