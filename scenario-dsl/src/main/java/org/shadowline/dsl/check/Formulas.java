package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Expr.Operator;
import org.shadowline.dsl.syntax.Language;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Comparison;
import org.shadowline.plant.description.Condition;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Makes formulas and conditions of expressions that are worked out while the plant runs, with their units checked. */
final class Formulas {
    static final Set<Kind> WITH_LEVEL = Set.of(
            Kind.BUFFER, Kind.CONVEYOR, Kind.STATION, Kind.RACK, Kind.CUSTOM, Kind.DELAY, Kind.SHIPMENT, Kind.SOURCE);
    private static final Set<Kind> VISITED = Set.of(
            Kind.STATION,
            Kind.BUFFER,
            Kind.CONVEYOR,
            Kind.RACK,
            Kind.CUSTOM,
            Kind.DELAY,
            Kind.SHIPMENT,
            Kind.SOURCE,
            Kind.FLEET,
            Kind.SINK);

    private final Names names;
    private final Products products;
    private final ElementAttributes attributes;
    private final Evaluator evaluator;
    private final Reports reports;
    private final Machines machines;

    /** Finds the machine or station that is meant; null when there is none, which has been reported. */
    interface Machines {
        @Nullable String machine(Ref ref, Scope scope);

        /** A sensor of a conveyor, {@code belt.eye}; null when it is none. */
        @Nullable String sensor(Ref ref, Scope scope);

        /** Whether something is said to be a sensor of a conveyor that does not have it, which is reported. */
        boolean isUnknownSensor(Ref ref, Scope scope);
    }

    Formulas(
            Names names,
            Products products,
            ElementAttributes attributes,
            Evaluator evaluator,
            Reports reports,
            Machines machines) {
        this.names = names;
        this.products = products;
        this.attributes = attributes;
        this.evaluator = evaluator;
        this.reports = reports;
        this.machines = machines;
    }

    /**
     * What names mean where an expression stands.
     *
     * @param partOf the products of which the part at hand may be; null when there is no part
     * @param noPart why there is no part
     * @param values the values that a rule or procedure has named, with their units
     */
    record Context(Scope scope, @Nullable List<String> partOf, String noPart, Map<String, Unit> values) {
        static Context withoutPart(Scope scope, String why) {
            return new Context(scope, null, why, Map.of());
        }

        static Context ofParts(Scope scope, List<String> products) {
            return new Context(scope, products, "", Map.of());
        }
    }

    /** A formula with the unit in which it would be shown. */
    record Typed(Formula formula, Unit unit, Products.@Nullable Attribute choice) {
        Typed(Formula formula, Unit unit) {
            this(formula, unit, null);
        }

        Dimension dimension() {
            return unit.dimension();
        }
    }

    // numbers

    /** Of a wanted dimension; null when it is not, which has been reported. */
    @Nullable Formula number(Expr expr, Context context, Dimension wanted, String what) {
        @Nullable Typed typed = typed(expr, context);
        if (typed == null) {
            return null;
        }
        if (typed.choice() != null) {
            reports.error(
                    Code.NOT_A_NUMBER,
                    expr.span(),
                    what + " is a number, but " + shown(expr) + " is one of some words");
            return null;
        }
        boolean plain = typed.formula() instanceof Formula.Constant || typed.formula() instanceof Formula.Drawn;
        if (plain && !changes(expr, context)) {
            return evaluator.random(expr, context.scope(), wanted, what) == null ? null : typed.formula();
        }
        boolean counts = isCount(wanted) && isCount(typed.dimension());
        if (!typed.dimension().equals(wanted) && !counts) {
            reports.error(
                    Code.WRONG_DIMENSION,
                    expr.span(),
                    what + " is " + wanted.described() + ", but " + shown(expr) + " is "
                            + typed.dimension().described());
            return null;
        }
        return typed.formula();
    }

    private static boolean isCount(Dimension dimension) {
        return dimension.equals(Dimension.NONE) || dimension.equals(Dimension.PIECE);
    }

    /** Null when broken, which has been reported. */
    @Nullable Typed typed(Expr expr, Context context) {
        if (!changes(expr, context)) {
            return fixed(expr, context.scope());
        }
        return switch (expr) {
            case Expr.Variable variable -> variable(variable.ref(), context);
            case Expr.Negative negative -> {
                @Nullable Typed of = typed(negative.of(), context);
                yield of == null
                        ? null
                        : new Typed(
                                new Formula.Arithmetic(
                                        Formula.Operator.SUBTRACT,
                                        new Formula.Constant(0, of.unit().symbol()),
                                        of.formula()),
                                of.unit());
            }
            case Expr.Binary binary when isArithmetic(binary.operator()) -> arithmetic(binary, context);
            case Expr.Call call -> call(call, context);
            case Expr.Broken _ -> null;
            default -> {
                reports.error(Code.NOT_A_NUMBER, expr.span(), "a value is wanted here, not a condition");
                yield null;
            }
        };
    }

