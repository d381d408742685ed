package org.shadowline.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.description.DispatchRule;

/** What can stand in a plant or a pattern. */
public sealed interface Statement {
    Span span();

    /** A name for a value; also in files and scenarios. */
    record Let(Span span, @Nullable String doc, Name name, Expr value) implements Statement {}

    /**
     * A value of a plant that may be given from outside.
     *
     * @param within the values that it may have; null for any
     * @param help what it is, for those who set it
     */
    record Parameter(
            Span span,
            @Nullable String doc,
            Name name,
            Expr value,
            @Nullable Values within,
            @Nullable Name help) implements Statement {}

    /** @param to the end of a range from {@code values.getFirst()}; null for a list of values */
    record Values(Span span, List<Expr> values, @Nullable Expr to) {}

    /** A name for hours of work; also in files. */
    record HoursLet(Span span, @Nullable String doc, Name name, HoursExpr hours) implements Statement {}

    record Element(
            Span span,
            @Nullable String doc,
            Kind kind,
            Declared name,
            @Nullable Name label,
            @Nullable Expr count,
            List<Property> properties,
            List<Statement> inside)
            implements Statement {}

    /** The name of a declaration, with an index inside a loop: {@code press[i]}. */
    record Declared(Span span, String text, @Nullable Expr index) {}

    record Flow(Span span, Chain chain) implements Statement {}

    /** @param products empty for {@code *} */
    record Route(Span span, List<Ref> products, List<Chain> chains) implements Statement {}

    record DispatchBy(Span span, List<Ref> stations, DispatchRule rule) implements Statement {}

    record Use(
            Span span,
            Ref pattern,
            List<Expr.Argument> arguments,
            @Nullable Name as,
            Property.@Nullable At at) implements Statement {}

    /** @param to the end of a range from {@code values.getFirst()}; null for a list of values */
    record For(
            Span span,
            Name variable,
            List<Expr> values,
            @Nullable Expr to,
            List<Statement> inside) implements Statement {}

    record Rule(
            Span span,
            ActExpr.TriggerExpr trigger,
            List<ActExpr> acts,
            @Nullable Name because) implements Statement {}

    record Procedure(
            Span span, @Nullable String doc, Name name, List<ProcedureParameter> parameters, List<ActExpr> acts)
            implements Statement {}

    /** @param unit null for a plain number */
    record ProcedureParameter(
            Span span, Name name, @Nullable Name unit) {}

    record Electricity(Span span, Expr price, @Nullable Demand demand) implements Statement {}

    /** The price of the peak load of each billing period. */
    record Demand(Span span, Expr price, Expr period) {}

    /** {@code a -> b -> c}; the branches come last. */
    record Chain(Span span, List<Stop> stops, List<Branch> branches, boolean shortest) {}

    /**
     * A visit of an element, with the name of the step when it has one.
     *
     * @param by the fleet that brings parts there; null when they go by themselves
     */
    record Stop(
            Span span,
            Ref element,
            @Nullable Name step,
            @Nullable Ref by) {}

    record Branch(
            Span span,
            Stop to,
            @Nullable Expr share,
            @Nullable Expr when) {}

    /** The kinds of elements that a plant declares. */
    enum Kind {
        AREA("area", "an area"),
        SOURCE("source", "a source"),
        SINK("sink", "a sink"),
        STATION("station", "a station"),
        BUFFER("buffer", "a buffer"),
        CONVEYOR("conveyor", "a conveyor"),
        RACK("rack", "a rack"),
        TEAM("team", "a team"),
        PRODUCT("product", "a product"),
        LOOP("loop", "a loop"),
        NODE("node", "a node"),
        PATH("path", "a path"),
        FLEET("fleet", "a fleet"),
        SPARE("spare", "a spare part"),
        CUSTOM("custom", "an element of one's own"),
        DELAY("delay", "a delay"),
        SITE("site", "a site"),
        SHIPMENT("shipment", "a shipment"),
        TOOL("tool", "a tool");

        private final String word;
        private final String withArticle;

        Kind(String word, String withArticle) {
            this.word = word;
            this.withArticle = withArticle;
        }

        public String word() {
            return word;
        }

        public String withArticle() {
            return withArticle;
        }

        public static @Nullable Kind of(String word) {
            return switch (word) {
                case "area" -> AREA;
                case "source" -> SOURCE;
                case "sink" -> SINK;
                case "station" -> STATION;
                case "buffer" -> BUFFER;
                case "conveyor" -> CONVEYOR;
                case "rack" -> RACK;
                case "team" -> TEAM;
                case "product" -> PRODUCT;
                case "loop" -> LOOP;
                case "node" -> NODE;
                case "path" -> PATH;
                case "fleet" -> FLEET;
                case "spare" -> SPARE;
                case "custom" -> CUSTOM;
                case "delay" -> DELAY;
                case "site" -> SITE;
                case "shipment" -> SHIPMENT;
                case "tool" -> TOOL;
                default -> null;
            };
        }
    }
}
