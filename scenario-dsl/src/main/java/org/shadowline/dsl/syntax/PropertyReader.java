package org.shadowline.dsl.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.units.Dimension;

/** Reads what is said about an element, one property after another. */
final class PropertyReader {
    private static final List<String> POWER_STATES =
            List.of("busy", "idle", "setup", "blocked", "down", "off", "standby", "warming");

    private static final List<String> DRIVE_STATES = List.of("driving", "standing");

    private final Cursor in;
    private final ExpressionReader expressions;
    private final CalendarReader calendar;

    PropertyReader(Cursor in, ExpressionReader expressions, CalendarReader calendar) {
        this.in = in;
        this.expressions = expressions;
        this.calendar = calendar;
    }

    /** Whether a property of the kind begins here. */
    boolean begins(Kind kind) {
        if (in.kind() == Tokens.NUMBER || in.is("(")) {
            return kind == Kind.AREA || kind == Kind.TEAM;
        }
        return in.isWord() && (Language.isPropertyOf(kind, in.text()) || isPeople(kind));
    }

    private boolean isPeople(Kind kind) {
        return kind == Kind.TEAM && in.is(1, "people");
    }

    /** One property; {@link Cursor.Stop} when it is broken. */
    Property read(Kind kind) {
        if (in.kind() == Tokens.NUMBER || in.is("(") || isPeople(kind)) {
            return kind == Kind.AREA ? size(in.p) : people();
        }
        return read(kind, in.text());
    }

    /** The property of the given name; the word here is it, or was meant as it. */
    Property read(Kind kind, String word) {
        int from = in.p;
        var keyword = new Name(in.here(), word);
        in.next();
        return switch (word) {
            case "at" -> kind == Kind.TEAM && !in.is("(") ? shiftEnd(from) : at(from);
            case "size" -> size(from);
            case "in" ->
                kind == Kind.SITE
                        ? new Property.Zone(in.since(from), calendar.zone())
                        : in.is("lots") ? lots(from) : new Property.In(in.since(from), areaThen(from));
            case "lots" -> lotsFrom(from);
            case "makes" -> makes(from);
            case "every" -> every(kind, from);
            case "unlimited" -> new Property.Flag(in.since(from), keyword);
            case "from" -> kind == Kind.SOURCE ? orders(from) : between(from);
            case "first" -> first(from, keyword);
            case "loses" -> loses(from, keyword);
            case "scraps" ->
                kind == Kind.SINK ? new Property.Flag(in.since(from), keyword) : value(kind, from, keyword);
            case "takes" -> kind == Kind.SHIPMENT ? value(kind, from, keyword) : takes(kind, from);
            case "departs" -> departs(from);
            case "holds" -> kind == Kind.SHIPMENT ? holds(from) : value(kind, from, keyword);
            case "partner" -> new Property.Flag(in.since(from), keyword);
            case "sets" -> setsUp(kind, from);
            case "fails" -> fails(from);
            case "needs" -> needs(kind, from);
            case "draws" -> draws(kind, from);
            case "stands" -> rests(from, "stands by", "by");
            case "switches" -> rests(from, "switches off", "off");
            case "shift" -> shift(from);
            case "dispatch" -> kind == Kind.FLEET ? calls(from) : dispatch(from);
            case "skills" -> skills(from);
            case "robot" -> {
                try {
                    yield robot(from);
                } catch (Cursor.Stop reported) {
                    // its words begin other properties as well, which are not meant
                    while (!in.isLineStart() && !in.is("}") && !in.atEnd()) {
                        in.next();
                    }
                    throw reported;
                }
            }
            case "walks" -> walks(from);
            case "learns" -> learns(from);
            case "tires" -> tires(from);
            case "has" -> has(from);
            case "reorders" -> kind == Kind.SPARE ? restocks(from) : reorders(from);
            case "maintained" -> maintained(from);
            case "wears" -> wears(from);
            case "batch" -> batch(kind, from);
            case "waits" -> waits(from);
            case "defects" -> defects(kind, from, keyword);
            case "joins" -> new Property.Joins(in.since(from), components(kind, "joins"));
            case "splits" -> splits(kind, from);
            case "packs" -> packs(from);
            case "uses" -> uses(kind, from);
            case "changed" -> changed(from);
            case "unpacks" -> unpacks(kind, from);
            case "inspects" -> inspects(from);
            case "one" -> twoWords(from, "one", "way");
            case "single" -> twoWords(from, "single", "track");
            case "not" -> twoWords(from, "not", "accumulating");
            case "places" -> grid(from);
            case "pitch" -> pitch(from);
            case "stores" -> stores(from);
            case "retrieves" -> retrieves(from);
            case "moves" -> moves(from);
            case "parks" -> new Property.Parks(in.since(from), placeAfterAt("parks at charger"));
            case "serves" ->
                new Property.Serves(in.since(from), expressions.refs("the name of an element, as in `serves mill`"));
            case "charges" -> charges(from);
            case "swaps" -> swaps(from);
            case "type" -> {
                var type = expressions.text("a text, as in `type \"indexing table\"`");
                yield new Property.Type(in.since(from), type);
            }
            case "with" -> with(from);
            case "then" -> then(from);
            case "merges" -> merges(from);
            case "sensor" -> sensor(from);
            case "parts" -> partLength(kind, from, keyword);
            case "carries" -> carries(kind, from, keyword);
            default -> value(kind, from, keyword);
        };
    }

