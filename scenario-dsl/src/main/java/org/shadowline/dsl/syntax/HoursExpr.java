package org.shadowline.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;

/** Hours of work: the union of its terms. */
public record HoursExpr(Span span, List<Term> terms) {

    public sealed interface Term {
        Span span();
    }

    /** Hours declared elsewhere, or {@code always}. */
    public record Named(Span span, Ref name) implements Term {}

    /**
     * @param days bit 0 is Monday
     * @param zone null for that of the scenario
     */
    public record Group(
            Span span,
            List<Range> open,
            int days,
            List<Range> breaks,
            @Nullable Name zone) implements Term {}

    /** From and to in seconds of a day; an end at or before its start is on the next day. */
    public record Range(Span span, int from, int to) {}

    public static final int EVERY_DAY = 0b111_1111;
    public static final int WEEKDAYS = 0b001_1111;
    public static final int WEEKENDS = 0b110_0000;

    /** Whether it is one name and nothing else. */
    public @Nullable Ref onlyName() {
        return terms.size() == 1 && terms.getFirst() instanceof Named named ? named.name() : null;
    }
}
