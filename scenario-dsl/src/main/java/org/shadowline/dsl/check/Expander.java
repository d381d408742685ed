package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.DispatchEntry;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Instance;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.check.Expansion.RouteEntry;
import org.shadowline.dsl.check.Expansion.Way;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.ParsedFile.PatternDecl;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.DemandCharge;
import org.shadowline.plant.units.Dimension;

/** Writes loops and patterns out, and collects every name of a plant before any is used. */
final class Expander {
    static final int MOST_ELEMENTS = 200_000;
    private static final int MOST_NESTED = 50;
    private static final int MOST_ROUNDS = 100_000;

    private final Evaluator evaluator;
    private final Reports reports;
    private final Mentions mentions;
    private final Overrides overrides;
    private final Expansion out = new Expansion();
    private final List<PatternDecl> inUse = new ArrayList<>();
    private @Nullable Scope outermost;
    private long made;

    Expander(Evaluator evaluator, Reports reports, Mentions mentions, Overrides overrides) {
        this.evaluator = evaluator;
        this.reports = reports;
        this.mentions = mentions;
        this.overrides = overrides;
    }

    /** Where statements stand: the site and area around them, the offset of the pattern, and the ways of its use. */
    private record Place(@Nullable String site, @Nullable String area, double x, double y, List<Way> flows) {}

    Expansion expand(List<Statement> statements, Scope scope) {
        outermost = scope;
        walk(statements, scope, new Place(null, null, 0, 0, out.flows));
        return out;
    }

    private void walk(List<Statement> statements, Scope scope, Place place) {
        bindNames(statements, scope);
        parameters(statements, scope);
        for (var statement : statements) {
            if (reports.isFull() || made > MOST_ELEMENTS) {
                return;
            }
            if (statement instanceof Statement.Element element) {
                element(element, scope, place);
            } else if (statement instanceof Statement.Flow flow) {
                place.flows().add(new Way(flow.chain(), scope, reports.use()));
            } else if (statement instanceof Statement.Route route) {
                out.routes.add(new RouteEntry(route, scope, reports.use()));
            } else if (statement instanceof Statement.DispatchBy dispatch) {
                out.dispatches.add(new DispatchEntry(dispatch, scope, reports.use()));
            } else if (statement instanceof Statement.Rule rule) {
                out.rules.add(new Expansion.RuleEntry(rule, scope, reports.use()));
            } else if (statement instanceof Statement.Procedure procedure) {
                out.procedures.add(new Expansion.ProcedureEntry(procedure, scope, reports.use()));
            } else if (statement instanceof Statement.Use use) {
                use(use, scope, place);
            } else if (statement instanceof Statement.For loop) {
                loop(loop, scope, place);
            } else if (statement instanceof Statement.Electricity price) {
                electricity(price, scope);
            }
        }
    }

    /** Values may be used before they are declared. */
    void bindNames(List<Statement> statements, Scope scope) {
        for (var statement : statements) {
            if (statement instanceof Statement.Let let) {
                bind(
                        new Scope.Binding(let.name().text(), let.name().span(), scope, let.value(), null),
                        scope,
                        "a value");
            } else if (statement instanceof Statement.Parameter parameter) {
                bind(
                        new Scope.Binding(
                                parameter.name().text(), parameter.name().span(), scope, parameter.value(), null),
                        scope,
                        "a parameter");
            } else if (statement instanceof Statement.HoursLet hours) {
                bind(
                        new Scope.Binding(hours.name().text(), hours.name().span(), scope, null, hours.hours()),
                        scope,
                        "hours");
            }
        }
    }