    private Property with(int from) {
        var parameters = new ArrayList<Property.Parameter>(2);
        do {
            int at = in.p;
            var name = expressions.name("the name of a parameter, as in `with positions 8, cycle 30 s`");
            var value = expressions.sum();
            parameters.add(new Property.Parameter(in.since(at), name, value));
        } while (in.accept(","));
        return new Property.With(in.since(from), parameters);
    }

    private Property dispatch(int from) {
        return new Property.Dispatch(in.since(from), rule());
    }

    private Property twoWords(int from, String first, String second) {
        in.requireWord(second, "expected `" + first + " " + second + "`");
        return new Property.Flag(in.since(from), new Name(in.tokens.span(from), first + " " + second));
    }

    private Property carries(Kind kind, int from, Name keyword) {
        in.requireWord("up", "expected `up to` and a number of parts, as in `carries up to 4`");
        in.requireWord("to", "expected `up to` and a number of parts, as in `carries up to 4`");
        return value(kind, from, keyword);
    }

    private Property then(int from) {
        @Nullable Expr angle = null;
        if (in.accept("curve")) {
            angle = expressions.sum();
            in.requireWord("radius", "expected `radius`, as in `then curve 90 deg radius 1 m`");
        }
        var length = expressions.sum();
        @Nullable Expr speed = in.is("at") && !in.is(1, "(") && in.accept("at") ? expressions.sum() : null;
        return new Property.Then(in.since(from), angle, length, speed);
    }

    private Property merges(int from) {
        if (in.accept("alternately")) {
            return new Property.Merges(in.since(from), List.of());
        }
        in.requireWord("first", "expected `alternately` or `first from`, as in `merges first from lane1`");
        in.requireWord("from", "expected `first from` and an element, as in `merges first from lane1`");
        return new Property.Merges(
                in.since(from), expressions.refs("the name of an element, as in `merges first from lane1`"));
    }

    private Property sensor(int from) {
        if (!in.isWord()) {
            throw in.expected("the name of the sensor, as in `sensor eye at 8 m`");
        }
        var name = new Name(in.here(), in.text());
        in.next();
        in.requireWord("at", "expected `at` and a distance from the beginning, as in `sensor eye at 8 m`");
        return new Property.Sensor(in.since(from), name, expressions.sum());
    }

    private Property partLength(Kind kind, int from, Name keyword) {
        requireValue(kind, "parts");
        var length = expressions.sum();
        in.requireWord("long", "expected `long`, as in `parts 0.4 m long`");
        return new Property.Value(in.since(from), keyword, length);
    }

    private Property grid(int from) {
        requireValue(Kind.RACK, "places");
        var columns = expressions.sum();
        in.requireWord("x", "expected `x` and how many places are one above the other, as in `places 20 x 8`");
        return new Property.Grid(in.since(from), columns, expressions.sum());
    }

    private Property pitch(int from) {
        requireValue(Kind.RACK, "pitch");
        var width = expressions.sum();
        in.requireWord("x", "expected `x` and the height of a place, as in `pitch 0.6 m x 0.5 m`");
        return new Property.Pitch(in.since(from), width, expressions.sum());
    }

    private Property stores(int from) {
        var words = Arrays.stream(Rack.Stores.values()).map(Rack.Stores::words).toList();
        return new Property.Stores(in.since(from), Rack.Stores.values()[oneOf(words, "a rule")]);
    }

    private Property retrieves(int from) {
        var words = Arrays.stream(Rack.Retrieves.values())
                .map(Rack.Retrieves::words)
                .toList();
        var rule = Rack.Retrieves.values()[oneOf(words, "a rule")];
        @Nullable Name attribute = rule.asksAttribute() ? expressions.name("the name of an attribute") : null;
        return new Property.Retrieving(in.since(from), rule, attribute);
    }

    private Property moves(int from) {
        var words =
                Arrays.stream(Fleet.Motion.values()).map(Fleet.Motion::words).toList();
        return new Property.Moves(in.since(from), Fleet.Motion.values()[oneOf(words, "a way to move")]);
    }

    private Property calls(int from) {
        var words = Arrays.stream(Fleet.Calls.values()).map(Fleet.Calls::words).toList();
        return new Property.Calls(in.since(from), Fleet.Calls.values()[oneOf(words, "a rule")]);
    }

    /** Which of some phrases of one to three words stands here; {@code what} has an article. */
    private int oneOf(List<String> phrases, String what) {
        for (int i = 0; i < phrases.size(); i++) {
            var words = phrases.get(i).split(" ", -1);
            boolean here = in.is(words[0]) && !in.isLineStart();
            for (int w = 1; w < words.length; w++) {
                here &= in.is(w, words[w]);
            }
            if (!here) {
                continue;
            }
            for (int w = 0; w < words.length; w++) {
                in.next();
            }
            return i;
        }
        throw in.expected(Code.INCOMPLETE, what + ": " + listed(phrases));
    }

