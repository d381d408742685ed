package org.shadowline.dsl.format;

import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.dsl.syntax.Parser;

/**
 * Gives a text its one layout: two blanks per level, a statement per line of at most 100 columns, what does not fit
 * with a property per line. Comments stay where they are, words, numbers and units stay as written, and of several
 * blank lines one is kept. Formatting a second time changes nothing, and the meaning never changes: a line end can
 * matter in the language, so the result is parsed and held against the original, and where they differ the line ends
 * stay where they were.
 */
public final class Formatter {
    private Formatter() {}

    public static Formatting format(String text) {
        return format(new SourceText("text", text));
    }

    /** As {@link #format(String)}; the name of the source appears in messages. */
    public static Formatting format(SourceText source) {
        var diagnostics = new Diagnostics();
        var parsed = Parser.parse(source, diagnostics);
        if (diagnostics.hasErrors()) {
            return new Formatting.Refused(diagnostics.sorted());
        }
        var formatted = new Layout(parsed).file();
        return new Formatting.Done(means(formatted, parsed) ? formatted : new Gaps(parsed.tokens()).asBroken());
    }

    private static boolean means(String text, ParsedFile original) {
        var diagnostics = new Diagnostics();
        var again = Parser.parse(new SourceText(original.source().name(), text), diagnostics);
        return !diagnostics.hasErrors() && Tree.same(again.declarations(), original.declarations());
    }
}
