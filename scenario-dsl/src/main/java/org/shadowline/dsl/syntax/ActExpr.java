package org.shadowline.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;

/** A statement of a rule or procedure. */
public sealed interface ActExpr {
    Span span();

    record Let(Span span, Name name, Expr value) implements ActExpr {}

    /** Sets a value, an attribute or a setting: whatever the name stands for. */
    record Set(Span span, Ref target, Expr value) implements ActExpr {}

    record If(Span span, Expr condition, List<ActExpr> then, List<ActExpr> otherwise) implements ActExpr {}

    record While(Span span, Expr condition, List<ActExpr> acts) implements ActExpr {}

    record Call(Span span, Name procedure, List<Expr.Argument> arguments) implements ActExpr {}

    record Wait(Span span, Expr time) implements ActExpr {}

    record WaitUntil(Span span, Expr condition) implements ActExpr {}

    record Note(Span span, Name text) implements ActExpr {}

    /** Machines fail or stop. */
    record Halt(Span span, Ref target, boolean fails, Expr time) implements ActExpr {}

    /** What scenarios release as well. */
    record Release(Span span, ScenarioItem.ActionExpr.Release release) implements ActExpr {}

    /** What starts a rule. */
    sealed interface TriggerExpr {
        Span span();

        /**
         * Something happens to a part at an element.
         *
         * @param part {@code part}, or the product of the only parts that count
         */
        record PartAt(Span span, Ref element, Name event, Ref part) implements TriggerExpr {}

        record MachineAt(Span span, Ref station, Name event) implements TriggerExpr {}

        record Holds(Span span, Expr condition, @Nullable Expr lasting) implements TriggerExpr {}

        record Every(Span span, Expr interval) implements TriggerExpr {}

        record Starts(Span span) implements TriggerExpr {}
    }
}