    private Ref placeAfterAt(String example) {
        in.requireWord("at", "expected `at` and a place, as in `" + example + "`");
        return expressions.ref("the name of a node or element, as in `" + example + "`");
    }

    private Property charges(int from) {
        var form = "as in `charges at charger with 3 kW below 20 %`";
        var place = placeAfterAt("charges at charger with 3 kW below 20 %");
        in.requireWord("with", "expected `with` and a power, " + form);
        var power = expressions.sum();
        in.requireWord("below", "expected `below` and a share, " + form);
        var below = expressions.sum();
        @Nullable Expr upTo = in.accept("to") ? expressions.sum() : null;
        boolean whenIdle = in.is("when") && in.is(1, "idle");
        if (whenIdle) {
            in.next();
            in.next();
        }
        return new Property.Charges(in.since(from), place, power, below, upTo, whenIdle);
    }

    private Property swaps(int from) {
        var form = "as in `swaps at charger in 3 min below 20 %`";
        var place = placeAfterAt("swaps at charger in 3 min below 20 %");
        in.requireWord("in", "expected `in` and a time, " + form);
        var time = expressions.sum();
        in.requireWord("below", "expected `below` and a share, " + form);
        return new Property.Swaps(in.since(from), place, time, expressions.sum());
    }

    private Ref areaThen(int from) {
        if (!in.isWord() || in.isLineStart()) {
            throw in.expected(Code.INCOMPLETE, "the name of an area after `" + in.tokens.text(from) + "`");
        }
        return expressions.ref("the name of an area");
    }

    private Property value(Kind kind, int from, Name keyword) {
        requireValue(kind, keyword.text());
        var value = expressions.sum();
        return new Property.Value(in.since(from), keyword, value);
    }

    /** A property without its value says what it needs, with the example of the table. */
    private void requireValue(Kind kind, String word) {
        boolean value = in.kind() == Tokens.NUMBER || in.is("(") || in.is("-") || (in.isWord() && !in.isLineStart());
        boolean next = in.isWord() && Language.isPropertyOf(kind, in.text()) && !in.is("unlimited") && !in.is(1, "(");
        if (!value || next) {
            @Nullable Keyword keyword = Language.property(kind, word);
            throw in.incomplete("`" + word + "` needs " + wanted(keyword));
        }
    }

    private static String wanted(@Nullable Keyword keyword) {
        if (keyword == null) {
            return "a value";
        }
        @Nullable Dimension dimension = keyword.dimension();
        var what = dimension == null || dimension.equals(Dimension.NONE) ? "a value" : dimension.described();
        return what + ", e.g. `" + keyword.example() + "`";
    }

    Property.At at(int from) {
        if (!in.is("(")) {
            throw in.expected("a position such as `(12 m, 6 m)` after `at`");
        }
        int open = in.p;
        in.next();
        var x = expressions.sum();
        if (in.isWord() && !in.isLineStart()) {
            expressions.reportUnknownUnit();
        }
        in.require(",", "between the coordinates");
        var y = expressions.sum();
        @Nullable Expr z = in.accept(",") ? expressions.sum() : null;
        if (!in.accept(")")) {
            if (in.isLineStart() || in.atEnd()) {
                in.neverClosed(open);
            } else {
                in.require(")", "after the coordinates");
                passRest();
            }
        }
        return new Property.At(in.since(from), x, y, z);
    }

    /** Passes what a slip has left before the bracket that closes on the same line. */
    private void passRest() {
        for (int i = 0; i < 4 && !in.isLineStart(i) && !in.is(i, "("); i++) {
            if (in.is(i, ")")) {
                for (int k = 0; k <= i; k++) {
                    in.next();
                }
                return;
            }
        }
    }

    private Property size(int from) {
        var width = expressions.sum();
        if (!in.accept("x")) {
            throw in.expected("`x` and the depth, as in `60 m x 24 m`");
        }
        var depth = expressions.sum();
        return new Property.Size(in.since(from), width, depth);
    }

    /** {@code 3 people}: the word is the unit of the number, or stands behind a name. */
    private Property people() {
        int from = in.p;
        var count = expressions.sum();
        var spot = in.tokens.source().span(in.tokens.end[in.p - 1], in.tokens.end[in.p - 1]);
        if (count instanceof Expr.Number number
                && number.value().shown().symbol().isEmpty()) {
            boolean misspelled = in.isWord()
                    && !in.isLineStart()
                    && Spelling.nearest(in.text(), List.of("people", "person")) != null;
            if (misspelled) {
                in.misspelled("people", "`" + in.text() + "` is not expected here");
                in.next();
            } else if (!in.accept("people")) {
                in.report(
                        Diagnostic.of(Code.INCOMPLETE, count.span(), "`" + number.value() + "` what? A team has people")
                                .fix(spot, " people"));
            }
        } else {
            in.accept("people");
        }
        return new Property.Value(in.since(from), new Name(count.span(), "people"), count);
    }

