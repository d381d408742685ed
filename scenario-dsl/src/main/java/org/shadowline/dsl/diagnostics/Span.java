package org.shadowline.dsl.diagnostics;

import org.jspecify.annotations.Nullable;

/** A stretch of a source text, from {@code start} (inclusive) to {@code end} (exclusive). */
public record Span(SourceText source, int start, int end) {

    public int line() {
        return source.line(start);
    }

    public int column() {
        return source.column(start);
    }

    public String text() {
        return source.text().substring(start, end);
    }

    /** From the beginning of this to the end of the other. */
    public Span to(Span other) {
        return other.source == source && other.end >= start ? new Span(source, start, other.end) : this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Span that && start == that.start && end == that.end && source == that.source;
    }

    @Override
    public int hashCode() {
        return (31 * start + end) * 31 + System.identityHashCode(source);
    }

    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
