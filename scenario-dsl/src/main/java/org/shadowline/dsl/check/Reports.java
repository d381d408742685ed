package org.shadowline.dsl.check;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.Ref;

/**
 * Takes the messages of the checker. A fault inside a pattern also names the places where the pattern is used.
 */
final class Reports {
    private final Diagnostics diagnostics;
    private final Set<String> lost = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private @Nullable Use use;

    Reports(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** A name that is not declared because its declaration is wrong; that has been reported. */
    void lose(String name) {
        lost.add(name);
    }

    boolean isLost(Ref ref) {
        return !lost.isEmpty() && ref.parts().stream().anyMatch(part -> lost.contains(part.text()));
    }

    /** An unknown name is reported where it is first met. */
    boolean isFirstUnknown(String name) {
        return unknown.add(name);
    }

    /** A place where a pattern is used or a loop goes round, with those around it. */
    record Use(Span at, @Nullable Use around) {}

    void enter(Span at) {
        use = new Use(at, use);
    }

    void leave() {
        use = Objects.requireNonNull(use).around();
    }

    /** The places of use that lead to the place of work, the innermost first; null for none. */
    @Nullable Use use() {
        return use;
    }

    /** Goes to work at other places of use; gives back those of before, to which the caller returns. */
    @Nullable Use move(@Nullable Use to) {
        var before = use;
        use = to;
        return before;
    }

    void add(Diagnostic diagnostic) {
        var whole = diagnostic;
        for (@Nullable Use one = use; one != null; one = one.around()) {
            if (!one.at().equals(diagnostic.span())) {
                whole = whole.note(one.at(), "used here");
            }
        }
        diagnostics.add(whole);
    }

    void error(Code code, Span span, String message) {
        add(Diagnostic.of(code, span, message));
    }

    void error(Code code, Span span, String message, @Nullable String help) {
        var diagnostic = Diagnostic.of(code, span, message);
        add(help == null ? diagnostic : diagnostic.help(help));
    }

    boolean hasErrors() {
        return diagnostics.hasErrors();
    }

    boolean hasErrorIn(Span span) {
        return diagnostics.hasErrorIn(span);
    }

    boolean isFull() {
        return diagnostics.isFull();
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }
}
