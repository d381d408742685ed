package org.shadowline.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.shadowline.plant.rehearsal.SearchResult;
import org.shadowline.sim.experiment.Searcher;
import org.shadowline.sim.experiment.Searcher.Method;
import org.shadowline.view.report.ExperimentJson;
import org.shadowline.view.report.SearchReport;
import org.shadowline.view.report.SearchText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline search}. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Searches the settings that a scenario varies for the best; several goals make a Pareto front.")
final class SearchCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FactorOptions factors;

    @Option(
            names = "--goal",
            paramLabel = "'maximise MEASURE'",
            description = "A goal besides those of the scenario: 'maximise throughput', 'minimise lead time p95'.")
    private List<String> goals = new ArrayList<>();

    @Option(
            names = "--subject-to",
            paramLabel = "'MEASURE <= VALUE'",
            description = "A limit besides those of the scenario: 'work in process <= 40'.")
    private List<String> limits = new ArrayList<>();

    @Option(names = "--method", paramLabel = "METHOD", description = "One of: ${COMPLETION-CANDIDATES}. Default: auto.")
    private Method method = Method.AUTO;

    @Option(names = "--budget", paramLabel = "N", description = "Points to run at most. Default: 100.")
    private int budget = 100;

    @Option(names = "--replications", paramLabel = "N", description = "Of each point while searching. Default: 5.")
    private int replications = 5;

    @Option(
            names = "--probability",
            paramLabel = "SHARE",
            description = "With which the best of one goal is chosen rightly, 0.5 to 1. Default: 0.95.")
    private double probability = 0.95;

    @Option(
            names = "--indifference",
            paramLabel = "SHARE",
            description = "Of the best mean: a difference that does not matter to the choice. Default: 0.01.")
    private double indifference = 0.01;

    @Option(
            names = "--most-replications",
            paramLabel = "N",
            description = "Of a candidate before the choice is cut short. Default: 200.")
    private int mostReplications = 200;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ExperimentOptions experiment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var options = options();
        experiment.begin(spec, factors.file());
        var err = spec.commandLine().getErr();
        var statements = new ArrayList<String>();
        for (var goal : goals) statements.add("goal " + goal);
        for (var limit : limits) statements.add("subject to " + limit);
        var loaded = factors.load(statements, err);
        var scenario = loaded.scenario();
        if (loaded.goals().isEmpty()) {
            throw new InputProblem(scenario.name() + " has no goal. Maybe add to it `goal maximise throughput`,"
                    + " or give --goal 'maximise throughput'");
        }
        if (method == Method.FACTORIAL && loaded.combinations() > budget) {
            throw new InputProblem("there are " + loaded.combinations() + " combinations, and --budget is " + budget
                    + ". Maybe vary fewer settings or in larger steps, allow more, or leave out --method");
        }
        var start = ScenarioFiles.start(factors.file(), scenario);
        SearchResult result;
        try (var running = experiment.open(err)) {
            result = new Searcher(running.executor(), options, running::at)
                    .search(scenario, FactorOptions.space(loaded), loaded.goals(), loaded.limits(), start);
        }
        experiment.end(
                spec, () -> SearchText.of(result), () -> ExperimentJson.of(result), () -> SearchReport.of(result));
        return result.best().isEmpty() ? 1 : 0;
    }

    private Searcher.Options options() {
        try {
            return new Searcher.Options(method, budget, replications, probability, indifference, mostReplications);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }
}
