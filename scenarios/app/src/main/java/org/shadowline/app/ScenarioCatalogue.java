package org.shadowline.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final String NOTHING_SAID = "(neither a comment before the scenario nor a README.md says it)";

    /**
     * A scenario.
     *
     * @param folder of its file
     * @param shows the comment before it in the file, or else the beginning of the README of its folder
     * @param elements of its plant, and its teams; several like machines, vehicles or people count once
     * @param alone whether no other scenario is in the folder, so that the folder names it
     */
    record Entry(Path folder, Path file, Scenario scenario, String plant, String shows, int elements, boolean alone) {
        /** {@code ./shadowline rehearse scenarios/bracket-line}. */
        String command() {
            return "./shadowline rehearse " + quoted(folder.toString()) + (alone ? "" : " " + scenario.id());
        }

        /** Its place in the cube, in words. */
        String cell() {
            var cube = scenario.cube();
            if (cube == null) return "not stated";
            return cube.technology() + " x " + cube.organisation() + " x " + cube.value();
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

    /** A folder as it is called from the present one, where it lies within that. */
    static Path fromHere(Path folder) {
        var here = Path.of("").toAbsolutePath();
        var there = folder.toAbsolutePath().normalize();
        return there.startsWith(here) && !there.equals(here) ? here.relativize(there) : folder;
    }

    private static List<Entry> inFolder(Path folder) throws IOException {
        record Found(Path file, Checked checked, CheckedScenario scenario) {}
        var found = new ArrayList<Found>();
        for (var file : ScenarioFiles.shadowFiles(folder)) {
            var checked = ScenarioFiles.check(file, Map.of());
            if (checked.hasErrors()) throw new InputProblem(checked.report());
            for (var scenario : checked.scenarios()) found.add(new Found(file, checked, scenario));
        }
        var entries = new ArrayList<Entry>();
        for (var one : found) {
            var scenario = one.scenario().scenario();
            var plant = one.scenario().plant();
            var comment = comment(one.checked(), scenario);
            entries.add(new Entry(
                    folder,
                    one.file(),
                    scenario,
                    plant.displayName(),
                    comment == null ? beginning(folder.resolve("README.md")) : comment,
                    plant.elements().size() + plant.teams().size(),
                    found.size() == 1));
        }
        return entries;
    }

    private static @Nullable String comment(Checked checked, Scenario scenario) {
        for (var declaration : checked.main().declarations()) {
            if (declaration instanceof ParsedFile.ScenarioDecl decl
                    && decl.title().text().equals(scenario.name())) {
                var doc = decl.doc();
                return doc == null || doc.isBlank() ? null : onOneLine(doc);
            }
        }
        return null;
    }

    /** The first sentence behind the title, so far as a colon or a full stop ends it. */
    private static String beginning(Path readme) throws IOException {
        if (!Files.isRegularFile(readme)) return NOTHING_SAID;
        // a byte that is no text is shown as such, as in a page that cannot be helped
        var text = new String(Files.readAllBytes(readme), StandardCharsets.UTF_8);
        var paragraph =
                onOneLine(text.replaceFirst("(?m)\\A\\s*#.*$", "").strip().split("\\R\\s*\\R", 2)[0]);
        var sentence = paragraph.split("(?<=[.:;]) ", 2)[0].replaceFirst("[:;]$", ".");
        return sentence.isBlank() ? NOTHING_SAID : sentence;
    }

    private static String onOneLine(String text) {
        return String.join(" ", text.strip().split("\\s+"));
    }
}
