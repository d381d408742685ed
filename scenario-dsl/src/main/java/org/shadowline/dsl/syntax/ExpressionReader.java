package org.shadowline.dsl.syntax;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr.Operator;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Reads names, numbers with units, and expressions of them. */
final class ExpressionReader {
    private static final int LONGEST_NUMBER = 60;
    /** So many characters of digits fit a long. */
    private static final int SHORT_NUMBER = 16;

    private static final int MOST_TERMS = 400;

    private final Cursor in;
    private final Map<String, @Nullable Unit> compounds = new HashMap<>();

    ExpressionReader(Cursor in) {
        this.in = in;
    }

    // names

    /** A new name for something; {@code what} is its role with an article. */
    Name name(String what) {
        if (!in.isWord() || in.isLineStart()) {
            throw in.expected(Code.INCOMPLETE, what);
        }
        var name = new Name(in.here(), in.text());
        in.next();
        return name;
    }

    Name text(String what) {
        if (in.kind() != Tokens.TEXT || in.isLineStart()) {
            throw in.expected(Code.INCOMPLETE, what);
        }
        var name = new Name(in.here(), unquoted(in.text()));
        in.next();
        return name;
    }

    @Nullable Name optionalText() {
        return in.kind() == Tokens.TEXT && !in.isLineStart() ? text("a text") : null;
    }

