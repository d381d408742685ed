package org.shadowline.dsl.format;

import java.util.List;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.syntax.ParsedFile.ScenarioDecl;

/** Adds statements to a scenario in the text of a file, and leaves all else as its author wrote it. */
public final class ScenarioEdit {
    private ScenarioEdit() {}

    /**
     * The text with statements at the end of a scenario, laid out as {@link Formatter} does.
     *
     * @param text of a file without errors
     * @param title of one of its scenarios
     * @param statements a line each
     * @param comments sentences that go above the scenario
     * @throws IllegalArgumentException when the file has no scenario of this title
     */
    public static String append(String text, String title, List<String> statements, List<String> comments) {
        var parsed = new ShadowLanguage().parse("", text, new Diagnostics());
        for (var declaration : parsed.declarations()) {
            if (!(declaration instanceof ScenarioDecl scenario)
                    || !scenario.title().text().equals(title)) continue;
            int from = scenario.span().start();
            int end = text.lastIndexOf('}', scenario.span().end() - 1);
            var edited = new StringBuilder(text.substring(0, from));
            for (var comment : comments) edited.append("// ").append(comment).append('\n');
            edited.append(text, from, end);
            for (var statement : statements) edited.append('\n').append(statement);
            edited.append('\n').append(text.substring(end));
            return switch (Formatter.format(edited.toString())) {
                case Formatting.Done(String done) -> done;
                case Formatting.Refused(var diagnostics) ->
                    throw new IllegalArgumentException("the statements cannot be read: " + diagnostics.getFirst());
            };
        }
        throw new IllegalArgumentException("there is no scenario of the title: " + title);
    }
}