    private Property shiftEnd(int from) {
        in.requireWord("shift", "expected `shift end`, or a position such as `(12 m, 6 m)`, after `at`");
        in.requireWord("end", "expected `end`, as in `at shift end finishes`");
        if (in.accept("finishes")) {
            return new Property.AtShiftEnd(in.since(from), true);
        }
        in.requireWord("pauses", "expected `finishes` or `pauses`");
        return new Property.AtShiftEnd(in.since(from), false);
    }

    private Property lots(int from) {
        in.next();
        return lotsOf(from, in.tokens.span(from + 1));
    }

    private Property lotsFrom(int from) {
        return lotsOf(from, in.tokens.span(from));
    }

    private Property lotsOf(int from, Span keyword) {
        in.requireWord("of", "expected `of` and a number, as in `in lots of 5`");
        var size = expressions.sum();
        return new Property.Value(in.since(from), new Name(keyword, "lots"), size);
    }

    private Property makes(int from) {
        var shares = new ArrayList<Property.ProductShare>(2);
        do {
            int at = in.p;
            var product = expressions.ref("the name of a product, e.g. `makes bracket 70 %, hinge 30 %`");
            @Nullable Expr share = in.kind() == Tokens.NUMBER && !in.isLineStart() ? expressions.sum() : null;
            shares.add(new Property.ProductShare(in.since(at), product, share));
        } while (in.accept(","));
        return new Property.Makes(in.since(from), shares);
    }

    private Property every(Kind kind, int from) {
        requireValue(kind, "every");
        var streams = new ArrayList<Property.Stream>(1);
        do {
            int at = in.p;
            var interval = expressions.sum();
            @Nullable HoursExpr during = in.accept("during") ? calendar.hours() : null;
            streams.add(new Property.Stream(in.since(at), interval, during));
        } while (another(kind));
        return new Property.Arrivals(in.since(from), streams);
    }

    /** A comma and another item of the list; a comma before the next property is a fault of its own. */
    private boolean another(Kind kind) {
        if (!in.is(",")) {
            return false;
        }
        var comma = in.here();
        in.next();
        if (in.isWord() && Language.isPropertyOf(kind, in.text()) && !in.is(1, "(")) {
            in.report(Diagnostic.of(Code.PUNCTUATION, comma, "there is no comma before `" + in.text() + "`")
                    .fix(comma, ""));
            return false;
        }
        return true;
    }

    private Property orders(int from) {
        var file = expressions.text("a file of orders as a text, e.g. `from \"orders.csv\"`");
        return new Property.OrderFile(in.since(from), file);
    }

    private Property between(int from) {
        var begin = expressions.ref("the element at the beginning, as in `from mill to wash`");
        @Nullable Ref end = in.accept("to") ? expressions.ref("the element at the end") : null;
        return new Property.Between(in.since(from), begin, end);
    }

    private Property first(int from, Name keyword) {
        in.requireWord("after", "expected `after` and a time, as in `first after 10 min`");
        var time = expressions.sum();
        return new Property.Value(in.since(from), keyword, time);
    }

    private Property loses(int from, Name keyword) {
        in.requireWord("arrivals", "expected `loses arrivals when full`");
        in.requireWord("when", "expected `loses arrivals when full`");
        in.requireWord("full", "expected `loses arrivals when full`");
        return new Property.Flag(in.since(from), keyword);
    }

    private Property takes(Kind kind, int from) {
        requireValue(kind, "takes");
        var times = new ArrayList<Property.Time>(1);
        do {
            int at = in.p;
            var time = expressions.sum();
            @Nullable Ref product = in.accept("for") ? expressions.ref("the name of a product") : null;
            @Nullable Name step = null;
            if (in.is("at") && in.kind(1) == Tokens.WORD) {
                in.next();
                step = expressions.name("the name of a step");
            }
            times.add(new Property.Time(in.since(at), time, product, step));
        } while (another(kind));
        return new Property.Takes(in.since(from), times);
    }

    private Property setsUp(Kind kind, int from) {
        in.requireWord("up", "expected `up`, as in `sets up 10 min when product changes`");
        @Nullable Name matrix = null;
        var changes = new ArrayList<Property.Change>(1);
        if (in.accept("from")) {
            matrix = expressions.text("a file of set-up times as a text, e.g. `sets up from \"matrix.csv\"`");
        } else {
            if (in.kind() != Tokens.NUMBER && !in.is("(") && !(in.isWord() && !in.isLineStart())) {
                throw in.incomplete("`sets up` needs a time, e.g. `sets up 10 min when product changes`");
            }
            do {
                int at = in.p;
                var time = expressions.sum();
                @Nullable Name before = null;
                @Nullable Name after = null;
                if (in.accept("from")) {
                    before = expressions.name("a product or a value");
                    in.requireWord("to", "expected `to`, as in `5 min from bracket to hinge`");
                    after = expressions.name("a product or a value");
                }
                changes.add(new Property.Change(in.since(at), time, before, after));
            } while (another(kind));
        }
        @Nullable Name criterion = null;
        if (in.is("when")) {
            in.next();
            criterion = expressions.name("`product`, or the name of an attribute, as in `when product changes`");
            in.requireWord("changes", "expected `changes`, as in `when product changes`");
        }
        return new Property.SetsUp(in.since(from), changes, matrix, criterion);
    }

