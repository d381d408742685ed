package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The scenario that a command is about; the arguments that name it. */
final class ScenarioOptions {
    @Parameters(index = "0", paramLabel = "FILE", description = "A *.shadow file, or a folder with one.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "Id or title, where the file holds several.")
    private @Nullable String name;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change a parameter or a setting, such as pace=35s or mill.count=3 (see parameters).")
    private Map<String, String> settings = new LinkedHashMap<>();

    Path file() {
        return file;
    }

    /**
     * Loads it; warnings go to {@code err}.
     *
     * @param statements of the language that are added to it
     * @throws InputProblem when there are errors, or no such scenario
     */
    CheckedScenario load(List<String> statements, PrintWriter err) throws IOException {
        return ScenarioFiles.load(file, name, settings, statements, err);
    }

    /**
     * Loads it with further settings, which come before those of {@code --set}; warnings go to {@code err}.
     *
     * @throws InputProblem when there are errors, or no such scenario
     */
    CheckedScenario load(Map<String, String> more, List<String> statements, PrintWriter err) throws IOException {
        var all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return ScenarioFiles.load(file, name, all, statements, err);
    }
}
