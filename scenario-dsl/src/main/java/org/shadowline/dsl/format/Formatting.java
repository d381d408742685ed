package org.shadowline.dsl.format;

import java.util.List;
import org.shadowline.dsl.diagnostics.Diagnostic;

/** What became of a text that was to be formatted. */
public sealed interface Formatting {
    /** The text in the one layout; the same text when it had it already. */
    record Done(String text) implements Formatting {}

    /** The text has errors and is left as it is. */
    record Refused(List<Diagnostic> diagnostics) implements Formatting {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
