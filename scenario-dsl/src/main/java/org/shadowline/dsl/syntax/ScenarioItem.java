package org.shadowline.dsl.syntax;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.scenario.Measure;

/** What can stand in a scenario. */
public sealed interface ScenarioItem {
    Span span();

    record LocalLet(Span span, Statement.Let let) implements ScenarioItem {}

    record Cube(Span span, Name technology, Name organisation, Name value) implements ScenarioItem {}

    record Starts(
            Span span,
            LocalDate date,
            LocalTime time,
            @Nullable Name zone) implements ScenarioItem {}

    /**
     * @param warmUp null when none is given or it is to be found
     * @param replications null for repetition to a precision
     */
    record Run(
            Span span,
            Expr length,
            @Nullable Expr warmUp,
            boolean warmUpFound,
            @Nullable Expr replications,
            @Nullable Precision precision)
            implements ScenarioItem {}

    record Precision(
            Span span,
            KpiExpr kpi,
            Expr within,
            @Nullable Expr confidence,
            @Nullable Expr atMost) {}

    record Seed(Span span, Expr value) implements ScenarioItem {}

    record Begins(Span span, Name file) implements ScenarioItem {}

    record At(
            Span span,
            MomentExpr moment,
            List<ActionExpr> actions,
            @Nullable Name because) implements ScenarioItem {}

    record When(
            Span span,
            Expr condition,
            @Nullable Expr lasting,
            List<ActionExpr> actions,
            @Nullable Name because,
            String text)
            implements ScenarioItem {}

    record Vary(Span span, List<Varied> items) implements ScenarioItem {}

    /**
     * @param to the end of a range from {@code values.getFirst()}; null for a list of values
     * @param step between the values of a range; null for what suits it
     */
    record Varied(
            Span span,
            Ref target,
            List<Expr> values,
            @Nullable Expr to,
            @Nullable Expr step) {}

    record Goal(Span span, boolean maximise, KpiExpr kpi) implements ScenarioItem {}

    /** A limit that a search keeps. */
    record SubjectTo(Span span, Expect limit) implements ScenarioItem {}

    record Measures(Span span, List<KpiExpr> kpis) implements ScenarioItem {}

    record Expect(
            Span span,
            KpiExpr kpi,
            Expr.Operator comparison,
            Expr value,
            @Nullable Expr confidence) implements ScenarioItem {}

    /** A measure as it is written. */
    record KpiExpr(
            Span span,
            Measure.Kpi kpi,
            Measure.Statistic statistic,
            boolean perPart,
            @Nullable Ref of,
            String text) {}

    /** An action as it is written. */
    sealed interface ActionExpr {
        Span span();

        record Fails(Span span, Ref target, Expr repair) implements ActionExpr {}

        record Stops(Span span, Ref target, Expr duration) implements ActionExpr {}

        record Does(Span span, ActExpr act) implements ActionExpr {}

        record Set(Span span, Ref property, Expr value) implements ActionExpr {}

        record Release(
                Span span,
                Expr quantity,
                @Nullable Ref product,
                @Nullable Ref source,
                @Nullable Expr due,
                @Nullable Expr priority)
                implements ActionExpr {}
    }
}
