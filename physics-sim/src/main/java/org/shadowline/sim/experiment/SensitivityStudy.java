package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Answer;
import org.shadowline.plant.rehearsal.SensitivityResult.Effect;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.sensitivity.Morris;

/** Finds which settings move which answers: elementary effects over the ranges of the factors ({@link Morris}). */
public final class SensitivityStudy {
    private final ReplicationExecutor executor;
    private final int trajectories;
    private final int replications;
    private final Progress progress;

    /**
     * @param trajectories through the ranges, at least 2; each costs a point for every factor and one more
     * @param replications of every point
     */
    public SensitivityStudy(ReplicationExecutor executor, int trajectories, int replications, Progress progress) {
        if (trajectories < 2) throw new IllegalArgumentException("trajectories must be >= 2: " + trajectories);
        if (replications < 1) throw new IllegalArgumentException("replications must be >= 1: " + replications);
        this.executor = executor;
        this.trajectories = trajectories;
        this.replications = replications;
        this.progress = progress;
    }

    /**
     * @param measures the answers
     * @param start what is in the plant at the start; null for an empty plant
     * @throws org.shadowline.sim.flow.PlantProblem when a plant cannot be simulated
     */
    public SensitivityResult study(
            Scenario scenario, DesignSpace space, List<Measure> measures, @Nullable PlantState start) {
        var runs = new PointRuns(space, scenario, start, measures, executor, progress);
        var morris = new Morris(space.factors().size(), trajectories, scenario.seed(), space::onScale);
        var points = morris.points().stream().map(space::levels).toList();
        var upTo = new int[points.size()];
        Arrays.fill(upTo, replications);
        runs.run(points, upTo, "varying the settings", 0, 1);
        var answers = new ArrayList<Answer>();
        var silent = new ArrayList<String>();
        for (int m = 0; m < measures.size(); m++) {
            int measure = m;
            double[] means =
                    points.stream().mapToDouble(p -> runs.mean(p, measure)).toArray();
            if (Arrays.stream(means).allMatch(Double::isFinite)) {
                answers.add(answer(measures.get(m), means, morris));
            } else {
                silent.add(measures.get(m).text() + " has no value at some settings and is left out");
            }
        }
        silent.addAll(runs.notes());
        return new SensitivityResult(
                scenario.name(),
                space.variantOf().apply(points.getFirst()).plant().currency(),
                scenario.length(),
                scenario.seed(),
                replications,
                trajectories,
                runs.count(),
                space.factors(),
                answers,
                silent);
    }

    private static Answer answer(Measure measure, double[] means, Morris morris) {
        var statistics = Arrays.stream(means).summaryStatistics();
        return new Answer(
                measure,
                statistics.getMin(),
                statistics.getMax(),
                morris.effects(means).stream()
                        .map(e -> new Effect(e.muStar(), e.error(), e.mu(), e.sigma()))
                        .toList());
    }
}
