package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Instance;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.check.Expansion.Way;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Expr.Operator;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.dsl.syntax.Statement.Branch;
import org.shadowline.dsl.syntax.Statement.Chain;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.dsl.syntax.Statement.Stop;
import org.shadowline.plant.description.Comparison;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Route.PartCondition;
import org.shadowline.plant.units.Dimension;

/** Makes graphs of steps of the ways in the text, with the ways inside of patterns in their places. */
final class Routes {
    private static final Set<Kind> PLACES = Set.of(
            Kind.SOURCE,
            Kind.SINK,
            Kind.STATION,
            Kind.BUFFER,
            Kind.CONVEYOR,
            Kind.RACK,
            Kind.CUSTOM,
            Kind.DELAY,
            Kind.FLEET,
            Kind.SHIPMENT);
    /** A way that could not be made out; it has been reported. */
    private static final int BROKEN = Integer.MIN_VALUE;

    private final Expansion expansion;
    private final Names names;
    private final Products products;
    private final Evaluator evaluator;
    private final Formulas formulas;
    private final Reports reports;
    private final List<Made> made = new ArrayList<>();

    Routes(
            Expansion expansion,
            Names names,
            Products products,
            Evaluator evaluator,
            Formulas formulas,
            Reports reports) {
        this.expansion = expansion;
        this.names = names;
        this.products = products;
        this.evaluator = evaluator;
        this.formulas = formulas;
        this.reports = reports;
    }

    /** A route with the places of its steps in the text. */
    record Made(Route route, List<Span> spans, Span span) {}

    /** A route in the making. */
    private static final class Draft {
        final List<String> products;
        final Span span;
        final List<String> steps = new ArrayList<>();
        final List<String> elements = new ArrayList<>();
        final List<Span> spans = new ArrayList<>();
        final List<@Nullable Exit> exits = new ArrayList<>();
        final List<@Nullable Span> exitSpans = new ArrayList<>();
        final Map<String, Integer> index = new HashMap<>();
        /** First and last step of each pattern that the route passes, by its name and step. */
        final Map<String, int[]> passed = new HashMap<>();

        Draft(List<String> products, Span span) {
            this.products = products;
            this.span = span;
        }
    }

    List<Made> make() {
        var drafts = new LinkedHashMap<List<String>, Draft>();
        for (var entry : expansion.routes) {
            var before = reports.move(entry.use());
            entry(entry, drafts);
            reports.move(before);
        }
        if (!expansion.flows.isEmpty()) {
            var first = expansion.flows.getFirst().chain().span();
            var common = drafts.computeIfAbsent(List.of(), _ -> new Draft(List.of(), first));
            for (var way : expansion.flows) {
                var before = reports.move(way.use());
                chain(common, way.chain(), way.scope());
                reports.move(before);
            }
        }
        refuseSecondRoutes(drafts);
        for (var draft : drafts.values()) {
            made.add(finished(draft));
        }
        return made;
    }

    private void entry(Expansion.RouteEntry entry, Map<List<String>, Draft> drafts) {
        var ids = new ArrayList<String>();
        for (var product : entry.route().products()) {
            @Nullable String id = products.require(product, entry.scope());
            if (id != null && !ids.contains(id)) {
                ids.add(id);
            }
        }
        if (ids.isEmpty() && !entry.route().products().isEmpty()) {
            return;
        }
        @Nullable Draft draft = drafts.get(ids);
        if (draft == null) {
            draft = new Draft(ids, head(entry.route()));
            drafts.put(ids, draft);
        }
        for (var chain : entry.route().chains()) {
            chain(draft, chain, entry.scope());
        }
    }

    private static Span head(Statement.Route route) {
        var span = route.span();
        var text = span.text();
        int brace = text.indexOf('{');
        return span.source()
                .span(
                        span.start(),
                        span.start()
                                + (brace < 0
                                        ? text.length()
                                        : text.substring(0, brace)
                                                .stripTrailing()
                                                .length()));
    }