    private Property fails(int from) {
        @Nullable Name label = expressions.optionalText();
        @Nullable Name clock = wear();
        if (clock == null && !in.accept("every")) {
            in.requireWord("every", "`fails` needs `every` and a time, e.g. `fails every exponential(6 h) for 20 min`");
        }
        var every = expressions.sum();
        if (clock == null && in.accept("of")) {
            clock = clock();
        }
        if (!in.is("for")) {
            throw in.incomplete("`fails every …` needs `for` and a time of repair, e.g. `for 20 min`");
        }
        in.next();
        var repair = expressions.sum();
        var upkeep = upkeep();
        Property.@Nullable Need crew = null;
        if (in.accept("repaired")) {
            in.requireWord("by", "expected `by`, as in `repaired by 1 of fitters`");
            crew = need();
        }
        return new Property.Fails(in.since(from), label, every, clock, repair, upkeep, crew, asNew());
    }

    private Property maintained(int from) {
        @Nullable Name label = expressions.optionalText();
        @Nullable Name clock = wear();
        if (clock == null) {
            in.requireWord("every", "`maintained` needs `every` and a time, e.g. `maintained every 200 h for 2 h`");
        }
        var every = expressions.sum();
        if (clock == null && in.accept("of")) {
            clock = clock();
        }
        if (!in.is("for")) {
            throw in.incomplete("`maintained every …` needs `for` and how long it takes, e.g. `for 2 h`");
        }
        in.next();
        var duration = expressions.sum();
        var upkeep = upkeep();
        Property.@Nullable Need crew = in.accept("by") ? need() : null;
        return new Property.Maintained(in.since(from), label, every, clock, duration, upkeep, crew, asNew());
    }

    /** {@code when wear reaches}, in place of an interval. */
    private @Nullable Name wear() {
        if (!in.accept("when")) {
            return null;
        }
        var form = "as in `when wear reaches 80 %`";
        var name = new Name(in.here(), "wear");
        in.requireWord("wear", "expected `wear`, " + form);
        in.requireWord("reaches", "expected `reaches` and a share, " + form);
        return name;
    }

    private boolean asNew() {
        if (!in.is("as") || !in.is(1, "new")) {
            return false;
        }
        in.next();
        in.next();
        return true;
    }

    private Property.Upkeep upkeep() {
        int from = in.p;
        @Nullable Expr cost = in.accept("and") ? expressions.sum() : null;
        var spares = in.accept("using")
                ? components(Kind.STATION, "using", "a spare part", "1 spindle")
                : List.<Property.Component>of();
        return new Property.Upkeep(in.since(from), cost, spares);
    }

    private Property wears(int from) {
        @Nullable Expr slower = null;
        @Nullable Expr scrap = null;
        do {
            if (in.kind() != Tokens.NUMBER && !in.is("(") && !(in.isWord() && !in.isLineStart())) {
                throw in.incomplete("`wears` needs a share, e.g. `wears 5 % slower every 100 parts`");
            }
            var share = expressions.sum();
            if (in.accept("slower")) {
                slower = share;
            } else {
                in.requireWord(
                        "scrap", "expected `slower` or `scrap`, as in `wears 5 % slower, 1 % scrap every 100 parts`");
                scrap = share;
            }
        } while (in.accept(","));
        in.requireWord("every", "expected `every` and a number of parts, as in `wears 5 % slower every 100 parts`");
        return new Property.Wears(in.since(from), slower, scrap, expressions.sum());
    }

    private Property defects(Kind kind, int from, Name keyword) {
        requireValue(kind, "defects");
        var share = expressions.sum();
        return kind == Kind.STATION && in.is("plus")
                ? new DefectReader(in, expressions, calendar).causes(from, share)
                : new Property.Value(in.since(from), keyword, share);
    }

    private Property batch(Kind kind, int from) {
        requireValue(kind, "batch");
        var least = expressions.sum();
        @Nullable Expr most = in.accept("..") ? expressions.sum() : null;
        @Nullable Expr within = in.accept("within") ? expressions.sum() : null;
        boolean alike = in.accept("alike");
        return new Property.Batch(in.since(from), least, most, within, alike);
    }

    private Property waits(int from) {
        var form = "as in `waits at most 30 min after wash`";
        in.requireWord("at", "expected `at most` and a time, " + form);
        in.requireWord("most", "expected `most` and a time, " + form);
        var most = expressions.sum();
        in.requireWord("after", "expected `after` and a station, " + form);
        var after = expressions.ref("the name of a station, " + form);
        boolean back = in.accept("else");
        if (back) {
            in.requireWord("back", "expected `back`, as in `waits at most 30 min after wash else back`");
        }
        return new Property.Waits(in.since(from), most, after, back);
    }

    private Property splits(Kind kind, int from) {
        in.requireWord("into", "expected `into`, as in `splits into 12 box`");
        return new Property.Splits(in.since(from), components(kind, "splits"));
    }

