package org.shadowline.dsl.diagnostics;

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
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