    private void refuseSecondRoutes(Map<List<String>, Draft> drafts) {
        var owners = new HashMap<String, Span>();
        for (var draft : drafts.values()) {
            for (var product : draft.products) {
                @Nullable Span earlier = owners.putIfAbsent(product, draft.span);
                if (earlier != null) {
                    reports.add(Naming.declaredTwice("route " + product, draft.span, earlier));
                }
            }
        }
    }

    private static Made finished(Draft draft) {
        var steps = new ArrayList<Route.Step>(draft.steps.size());
        for (int i = 0; i < draft.steps.size(); i++) {
            @Nullable Exit exit = draft.exits.get(i);
            steps.add(new Route.Step(
                    draft.steps.get(i), draft.elements.get(i), exit == null ? new Exit.To(Route.DONE) : exit));
        }
        return new Made(new Route(draft.products, steps), draft.spans, draft.span);
    }

    // ways

    /** Adds a way to a route; the indices of its first and last step. */
    private int[] chain(Draft draft, Chain chain, Scope scope) {
        int first = BROKEN;
        int before = BROKEN;
        @Nullable Stop beforeStop = null;
        for (var stop : chain.stops()) {
            int[] step = stop(draft, stop, scope, beforeStop == null);
            if (beforeStop != null && step[0] != BROKEN) {
                exit(draft, before, new Exit.To(step[0]), stop.span(), beforeStop);
            }
            if (first == BROKEN) {
                first = step[0];
            }
            before = step[1];
            beforeStop = stop;
        }
        if (!chain.branches().isEmpty() && beforeStop != null) {
            @Nullable Exit exit = branches(draft, chain, scope);
            if (exit != null) {
                exit(draft, before, exit, chain.branches().getFirst().span(), beforeStop);
            }
        }
        return new int[] {first, before};
    }

    private void exit(Draft draft, int step, Exit exit, Span span, Stop from) {
        if (step == BROKEN) {
            return;
        }
        if (step < 0) {
            reports.error(
                    Code.WRONG_KIND, from.span(), "`" + from.span().text() + "` is an end; nothing comes after it");
            return;
        }
        @Nullable Named element = expansion.names.get(draft.elements.get(step));
        if (element != null && element.kind() == Kind.SINK) {
            reports.error(
                    Code.WRONG_KIND, from.span(), "`" + from.span().text() + "` is a sink; parts do not leave it");
            return;
        }
        @Nullable Exit earlier = draft.exits.get(step);
        if (earlier != null && !earlier.equals(exit)) {
            @Nullable Span place = draft.exitSpans.get(step);
            var fault = Diagnostic.of(
                            Code.TWO_WAYS,
                            span,
                            "`" + draft.steps.get(step) + "` has two ways on, and nothing says which one to take")
                    .help("write both with shares or conditions: `" + draft.steps.get(step)
                            + " -> a 90 % | b`; for a second visit name the step: `" + draft.elements.get(step)
                            + ":again`");
            reports.add(place == null ? fault : fault.note(place, "the other way"));
            return;
        }
        draft.exits.set(step, exit);
        draft.exitSpans.set(step, span);
    }

    /** Entry and exit of what is visited: the same step, but for a pattern. */
    private int[] stop(Draft draft, Stop stop, Scope scope, boolean first) {
        @Nullable Named named = names.find(stop.element(), scope);
        @Nullable String word = stop.element().word();
        if (named == null && word != null && !first && (word.equals("scrap") || word.equals("done"))) {
            int end = word.equals("scrap") ? Route.SCRAP : Route.DONE;
            return new int[] {end, end};
        }
        if (stop.by() != null) {
            return brought(draft, stop, stop.by(), scope, first);
        }
        if (named != null && named.instance() != null) {
            return pattern(draft, named.instance(), stop);
        }
        named = names.require(stop.element(), scope, PLACES, "an element of the plant");
        if (named == null) {
            return new int[] {BROKEN, BROKEN};
        }
        if (named.kind() == Kind.SOURCE && !first) {
            reports.error(
                    Code.WRONG_KIND,
                    stop.span(),
                    "`" + named.id() + "` is a source; parts begin there and cannot go to it");
            return new int[] {BROKEN, BROKEN};
        }
        int step = step(draft, named.id(), stop.step(), stop.span());
        return new int[] {step, step};
    }