    private static String unquoted(String quoted) {
        int end = quoted.length() > 1 && quoted.endsWith("\"") ? quoted.length() - 1 : quoted.length();
        var inside = quoted.substring(1, end);
        if (inside.indexOf('\\') < 0) {
            return inside;
        }
        var out = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == '\\' && i + 1 < inside.length()) {
                c = inside.charAt(++i);
                out.append(c == 'n' ? '\n' : c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** A mention of something; {@code what} is its role with an article. */
    Ref ref(String what) {
        if (!in.isWord()) {
            throw in.expected(Code.INCOMPLETE, what);
        }
        int from = in.p;
        var first = part();
        if (!isDot()) {
            return new Ref(first.span(), List.of(first));
        }
        var parts = new ArrayList<Ref.Part>(2);
        parts.add(first);
        while (isDot()) {
            in.next();
            boolean member = (in.isWord() || in.kind() == Tokens.NUMBER) && !in.isLineStart();
            if (!member) {
                throw in.expected(Code.INCOMPLETE, "a name after the dot");
            }
            parts.add(part());
        }
        return new Ref(in.since(from), parts);
    }

    /** How many tokens the name is long that begins so many tokens ahead, with its dots and indices; 0 when none does. */
    int pathLength(int ahead) {
        int i = ahead;
        if (in.kind(i) != Tokens.WORD) {
            return 0;
        }
        i++;
        while (in.is(i, ".") || in.is(i, "[")) {
            if (in.is(i, "[")) {
                while (in.kind(i) != Tokens.END && !in.is(i, "]") && !in.isLineStart(i)) {
                    i++;
                }
                i++;
            } else {
                i += 2;
            }
        }
        return i - ahead;
    }

    private boolean isDot() {
        return in.is(".") && !in.isLineStart();
    }

    private Ref.Part part() {
        int from = in.p;
        var text = in.text();
        in.next();
        if (!in.is("[") || in.isLineStart()) {
            return new Ref.Part(in.tokens.span(from), text, null);
        }
        var index = index();
        return new Ref.Part(in.since(from), text, index);
    }

    Expr index() {
        in.next();
        var index = sum();
        in.require("]", "after the index");
        return index;
    }

    /** Names between commas. */
    List<Ref> refs(String what) {
        var refs = new ArrayList<Ref>(2);
        do {
            refs.add(ref(what));
        } while (in.accept(","));
        return refs;
    }

    // expressions

    /** With comparisons, {@code and}, {@code or}, {@code not}. */
    Expr condition() {
        int from = in.p;
        var left = conjunction();
        for (int n = 0; in.is("or"); n++) {
            limit(n);
            in.next();
            var right = conjunction();
            left = new Expr.Binary(in.since(from), Operator.OR, left, right);
        }
        return left;
    }

    private Expr conjunction() {
        int from = in.p;
        var left = negation();
        for (int n = 0; in.is("and"); n++) {
            limit(n);
            in.next();
            var right = negation();
            left = new Expr.Binary(in.since(from), Operator.AND, left, right);
        }
        return left;
    }

    private Expr negation() {
        if (!in.is("not")) {
            return comparison();
        }
        int from = in.p;
        in.next();
        in.deeper();
        var of = negation();
        in.shallower();
        return new Expr.Not(in.since(from), of);
    }

    private Expr comparison() {
        int from = in.p;
        var left = sum();
        if (in.is("is") && left instanceof Expr.Variable target) {
            in.next();
            return new Expr.Is(in.since(from), target.ref(), state(from));
        }
        var operator = comparisonSign();
        if (operator == null) {
            return left;
        }
        in.next();
        var right = sum();
        return new Expr.Binary(in.since(from), operator, left, right);
    }

    private Name state(int from) {
        if (!in.isWord()) {
            throw in.expected(Code.INCOMPLETE, "a state such as `full`, `empty`, `down` or `idle`");
        }
        var name = new Name(in.here(), in.text());
        in.next();
        return name;
    }

    @Nullable Operator comparisonSign() {
        if (in.kind() != Tokens.SIGN) {
            return null;
        }
        return switch (in.text()) {
            case "=" -> Operator.EQUAL;
            case "!=" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.AT_MOST;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.AT_LEAST;
            default -> null;
        };
    }

    /** Sums and products: what stands wherever a value is wanted. */
    Expr sum() {
        int from = in.p;
        var left = product();
        for (int n = 0; in.is("+") || in.is("-"); n++) {
            limit(n);
            var operator = in.is("+") ? Operator.ADD : Operator.SUBTRACT;
            in.next();
            var right = product();
            left = new Expr.Binary(in.since(from), operator, left, right);
        }
        return left;
    }

    private Expr product() {
        int from = in.p;
        var left = signed();
        for (int n = 0; in.is("*") || in.is("/"); n++) {
            limit(n);
            var operator = in.is("*") ? Operator.MULTIPLY : Operator.DIVIDE;
            in.next();
            var right = signed();
            left = new Expr.Binary(in.since(from), operator, left, right);
        }
        return left;
    }

    private void limit(int terms) {
        if (terms > MOST_TERMS) {
            throw in.fail(
                    Diagnostic.of(Code.TOO_LARGE, in.here(), "this expression has more than " + MOST_TERMS + " terms")
                            .help("give parts of it names with `let`"));
        }
    }

    private Expr signed() {
        if (!in.is("-")) {
            return primary();
        }
        int from = in.p;
        in.next();
        in.deeper();
        var of = signed();
        in.shallower();
        return new Expr.Negative(in.since(from), of);
    }

    private Expr primary() {
        int from = in.p;
        if (in.kind() == Tokens.NUMBER) {
            return number();
        }
        if (in.is("(")) {
            in.next();
            in.deeper();
            var inside = condition();
            in.shallower();
            if (!in.accept(")")) {
                unclosed(from);
            }
            return inside;
        }
        if (in.isWord() && !(in.isLineStart() && from > 0 && (isAfterStatement(from) || isHead()))) {
            if (in.is(1, "(") && in.isAdjacent(1)) {
                return call();
            }
            if (in.is(1, "from") && in.kind(2) == Tokens.TEXT && !in.isLineStart(1)) {
                return fromFile();
            }
            if (in.is("work") && in.is(1, "in") && in.is(2, "process")) {
                in.next();
                in.next();
                in.next();
                var span = in.since(from);
                var ref = new Ref(span, List.of(new Ref.Part(span, "work in process", null)));
                return new Expr.Variable(span, ref);
            }
            var ref = ref("a value");
            return perUnit(from, new Expr.Variable(ref.span(), ref));
        }
        throw in.expected("a value such as `42 s` or a name");
    }

    private boolean isHead() {
        var word = in.text();
        return in.kind(1) == Tokens.WORD
                && (Language.words(Keyword.Place.PLANT).contains(word)
                        || Language.words(Keyword.Place.SCENARIO).contains(word)
                        || Language.isProperty(word));
    }

    /** A word at the start of a line is the next statement, unless an operator or comma says that more comes. */
    private boolean isAfterStatement(int token) {
        int before = token - 1;
        while (before > 0 && in.tokens.kind[before] == Tokens.DOC) {
            before--;
        }
        return in.tokens.kind[before] != Tokens.SIGN;
    }

    private void unclosed(int open) {
        if (in.isLineStart() || in.atEnd()) {
            in.neverClosed(open);
        } else {
            in.require(")", "here");
        }
    }

    // numbers

    private Expr number() {
        int from = in.p;
        var written = in.text();
        in.next();
        if (isStrayBeforeUnit()) {
            in.report(Diagnostic.of(
                            Code.NOT_EXPECTED,
                            in.here(),
                            "`" + in.text() + "` is not expected between a number and its unit")
                    .fix(in.here(), ""));
            in.next();
        }
        @Nullable Unit unit = unit();
        if (unit == null && unknownUnit()) {
            return new Expr.Broken(in.since(from));
        }
        if (unit != null && isUnitAgain()) {
            in.report(Diagnostic.of(Code.NOT_EXPECTED, in.here(), "the unit " + in.shown() + " is written twice")
                    .fix(in.here(), ""));
            in.next();
        }
        if (in.is("per") && !in.isLineStart() && in.kind(1) == Tokens.WORD) {
            @Nullable Unit below = Units.find(in.text(1));
            if (below != null && !below.hasOffset() && (unit == null || !unit.hasOffset())) {
                in.next();
                in.next();
                unit = (unit == null ? Unit.ONE : unit).per(below);
            }
        }
        var span = in.since(from);
        @Nullable Quantity value = quantity(written, unit == null ? Unit.ONE : unit);
        if (value == null) {
            in.diagnostics.add(Diagnostic.of(
                    Code.BAD_NUMBER,
                    span,
                    "the number `" + shorten(written) + "` is too large or too long to be read"));
            return new Expr.Broken(span);
        }
        var number = new Expr.Number(span, value);
        if (value.shown().symbol().equals("%") && in.is("of") && !in.isLineStart()) {
            in.next();
            in.deeper();
            var whole = signed();
            in.shallower();
            return new Expr.Binary(in.since(from), Operator.OF, number, whole);
        }
        return number;
    }

    /** No name is a unit, so a word between a number and a unit is a slip. */
    private boolean isStrayBeforeUnit() {
        return in.isWord()
                && !in.isLineStart()
                && !Units.isFactor(in.text())
                && !in.is("per")
                && !in.isLineStart(1)
                && (in.is(1, "%") || in.kind(1) == Tokens.WORD && Units.isFactor(in.text(1)) && !in.is(2, "("));
    }

    private boolean isUnitAgain() {
        return in.isWord() && !in.isLineStart() && in.text().equals(in.tokens.text(in.p - 1)) && !in.is(1, "(");
    }

    private static String shorten(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }

    private static @Nullable Quantity quantity(String written, Unit unit) {
        if (written.length() <= SHORT_NUMBER) {
            int scale = scale(written);
            if (scale >= 0) {
                return new Quantity(unit.toSi(digits(written), scale), unit);
            }
        }
        if (written.length() > LONGEST_NUMBER) {
            return null;
        }
        int e = Math.max(written.indexOf('e'), written.indexOf('E'));
        if (e >= 0 && written.length() - e > 5) {
            return null;
        }
        var quantity = Quantity.of(new BigDecimal(written), unit);
        return Double.isFinite(quantity.si()) ? quantity : null;
    }

    /** Digits behind the point of a plain decimal; -1 for anything else. */
    private static int scale(String text) {
        int point = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0 && i > 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return -1;
            }
        }
        return point < 0 ? 0 : text.length() - point - 1;
    }

