package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.Checked;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.dsl.check.Disk;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.twin.state.PlantStateFile;

/** Finds and loads the scenario that a user names. */
final class ScenarioFiles {
    private static final String ENDING = ".shadow";

    private ScenarioFiles() {}

    /**
     * Loads a scenario; warnings go to {@code err}.
     *
     * @param file a {@code .shadow} file, or a folder with one that holds scenarios
     * @param name id or title; null when the file holds only one
     * @param statements added to every scenario of the file, such as {@code goal maximise throughput}
     * @throws InputProblem when there are errors, or no such scenario
     */
    static CheckedScenario load(
            Path file, @Nullable String name, Map<String, String> settings, List<String> statements, PrintWriter err)
            throws IOException {
        return choose(load(file, settings, statements, err), file, name);
    }

    /** All scenarios of a file, or of the one file of a folder that holds scenarios. */
    static List<CheckedScenario> loadAll(Path file, Map<String, String> settings, PrintWriter err) throws IOException {
        var scenarios = load(file, settings, List.of(), err).scenarios();
        if (scenarios.isEmpty()) throw new InputProblem("there is no scenario in " + file);
        return scenarios;
    }

    /** What is in the plant when the scenario starts; null for an empty plant. */
    static @Nullable PlantState start(Path file, Scenario scenario) {
        var from = scenario.beginsWith();
        if (from == null) return null;
        var folder = Files.isDirectory(file) ? file : file.toAbsolutePath().getParent();
        return PlantStateFile.read(folder == null ? Path.of(from) : folder.resolve(from));
    }

    private static Checked load(Path file, Map<String, String> settings, List<String> statements, PrintWriter err)
            throws IOException {
        var checked = check(file(file), settings, statements);
        if (checked.hasErrors()) throw new InputProblem(checked.report());
        if (!checked.diagnostics().isEmpty()) err.println(checked.report());
        return checked;
    }

    /** The file that a path names, which may be the folder of the one file that holds scenarios. */
    static Path file(Path named) throws IOException {
        return Files.isDirectory(named) ? inFolder(named) : named;
    }

    /** The one file of a folder that holds scenarios. */
    private static Path inFolder(Path folder) throws IOException {
        var found = shadowFiles(folder);
        var withScenarios = new ArrayList<Path>();
        for (var file : found) {
            var checked = check(file, Map.of());
            if (checked.hasErrors()) throw new InputProblem(checked.report());
            if (!checked.scenarios().isEmpty()) withScenarios.add(file);
        }
        if (withScenarios.size() > 1) {
            throw new InputProblem("several files in " + folder + " hold scenarios. Name one of: "
                    + String.join(
                            ", ", withScenarios.stream().map(Path::toString).toList()));
        }
        if (withScenarios.isEmpty()) {
            throw new InputProblem("no " + ENDING + " file with a scenario in folder " + folder);
        }
        return withScenarios.getFirst();
    }

    static List<Path> shadowFiles(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    /** The same with the folders inside; those whose names begin with a point are passed over. */
    static List<Path> shadowFilesBelow(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                var name = inside.getFileName();
                boolean hidden = !inside.equals(folder)
                        && name != null
                        && name.toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ENDING)) found.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    /** The text of a file within the language's bounds. */
    static String read(Path file) throws IOException {
        return new Disk().read(file.toString());
    }

    static Checked check(Path file, Map<String, String> settings) throws IOException {
        return check(file, settings, List.of());
    }

    private static Checked check(Path file, Map<String, String> settings, List<String> statements) throws IOException {
        if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
        return new ShadowLanguage().check(file, settings, statements);
    }

    private static CheckedScenario choose(Checked checked, Path file, @Nullable String name) {
        var scenarios = checked.scenarios();
        var names = scenarios.stream()
                .map(s -> "`" + s.scenario().id() + "` (" + s.scenario().name() + ")")
                .toList();
        if (scenarios.isEmpty()) {
            throw new InputProblem("there is no scenario in " + file
                    + ". Maybe add one: scenario \"Next week\" on "
                    + (checked.plants().isEmpty()
                            ? "…"
                            : checked.plants().getFirst().id()) + " { run 5 days }");
        }
        if (name == null) {
            if (scenarios.size() == 1) return scenarios.getFirst();
            throw new InputProblem(file + " holds several scenarios. Name one of: " + String.join(", ", names));
        }
        var chosen = checked.scenario(name);
        if (chosen == null) {
            throw new InputProblem(
                    "there is no scenario `" + name + "` in " + file + ". There is: " + String.join(", ", names));
        }
        return chosen;
    }
}