    /** A visit that parts come to by a fleet: two steps, of which the first is named after the second. */
    private int[] brought(Draft draft, Stop stop, Ref fleet, Scope scope, boolean first) {
        var there = stop(draft, new Stop(stop.span(), stop.element(), stop.step(), null), scope, first);
        @Nullable Named named = names.require(fleet, scope, Set.of(Kind.FLEET, Kind.SHIPMENT), "a fleet or a shipment");
        if (named == null || there[0] < 0) {
            if (named != null && there[0] != BROKEN) {
                reports.error(
                        Code.WRONG_KIND,
                        stop.span(),
                        "`" + named.id() + "` cannot bring parts to `"
                                + stop.element().span().text() + "`, which is no place",
                        "let it bring them to a sink");
            }
            return new int[] {BROKEN, BROKEN};
        }
        if (first) {
            reports.error(
                    Code.NOT_EXPECTED,
                    fleet.span(),
                    "a way cannot begin with `by`, since nothing says from where",
                    "say it where parts come to: `saw -> mill by " + named.id() + "`");
            return there;
        }
        var visit = new Name(fleet.span(), draft.steps.get(there[0]).replaceAll("[^\\p{L}\\p{N}]", "_"));
        int step = step(draft, named.id(), visit, stop.span());
        draft.exits.set(step, new Exit.To(there[0]));
        draft.exitSpans.set(step, stop.span());
        return new int[] {step, there[1]};
    }

    private static int step(Draft draft, String element, @Nullable Name visit, Span span) {
        var name = visit == null ? element : element + ":" + visit.text();
        @Nullable Integer known = draft.index.get(name);
        if (known != null) {
            return known;
        }
        int step = draft.steps.size();
        draft.index.put(name, step);
        draft.steps.add(name);
        draft.elements.add(element);
        draft.spans.add(span);
        draft.exits.add(null);
        draft.exitSpans.add(null);
        return step;
    }

    /** The ways inside a pattern become part of the route, once. */
    private int[] pattern(Draft draft, Instance instance, Stop stop) {
        var key = instance.id() + (stop.step() == null ? "" : ":" + stop.step().text());
        int @Nullable [] known = draft.passed.get(key);
        if (known != null) {
            return known;
        }
        if (instance.flows().isEmpty()) {
            if (!reports.isLost(stop.element())) {
                noFlow(instance, stop);
            }
            int[] broken = {BROKEN, BROKEN};
            draft.passed.put(key, broken);
            return broken;
        }
        int[] ends = {BROKEN, BROKEN};
        draft.passed.put(key, ends);
        boolean first = true;
        for (var way : instance.flows()) {
            int[] through = inside(draft, way, stop);
            if (first) {
                ends[0] = through[0];
            }
            ends[1] = through[1];
            first = false;
        }
        return ends;
    }

    private void noFlow(Instance instance, Stop stop) {
        reports.add(Diagnostic.of(
                        Code.NO_ROUTE,
                        stop.span(),
                        "the pattern `" + instance.id() + "` has no `flow`, so parts cannot pass it")
                .help("add `flow first -> … -> last` to the pattern"));
    }

    private int[] inside(Draft draft, Way way, Stop stop) {
        var chain = stop.step() == null ? way.chain() : renamed(way.chain(), stop.step());
        var before = reports.move(way.use());
        int[] through = chain(draft, chain, way.scope());
        reports.move(before);
        return through;
    }

