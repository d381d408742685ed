package org.shadowline.dsl.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
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
    private final Deque<Span> uses = new ArrayDeque<>();

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

    void enter(Span use) {
        uses.push(use);
    }

    void leave() {
        uses.pop();
    }

    /** The places of use that lead to the place of work, the innermost first. */
    Deque<Span> uses() {
        return new ArrayDeque<>(uses);
    }

    /** Works as if at the given places of use. */
    void within(Deque<Span> places, Runnable work) {
        var before = new ArrayDeque<>(uses);
        uses.clear();
        uses.addAll(places);
        try {
            work.run();
        } finally {
            uses.clear();
            uses.addAll(before);
        }
    }

    void add(Diagnostic diagnostic) {
        var whole = diagnostic;
        for (var use : uses) {
            if (!use.equals(diagnostic.span())) {
                whole = whole.note(use, "used here");
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
