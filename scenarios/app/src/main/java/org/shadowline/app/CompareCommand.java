package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.rehearsal.Comparison;
import org.shadowline.sim.experiment.Comparer;
import org.shadowline.view.report.ComparisonJson;
import org.shadowline.view.report.ComparisonReport;
import org.shadowline.view.report.ComparisonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Simulates scenarios with the same random numbers and tells how all differ from the first.")
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "*.shadow files, or folders with one; the first is the baseline. Of a single file all scenarios,"
                            + " and all variants of a scenario that varies settings.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(
            names = "--scenario",
            paramLabel = "SCENARIO",
            description = "Id or title. Of a single file: those to compare. Of several: one for all, or one for each.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change a parameter or a setting in all of them, such as pace=35s or mill.count=3.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--replications", paramLabel = "N", description = "In place of what the scenarios say; at least 2.")
    private @Nullable Integer replications;

    @Option(names = "--all", description = "Show every measure that both have, also those of single stations.")
    private boolean all;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ExperimentOptions experiment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private record Named(Path file, CheckedScenario scenario) {}

    @Override
    public Integer call() throws Exception {
        if (replications != null && replications < 2) {
            throw new ParameterException(spec.commandLine(), "--replications must be at least 2: " + replications);
        }
        experiment.begin(spec, files.getFirst());
        var err = spec.commandLine().getErr();
        var systems = systems(scenarios(err));
        if (systems.size() < 2) {
            throw new InputProblem(
                    "there is only one to compare: " + systems.getFirst().label()
                            + ". Maybe name a second file or a second --scenario, or vary a setting in the scenario.");
        }
        var comparison = compare(systems, err);
        experiment.end(
                spec,
                () -> ComparisonText.of(comparison, all),
                () -> ComparisonJson.of(comparison),
                () -> ComparisonReport.of(comparison));
        return 0;
    }

    private Comparison compare(List<Comparer.System> systems, PrintWriter err) throws IOException {
        try (var running = experiment.open(err)) {
            return new Comparer(running.executor(), experiment.threads(), replications, running::at).compare(systems);
        }
    }

    private List<Named> scenarios(PrintWriter err) throws IOException {
        var scenarios = new ArrayList<Named>();
        if (files.size() == 1) {
            var file = files.getFirst();
            if (names.isEmpty()) {
                for (var scenario : ScenarioFiles.loadAll(file, settings, err))
                    scenarios.add(new Named(file, scenario));
            }
            for (var name : names) scenarios.add(load(file, name, err));
            return scenarios;
        }
        if (names.size() > 1 && names.size() != files.size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--scenario must be given once, or once for each of the " + files.size() + " files: "
                            + String.join(", ", names));
        }
        for (int i = 0; i < files.size(); i++) {
            var name = names.isEmpty() ? null : names.get(names.size() == 1 ? 0 : i);
            scenarios.add(load(files.get(i), name, err));
        }
        return scenarios;
    }

    private Named load(Path file, @Nullable String name, PrintWriter err) throws IOException {
        return new Named(file, ScenarioFiles.load(file, name, settings, List.of(), err));
    }

    /** Every variant of every scenario, with a label that no other has. */
    private List<Comparer.System> systems(List<Named> scenarios) {
        var systems = new ArrayList<Comparer.System>();
        var labels = new HashSet<String>();
        for (var named : scenarios) {
            var scenario = named.scenario().scenario();
            var start = ScenarioFiles.start(named.file(), scenario);
            for (var variant : named.scenario().variants()) {
                var words = new ArrayList<String>();
                if (files.size() > 1) words.add(named.file().toString());
                if (files.size() == 1 || named.scenario().varies()) words.add(scenario.name());
                if (named.scenario().varies()) words.add(variant.label());
                var label = String.join(", ", words);
                if (!labels.add(label)) {
                    throw new InputProblem(label + " is there twice: a comparison needs different alternatives");
                }
                systems.add(new Comparer.System(label, scenario, variant, start));
            }
        }
        return systems;
    }
}