    /** A second visit of a pattern names all its steps. */
    private static Chain renamed(Chain chain, Name step) {
        var stops = new ArrayList<Stop>();
        chain.stops().forEach(stop -> stops.add(renamed(stop, step)));
        var branches = new ArrayList<Branch>();
        chain.branches()
                .forEach(branch -> branches.add(
                        new Branch(branch.span(), renamed(branch.to(), step), branch.share(), branch.when())));
        return new Chain(chain.span(), stops, branches, chain.shortest());
    }

    private static Stop renamed(Stop stop, Name step) {
        return stop.step() != null ? stop : new Stop(stop.span(), stop.element(), step, stop.by());
    }

    // branches

    private @Nullable Exit branches(Draft draft, Chain chain, Scope scope) {
        var targets = new ArrayList<Integer>();
        for (var branch : chain.branches()) {
            int target = stop(draft, branch.to(), scope, false)[0];
            if (target == BROKEN) {
                return null;
            }
            targets.add(target);
        }
        if (chain.shortest()) {
            return new Exit.ShortestQueue(targets);
        }
        boolean anyCondition = chain.branches().stream().anyMatch(branch -> branch.when() != null);
        return anyCondition ? cases(draft, chain, targets, scope) : shares(chain, targets, scope);
    }

    private @Nullable Exit shares(Chain chain, List<Integer> targets, Scope scope) {
        var given = new ArrayList<@Nullable Expr>();
        chain.branches().forEach(branch -> given.add(branch.share()));
        var span =
                chain.branches().getFirst().span().to(chain.branches().getLast().span());
        double @Nullable [] shares = products.shares(
                given,
                scope,
                span,
                "the shares after `" + chain.stops().getLast().span().text() + "`");
        if (shares == null) {
            return null;
        }
        var list = new ArrayList<Route.Share>();
        for (int i = 0; i < shares.length; i++) {
            list.add(new Route.Share(targets.get(i), shares[i]));
        }
        return list.size() == 1 ? new Exit.To(targets.getFirst()) : new Exit.Shares(list);
    }

    private @Nullable Exit cases(Draft draft, Chain chain, List<Integer> targets, Scope scope) {
        var cases = new ArrayList<Route.Case>();
        int last = chain.branches().size() - 1;
        for (int i = 0; i <= last; i++) {
            var branch = chain.branches().get(i);
            if (branch.share() != null || (branch.when() == null && i < last)) {
                reports.error(
                        Code.SHARES,
                        branch.span(),
                        "shares and conditions cannot be mixed",
                        "write `when …` behind each but the last");
                return null;
            }
            if (branch.when() != null) {
                @Nullable PartCondition condition = condition(draft, branch.when(), scope);
                if (condition == null) {
                    return null;
                }
                cases.add(new Route.Case(condition, targets.get(i)));
                if (i == last) {
                    reports.error(
                            Code.SHARES,
                            branch.span(),
                            "nothing says where parts go when no condition holds",
                            "add a last way without a condition: `| done`");
                    return null;
                }
            }
        }
        return new Exit.Cases(cases, targets.getLast());
    }

    // conditions on parts

    private @Nullable PartCondition condition(Draft draft, Expr expr, Scope scope) {
        return switch (expr) {
            case Expr.Not not -> {
                @Nullable PartCondition inner = condition(draft, not.of(), scope);
                yield inner == null ? null : new PartCondition.Not(inner);
            }
            case Expr.Binary binary
            when binary.operator() == Operator.AND || binary.operator() == Operator.OR -> {
                @Nullable PartCondition left = condition(draft, binary.left(), scope);
                @Nullable PartCondition right = condition(draft, binary.right(), scope);
                if (left == null || right == null) {
                    yield null;
                }
                yield binary.operator() == Operator.AND
                        ? new PartCondition.All(List.of(left, right))
                        : new PartCondition.Any(List.of(left, right));
            }
            case Expr.Binary binary when binary.operator().compares() -> comparison(draft, binary, scope);
            case Expr.Is _ -> ofPlant(draft, expr, scope);
            case Expr.Broken _ -> null;
            default -> {
                reports.error(
                        Code.NOT_EXPECTED,
                        expr.span(),
                        "expected a condition on an attribute of the part, such as `size > 3 cm`");
                yield null;
            }
        };
    }

