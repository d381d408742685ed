package org.shadowline.dsl.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Expr.Operator;
import org.shadowline.dsl.syntax.Language;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Works out expressions, with their units, and holds values against what is wanted. */
final class Evaluator {
    private static final double WHOLE = 1e-9;
    private static final int MOST_DEPENDENT = 1000;

    private final Reports reports;
    private final Mentions mentions;
    private final RandomValues randoms;
    private @Nullable Unit currency;
    private int depth;

    Evaluator(Reports reports, Mentions mentions, Tables tables) {
        this.reports = reports;
        this.mentions = mentions;
        this.randoms = new RandomValues(this, reports, tables);
    }

    /** The currency of all money seen so far. */
    String currency() {
        return currency == null ? "EUR" : currency.symbol();
    }

    // what is wanted

    /** A single value of a dimension; NaN when it is none, which has been reported. {@code what} names it. */
    double number(Expr expr, Scope scope, Dimension wanted, String what) {
        var value = value(expr, scope);
        if (value instanceof Value.Number number) {
            return fits(number.quantity(), expr, wanted, what) ? number.si() : Double.NaN;
        }
        if (value instanceof Value.Random) {
            reports.error(
                    Code.NOT_A_NUMBER,
                    expr.span(),
                    what + " is a single value, but " + shown(expr) + " is a distribution",
                    "write its mean");
        } else if (value instanceof Value.Unlimited) {
            reports.error(Code.OUT_OF_RANGE, expr.span(), what + " cannot be unlimited");
        }
        return Double.NaN;
    }

