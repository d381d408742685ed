package org.shadowline.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;

/** A mention of something by its name: {@code mill}, {@code west.mill[2].speed}, {@code mill.1}. */
public record Ref(Span span, List<Part> parts) {

    /** A name between dots, with its index when it has one. */
    public record Part(Span span, String text, @Nullable Expr index) {}

    /** The name as written when it is a single word; null for a path. */
    public @Nullable String word() {
        return parts.size() == 1 && parts.getFirst().index() == null
                ? parts.getFirst().text()
                : null;
    }

    public boolean is(String word) {
        return word.equals(word());
    }

    public Part last() {
        return parts.getLast();
    }

    /** All but the last part; only for a path. */
    public Ref owner() {
        var owning = parts.subList(0, parts.size() - 1);
        return new Ref(parts.getFirst().span().to(owning.getLast().span()), owning);
    }
}
