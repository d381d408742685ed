package org.shadowline.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Goal;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.sim.experiment.SensitivityStudy;
import org.shadowline.view.report.ExperimentJson;
import org.shadowline.view.report.SensitivityReport;
import org.shadowline.view.report.SensitivityText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline sensitivity}. */
@Command(
        name = "sensitivity",
        mixinStandardHelpOptions = true,
        description = "Tells which of the settings that a scenario varies move its answers, and how much.")
final class SensitivityCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FactorOptions factors;

    @Option(
            names = "--trajectories",
            paramLabel = "N",
            description = "Through the ranges; each costs a point per setting and one more. Default: 10.")
    private int trajectories = 10;

    @Option(names = "--replications", paramLabel = "N", description = "Of each point. Default: 5.")
    private int replications = 5;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ExperimentOptions experiment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (trajectories < 2) {
            throw new ParameterException(spec.commandLine(), "--trajectories must be at least 2: " + trajectories);
        }
        if (replications < 1) {
            throw new ParameterException(spec.commandLine(), "--replications must be at least 1: " + replications);
        }
        experiment.begin(spec, factors.file());
        var err = spec.commandLine().getErr();
        var loaded = factors.load(List.of(), err);
        var start = ScenarioFiles.start(factors.file(), loaded.scenario());
        SensitivityResult result;
        try (var running = experiment.open(err)) {
            result = new SensitivityStudy(running.executor(), trajectories, replications, running::at)
                    .study(loaded.scenario(), FactorOptions.space(loaded), answers(loaded), start);
        }
        experiment.end(
                spec,
                () -> SensitivityText.of(result),
                () -> ExperimentJson.of(result),
                () -> SensitivityReport.of(result));
        return 0;
    }

    /** Goals, limits, measures and expectations of the scenario; the usual ones where it has none. */
    private static List<Measure> answers(CheckedScenario loaded) {
        var answers = new LinkedHashMap<String, Measure>();
        var asked = new ArrayList<Measure>();
        loaded.goals().stream().map(Goal::measure).forEach(asked::add);
        loaded.limits().stream().map(Expectation::measure).forEach(asked::add);
        asked.addAll(loaded.scenario().measures());
        loaded.scenario().expectations().stream().map(Expectation::measure).forEach(asked::add);
        if (asked.isEmpty()) {
            for (var kpi : List.of(Kpi.THROUGHPUT, Kpi.LEAD_TIME, Kpi.WORK_IN_PROCESS)) {
                asked.add(KpiCatalogue.measure(kpi, Statistic.MEAN, null, false));
            }
        }
        for (var measure : asked) answers.putIfAbsent(measure.text(), measure);
        return List.copyOf(answers.values());
    }
}
