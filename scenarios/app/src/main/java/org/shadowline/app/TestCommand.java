package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.rehearsal.TestResult;
import org.shadowline.plant.rehearsal.TestResult.Tested;
import org.shadowline.plant.rehearsal.TestResult.TestedFile;
import org.shadowline.plant.rehearsal.TestResult.TestedScenario;
import org.shadowline.sim.experiment.Rehearser;
import org.shadowline.sim.flow.PlantProblem;
import org.shadowline.twin.file.WholeFile;
import org.shadowline.twin.state.StateProblem;
import org.shadowline.view.report.JUnitXml;
import org.shadowline.view.report.TestJson;
import org.shadowline.view.report.TestText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Rehearses all scenarios of files and folders and tells which of their expectations are met. Exits"
                        + " with 1 when one is not met or undecided, and with 2 when a file or scenario is faulty.")
final class TestCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "*.shadow files, or folders with them, also in the folders inside.")
    private List<Path> files = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReplicationOptions replications;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ExecutionOptions execution;

    @Option(names = "--json", description = "Print the results as JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write the results as JUnit XML, which servers for continuous integration show.")
    private @Nullable Path junit;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** A file with its scenarios, or with what is wrong with it. */
    private record Loaded(
            Path path,
            List<CheckedScenario> scenarios,
            @Nullable String fault) {}

    @Override
    public Integer call() throws Exception {
        execution.check(spec);
        replications.check(spec);
        var err = spec.commandLine().getErr();
        var loaded = load(err);
        var outputs = new OutputFiles(loaded.stream().map(Loaded::path).toList());
        outputs.tryOut("--junit", junit);
        int scenarios =
                loaded.stream().mapToInt(file -> file.scenarios().size()).sum();
        if (scenarios == 0 && loaded.stream().allMatch(file -> file.fault() == null)) {
            throw new InputProblem("there is no scenario in "
                    + String.join(", ", files.stream().map(Path::toString).toList())
                    + ". Maybe add one: scenario \"Next week\" on … { run 5 days }");
        }
        long began = System.nanoTime();
        var tested = new ArrayList<TestedFile>();
        try (var running = execution.open(err)) {
            int before = 0;
            for (var file : loaded) {
                tested.add(test(file, before, scenarios, running, err));
                before += file.scenarios().size();
            }
        }
        var result = new TestResult(tested, (System.nanoTime() - began) / 1e9);
        if (junit != null) WholeFile.write(junit, JUnitXml.of(result));
        var out = spec.commandLine().getOut();
        out.print(json ? TestJson.of(result) : TestText.of(result));
        out.flush();
        if (junit != null) err.println("JUnit: " + junit);
        if (result.faults() > 0) return 2;
        return result.count(Verdict.NOT_MET) + result.count(Verdict.UNDECIDED) > 0 ? 1 : 0;
    }

    // reading

    /** All files that hold scenarios or cannot be used, each once; what is wrong with them has been told. */
    private List<Loaded> load(PrintWriter err) throws IOException {
        var loaded = new ArrayList<Loaded>();
        var seen = new TreeSet<Path>();
        for (var given : files) {
            if (!Files.isDirectory(given)) {
                if (seen.add(given.toAbsolutePath().normalize())) loaded.add(read(given, err));
                continue;
            }
            var inside = ScenarioFiles.shadowFilesBelow(given);
            if (inside.isEmpty()) loaded.add(faulty(given, "no .shadow file in folder " + given, err));
            for (var file : inside) {
                if (seen.add(file.toAbsolutePath().normalize())) loaded.add(read(file, err));
            }
        }
        loaded.removeIf(file -> file.scenarios().isEmpty() && file.fault() == null);
        return loaded;
    }

    private static Loaded read(Path file, PrintWriter err) {
        try {
            var checked = ScenarioFiles.check(file, Map.of());
            if (!checked.diagnostics().isEmpty()) err.println(checked.report());
            return new Loaded(file, checked.scenarios(), checked.hasErrors() ? checked.report() : null);
        } catch (IOException unreadable) {
            return faulty(file, Shadowline.describe(unreadable), err);
        }
    }

    private static Loaded faulty(Path path, String fault, PrintWriter err) {
        err.println("error: " + fault);
        return new Loaded(path, List.of(), fault);
    }

    // rehearsing

    private TestedFile test(Loaded file, int before, int of, Execution running, PrintWriter err) {
        var tested = new ArrayList<TestedScenario>();
        for (var scenario : file.scenarios()) {
            var place = "scenario " + (before + tested.size() + 1) + " of " + of + ", "
                    + scenario.scenario().name() + ": ";
            tested.add(test(file.path(), scenario, place, running, err));
        }
        return new TestedFile(file.path().toString(), tested, file.fault());
    }

    private TestedScenario test(Path file, CheckedScenario loaded, String place, Execution running, PrintWriter err) {
        var scenario = loaded.scenario();
        if (scenario.expectations().isEmpty()) {
            return new TestedScenario(scenario.id(), scenario.name(), List.of(), null, 0);
        }
        long began = System.nanoTime();
        var expectations = new ArrayList<Tested>();
        @Nullable String fault = null;
        try {
            if (loaded.combinations() > CheckedScenario.MOST_VARIANTS) {
                throw new InputProblem("the scenario varies to " + loaded.combinations() + " combinations, more than "
                        + CheckedScenario.MOST_VARIANTS);
            }
            var start = ScenarioFiles.start(file, scenario);
            var rehearser = new Rehearser(
                    running.executor(),
                    execution.threads(),
                    replications.replications(),
                    (what, done) -> running.at(place + what, done));
            for (var variant :
                    rehearser.rehearse(scenario, loaded.variants(), start).variants()) {
                for (var one : variant.expectations()) {
                    expectations.add(new Tested(
                            loaded.varies() ? variant.label() : "",
                            variant.plant().currency(),
                            one));
                }
            }
        } catch (InputProblem | PlantProblem | StateProblem problem) {
            expectations.clear();
            fault = Shadowline.describe(problem);
            err.println("error: " + file + ", " + scenario.name() + ": " + fault);
        }
        return new TestedScenario(
                scenario.id(), scenario.name(), expectations, fault, (System.nanoTime() - began) / 1e9);
    }
}