    private List<Property.Component> components(Kind kind, String word) {
        requireValue(kind, word);
        return components(kind, word, "a product", "4 bolt");
    }

    private List<Property.Component> components(Kind kind, String word, String what, String example) {
        var components = new ArrayList<Property.Component>(2);
        do {
            int at = in.p;
            var count = expressions.sum();
            if (in.isLineStart()) {
                throw in.incomplete("`" + word + "` needs a number and " + what + ", e.g. `" + example + "`");
            }
            var product = expressions.ref("the name of " + what + ", e.g. `" + example + "`");
            components.add(new Property.Component(in.since(at), count, product));
        } while (another(kind));
        return components;
    }

    private Property uses(Kind kind, int from) {
        requireValue(kind, "uses");
        var tool = expressions.ref("the name of a tool, as in `uses cutter`");
        return new Property.Uses(in.since(from), tool);
    }

    private Property changed(int from) {
        in.requireWord("in", "expected `in` and a time, as in `changed in 5 min and 12 EUR`");
        var time = expressions.sum();
        @Nullable Expr cost = in.accept("and") ? expressions.sum() : null;
        return new Property.Changed(in.since(from), time, cost);
    }

    private Property packs(int from) {
        in.requireWord("into", "expected `into`, as in `packs into crate`");
        if (in.isLineStart()) {
            throw in.incomplete("`packs into` needs a product, as in `packs into crate`");
        }
        var product = expressions.ref("the name of a product, as in `packs into crate`");
        return new Property.Packs(in.since(from), product);
    }

    private Property unpacks(Kind kind, int from) {
        requireValue(kind, "unpacks");
        var product = expressions.ref("the name of a product, as in `unpacks crate`");
        return new Property.Unpacks(in.since(from), product);
    }

    private Property inspects(int from) {
        @Nullable Expr missing = in.accept("missing") ? expressions.sum() : null;
        @Nullable Expr alarms = in.accept("alarms") ? expressions.sum() : null;
        return new Property.Inspects(in.since(from), missing, alarms);
    }

    private Property reorders(int from) {
        boolean upTo = in.is("up") && in.is(1, "to");
        if (upTo) {
            in.next();
            in.next();
        }
        requireValue(Kind.SOURCE, "reorders");
        var quantity = expressions.sum();
        var form = "as in `reorders 100 when store below 40 after 3 days`";
        in.requireWord("when", "expected `when`, " + form);
        var stock = expressions.ref("the name of a buffer, " + form);
        in.requireWord("below", "expected `below`, " + form);
        var below = expressions.sum();
        in.requireWord("after", "expected `after`, " + form);
        return new Property.Reorders(in.since(from), upTo, quantity, stock, below, expressions.sum());
    }

    private Property restocks(int from) {
        var form = "as in `reorders 1 below 3 after 10 days`";
        requireValue(Kind.SPARE, "reorders");
        var quantity = expressions.sum();
        @Nullable Expr below = in.accept("below") ? expressions.sum() : null;
        in.requireWord("after", "expected `after` and the lead time, " + form);
        return new Property.Restocks(in.since(from), quantity, below, expressions.sum());
    }

    private Name clock() {
        var name = new Name(in.here(), in.text());
        if (in.accept("operation")) {
            return name;
        }
        if (in.accept("calendar")) {
            in.requireWord("time", "expected `time`, as in `of calendar time`");
            return name;
        }
        throw in.expected("`operation` or `calendar time`");
    }

    private Property needs(Kind kind, int from) {
        var needs = new ArrayList<Property.Need>(1);
        do {
            needs.add(need());
        } while (another(kind));
        return new Property.Needs(in.since(from), needs);
    }

    private Property.Need need() {
        int from = in.p;
        Expr people;
        @Nullable Ref team = null;
        boolean nameOnly = in.isWord() && !in.isLineStart() && !in.is(1, "of") && !in.is(1, "with") && !in.is(1, ".");
        if (nameOnly && (in.is("of") || in.is("with"))) {
            in.report(Diagnostic.of(Code.INCOMPLETE, in.here(), "how many people are needed?")
                    .fix(in.tokens.source().span(in.tokens.start[in.p], in.tokens.start[in.p]), "1 "));
            people = new Expr.Broken(in.here());
            team = in.accept("of") ? expressions.ref("the name of a team") : null;
        } else if (nameOnly) {
            in.report(Diagnostic.of(Code.INCOMPLETE, in.here(), "how many of `" + in.text() + "` are needed?")
                    .fix(in.tokens.source().span(in.tokens.start[in.p], in.tokens.start[in.p]), "1 of "));
            people = new Expr.Broken(in.here());
            team = expressions.ref("the name of a team");
        } else {
            if (in.isLineStart() || !(in.isWord() || in.kind() == Tokens.NUMBER || in.is("("))) {
                throw in.incomplete("`needs` says how many people of which team, e.g. `needs 1 of operators`");
            }
            people = expressions.sum();
            if (in.accept("of")) {
                if (in.isLineStart()) {
                    throw in.incomplete("`needs` says how many people of which team, e.g. `needs 1 of operators`");
                }
                team = expressions.ref("the name of a team");
            }
        }
        @Nullable Name skill = in.accept("with") ? expressions.name("the name of a skill") : null;
        if (team == null && skill == null) {
            throw in.incomplete("expected `of` and a team, or `with` and a skill");
        }
        @Nullable Expr priority = in.accept("priority") ? expressions.sum() : null;
        @Nullable Name purpose = null;
        if (in.is("for") && !in.is(2, "in")) {
            in.next();
            purpose = purpose();
        }
        return new Property.Need(in.since(from), people, team, skill, priority, purpose);
    }