    private static boolean isArithmetic(Operator operator) {
        return !operator.compares() && operator != Operator.AND && operator != Operator.OR;
    }

    private @Nullable Typed fixed(Expr expr, Scope scope) {
        return switch (evaluator.value(expr, scope)) {
            case Value.Number number ->
                new Typed(
                        new Formula.Constant(
                                number.si(), number.quantity().shown().symbol()),
                        number.quantity().shown());
            case Value.Random random ->
                new Typed(
                        new Formula.Drawn(random.distribution(), random.shown().symbol()), random.shown());
            case Value.Unlimited _ -> {
                reports.error(Code.OUT_OF_RANGE, expr.span(), "a value here cannot be unlimited");
                yield null;
            }
            case Value.Broken _ -> null;
        };
    }

    /** Whether an expression names anything that is only known while the plant runs. */
    boolean changes(Expr expr, Context context) {
        return switch (expr) {
            case Expr.Variable variable -> changes(variable.ref(), context);
            case Expr.Negative negative -> changes(negative.of(), context);
            case Expr.Not not -> changes(not.of(), context);
            case Expr.Binary binary -> changes(binary.left(), context) || changes(binary.right(), context);
            case Expr.Call call -> call.function().text().equals("visits") || anyChanges(call, context);
            case Expr.Is _ -> true;
            case Expr.Number _, Expr.FromFile _, Expr.Broken _ -> false;
        };
    }

    private boolean anyChanges(Expr.Call call, Context context) {
        for (var argument : call.arguments()) {
            if (changes(argument.value(), context)) {
                return true;
            }
        }
        return false;
    }

    private boolean changes(Ref ref, Context context) {
        @Nullable String word = ref.word();
        if (word == null) {
            return ref.parts().size() > 1 && evaluator.binding(ref, context.scope()) == null;
        }
        if (context.values().containsKey(word)) {
            return true;
        }
        if (context.partOf() != null && products.attribute(word) != null) {
            return true;
        }
        if (context.scope().find(word) != null) {
            return false;
        }
        return word.equals("now") || word.equals("work in process") || products.attribute(word) != null;
    }

    private @Nullable Typed variable(Ref ref, Context context) {
        if (reports.isLost(ref)) {
            return null;
        }
        @Nullable String word = ref.word();
        if (word != null) {
            @Nullable Unit own = context.values().get(word);
            if (own != null) {
                return new Typed(new Formula.Variable(word), own);
            }
            if (word.equals("now")) {
                return new Typed(new Formula.Clock(), Units.usual(Dimension.TIME));
            }
            if (word.equals("work in process")) {
                return new Typed(new Formula.WorkInProcess(), Unit.ONE);
            }
            return partAttribute(word, ref.span(), context);
        }
        if (ref.parts().size() == 2
                && ref.parts().getFirst().text().equals("part")
                && ref.parts().getFirst().index() == null) {
            var name = ref.last().text();
            if (name.equals("age")) {
                return hasPart(ref.span(), context) ? new Typed(new Formula.Age(), Units.usual(Dimension.TIME)) : null;
            }
            return partAttribute(name, ref.span(), context);
        }
        return ofElement(ref, context);
    }

    private boolean hasPart(Span span, Context context) {
        if (context.partOf() != null) {
            return true;
        }
        reports.error(Code.NOT_EXPECTED, span, "there is no part here: " + context.noPart());
        return false;
    }

    /** The attribute, which every product must have of which the part may be. */
    @Nullable Typed partAttribute(String name, Span span, Context context) {
        var partOf = context.partOf();
        if (!hasPart(span, context) || partOf == null) {
            return null;
        }
        Products.@Nullable Attribute found = products.require(name, span, partOf, context.scope());
        return found == null ? null : new Typed(new Formula.PartAttribute(name), found.unit(), choice(found));
    }

    private static Products.@Nullable Attribute choice(Products.Attribute attribute) {
        return attribute.choices() == null ? null : attribute;
    }

