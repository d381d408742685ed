package org.shadowline.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    /** How points are chosen. */
    enum Design {
        /** Elementary effects: few points tell what matters. */
        MORRIS,
        /** Shares of the variance, alone and with interactions. */
        SOBOL,
        /** Main effects and two-factor interactions from all combinations of the ends of the ranges. */
        FACTORIAL,
        /** The same from a fraction of them. */
        FRACTIONAL
    }

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "morris (elementary effects), sobol (shares of the variance), factorial (main effects and"
                    + " interactions of two, from the ends of the ranges) or fractional (the same from fewer points)."
                    + " Default: morris.")
    private Design method = Design.MORRIS;

    @Option(
            names = "--trajectories",
            paramLabel = "N",
            description = "For morris, through the ranges; each costs a point per setting and one more. Default: 10.")
    private @Nullable Integer trajectories;

    @Option(
            names = "--base",
            paramLabel = "N",
            description = "For sobol, best a power of two; each costs a point per setting and two more. Default: 64.")
    private @Nullable Integer base;

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
        if (replications < 1) {
            throw new ParameterException(spec.commandLine(), "--replications must be at least 1: " + replications);
        }
        var chosen = method();
        experiment.begin(spec, factors.file());
        var err = spec.commandLine().getErr();
        var loaded = factors.load(List.of(), err);
        var start = ScenarioFiles.start(factors.file(), loaded.scenario());
        SensitivityResult result;
        try (var running = experiment.open(err)) {
            result = new SensitivityStudy(running.executor(), chosen, replications, running::at)
                    .study(loaded.scenario(), FactorOptions.space(loaded), answers(loaded), start);
        }
        experiment.end(
                spec,
                () -> SensitivityText.of(result),
                () -> ExperimentJson.of(result),
                () -> SensitivityReport.of(result));
        return 0;
    }

    private SensitivityStudy.Method method() {
        if (trajectories != null && method != Design.MORRIS) only("--trajectories", Design.MORRIS);
        if (base != null && method != Design.SOBOL) only("--base", Design.SOBOL);
        try {
            return switch (method) {
                case MORRIS -> new SensitivityStudy.Method.Elementary(trajectories == null ? 10 : trajectories);
                case SOBOL -> new SensitivityStudy.Method.Variance(base == null ? 64 : base);
                case FACTORIAL -> new SensitivityStudy.Method.Factorial();
                case FRACTIONAL -> new SensitivityStudy.Method.Fractional();
            };
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void only(String option, Design with) {
        throw new ParameterException(
                spec.commandLine(),
                option + " goes with --method " + with.name().toLowerCase(Locale.ROOT) + ", not "
                        + method.name().toLowerCase(Locale.ROOT));
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