    private @Nullable Name purpose() {
        var name = new Name(in.here(), in.text());
        if (in.accept("work") || in.accept("setup")) {
            return name;
        }
        if (in.isWord() && Spelling.nearest(in.text(), List.of("work", "setup")) instanceof String near) {
            in.misspelled(near, "`" + in.text() + "` is not expected here");
            in.next();
            return new Name(name.span(), near);
        }
        throw in.expected("`work` or `setup`");
    }

    private Property draws(Kind kind, int from) {
        requireValue(kind, "draws");
        var powers = new ArrayList<Property.Draw>(2);
        do {
            int at = in.p;
            var power = expressions.sum();
            @Nullable Name state = null;
            if (in.isWord() && !in.isLineStart() && !Language.isPropertyOf(kind, in.text())) {
                state = powerState(kind == Kind.FLEET ? DRIVE_STATES : POWER_STATES);
            }
            powers.add(new Property.Draw(in.since(at), power, state));
        } while (another(kind));
        return new Property.Draws(in.since(from), powers);
    }

    private Name powerState(List<String> states) {
        var state = new Name(in.here(), in.text());
        if (!states.contains(state.text())) {
            @Nullable String near = Spelling.nearest(state.text(), states);
            if (near == null) {
                throw in.expected("a state: " + listed(states));
            }
            in.misspelled(near, "there is no state `" + state.text() + "`");
            state = new Name(state.span(), near);
        }
        in.next();
        return state;
    }

    private Property rests(int from, String word, String second) {
        var form = "as in `" + word + " after 10 min warms up 2 min`";
        in.requireWord(second, "expected `" + word + "`, " + form);
        var keyword = new Name(in.tokens.span(from), word);
        in.requireWord("after", "expected `after` and a time, " + form);
        var after = expressions.sum();
        @Nullable Expr warmUp = null;
        if (in.accept("warms")) {
            in.requireWord("up", "expected `up` and a time, " + form);
            warmUp = expressions.sum();
        }
        return new Property.Rests(in.since(from), keyword, after, warmUp);
    }

    private Property shift(int from) {
        var hours = calendar.hours();
        return new Property.Shift(in.since(from), hours);
    }

    private Property skills(int from) {
        var skills = new ArrayList<Property.Skill>(2);
        do {
            int at = in.p;
            var name = expressions.name("the name of a skill, e.g. `skills milling, inspection`");
            @Nullable Expr level = in.accept("level") ? expressions.sum() : null;
            skills.add(new Property.Skill(in.since(at), name, level));
        } while (in.accept(","));
        return new Property.Skills(in.since(from), skills);
    }

    private Property departs(int from) {
        if (in.accept("every")) {
            var interval = expressions.sum();
            @Nullable Expr first = null;
            if (in.accept("first")) {
                in.requireWord("after", "expected `after` and a time, as in `departs every 7 days first after 2 days`");
                first = expressions.sum();
            }
            return new Property.DepartsEvery(in.since(from), interval, first);
        }
        if (in.accept("at")) {
            return new Property.DepartsAt(in.since(from), calendar.departures());
        }
        if (in.accept("when")) {
            in.requireWord("full", "expected `full`, as in `departs when full or after 3 days`");
            @Nullable Expr longest = null;
            if (in.accept("or")) {
                in.requireWord("after", "expected `after` and a time, as in `departs when full or after 3 days`");
                longest = expressions.sum();
            }
            return new Property.DepartsWhenFull(in.since(from), longest);
        }
        throw in.expected("`every 7 days`, `at 18:00 on friday` or `when full`");
    }

    private Property holds(int from) {
        requireValue(Kind.SHIPMENT, "holds");
        var most = expressions.sum();
        @Nullable Expr least = null;
        if (in.accept("at")) {
            in.requireWord("least", "expected `least` and a number of parts, as in `holds 400 at least 50`");
            least = expressions.sum();
        }
        return new Property.Holds(in.since(from), most, least);
    }

