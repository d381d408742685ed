package org.shadowline.dsl.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Rendering;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.plant.description.Plant;

/**
 * What a text means: its plants and scenarios when it has no errors, and its messages. After an error plants and
 * scenarios are empty.
 *
 * @param main the file that was checked
 * @param files it and all that it imports, by their resolved names
 * @param mentions where each name is declared and used
 */
public record Checked(
        ParsedFile main,
        Map<String, ParsedFile> files,
        List<Diagnostic> diagnostics,
        List<Plant> plants,
        List<CheckedScenario> scenarios,
        Mentions mentions) {

    public boolean hasErrors() {
        for (var diagnostic : diagnostics) {
            if (diagnostic.isError()) {
                return true;
            }
        }
        return false;
    }

    /** All messages as they are shown to people. */
    public String report() {
        return Rendering.render(diagnostics);
    }

    /** A scenario by its id or title; null when there is none. */
    public @Nullable CheckedScenario scenario(String idOrTitle) {
        for (var one : scenarios) {
            if (one.scenario().id().equals(idOrTitle) || one.scenario().name().equals(idOrTitle)) {
                return one;
            }
        }
        return null;
    }
}