    private void bind(Scope.Binding binding, Scope scope, String what) {
        mentions.declare(binding.declaration, binding.name, what);
        @Nullable Diagnostic fault = Naming.fault(binding.name, binding.declaration);
        if (fault != null) {
            reports.add(fault);
        }
        Scope.@Nullable Binding earlier = scope.bindings().putIfAbsent(binding.name, binding);
        if (earlier != null) {
            reports.add(Naming.declaredTwice(binding.name, binding.declaration, earlier.declaration));
            return;
        }
        if (scope.prefix().isEmpty() && binding.hours == null) {
            Overrides.@Nullable Given given = overrides.take(binding.name);
            if (given != null) {
                binding.given = given.value();
                binding.known = evaluator.value(given.value(), given.scope());
                binding.used = true;
            }
        }
        if (scope.prefix().isEmpty()) {
            out.lets.add(binding);
        }
    }

    /** Parameters may depend on each other and on other values, so that all are bound before the first is checked. */
    private void parameters(List<Statement> statements, Scope scope) {
        for (var statement : statements) {
            if (statement instanceof Statement.Parameter parameter) {
                if (scope != outermost) {
                    reports.error(
                            Code.UNKNOWN_STATEMENT,
                            parameter.name().span(),
                            "a parameter stands directly in its plant, not in a pattern, a loop, a site or an area",
                            "write it there; a pattern has its parameters in brackets: `pattern cell("
                                    + parameter.name().text() + " = …) { … }`");
                    continue;
                }
                Scope.@Nullable Binding binding =
                        scope.bindings().get(parameter.name().text());
                if (binding != null
                        && binding.declaration.equals(parameter.name().span())) {
                    out.parameters.add(new Expansion.ParameterEntry(parameter, binding));
                    new Parameters(evaluator, reports).check(binding, parameter, overrides.take(binding.name));
                }
            }
        }
    }

    private void electricity(Statement.Electricity price, Scope scope) {
        double value =
                evaluator.positive(price.price(), scope, Dimension.ENERGY_PRICE, "the price of electricity", true);
        out.electricityPrice = Double.isNaN(value) ? 0 : value;
        if (price.demand() != null) {
            double perWatt = evaluator.positive(
                    price.demand().price(), scope, Dimension.POWER_PRICE, "the price of the peak load", true);
            double period =
                    evaluator.positive(price.demand().period(), scope, Dimension.TIME, "the billing period", false);
            if (!Double.isNaN(perWatt + period)) {
                out.demandCharge = new DemandCharge(perWatt, period);
            }
        }
    }

    private void element(Statement.Element element, Scope scope, Place place) {
        var declared = element.name();
        if (++made > MOST_ELEMENTS) {
            reports.error(
                    Code.TOO_LARGE,
                    declared.span(),
                    "the plant has more than " + MOST_ELEMENTS + " elements",
                    "a station with a count (`* 20`) is one element");
            return;
        }
        @Nullable Diagnostic fault = Naming.fault(declared.text(), declared.span());
        if (fault != null) {
            reports.add(fault);
        }
        @Nullable String name = evaluator.id(declared.text(), declared.index(), scope);
        if (name == null) {
            reports.lose(declared.text());
            return;
        }
        var id = scope.prefix() + name;
        mentions.declare(declared.span(), declared.text(), element.kind().withArticle());
        var entry = new Entry(
                element.kind(), id, element, scope, place.site(), place.area(), place.x(), place.y(), reports.use());
        if (isNew(id, declared.span(), scope)) {
            out.names.put(id, new Named(id, element.kind(), declared.span(), entry, null));
            out.entries.add(entry);
        }
        if (!element.inside().isEmpty()) {
            var inside = new Scope(scope, scope.prefix(), null);
            walk(element.inside(), inside, within(element.kind(), id, place));
        }
    }

    private static Place within(Kind kind, String id, Place place) {
        return kind == Kind.SITE
                ? new Place(id, null, place.x(), place.y(), place.flows())
                : new Place(place.site(), id, place.x(), place.y(), place.flows());
    }

