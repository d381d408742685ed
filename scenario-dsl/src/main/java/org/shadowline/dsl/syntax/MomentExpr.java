package org.shadowline.dsl.syntax;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import org.shadowline.dsl.diagnostics.Span;

/** When something happens in a scenario. */
public sealed interface MomentExpr {
    Span span();

    record OnDay(Span span, int day, LocalTime time) implements MomentExpr {}

    record OnWeekday(Span span, DayOfWeek day, LocalTime time) implements MomentExpr {}

    record OnDate(Span span, LocalDate date, LocalTime time) implements MomentExpr {}

    record After(Span span, Expr duration) implements MomentExpr {}
}
