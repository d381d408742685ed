package org.shadowline.dsl.diagnostics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault or a doubt, with its place.
 *
 * @param help what to try, in one line
 * @param edit the change that does it, for a quick fix
 * @param notes other places that matter
 */
public record Diagnostic(
        Code code,
        Severity severity,
        Span span,
        String message,
        @Nullable String help,
        @Nullable Edit edit,
        List<Note> notes) {

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    public static Diagnostic of(Code code, Span span, String message) {
        return new Diagnostic(code, code.severity(), span, message, null, null, List.of());
    }

    public Diagnostic help(String help) {
        return new Diagnostic(code, severity, span, message, help, edit, notes);
    }

    /** With the help that is the edit itself. */
    public Diagnostic fix(Span where, String replacement) {
        var said = help != null ? help : replacement.isEmpty() ? "leave it out" : "write `" + replacement.strip() + "`";
        return new Diagnostic(code, severity, span, message, said, new Edit(where, replacement), notes);
    }

    public Diagnostic note(Span where, String what) {
        var more = new ArrayList<>(notes);
        more.add(new Note(where, what));
        return new Diagnostic(code, severity, span, message, help, edit, more);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