    /** A value that is not negative. */
    double positive(Expr expr, Scope scope, Dimension wanted, String what, boolean zeroAllowed) {
        double value = number(expr, scope, wanted, what);
        if (value < 0 || (value == 0 && !zeroAllowed)) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    expr.span(),
                    what + " must be " + (zeroAllowed ? "at least zero" : "above zero") + ", but it is " + shown(expr));
            return Double.NaN;
        }
        return value;
    }

    /** From zero to one. */
    double share(Expr expr, Scope scope, String what) {
        double value = positive(expr, scope, Dimension.NONE, what, true);
        if (value > 1 + WHOLE) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    expr.span(),
                    what + " cannot be more than 100 %, but it is " + shown(expr),
                    "write e.g. `" + trim(value) + " %`");
            return Double.NaN;
        }
        return value;
    }

    private static String trim(double value) {
        return new Quantity(value, Unit.ONE).number();
    }

    /** A whole number, of pieces where it says so; -1 when it is none. */
    int count(Expr expr, Scope scope, String what, int least) {
        double value = number(expr, scope, Dimension.PIECE, what);
        if (Double.isNaN(value)) {
            return -1;
        }
        if (Math.abs(value - Math.rint(value)) > WHOLE || value < least || value > Integer.MAX_VALUE - 1) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    expr.span(),
                    what + " must be a whole number" + (least > 0 ? " of at least " + least : "") + ", but it is "
                            + shown(expr));
            return -1;
        }
        return (int) Math.rint(value);
    }

    boolean isUnlimited(Expr expr, Scope scope) {
        return expr instanceof Expr.Variable variable
                && variable.ref().is("unlimited")
                && scope.find("unlimited") == null;
    }

    /** A distribution, or a single value as a constant one; null when it is neither, which has been reported. */
    @Nullable Distribution random(Expr expr, Scope scope, Dimension wanted, String what) {
        return random(value(expr, scope), expr, wanted, what);
    }

    /** The same for the value that an expression has. */
    @Nullable Distribution random(Value value, Expr expr, Dimension wanted, String what) {
        if (value instanceof Value.Number number) {
            return fits(number.quantity(), expr, wanted, what)
                    ? notNegative(new Distribution.Constant(number.si()), expr, what)
                    : null;
        }
        if (value instanceof Value.Random random) {
            if (random.dimension().equals(wanted)) {
                return notNegative(random.distribution(), expr, what);
            }
            wrongDimension(expr, shown(expr), random.dimension(), wanted, what);
        } else if (value instanceof Value.Unlimited) {
            reports.error(Code.OUT_OF_RANGE, expr.span(), what + " cannot be unlimited");
        }
        return null;
    }

    private @Nullable Distribution notNegative(Distribution distribution, Expr expr, String what) {
        if (Distributions.least(distribution) < 0) {
            reports.error(Code.OUT_OF_RANGE, expr.span(), what + " cannot be negative, but " + shown(expr) + " can");
            return null;
        }
        if (distribution instanceof Distribution.Normal normal) {
            double share = Distributions.shareBelowZero(normal.mean(), normal.sd());
            if (share > 0.001) {
                reports.add(
                        Diagnostic.of(
                                        Code.BELOW_ZERO,
                                        expr.span(),
                                        what + " cannot be negative, but " + "%.1f".formatted(share * 100)
                                                + " % of this normal distribution lies below zero")
                                .help(
                                        "it is drawn again there, which makes the mean larger; `lognormal` has the same parameters and is never negative"));
            }
        }
        return distribution;
    }

    private boolean fits(Quantity value, Expr expr, Dimension wanted, String what) {
        var found = value.dimension();
        if (found.equals(wanted)) {
            return true;
        }
        boolean counts = wanted.equals(Dimension.PIECE) && found.equals(Dimension.NONE)
                || wanted.equals(Dimension.NONE) && found.equals(Dimension.PIECE)
                || wanted.equals(Dimension.RATE) && found.equals(Dimension.FREQUENCY);
        if (counts) {
            return true;
        }
        wrongDimension(expr, shown(expr, value), found, wanted, what);
        return false;
    }

    private void wrongDimension(Expr whole, String shown, Dimension found, Dimension wanted, String what) {
        var expr = found.equals(Dimension.NONE) ? bareNumber(whole) : whole;
        var span = expr.span();
        var unit = Units.usual(wanted).symbol();
        if (found.equals(Dimension.NONE)) {
            if (reports.hasErrorIn(span.source().span(span.start(), span.end() + 1))) {
                return;
            }
            var fault =
                    Diagnostic.of(Code.UNIT_MISSING, span, what + " needs a unit, e.g. `" + example(expr, unit) + "`");
            if (expr instanceof Expr.Number number) {
                fault = fault.help("write " + choices(number.value().number(), wanted))
                        .fix(span, number.value().number() + " " + unit);
            }
            reports.add(fault);
            return;
        }
        var message = what + " is " + wanted.described() + ", but " + shown + " is " + found.described();
        var fault = Diagnostic.of(Code.WRONG_DIMENSION, span, message);
        if (expr instanceof Expr.Number number) {
            var near = nearest(number.value().shown().symbol(), wanted);
            var fixed =
                    near.isEmpty() ? number.value().number() : number.value().number() + " " + near;
            fault = Diagnostic.of(Code.WRONG_DIMENSION, span, message + "; did you mean `" + fixed + "`?")
                    .fix(span, fixed);
        }
        reports.add(fault);
    }

    /** The number in a distribution that should have had the unit; the expression itself where there is none. */
    private static Expr bareNumber(Expr expr) {
        if (expr instanceof Expr.Call call) {
            var parameters = Language.parameters(call.function().text());
            for (int i = 0; i < call.arguments().size(); i++) {
                var argument = call.arguments().get(i);
                var name = argument.name() != null
                        ? argument.name().text()
                        : i < parameters.size() ? parameters.get(i) : "";
                if (!RandomValues.isPlain(name) && argument.value() instanceof Expr.Number) {
                    return argument.value();
                }
            }
        }
        return expr;
    }

    private static String example(Expr expr, String unit) {
        return expr instanceof Expr.Number number ? number.value().number() + " " + unit : "5 " + unit;
    }

    private static String choices(String number, Dimension wanted) {
        if (wanted.equals(Dimension.TIME)) {
            return "`" + number + " s`, `" + number + " min` or `" + number + " h`";
        }
        return "`" + number + " " + Units.usual(wanted).symbol() + "`";
    }

    private static String nearest(String symbol, Dimension wanted) {
        var symbols = new ArrayList<String>();
        for (var unit : Units.of(wanted)) {
            symbols.add(unit.symbol());
        }
        @Nullable String near = Spelling.nearest(symbol, symbols);
        return near != null && near.length() == symbol.length()
                ? near
                : Units.usual(wanted).symbol();
    }

    /** As written, with its value when that is not plain from the text. */
    String shown(Expr expr) {
        var text = expr.span().text();
        if (text.length() > 40) {
            text = text.substring(0, 40) + "…";
        }
        return "`" + text.replace('\n', ' ') + "`";
    }

    /** With its value where that is not plain from the text. */
    private String shown(Expr expr, Quantity value) {
        return expr instanceof Expr.Number ? shown(expr) : shown(expr) + " (" + value + ")";
    }

    // expressions

    /** What an expression stands for; broken, and reported, when values depend on each other too deeply. */
    Value value(Expr expr, Scope scope) {
        if (depth >= MOST_DEPENDENT) {
            reports.error(
                    Code.TOO_LARGE,
                    expr.span(),
                    "values depend on each other over more than " + MOST_DEPENDENT + " steps",
                    "give a plain value to one of them");
            return Value.BROKEN;
        }
        depth++;
        try {
            return plainValue(expr, scope);
        } finally {
            depth--;
        }
    }

    private Value plainValue(Expr expr, Scope scope) {
        if (expr instanceof Expr.Number number) {
            return number(number);
        }
        if (expr instanceof Expr.Variable variable) {
            return variable(variable, scope);
        }
        if (expr instanceof Expr.Negative negative) {
            return negative(negative, scope);
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary, scope);
        }
        if (expr instanceof Expr.Call call) {
            return call(call, scope);
        }
        if (expr instanceof Expr.FromFile file) {
            return randoms.fromFile(file);
        }
        return expr instanceof Expr.Broken ? Value.BROKEN : notAValue(expr.span());
    }

    private Value notAValue(Span span) {
        reports.error(Code.NOT_A_NUMBER, span, "a value is wanted here, not a condition");
        return Value.BROKEN;
    }

    private Value number(Expr.Number number) {
        var unit = number.value().shown();
        if (unit.dimension().money() != 0) {
            checkCurrency(unit, number.span());
        }
        return new Value.Number(number.value());
    }

    private void checkCurrency(Unit unit, Span span) {
        for (var part : unit.symbol().split("[*/]", -1)) {
            @Nullable Unit money = Units.named(part);
            if (money == null
                    || !money.dimension().equals(Dimension.MONEY)
                    || money.symbol().equals("ct")) {
                continue;
            }
            if (currency == null) {
                currency = money;
            } else if (!currency.symbol().equals(money.symbol())) {
                reports.error(
                        Code.CURRENCIES,
                        span,
                        "this is in " + money.symbol() + ", but other amounts are in " + currency.symbol(),
                        "a plant has one currency; convert the amount");
            }
        }
    }

    private Value variable(Expr.Variable variable, Scope scope) {
        var ref = variable.ref();
        Scope.@Nullable Binding binding = binding(ref, scope);
        if (binding == null) {
            if (ref.is("unlimited")) {
                return Value.UNLIMITED;
            }
            unknown(ref, scope);
            return Value.BROKEN;
        }
        mentions.mention(binding.declaration, ref.last().span());
        if (binding.hours != null) {
            reports.error(Code.WRONG_KIND, ref.span(), "`" + ref.span().text() + "` is hours of work, not a value");
            return Value.BROKEN;
        }
        return value(binding, ref.span());
    }

    Scope.@Nullable Binding binding(Ref ref, Scope scope) {
        @Nullable String word = ref.word();
        if (word != null) {
            return scope.find(word);
        }
        if (ref.parts().size() == 2) {
            @Nullable FileUnit imported =
                    scope.file().namedImports().get(ref.parts().getFirst().text());
            return imported == null ? null : imported.scope().find(ref.last().text());
        }
        return null;
    }

    Value value(Scope.Binding binding, Span use) {
        binding.used = true;
        if (binding.known != null) {
            return binding.known;
        }
        if (binding.busy || binding.value == null) {
            if (binding.busy) {
                reports.error(
                        Code.CIRCULAR,
                        use,
                        "`" + binding.name + "` is defined by itself",
                        "break the circle with a plain value");
            }
            binding.known = Value.BROKEN;
            return Value.BROKEN;
        }
        binding.busy = true;
        var value = value(binding.value, binding.scope);
        binding.busy = false;
        if (binding.known == null) {
            binding.known = value;
        }
        return binding.known;
    }

    private void unknown(Ref ref, Scope scope) {
        var text = ref.span().text();
        if (isLost(ref, scope) || !reports.isFirstUnknown(text)) {
            return;
        }
        @Nullable String near = Spelling.nearest(text, scope.names());
        if (near != null) {
            reports.add(Diagnostic.of(
                            Code.UNKNOWN_NAME,
                            ref.span(),
                            "there is no value `" + text + "`; did you mean `" + near + "`?")
                    .fix(ref.span(), near));
            return;
        }
        var fault = Diagnostic.of(Code.UNKNOWN_NAME, ref.span(), "there is no value `" + text + "`");
        reports.add(fault.help("declare it, e.g. `let " + (ref.word() == null ? "name" : text) + " = 42 s`"));
    }

    /** Whether a name may be declared in text or in a file that could not be read. */
    static boolean isLost(Ref ref, Scope scope) {
        var parsed = scope.file().parsed();
        for (var part : ref.parts()) {
            if (parsed.mayHaveLost(part.text())) {
                return true;
            }
        }
        @Nullable FileUnit imported =
                scope.file().namedImports().get(ref.parts().getFirst().text());
        if (imported != null && imported.parsed().mayHaveLost(ref.last().text())) {
            return true;
        }
        for (var open : scope.file().openImports()) {
            if (open.parsed().mayHaveLost(ref.last().text())) {
                return true;
            }
        }
        return false;
    }

    private Value negative(Expr.Negative negative, Scope scope) {
        var value = value(negative.of(), scope);
        if (value instanceof Value.Number number) {
            return Value.of(-number.si(), number.quantity().shown());
        }
        if (value instanceof Value.Random) {
            reports.error(Code.NOT_A_NUMBER, negative.span(), "a distribution cannot be made negative");
        }
        return Value.BROKEN;
    }

    private Value binary(Expr.Binary binary, Scope scope) {
        if (binary.operator().compares() || binary.operator() == Operator.AND || binary.operator() == Operator.OR) {
            return notAValue(binary.span());
        }
        var left = value(binary.left(), scope);
        var right = value(binary.right(), scope);
        if (left instanceof Value.Broken || right instanceof Value.Broken) {
            return Value.BROKEN;
        }
        if (left instanceof Value.Number a && right instanceof Value.Number b) {
            return switch (binary.operator()) {
                case ADD, SUBTRACT -> sum(binary, a, b);
                case MULTIPLY, OF -> product(a, b);
                default -> quotient(binary, a, b);
            };
        }
        return withRandom(binary, left, right);
    }

    private Value sum(Expr.Binary binary, Value.Number a, Value.Number b) {
        if (!a.dimension().equals(b.dimension())) {
            doNotMatch(
                    binary,
                    shown(binary.left(), a.quantity()),
                    a.dimension(),
                    shown(binary.right(), b.quantity()),
                    b.dimension());
            return Value.BROKEN;
        }
        var left = exact(a.si());
        var right = exact(b.si());
        var sum = binary.operator() == Operator.ADD ? left.add(right) : left.subtract(right);
        return Value.of(sum.doubleValue(), a.quantity().shown());
    }

    private static BigDecimal exact(double value) {
        return BigDecimal.valueOf(value);
    }

    private void doNotMatch(Expr.Binary binary, String left, Dimension leftIs, String right, Dimension rightIs) {
        var verb = binary.operator() == Operator.ADD ? "be added" : "be subtracted from each other";
        reports.error(
                Code.UNITS_DO_NOT_MATCH,
                binary.span(),
                left + " is " + leftIs.described() + " and " + right + " is " + rightIs.described() + "; they cannot "
                        + verb);
    }

    private static Value product(Value.Number a, Value.Number b) {
        var left = a.quantity().shown();
        var right = b.quantity().shown();
        double si = a.si() * b.si();
        if (left.dimension().equals(Dimension.NONE)) {
            return Value.of(si, right);
        }
        if (right.dimension().equals(Dimension.NONE)) {
            return Value.of(si, left);
        }
        return Value.of(si, compound(left, right, true));
    }

    static Unit compound(Unit left, Unit right, boolean times) {
        var dimension = times
                ? left.dimension().times(right.dimension())
                : left.dimension().per(right.dimension());
        if (dimension.equals(Dimension.NONE)) {
            return Unit.ONE;
        }
        boolean simple = !left.hasOffset()
                && !right.hasOffset()
                && left.symbol().length() + right.symbol().length() < 12;
        if (simple) {
            @Nullable Unit made = Units.find(left.symbol() + (times ? "*" : "/") + right.symbol());
            if (made != null && made.dimension().equals(dimension)) {
                return made;
            }
        }
        return Units.usual(dimension);
    }

    private Value quotient(Expr.Binary binary, Value.Number a, Value.Number b) {
        if (b.si() == 0) {
            reports.error(
                    Code.OUT_OF_RANGE, binary.right().span(), shown(binary.right()) + " is zero and cannot divide");
            return Value.BROKEN;
        }
        double si = a.si() / b.si();
        if (b.dimension().equals(Dimension.NONE)) {
            return Value.of(si, a.quantity().shown());
        }
        return Value.of(si, compound(a.quantity().shown(), b.quantity().shown(), false));
    }

    private Value withRandom(Expr.Binary binary, Value left, Value right) {
        boolean reversed = left instanceof Value.Number;
        var random = reversed ? right : left;
        var other = reversed ? left : right;
        if (random instanceof Value.Random draw && other instanceof Value.Number number) {
            var operator = binary.operator();
            if (operator == Operator.ADD || (operator == Operator.SUBTRACT && !reversed)) {
                if (!draw.dimension().equals(number.dimension())) {
                    doNotMatch(
                            binary,
                            shown(binary.left()),
                            reversed ? number.dimension() : draw.dimension(),
                            shown(binary.right()),
                            reversed ? draw.dimension() : number.dimension());
                    return Value.BROKEN;
                }
                double offset = operator == Operator.ADD ? number.si() : -number.si();
                return new Value.Random(Distributions.shifted(draw.distribution(), offset), draw.shown());
            }
            boolean factor = operator == Operator.MULTIPLY || operator == Operator.OF || !reversed;
            if (factor
                    && operator != Operator.SUBTRACT
                    && number.dimension().equals(Dimension.NONE)
                    && number.si() > 0) {
                double by = operator == Operator.DIVIDE ? 1 / number.si() : number.si();
                return new Value.Random(draw.distribution().scaled(by), draw.shown());
            }
        }
        reports.error(
                Code.NOT_A_NUMBER,
                binary.span(),
                "a distribution cannot be used with `" + binary.operator().sign() + "` like this",
                "to a distribution a value can be added, and it can be multiplied by a plain number above zero");
        return Value.BROKEN;
    }

    private Value call(Expr.Call call, Scope scope) {
        return switch (call.function().text()) {
            case "min", "max" -> extreme(call, scope);
            case "round" -> round(call, scope);
            case "floor", "abs", "sqrt", "exp", "ln" -> function(call, scope);
            default -> randoms.call(call, scope);
        };
    }

    private Value extreme(Expr.Call call, Scope scope) {
        if (call.arguments().isEmpty()) {
            reports.error(
                    Code.PARAMETER, call.span(), "`" + call.function().text() + "` needs values, e.g. `min(a, b)`");
            return Value.BROKEN;
        }
        Value.@Nullable Number best = null;
        for (var argument : call.arguments()) {
            var value = value(argument.value(), scope);
            if (!(value instanceof Value.Number number)) {
                if (value instanceof Value.Random) {
                    reports.error(
                            Code.NOT_A_NUMBER, argument.span(), "a single value is wanted here, not a distribution");
                }
                return Value.BROKEN;
            }
            if (best != null && !best.dimension().equals(number.dimension())) {
                reports.error(
                        Code.UNITS_DO_NOT_MATCH,
                        argument.span(),
                        "`" + best.quantity() + "` is " + best.dimension().described() + " and "
                                + shown(argument.value()) + " is "
                                + number.dimension().described()
                                + "; they cannot be compared");
                return Value.BROKEN;
            }
            boolean better = best == null
                    || (call.function().text().equals("min") ? number.si() < best.si() : number.si() > best.si());
            best = better ? number : best;
        }
        return best == null ? Value.BROKEN : best;
    }

    private Value round(Expr.Call call, Scope scope) {
        if (call.arguments().size() != 1) {
            reports.error(Code.PARAMETER, call.span(), "`round` needs one value, e.g. `round(lanes / 2)`");
            return Value.BROKEN;
        }
        var argument = call.arguments().getFirst().value();
        double value = number(argument, scope, Dimension.NONE, "what is rounded");
        return Double.isNaN(value) ? Value.BROKEN : Value.of(Math.rint(value), Unit.ONE);
    }

    private Value function(Expr.Call call, Scope scope) {
        Formula.@Nullable Name name = Formulas.function(call);
        if (name == null || call.arguments().size() != 1) {
            reports.error(Code.PARAMETER, call.span(), "`" + call.function().text() + "` needs one value");
            return Value.BROKEN;
        }
        var argument = call.arguments().getFirst().value();
        if (name.isOfPlainNumbers()) {
            double value = name.of(number(argument, scope, Dimension.NONE, "what `" + name.word() + "` is given"), 0);
            if (Double.isInfinite(value) || Double.isNaN(value) && !reports.hasErrorIn(argument.span())) {
                reports.error(Code.OUT_OF_RANGE, argument.span(), "`" + name.word() + "` of this is no number");
            }
            return Double.isFinite(value) ? Value.of(value, Unit.ONE) : Value.BROKEN;
        }
        return value(argument, scope) instanceof Value.Number number
                ? Value.of(name.of(number.si(), 0), number.quantity().shown())
                : Value.BROKEN;
    }

    /** The values of a range or a list, in order; empty when broken. */
    List<Value> values(List<Expr> values, @Nullable Expr to, Scope scope, Span span, int most) {
        var list = new ArrayList<Value>();
        if (to == null) {
            for (var value : values) {
                list.add(value(value, scope));
            }
            return list;
        }
        int first = wholeNumber(values.getFirst(), scope);
        int last = wholeNumber(to, scope);
        if (first == Integer.MIN_VALUE || last == Integer.MIN_VALUE) {
            return list;
        }
        if ((long) last - first >= most) {
            reports.error(
                    Code.TOO_LARGE,
                    span,
                    "the range has " + ((long) last - first + 1) + " values; at most " + most + " are allowed");
            return list;
        }
        for (int i = first; i <= last; i++) {
            list.add(Value.of(i, Unit.ONE));
        }
        return list;
    }

    private int wholeNumber(Expr expr, Scope scope) {
        double value = number(expr, scope, Dimension.NONE, "the end of a range");
        if (Double.isNaN(value)) {
            return Integer.MIN_VALUE;
        }
        if (value != Math.rint(value) || Math.abs(value) > 1e9) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    expr.span(),
                    "the end of a range must be a whole number, but it is " + shown(expr));
            return Integer.MIN_VALUE;
        }
        return (int) value;
    }

    /** Names with indices worked out: {@code press[i]} in the second round is {@code press[2]}; null when broken. */
    @Nullable String id(String text, @Nullable Expr index, Scope scope) {
        if (index == null) {
            return text;
        }
        double value = number(index, scope, Dimension.NONE, "an index");
        if (Double.isNaN(value)) {
            return null;
        }
        return text + "[" + new Quantity(value, Unit.ONE).number() + "]";
    }
}
