package org.shadowline.dsl.diagnostics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects messages, at most {@link #LIMIT}; the same message at the same place is kept once. Not thread-safe.
 */
public final class Diagnostics {
    public static final int LIMIT = 100;

    private record Place(SourceText source, int start, Code code) {}

    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();
    private int errors;
    private boolean full;

    public void add(Diagnostic diagnostic) {
        if (full
                || !places.add(
                        new Place(diagnostic.span().source(), diagnostic.span().start(), diagnostic.code()))) {
            return;
        }
        if (diagnostic.isError()) {
            errors++;
        }
        if (found.size() == LIMIT) {
            full = true;
            found.add(Diagnostic.of(
                            Code.TOO_MANY_MESSAGES, diagnostic.span(), "there are more faults than these " + LIMIT)
                    .help("correct the first ones; many of the others may follow from them"));
            return;
        }
        found.add(diagnostic);
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** Whether an error was found in a stretch of text. */
    public boolean hasErrorIn(Span span) {
        for (var diagnostic : found) {
            var at = diagnostic.span();
            if (diagnostic.isError()
                    && at.source() == span.source()
                    && at.start() >= span.start()
                    && at.start() <= span.end()) {
                return true;
            }
        }
        return false;
    }

    public int errorCount() {
        return errors;
    }

    /** No more will be taken, so that looking for more is waste. */
    public boolean isFull() {
        return full;
    }

    public int size() {
        return found.size();
    }

    /** In the order of the text, the files in the order of their first message. */
    public List<Diagnostic> sorted() {
        if (found.isEmpty()) {
            return List.of();
        }
        var files = new ArrayList<SourceText>();
        for (var diagnostic : found) {
            if (!files.contains(diagnostic.span().source())) {
                files.add(diagnostic.span().source());
            }
        }
        var sorted = new ArrayList<>(found);
        sorted.sort((one, other) -> compare(one, other, files));
        return sorted;
    }

    private static int compare(Diagnostic one, Diagnostic other, List<SourceText> files) {
        var span = one.span();
        var otherSpan = other.span();
        if (span.source() != otherSpan.source()) {
            return Integer.compare(files.indexOf(span.source()), files.indexOf(otherSpan.source()));
        }
        boolean last = one.code() == Code.TOO_MANY_MESSAGES;
        boolean otherLast = other.code() == Code.TOO_MANY_MESSAGES;
        return last == otherLast ? Integer.compare(span.start(), otherSpan.start()) : Boolean.compare(last, otherLast);
    }
}