    private @Nullable Typed ofElement(Ref ref, Context context) {
        @Nullable Named named = names.find(ref.owner(), context.scope());
        if (named == null) {
            names.unknown(ref.owner(), context.scope(), Set.of(Kind.values()), "an element");
            return null;
        }
        var name = ref.last().text();
        Products.@Nullable Attribute own = attributes.of(named.id(), name);
        if (own != null) {
            return new Typed(new Formula.ElementAttribute(named.id(), name), own.unit(), choice(own));
        }
        if (name.equals("level") && named.kind() != null && WITH_LEVEL.contains(named.kind())) {
            return new Typed(new Formula.Level(named.id()), Unit.ONE);
        }
        if (isKnownToLack(named.id(), name, context.scope())) {
            return null;
        }
        var known = new ArrayList<>(attributes.namesOf(named.id()));
        if (named.kind() != null && WITH_LEVEL.contains(named.kind())) {
            known.add("level");
        }
        @Nullable String near = Spelling.nearest(name, known);
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                ref.last().span(),
                "`" + named.id() + "` has no number `" + name + "`"
                        + (near == null ? "" : "; did you mean `" + near + "`?"));
        reports.add(
                near != null
                        ? fault.fix(ref.last().span(), near)
                        : fault.help("declare it, e.g. `"
                                + (named.kind() == null
                                        ? "station"
                                        : named.kind().word())
                                + " " + named.id() + " has " + name + " 0`"
                                + (known.isEmpty() ? "" : "; it has " + String.join(", ", known))));
        return null;
    }

    /** Whether it need not be said that an element has no such attribute: it has been, or its declaration is broken. */
    boolean isKnownToLack(String element, String name, Scope scope) {
        return scope.file().parsed().mayHaveLost(name) || !reports.isFirstUnknown(element + "." + name);
    }

    private @Nullable Typed arithmetic(Expr.Binary binary, Context context) {
        @Nullable Typed left = typed(binary.left(), context);
        @Nullable Typed right = typed(binary.right(), context);
        if (left == null || right == null || !isNumber(left, binary.left()) || !isNumber(right, binary.right())) {
            return null;
        }
        var operator = binary.operator();
        if (operator == Operator.ADD || operator == Operator.SUBTRACT) {
            boolean same = left.dimension().equals(right.dimension())
                    || isCount(left.dimension()) && isCount(right.dimension());
            if (!same) {
                reports.error(
                        Code.UNITS_DO_NOT_MATCH,
                        binary.span(),
                        shown(binary.left()) + " is " + left.dimension().described() + " and "
                                + shown(binary.right()) + " is "
                                + right.dimension().described() + "; they cannot be "
                                + (operator == Operator.ADD ? "added" : "subtracted from each other"));
                return null;
            }
            var sign = operator == Operator.ADD ? Formula.Operator.ADD : Formula.Operator.SUBTRACT;
            return new Typed(new Formula.Arithmetic(sign, left.formula(), right.formula()), left.unit());
        }
        boolean times = operator != Operator.DIVIDE;
        var unit = right.dimension().equals(Dimension.NONE)
                ? left.unit()
                : times && left.dimension().equals(Dimension.NONE)
                        ? right.unit()
                        : Evaluator.compound(left.unit(), right.unit(), times);
        var sign = times ? Formula.Operator.MULTIPLY : Formula.Operator.DIVIDE;
        return new Typed(new Formula.Arithmetic(sign, left.formula(), right.formula()), unit);
    }

    private boolean isNumber(Typed typed, Expr expr) {
        if (typed.choice() == null) {
            return true;
        }
        reports.error(Code.NOT_A_NUMBER, expr.span(), shown(expr) + " is one of some words, not a number");
        return false;
    }

    // functions

    static boolean isFunction(String word) {
        return word.equals("visits") || Language.function(word) != null;
    }

    static Formula.@Nullable Name function(Expr.Call call) {
        for (var name : Formula.Name.values()) {
            if (name.word().equals(call.function().text())) {
                return name;
            }
        }
        return null;
    }

    private @Nullable Typed call(Expr.Call call, Context context) {
        if (call.function().text().equals("visits")) {
            return visits(call, context);
        }
        Formula.@Nullable Name function = function(call);
        if (function == null) {
            reports.error(
                    Code.NOT_A_NUMBER,
                    call.span(),
                    "what `" + call.function().text() + "` is given cannot change while the plant runs",
                    "multiply instead, e.g. `exponential(1 min) * part.size`");
            return null;
        }
        int given = call.arguments().size();
        boolean many = function.least() > 1;
        if (given < function.least() || !many && given > 1) {
            reports.error(
                    Code.PARAMETER,
                    call.span(),
                    "`" + function.word() + "` needs " + (many ? "two values or more" : "one value"));
            return null;
        }
        var arguments = new ArrayList<Formula>();
        @Nullable Typed first = null;
        for (var argument : call.arguments()) {
            @Nullable Typed typed = typed(argument.value(), context);
            if (typed == null || !isNumber(typed, argument.value())) {
                return null;
            }
            if (function.isOfPlainNumbers() && !isCount(typed.dimension())) {
                reports.error(
                        Code.WRONG_DIMENSION,
                        argument.span(),
                        "`" + function.word() + "` is of plain numbers, but " + shown(argument.value()) + " is "
                                + typed.dimension().described(),
                        "divide it by a unit, e.g. `" + function.word() + "("
                                + argument.value().span().text() + " / 1 "
                                + typed.unit().symbol() + ")`");
                return null;
            }
            if (first != null && !first.dimension().equals(typed.dimension())) {
                reports.error(
                        Code.UNITS_DO_NOT_MATCH,
                        argument.span(),
                        shown(call.arguments().getFirst().value()) + " is "
                                + first.dimension().described() + " and " + shown(argument.value()) + " is "
                                + typed.dimension().described() + "; they cannot be compared");
                return null;
            }
            first = first == null ? typed : first;
            arguments.add(typed.formula());
        }
        return first == null ? null : new Typed(new Formula.Function(function, arguments), first.unit());
    }

    private @Nullable Typed visits(Expr.Call call, Context context) {
        if (!hasPart(call.span(), context)) {
            return null;
        }
        if (call.arguments().size() != 1
                || !(call.arguments().getFirst().value() instanceof Expr.Variable(Span span, Ref ref))) {
            reports.error(
                    Code.NOT_EXPECTED,
                    call.span(),
                    "`visits` needs the name of an element",
                    "write e.g. `visits(rework) < 3`");
            return null;
        }
        @Nullable Named element = names.require(ref, context.scope(), VISITED, "an element of the plant");
        return element == null ? null : new Typed(new Formula.Visits(element.id()), Unit.ONE);
    }

    // conditions

    /** Null when broken, which has been reported. */
    @Nullable Condition condition(Expr expr, Context context) {
        return switch (expr) {
            case Expr.Not not -> {
                @Nullable Condition inner = condition(not.of(), context);
                yield inner == null ? null : new Condition.Not(inner);
            }
            case Expr.Is is -> is(is, context);
            case Expr.Binary binary
            when binary.operator() == Operator.AND || binary.operator() == Operator.OR -> {
                @Nullable Condition left = condition(binary.left(), context);
                @Nullable Condition right = condition(binary.right(), context);
                if (left == null || right == null) {
                    yield null;
                }
                yield binary.operator() == Operator.AND
                        ? new Condition.All(List.of(left, right))
                        : new Condition.Any(List.of(left, right));
            }
            case Expr.Binary binary when binary.operator().compares() -> comparison(binary, context);
            case Expr.Broken _ -> null;
            default -> {
                reports.error(
                        Code.NOT_EXPECTED,
                        expr.span(),
                        "expected a condition such as `b1 is full`, `b1.level > 5` or `work in process > 100`");
                yield null;
            }
        };
    }

    private @Nullable Condition is(Expr.Is is, Context context) {
        if ("part".equals(is.target().word())) {
            if (!hasPart(is.span(), context)) {
                return null;
            }
            var product = new Ref(
                    is.state().span(),
                    List.of(new Ref.Part(is.state().span(), is.state().text(), null)));
            @Nullable String id = products.require(product, context.scope());
            return id == null ? null : new Condition.PartIs(id);
        }
        Condition.@Nullable State state = state(is);
        if (state == null) {
            return null;
        }
        @Nullable String sensor = machines.sensor(is.target(), context.scope());
        if (sensor != null && state != Condition.State.BLOCKED) {
            reports.error(
                    Code.NOT_EXPECTED,
                    is.state().span(),
                    "a sensor is never " + is.state().text(),
                    "write `" + is.target().span().text() + " is blocked`, or `not` before it");
            return null;
        }
        if (sensor != null) {
            return new Condition.Is(sensor, state);
        }
        if (machines.isUnknownSensor(is.target(), context.scope())) {
            return null;
        }
        if (state == Condition.State.FULL || state == Condition.State.EMPTY) {
            @Nullable Named place = names.require(
                    is.target(),
                    context.scope(),
                    Set.of(Kind.BUFFER, Kind.CONVEYOR, Kind.STATION),
                    "a buffer, conveyor or station");
            return place == null ? null : new Condition.Is(place.id(), state);
        }
        @Nullable String machine = machines.machine(is.target(), context.scope());
        return machine == null ? null : new Condition.Is(machine, state);
    }

    private Condition.@Nullable State state(Expr.Is is) {
        var states = new ArrayList<String>();
        for (var state : Condition.State.values()) {
            states.add(state.name().toLowerCase(Locale.ROOT));
        }
        int at = states.indexOf(is.state().text());
        if (at >= 0) {
            return Condition.State.values()[at];
        }
        @Nullable String near = Spelling.nearest(is.state().text(), states);
        var fault = Diagnostic.of(
                Code.UNKNOWN_WORD,
                is.state().span(),
                "there is no state `" + is.state().text() + "`"
                        + (near == null ? "" : "; did you mean `" + near + "`?"));
        reports.add(
                near == null
                        ? fault.help("states are " + String.join(", ", states))
                        : fault.fix(is.state().span(), near));
        return null;
    }

    private @Nullable Condition comparison(Expr.Binary binary, Context context) {
        var comparison = Routes.comparison(binary.operator());
        @Nullable Typed left = typed(binary.left(), context);
        if (left == null) {
            return null;
        }
        if (left.choice() != null) {
            return choice(left, comparison, binary, context);
        }
        boolean isLevel = left.formula() instanceof Formula.Level || left.formula() instanceof Formula.WorkInProcess;
        if (isLevel && !changes(binary.right(), context)) {
            double value = evaluator.number(binary.right(), context.scope(), Dimension.PIECE, "a number of parts");
            if (Double.isNaN(value)) {
                return null;
            }
            return left.formula() instanceof Formula.Level(String element)
                    ? new Condition.Level(element, comparison, value)
                    : new Condition.WorkInProcess(comparison, value);
        }
        @Nullable Formula right =
                number(binary.right(), context, left.dimension(), "what " + shown(binary.left()) + " is compared with");
        return right == null ? null : new Condition.Compare(left.formula(), comparison, right);
    }

    private @Nullable Condition choice(Typed left, Comparison comparison, Expr.Binary binary, Context context) {
        @Nullable Formula right = symbol(left, binary.right(), shown(binary.left()));
        if (right == null) {
            return null;
        }
        if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
            reports.error(
                    Code.UNKNOWN_NAME,
                    binary.right().span(),
                    "the values of " + shown(binary.left()) + " have no order; only `=` and `!=` compare them");
            return null;
        }
        return new Condition.Compare(left.formula(), comparison, right);
    }

    /** The word of a choice as the number that stands for it; null when it is none of them, which has been reported. */
    @Nullable Formula symbol(Typed of, Expr word, String shown) {
        var attribute = of.choice();
        var text = word.span().text();
        if (attribute == null || attribute.choices() == null) {
            return null;
        }
        if (!attribute.choices().contains(text)) {
            reports.error(
                    Code.UNKNOWN_NAME,
                    word.span(),
                    shown + " is never `" + text + "`",
                    "it is "
                            + String.join(
                                    ", ", attribute.choices().stream().sorted().toList()));
            return null;
        }
        return new Formula.Constant(products.symbol(text), "");
    }

    private String shown(Expr expr) {
        return evaluator.shown(expr);
    }

    /** About the mean of a formula, for rules that look ahead: attributes at their means, what is in the plant as nothing. */
    double estimate(Formula formula, Map<String, Double> means) {
        return switch (formula) {
            case Formula.Constant(double value, String unit) -> value;
            case Formula.Drawn(var distribution, String unit) -> Distributions.mean(distribution);
            case Formula.PartAttribute(String name) -> means.getOrDefault(name, 0.0);
            case Formula.ElementAttribute(String element, String name) -> initial(element, name);
            case Formula.Arithmetic(var operator, Formula left, Formula right) ->
                operator.of(estimate(left, means), estimate(right, means));
            case Formula.Function(var name, var arguments) -> {
                double result = estimate(arguments.getFirst(), means);
                if (arguments.size() == 1) {
                    yield name.of(result, 0);
                }
                for (var argument : arguments.subList(1, arguments.size())) {
                    result = name.of(result, estimate(argument, means));
                }
                yield result;
            }
            case Formula.Variable _,
                    Formula.Level _,
                    Formula.WorkInProcess _,
                    Formula.Clock _,
                    Formula.Age _,
                    Formula.Visits _ -> 0;
        };
    }

    private double initial(String element, String name) {
        for (var attribute : attributes.all()) {
            if (attribute.element().equals(element) && attribute.name().equals(name)) {
                return attribute.initial();
            }
        }
        return 0;
    }
}