    private static long digits(String text) {
        long digits = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '.') {
                digits = 10 * digits + text.charAt(i) - '0';
            }
        }
        return digits;
    }

    /** `name per day`, as with numbers. */
    private Expr perUnit(int from, Expr value) {
        if (in.is("per") && !in.isLineStart() && in.kind(1) == Tokens.WORD) {
            @Nullable Unit below = Units.find(in.text(1));
            if (below != null && !below.hasOffset()) {
                in.next();
                var span = in.here();
                in.next();
                return new Expr.Binary(
                        in.since(from), Operator.DIVIDE, value, new Expr.Number(span, Quantity.of(1, below)));
            }
        }
        return value;
    }

    /** The unit right after a number on the same line; compounds have no gaps. */
    private @Nullable Unit unit() {
        if (in.isLineStart()) {
            return null;
        }
        if (in.is("%")) {
            in.next();
            return Units.parse("%");
        }
        boolean reciprocal = in.kind() == Tokens.NUMBER
                && in.text().equals("1")
                && in.is(1, "/")
                && in.isAdjacent(1)
                && in.isAdjacent(2)
                && Units.isFactor(in.text(2));
        if (!reciprocal && !(in.isWord() && Units.isFactor(in.text()) && !in.is(1, "("))) {
            return null;
        }
        int from = in.p;
        in.next();
        power();
        while ((in.is("/") || in.is("*"))
                && in.isAdjacent(0)
                && in.isAdjacent(1)
                && in.kind(1) == Tokens.WORD
                && Units.isFactor(in.text(1))) {
            in.next();
            in.next();
            power();
        }
        var text = in.p == from + 1 ? in.tokens.text(from) : in.source(from);
        @Nullable Unit unit = in.p == from + 1 ? Units.find(text) : compounds.computeIfAbsent(text, Units::find);
        if (unit == null) {
            in.diagnostics.add(Diagnostic.of(
                            Code.UNKNOWN_UNIT, in.since(from), "the unit `" + text + "` cannot be combined like this")
                    .help("a temperature in a compound is written in K"));
            return Unit.ONE;
        }
        return unit;
    }

    private void power() {
        if (in.is("^") && in.isAdjacent(0) && in.isAdjacent(1) && in.kind(1) == Tokens.NUMBER) {
            in.next();
            in.next();
        }
    }

    /** A word right behind the number without a gap can only be meant as a unit. */
    private boolean unknownUnit() {
        if (!in.isWord() || !in.isAdjacent(0)) {
            return false;
        }
        reportUnknownUnit();
        return true;
    }

    /** Reports the word here as a unit that does not exist, and passes it. */
    void reportUnknownUnit() {
        var word = in.text();
        @Nullable String near = Spelling.nearest(word, likelyUnits(word));
        var fault = Diagnostic.of(
                Code.UNKNOWN_UNIT,
                in.here(),
                "`" + word + "` is not a unit" + (near == null ? "" : "; did you mean `" + near + "`?"));
        in.report(
                near == null
                        ? fault.help("units are s, min, h, d, m, kg, kW, EUR, % and others")
                        : fault.fix(in.here(), near));
        in.next();
    }

    /** A currency is meant only by capitals. */
    private static List<String> likelyUnits(String word) {
        boolean capitals = word.equals(word.toUpperCase(Locale.ROOT));
        var names = new ArrayList<String>();
        for (var unit : Units.all()) {
            if (capitals || !unit.dimension().equals(Dimension.MONEY)) {
                names.add(unit.symbol());
                names.addAll(unit.aliases());
            }
        }
        return names;
    }

    // functions

    private Expr call() {
        int from = in.p;
        var function = new Name(in.here(), in.text());
        in.next();
        in.deeper();
        var arguments = arguments(Language.parameters(function.text()));
        in.shallower();
        return new Expr.Call(in.since(from), function, arguments);
    }

    /** From the opening bracket to the closing one. */
    List<Expr.Argument> arguments(List<String> parameters) {
        int open = in.p;
        in.next();
        var arguments = new ArrayList<Expr.Argument>(4);
        while (!in.is(")")) {
            if (in.atEnd() || in.is("}") || in.is("{") || in.isFileHead()) {
                in.neverClosed(open);
                return arguments;
            }
            arguments.add(argument(parameters));
            if (in.is(")")) {
                break;
            }
            if (in.atEnd() || (in.isLineStart() && !in.is(","))) {
                in.neverClosed(open);
                return arguments;
            }
            if (!in.accept(",")) {
                boolean goesOn = in.isWord() || in.kind() == Tokens.NUMBER || in.is("(") || in.is("-");
                in.require(",", "between two parameters");
                if (!goesOn) {
                    throw in.expected("`,` or `)`");
                }
                if (in.isWord() && !(parameters.contains(in.text()) || in.is(1, "=") || in.is(1, "("))) {
                    throw in.expected("`,` or `)`");
                }
            }
        }
        in.next();
        return arguments;
    }

    private Expr.Argument argument(List<String> parameters) {
        int from = in.p;
        @Nullable Name name = null;
        if (in.isWord() && isNamed(parameters)) {
            name = new Name(in.here(), in.text());
            in.next();
            in.accept("=");
        }
        var value = sum();
        @Nullable Expr share = in.kind() == Tokens.NUMBER && !in.isLineStart() ? sum() : null;
        return new Expr.Argument(in.since(from), name, value, share);
    }

    private boolean isNamed(List<String> parameters) {
        if (in.is(1, "=")) {
            return true;
        }
        boolean valueFollows =
                in.kind(1) == Tokens.NUMBER || in.kind(1) == Tokens.WORD && !in.is(1, "per") && !in.is(1, "from");
        return valueFollows && parameters.contains(in.text());
    }

    /** {@code clean(20 min)} as a statement. */
    ActExpr.Call callOfProcedure() {
        int from = in.p;
        var name = new Name(in.here(), in.text());
        in.next();
        var arguments = arguments(List.of());
        return new ActExpr.Call(in.since(from), name, arguments);
    }

    /** A unit by its name; null when there is none, which has been reported. */
    @Nullable Name unitName() {
        int from = in.p;
        if (in.kind() != Tokens.WORD || in.isLineStart()) {
            throw in.expected(Code.INCOMPLETE, "a unit such as `min`");
        }
        if (unit() == null) {
            reportUnknownUnit();
            return null;
        }
        Span span = in.since(from);
        return new Name(span, span.text());
    }

    private Expr fromFile() {
        int from = in.p;
        var function = new Name(in.here(), in.text());
        in.next();
        in.next();
        var file = text("the name of a file");
        @Nullable Name column = null;
        @Nullable Name unit = null;
        if (in.accept("column")) {
            column = text("the name of the column as a text, e.g. column \"seconds\"");
        }
        if (in.is("in") && in.kind(1) == Tokens.WORD && !in.isLineStart()) {
            in.next();
            unit = unitName();
        }
        return new Expr.FromFile(in.since(from), function, file, column, unit);
    }
}