    private @Nullable PartCondition comparison(Draft draft, Expr.Binary binary, Scope scope) {
        var context = Formulas.Context.ofParts(scope, draft.products);
        boolean plain = !formulas.changes(binary.right(), context);
        if (plain
                && binary.left() instanceof Expr.Call call
                && call.function().text().equals("visits")) {
            return visits(call, binary, scope);
        }
        boolean ofAttribute = binary.left() instanceof Expr.Variable left
                && left.ref().word() != null
                && !left.ref().is("work in process")
                && !left.ref().is("now");
        if (!plain || !ofAttribute || !(binary.left() instanceof Expr.Variable variable)) {
            return ofPlant(draft, binary, scope);
        }
        var name = variable.ref().last().text();
        Products.@Nullable Attribute attribute = products.require(name, variable.span(), draft.products, scope);
        if (attribute == null) {
            return null;
        }
        var comparison = comparison(binary.operator());
        @Nullable Set<String> choices = attribute.choices();
        if (choices == null) {
            double value = evaluator.number(
                    binary.right(), scope, attribute.unit().dimension(), "the attribute `" + name + "`");
            return Double.isNaN(value) ? null : new PartCondition.Compare(name, comparison, value);
        }
        var text = binary.right().span().text();
        if (!choices.contains(text) || !(comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL)) {
            reports.error(
                    Code.UNKNOWN_NAME,
                    binary.right().span(),
                    choices.contains(text)
                            ? "the values of `" + name + "` have no order; only `=` and `!=` compare them"
                            : "`" + name + "` is never `" + text + "`",
                    "it is " + String.join(", ", choices));
            return null;
        }
        return new PartCondition.Compare(name, comparison, products.symbol(text));
    }

    /** A condition on more than one attribute of the part, or on the plant. */
    private @Nullable PartCondition ofPlant(Draft draft, Expr expr, Scope scope) {
        var condition = formulas.condition(expr, Formulas.Context.ofParts(scope, draft.products));
        return condition == null ? null : new PartCondition.Holds(condition);
    }

    /** {@code visits(rework) < 3}. */
    private @Nullable PartCondition visits(Expr.Call call, Expr.Binary binary, Scope scope) {
        if (call.arguments().size() != 1
                || !(call.arguments().getFirst().value() instanceof Expr.Variable(var span, var ref))) {
            reports.error(
                    Code.NOT_EXPECTED,
                    call.span(),
                    "`visits` needs the name of an element",
                    "write e.g. `visits(rework) < 3`");
            return null;
        }
        @Nullable Named element = names.require(ref, scope, PLACES, "an element of the plant");
        double value = evaluator.number(binary.right(), scope, Dimension.NONE, "the number of visits");
        if (element == null || Double.isNaN(value)) {
            return null;
        }
        return new PartCondition.Visits(element.id(), comparison(binary.operator()), value);
    }

    static Comparison comparison(Operator operator) {
        return switch (operator) {
            case LESS -> Comparison.LESS;
            case AT_MOST -> Comparison.AT_MOST;
            case EQUAL -> Comparison.EQUAL;
            case NOT_EQUAL -> Comparison.NOT_EQUAL;
            case AT_LEAST -> Comparison.AT_LEAST;
            case GREATER -> Comparison.GREATER;
            default -> throw new IllegalArgumentException("not a comparison: " + operator);
        };
    }
}
