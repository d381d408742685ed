package org.shadowline.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Checked;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.plant.scenario.Scenario;

/** The scenarios of a folder and of the folders in it: what each shows, and how it is rehearsed. */
final class ScenarioCatalogue {
    /**
     * A scenario.
     *
     * @param folder of its file
     * @param shows what its comment in the file says; null when there is none
     * @param cube null when it says none
     * @param elements of its plant, with machines, vehicles and people counted once for each group
     * @param alone whether no other scenario is in the folder, so that the folder names it
     */
    record Entry(
            Path folder,
            Path file,
            Scenario scenario,
            String plant,
            @Nullable String shows,
            Scenario.@Nullable Cube cube,
            int elements,
            boolean alone) {
        /** {@code ./shadowline rehearse scenarios/bracket-line}. */
        String command() {
            return "./shadowline rehearse " + quoted(folder.toString()) + (alone ? "" : " " + scenario.id());
        }

        private static String quoted(String path) {
            return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
        }
    }

    private ScenarioCatalogue() {}

    /**
     * The scenarios in the order of their folders and of their files.
     *
     * @throws InputProblem when a file has errors
     */
    static List<Entry> of(Path folder) throws IOException {
        var all = new ArrayList<>(inFolder(folder));
        try (Stream<Path> inside = Files.list(folder)) {
            for (var one : inside.filter(Files::isDirectory).sorted().toList()) all.addAll(inFolder(one));
        }
        return all;
    }

    private static List<Entry> inFolder(Path folder) throws IOException {
        record Found(Path file, Checked checked, CheckedScenario scenario) {}
        var found = new ArrayList<Found>();
        for (var file : ScenarioFiles.shadowFiles(folder)) {
            var checked = ScenarioFiles.check(file, Map.of());
            if (checked.hasErrors()) throw new InputProblem(checked.report());
            for (var scenario : checked.scenarios()) found.add(new Found(file, checked, scenario));
        }
        return found.stream()
                .map(one -> new Entry(
                        folder,
                        one.file(),
                        one.scenario().scenario(),
                        one.scenario().plant().displayName(),
                        comment(one.checked(), one.scenario().scenario()),
                        one.scenario().scenario().cube(),
                        elements(one.scenario()),
                        found.size() == 1))
                .toList();
    }

    private static int elements(CheckedScenario scenario) {
        var plant = scenario.plant();
        return plant.elements().size() + plant.teams().size();
    }

    private static @Nullable String comment(Checked checked, Scenario scenario) {
        for (var declaration : checked.main().declarations()) {
            if (declaration instanceof ParsedFile.ScenarioDecl decl && decl.title().text().equals(scenario.name())) {
                var doc = decl.doc();
                return doc == null ? null : String.join(" ", doc.strip().split("\\s+"));
            }
        }
        return null;
    }
}