    private Property robot(int from) {
        var form = "as in `robot reaches 1.3 m at 1.5 m/s stops in 0.4 s`";
        in.requireWord("reaches", "expected `reaches` and a length, " + form);
        var reach = expressions.sum();
        in.requireWord("at", "expected `at` and the speed of the robot, " + form);
        var speed = expressions.sum();
        in.requireWord("stops", "expected `stops in` and a time, " + form);
        in.requireWord("in", "expected `in` and a time, " + form);
        var stops = expressions.sum();
        @Nullable Expr over = in.accept("over") ? expressions.sum() : null;
        @Nullable Expr reacts = null;
        if (in.accept("reacts")) {
            in.requireWord("in", "expected `in` and a time, as in `reacts in 0.1 s`");
            reacts = expressions.sum();
        }
        @Nullable Expr intrusion = in.accept("intrusion") ? expressions.sum() : null;
        @Nullable Expr uncertainty = in.accept("uncertainty") ? expressions.sum() : null;
        @Nullable Expr approach = in.accept("approach") ? expressions.sum() : null;
        var levels = new ArrayList<Expr>(2);
        if (in.accept("slows")) {
            in.requireWord("to", "expected `to` and shares of its speed, as in `slows to 50 %, 20 %`");
            do {
                levels.add(expressions.sum());
            } while (another(Kind.STATION));
        }
        return new Property.RobotIs(
                in.since(from), reach, speed, stops, over, reacts, intrusion, uncertainty, approach, levels);
    }

    private Property walks(int from) {
        requireValue(Kind.TEAM, "walks");
        var speed = expressions.sum();
        boolean onPaths = in.is("on") && !in.isLineStart();
        if (onPaths) {
            in.next();
            in.requireWord("paths", "expected `paths`, as in `walks 1.2 m/s on paths`");
        }
        return new Property.Walks(in.since(from), speed, onPaths);
    }

    private Property learns(int from) {
        requireValue(Kind.TEAM, "learns");
        var rate = expressions.sum();
        var form = "as in `learns 80 % per doubling to 40 %`";
        in.requireWord("per", "expected `per doubling`, " + form);
        in.requireWord("doubling", "expected `doubling`, " + form);
        @Nullable Expr floor = in.accept("to") ? expressions.sum() : null;
        return new Property.Learns(in.since(from), rate, floor);
    }

    private Property tires(int from) {
        requireValue(Kind.TEAM, "tires");
        var form = "as in `tires 25 % slower over 4 h recovers over 30 min`";
        var slower = expressions.sum();
        in.requireWord("slower", "expected `slower`, " + form);
        in.requireWord("over", "expected `over` and a time of work, " + form);
        var tires = expressions.sum();
        in.requireWord("recovers", "expected `recovers over` and a time of rest, " + form);
        in.requireWord("over", "expected `over` and a time of rest, " + form);
        return new Property.Tires(in.since(from), slower, tires, expressions.sum());
    }

    private Property has(int from) {
        var attribute = expressions.name("the name of an attribute, as in `has colour red 60 %, blue 40 %`");
        boolean choice = in.isWord()
                && !in.isLineStart()
                && (in.kind(1) == Tokens.NUMBER && !in.isLineStart(1) || in.is(1, ","));
        if (!choice) {
            if (in.isLineStart() || in.is("}") || in.is("has")) {
                throw in.incomplete(
                        "`has " + attribute.text() + "` needs a value, e.g. `has size uniform(1 cm, 5 cm)`");
            }
            var value = expressions.sum();
            return new Property.Has(in.since(from), attribute, value, List.of());
        }
        var choices = new ArrayList<Property.Choice>(2);
        do {
            int at = in.p;
            var value = expressions.name("a value");
            @Nullable Expr share = in.kind() == Tokens.NUMBER && !in.isLineStart() ? expressions.sum() : null;
            choices.add(new Property.Choice(in.since(at), value, share));
        } while (in.accept(","));
        return new Property.Has(in.since(from), attribute, null, choices);
    }

    /** One of the dispatching rules, which are one to three words. */
    DispatchRule rule() {
        int from = in.p;
        var words = new StringBuilder();
        while (in.isWord() && !in.isLineStart()) {
            words.append(words.isEmpty() ? "" : " ").append(in.text());
            for (var rule : DispatchRule.values()) {
                if (rule.words().contentEquals(words)) {
                    in.next();
                    return rule;
                }
            }
            if (!beginsRule(words)) {
                break;
            }
            in.next();
        }
        in.p = from;
        var all = new ArrayList<String>();
        Arrays.stream(DispatchRule.values()).forEach(rule -> all.add(rule.words()));
        @Nullable String near = Spelling.nearest(restOfLine(), all);
        if (near != null) {
            in.misspelled(near, "there is no rule `" + restOfLine() + "`");
            do {
                in.next();
            } while (in.isWord() && !in.isLineStart());
            return DispatchRule.values()[all.indexOf(near)];
        }
        throw in.expected("a rule: " + listed(all));
    }

    private static boolean beginsRule(CharSequence words) {
        for (var rule : DispatchRule.values()) {
            if (rule.words().startsWith(words.toString())) {
                return true;
            }
        }
        return false;
    }

    private String restOfLine() {
        var words = new StringBuilder();
        for (int i = 0; i < 3 && in.kind(i) == Tokens.WORD && (i == 0 || !in.isLineStart(i)); i++) {
            words.append(i == 0 ? "" : " ").append(in.text(i));
        }
        return words.toString();
    }

    static String listed(List<String> words) {
        var out = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            out.append(i == 0 ? "" : i == words.size() - 1 ? " or " : ", ");
            out.append('`').append(words.get(i)).append('`');
        }
        return out.toString();
    }
}