    private boolean isNew(String id, Span span, Scope scope) {
        @Nullable Named earlier = out.names.get(id);
        if (earlier == null) {
            return true;
        }
        if (earlier.declaration().equals(span)) {
            reports.error(
                    Code.DECLARED_TWICE,
                    span,
                    "every round of the loop declares `"
                            + id.substring(scope.prefix().length()) + "` again",
                    "give it an index, e.g. `" + id.substring(scope.prefix().length()) + "[i]`");
        } else {
            reports.add(Naming.declaredTwice(id, span, earlier.declaration()));
        }
        return false;
    }

    private void loop(Statement.For loop, Scope scope, Place place) {
        mentions.declare(loop.variable().span(), loop.variable().text(), "a loop variable");
        @Nullable Diagnostic fault = Naming.fault(loop.variable().text(), loop.variable().span());
        if (fault != null) {
            reports.add(fault);
        }
        var values = evaluator.values(
                loop.values(), loop.to(), scope, loop.variable().span(), MOST_ROUNDS);
        if (values.isEmpty() || values.contains(Value.BROKEN)) {
            loop.inside().forEach(this::lose);
        }
        for (var value : values) {
            if (++made > MOST_ELEMENTS || reports.isFull() || value instanceof Value.Broken) {
                return;
            }
            var round = new Scope(scope, scope.prefix(), null);
            round.bindings()
                    .put(
                            loop.variable().text(),
                            Scope.Binding.of(
                                    loop.variable().text(), loop.variable().span(), round, value));
            walk(loop.inside(), round, place);
        }
    }

    private void lose(Statement statement) {
        if (statement instanceof Statement.Element element) {
            reports.lose(element.name().text());
        } else if (statement instanceof Statement.Use use) {
            reports.lose(
                    use.as() != null ? use.as().text() : use.pattern().last().text());
        }
    }

    // patterns

    private void use(Statement.Use use, Scope scope, Place place) {
        FileUnit.@Nullable FoundPattern found = scope.file().pattern(use.pattern());
        if (found == null) {
            unknownPattern(use, scope);
            return;
        }
        var pattern = found.pattern();
        mentions.mention(pattern.name().span(), use.pattern().last().span());
        if (inUse.contains(pattern)) {
            reports.error(
                    Code.CIRCULAR,
                    use.pattern().span(),
                    "the pattern `" + pattern.name().text() + "` uses itself");
            return;
        }
        if (inUse.size() >= MOST_NESTED) {
            reports.error(
                    Code.TOO_LARGE,
                    use.pattern().span(),
                    "patterns use each other over more than " + MOST_NESTED + " steps");
            return;
        }
        var name = use.as() != null ? use.as().text() : pattern.name().text();
        var nameSpan = use.as() != null ? use.as().span() : use.pattern().span();
        @Nullable Diagnostic fault = Naming.fault(name, nameSpan);
        if (fault != null) {
            reports.add(fault);
        }
        var id = scope.prefix() + name;
        if (!isNew(id, nameSpan, scope)) {
            return;
        }
        mentions.declare(nameSpan, name, "a pattern in use");
        var instance = new Instance(id, use.span(), new ArrayList<>());
        out.names.put(id, new Named(id, null, nameSpan, null, instance));
        double x = place.x();
        double y = place.y();
        if (use.at() != null) {
            x += coordinate(use.at().x(), scope, "x");
            y += coordinate(use.at().y(), scope, "y");
        }
        var inside = new Scope(found.file().scope(), id + ".", null);
        if (!parameters(use, pattern, scope, inside)) {
            reports.lose(name);
            return;
        }
        inUse.add(pattern);
        reports.enter(use.pattern().span());
        walk(pattern.inside(), inside, new Place(place.site(), place.area(), x, y, instance.flows()));
        reports.leave();
        inUse.removeLast();
    }

    private double coordinate(Expr expr, Scope scope, String axis) {
        double value = evaluator.number(expr, scope, Dimension.LENGTH, "the " + axis + " of a position");
        return Double.isNaN(value) ? 0 : value;
    }

