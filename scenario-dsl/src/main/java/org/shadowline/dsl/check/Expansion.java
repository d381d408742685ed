package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.DemandCharge;

/** A plant with its loops and patterns written out: every element with the name it has in the plant. */
final class Expansion {
    /**
     * Something with a name.
     *
     * @param kind null for a use of a pattern
     * @param entry null for a use of a pattern and for a product that is only mentioned
     */
    record Named(
            String id,
            @Nullable Kind kind,
            Span declaration,
            @Nullable Entry entry,
            @Nullable Instance instance) {
        String what() {
            return kind == null ? "a pattern in use" : kind.withArticle();
        }
    }

    /**
     * An element as it stands in the text and the surroundings that give it its meaning.
     *
     * @param x offset of the pattern in which it stands
     */
    record Entry(
            Kind kind,
            String id,
            Statement.Element element,
            Scope scope,
            @Nullable String site,
            @Nullable String area,
            double x,
            double y,
            Reports.@Nullable Use use) {}

    /** A use of a pattern, with the ways inside it. */
    record Instance(String id, Span use, List<Way> flows) {}

    record Way(Statement.Chain chain, Scope scope, Reports.@Nullable Use use) {}

    record RouteEntry(Statement.Route route, Scope scope, Reports.@Nullable Use use) {}

    record DispatchEntry(Statement.DispatchBy dispatch, Scope scope, Reports.@Nullable Use use) {}

    record RuleEntry(Statement.Rule rule, Scope scope, Reports.@Nullable Use use) {}

    record ProcedureEntry(Statement.Procedure procedure, Scope scope, Reports.@Nullable Use use) {}

    record ParameterEntry(Statement.Parameter parameter, Scope.Binding binding) {}

    final List<RuleEntry> rules = new ArrayList<>();
    final List<ProcedureEntry> procedures = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final Map<String, Named> names = new LinkedHashMap<>();
    final List<Way> flows = new ArrayList<>();
    final List<RouteEntry> routes = new ArrayList<>();
    final List<DispatchEntry> dispatches = new ArrayList<>();
    final List<Scope.Binding> lets = new ArrayList<>();
    final List<ParameterEntry> parameters = new ArrayList<>();
    double electricityPrice;
    DemandCharge demandCharge = DemandCharge.NONE;

    List<Entry> of(Kind kind) {
        var found = new ArrayList<Entry>();
        for (var entry : entries) {
            if (entry.kind() == kind) {
                found.add(entry);
            }
        }
        return found;
    }
}
