package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.rehearsal.SearchResult;
import org.shadowline.sim.experiment.DesignSpace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scenario and the settings that an experiment varies; the arguments that all such experiments share. */
final class FactorOptions {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(
            names = "--vary",
            paramLabel = "'NAME in VALUES'",
            description =
                    "Vary a setting besides those of the scenario: 'b1.holds in 2..20', 'mill.speed in 80 %%..120 %%'.")
    private List<String> vary = new ArrayList<>();

    Path file() {
        return scenario.file();
    }

    /**
     * Loads the scenario; warnings go to {@code err}.
     *
     * @param statements of the language that are added to it
     * @throws InputProblem when there are errors, no such scenario, or nothing that varies
     */
    CheckedScenario load(List<String> statements, PrintWriter err) throws IOException {
        var all = new ArrayList<String>();
        for (var one : vary) all.add("vary " + one);
        all.addAll(statements);
        var loaded = scenario.load(all, err);
        if (loaded.factors().isEmpty()) {
            throw new InputProblem("nothing varies in " + loaded.scenario().name()
                    + ". Maybe add to the scenario `vary b1.holds in 2..20`, or give --vary 'b1.holds in 2..20'");
        }
        return loaded;
    }

    static DesignSpace space(CheckedScenario loaded) {
        var factors = loaded.factors().stream()
                .map(f -> new SearchResult.Factor(f.target(), f.levels()))
                .toList();
        return new DesignSpace(factors, loaded::variantOf);
    }
}