    private void unknownPattern(Statement.Use use, Scope scope) {
        var ref = use.pattern();
        var text = ref.span().text();
        reports.lose(use.as() != null ? use.as().text() : ref.last().text());
        if (Evaluator.isLost(ref, scope) || !reports.isFirstUnknown(text)) {
            return;
        }
        @Nullable String near = Spelling.nearest(text, scope.file().patternNames());
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                ref.span(),
                "there is no pattern `" + text + "`" + (near == null ? "" : "; did you mean `" + near + "`?"));
        if (near != null) {
            reports.add(fault.fix(ref.span(), near));
        } else {
            var names = scope.file().patternNames();
            reports.add(fault.help(
                    names.isEmpty()
                            ? "declare it, `pattern " + ref.last().text() + "(…) { … }`, or import the file that does"
                            : "there are " + String.join(", ", names)));
        }
    }

    /** Gives the parameters of a pattern their values: those of the use, else the presets. */
    private boolean parameters(Statement.Use use, PatternDecl pattern, Scope scope, Scope inside) {
        Map<String, Value> given = new LinkedHashMap<>();
        int next = 0;
        boolean good = true;
        for (var argument : use.arguments()) {
            @Nullable String name = argument.name() == null ? null : argument.name().text();
            if (name == null && next < pattern.parameters().size()) {
                name = pattern.parameters().get(next++).name().text();
            }
            boolean known = false;
            for (var parameter : pattern.parameters()) {
                known |= parameter.name().text().equals(name);
            }
            if (name == null || !known || given.containsKey(name)) {
                wrongParameter(argument, name, pattern, known);
                good = false;
                continue;
            }
            given.put(name, evaluator.value(argument.value(), scope));
        }
        for (var parameter : pattern.parameters()) {
            good &= bindParameter(
                    parameter.name().text(), parameter.name().span(), parameter.value(), given, inside, use);
        }
        return good;
    }

    private boolean bindParameter(
            String name,
            Span declaration,
            @Nullable Expr preset,
            Map<String, Value> given,
            Scope inside,
            Statement.Use use) {
        mentions.declare(declaration, name, "a parameter");
        @Nullable Value value = given.get(name);
        if (value == null && preset == null) {
            reports.add(Diagnostic.of(Code.PARAMETER, use.pattern().span(), "this use needs a value for `" + name + "`")
                    .note(declaration, "the parameter has no preset")
                    .help("write `" + use.pattern().span().text() + "(" + name + " = …)`"));
            return false;
        }
        var binding = value != null
                ? Scope.Binding.of(name, declaration, inside, value)
                : new Scope.Binding(name, declaration, inside, preset, null);
        binding.used = true;
        inside.bindings().put(name, binding);
        return true;
    }

    private void wrongParameter(Expr.Argument argument, @Nullable String name, PatternDecl pattern, boolean known) {
        var names = new ArrayList<String>();
        pattern.parameters().forEach(parameter -> names.add(parameter.name().text()));
        if (known) {
            reports.error(Code.PARAMETER, argument.span(), "`" + name + "` is given twice");
            return;
        }
        if (name == null) {
            reports.error(
                    Code.PARAMETER,
                    argument.span(),
                    "the pattern `" + pattern.name().text() + "` has "
                            + (names.isEmpty() ? "no parameters" : "only the parameters " + String.join(", ", names)));
            return;
        }
        var span = argument.name() == null ? argument.span() : argument.name().span();
        @Nullable String near = Spelling.nearest(name, names);
        var fault = Diagnostic.of(
                        Code.PARAMETER,
                        span,
                        "the pattern `" + pattern.name().text() + "` has no parameter `" + name + "`"
                                + (near == null ? "" : "; did you mean `" + near + "`?"))
                .note(pattern.name().span(), "declared here");
        reports.add(near == null ? fault : fault.fix(span, near));
    }
}
