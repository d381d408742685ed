package org.shadowline.dsl.syntax;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Keyword.Place;
import org.shadowline.dsl.syntax.Statement.Chain;
import org.shadowline.dsl.syntax.Statement.Kind;

/**
 * Makes a syntax tree of a text by recursive descent. A statement ends where a line begins with the head of another,
 * so no separators are needed; a head is one only at the beginning of a line or of a block.
 */
public final class Parser {
    public static final int MOST_CHARACTERS = 16 << 20;
    private static final int MOST_BLOCKS = 50;

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final Cursor in;
    private final ExpressionReader expressions;
    private final CalendarReader calendar;
    private final PropertyReader properties;
    private final ScenarioReader scenarios;
    private final LogicReader logic;
    private int blocks;
    /** Whether statements of a plant stand outside of it, which is said once until another plant begins. */
    private boolean outside;

    private Parser(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        in = new Cursor(Lexer.read(source, diagnostics), diagnostics);
        expressions = new ExpressionReader(in);
        calendar = new CalendarReader(in, expressions);
        properties = new PropertyReader(in, expressions, calendar);
        scenarios = new ScenarioReader(in, expressions, calendar);
        logic = new LogicReader(in, expressions, scenarios);
    }

    /** Parses a file; whatever is broken is reported and left out. */
    public static ParsedFile parse(SourceText source, Diagnostics diagnostics) {
        if (source.text().length() > MOST_CHARACTERS) {
            diagnostics.add(Diagnostic.of(
                            Code.TOO_LARGE,
                            source.span(0, 0),
                            "the file has " + source.text().length() + " characters; at most " + MOST_CHARACTERS
                                    + " are read")
                    .help("put data into CSV files and parts of the plant into files to import"));
            var empty = new SourceText(source.name(), "");
            return new ParsedFile(empty, Lexer.read(empty, diagnostics), List.of(), Set.of());
        }
        return new Parser(source, diagnostics).file();
    }

    /** An expression from an offset to the end of a text, such as a value given from outside; null when broken. */
    public static @Nullable Expr parseValue(SourceText source, int from, Diagnostics diagnostics) {
        int before = diagnostics.size();
        var parser = new Parser(source, diagnostics);
        while (!parser.in.atEnd() && parser.in.tokens.start[parser.in.p] < from) {
            parser.in.next();
        }
        try {
            var value = parser.expressions.sum();
            if (!parser.in.atEnd()) {
                throw parser.in.expected("nothing more");
            }
            return diagnostics.size() == before ? value : null;
        } catch (Cursor.Stop reported) {
            return null;
        }
    }

    /** Statements of a scenario that are given from outside, such as a goal; those that are broken are reported and left out. */
    public static List<ScenarioItem> parseScenarioItems(SourceText source, Diagnostics diagnostics) {
        var parser = new Parser(source, diagnostics);
        var items = new ArrayList<ScenarioItem>();
        try {
            while (!parser.in.atEnd()) {
                items.add(parser.scenarioItem(0));
            }
        } catch (Cursor.Stop reported) {
            return items;
        }
        return items;
    }

    private ParsedFile file() {
        var declarations = new ArrayList<ParsedFile.Declaration>();
        while (!in.atEnd() && !diagnostics.isFull()) {
            int at = in.p;
            try {
                ParsedFile.@Nullable Declaration declaration = declaration();
                if (declaration != null) {
                    declarations.add(declaration);
                }
            } catch (Cursor.Stop reported) {
                in.skipToLine(this::isDeclarationHead);
                leftOut(at);
            }
            if (in.p == at) {
                in.next();
            }
        }
        return new ParsedFile(source, in.tokens, declarations, in.lost());
    }

    /** A declaration that is left out may be missed elsewhere. */
    private void leftOut(int from) {
        in.lost(from);
        var word = in.tokens.text(from);
        boolean declares = isFileWord(word) || Kind.of(word) != null || word.equals("use") || word.equals("for");
        if (declares) {
            in.lostEverything();
        }
    }

    private boolean isDeclarationHead(String word) {
        return switch (word) {
            case "let", "hours" -> in.kind(1) == Tokens.WORD;
            default -> in.isFileHead();
        };
    }

    private ParsedFile.@Nullable Declaration declaration() {
        int from = in.p;
        @Nullable String doc = in.takeDoc();
        if (in.is("}")) {
            in.report(Diagnostic.of(Code.NOT_OPENED, in.here(), "this `}` closes nothing")
                    .fix(in.here(), ""));
            in.next();
            return null;
        }
        if (!in.isWord()) {
            throw in.expected("`plant`, `scenario`, `pattern`, `import`, `let` or `hours`");
        }
        var word = in.text();
        if (!isFileWord(word)) {
            word = meantAtFileLevel(word);
        }
        outside &= word.equals("let") || word.equals("hours");
        return switch (word) {
            case "import" -> importFile(from);
            case "pattern" -> pattern(from, doc);
            case "plant" -> plant(from, doc);
            case "scenario" -> scenario(from, doc);
            case "hours" -> new ParsedFile.Common(in.here(), hoursLet(from, doc));
            default -> new ParsedFile.Common(in.here(), let(from, doc));
        };
    }

    private static boolean isFileWord(String word) {
        return Language.words(Place.FILE).contains(word) || word.equals("let") || word.equals("hours");
    }

    private String meantAtFileLevel(String word) {
        if (Language.words(Place.PLANT).contains(word)) {
            if (outside) {
                throw in.stopSilently();
            }
            outside = true;
            throw in.fail(Diagnostic.of(Code.UNKNOWN_STATEMENT, in.here(), "`" + word + "` stands outside of a plant")
                    .help("put it between the braces of `plant name { … }`"));
        }
        if (Language.words(Place.SCENARIO).contains(word)) {
            throw in.fail(
                    Diagnostic.of(Code.UNKNOWN_STATEMENT, in.here(), "`" + word + "` stands outside of a scenario")
                            .help("put it between the braces of `scenario \"…\" { … }`"));
        }
        var candidates = new LinkedHashSet<>(Language.words(Place.FILE));
        candidates.add("let");
        candidates.add("hours");
        @Nullable String near = Spelling.nearest(word, candidates);
        if (near == null) {
            throw in.fail(Diagnostic.of(Code.UNKNOWN_STATEMENT, in.here(), "a file has no statement " + in.shown())
                    .help("a file has `import`, `let`, `hours`, `pattern`, `plant` and `scenario`"));
        }
        in.report(Diagnostic.of(
                        Code.UNKNOWN_STATEMENT,
                        in.here(),
                        "a file has no statement `" + word + "`; did you mean `" + near + "`?")
                .fix(in.here(), near));
        return near;
    }

    private ParsedFile.Declaration importFile(int from) {
        in.next();
        var path = expressions.text("a file as a text, e.g. `import \"cells.shadow\" as cells`");
        @Nullable Name as = in.accept("as") ? expressions.name("a name") : null;
        return new ParsedFile.Import(in.since(from), path, as);
    }

    private ParsedFile.Declaration pattern(int from, @Nullable String doc) {
        in.next();
        var name = expressions.name("the name of the pattern");
        var parameters = new ArrayList<ParsedFile.Parameter>();
        if (in.is("(")) {
            int open = in.p;
            in.next();
            while (!in.is(")")) {
                if (in.is("{") || in.atEnd() || in.isFileHead()) {
                    in.neverClosed(open);
                    break;
                }
                int at = in.p;
                var parameter = expressions.name("the name of a parameter");
                @Nullable Expr value = in.accept("=") ? expressions.sum() : null;
                parameters.add(new ParsedFile.Parameter(in.since(at), parameter, value));
                if (!in.accept(",") && !in.is(")") && !in.is("{")) {
                    in.require(",", "between two parameters");
                    if (!in.isWord()) {
                        throw in.expected("`,` or `)`");
                    }
                }
            }
            in.accept(")");
        }
        var inside = block("the pattern");
        return new ParsedFile.PatternDecl(in.since(from), doc, name, parameters, inside);
    }

    private ParsedFile.Declaration plant(int from, @Nullable String doc) {
        in.next();
        var name = expressions.name("the name of the plant, e.g. `plant brackets \"Bracket line\" {`");
        @Nullable Name label = expressions.optionalText();
        var inside = block("the plant");
        return new ParsedFile.PlantDecl(in.since(from), doc, name, label, inside);
    }

    private ParsedFile.Declaration scenario(int from, @Nullable String doc) {
        in.next();
        Name title;
        if (in.kind() == Tokens.TEXT) {
            title = expressions.text("a title");
        } else if (in.isWord() && !in.isLineStart()) {
            in.report(Diagnostic.of(Code.INCOMPLETE, in.here(), "the title of a scenario is a text in quotation marks")
                    .fix(in.here(), "\"" + in.text() + "\""));
            title = expressions.name("a title");
        } else {
            throw in.expected(
                    Code.INCOMPLETE, "the title of the scenario, e.g. `scenario \"Rush order\" on brackets {`");
        }
        @Nullable Name as = in.accept("as") ? expressions.name("a name for the scenario") : null;
        @Nullable Ref on = null;
        ParsedFile.@Nullable Base base = null;
        while (in.isWord() && !in.isLineStart()) {
            boolean extended = in.is("extends") || !in.is("on") && isMisspelledExtends();
            if (extended && base == null) {
                in.next();
                base = base();
            } else if (on == null) {
                in.requireWord("on", "expected `on` and the name of a plant, `extends` and a scenario, or `{`");
                on = expressions.ref("the name of a plant");
            } else {
                break;
            }
        }
        var items = scenarioBlock();
        return new ParsedFile.ScenarioDecl(in.since(from), doc, title, as, on, base, items);
    }

    private boolean isMisspelledExtends() {
        if (Spelling.nearest(in.text(), List.of("extends")) == null) {
            return false;
        }
        in.misspelled("extends", "a scenario has no `" + in.text() + "`");
        return true;
    }

    private ParsedFile.Base base() {
        int from = in.p;
        if (in.kind() == Tokens.TEXT) {
            var title = expressions.text("the title of a scenario");
            return new ParsedFile.Base(in.since(from), null, title.text());
        }
        var ref = expressions.ref("the name of a scenario, as in `extends base`");
        return new ParsedFile.Base(in.since(from), ref, ref.span().text());
    }

    // blocks

    private List<Statement> block(String of) {
        if (in.isWord() && in.is(1, "{") && !in.isLineStart(1)) {
            in.report(Diagnostic.of(Code.NOT_EXPECTED, in.here(), in.shown() + " is not expected here, only `{`")
                    .fix(in.here(), ""));
            in.next();
        }
        int open = in.p;
        boolean opened = in.require("{", "at the beginning of " + of);
        if (++blocks > MOST_BLOCKS) {
            blocks--;
            var fault = in.fail(Diagnostic.of(
                    Code.TOO_LARGE, in.here(), "blocks are nested deeper than " + MOST_BLOCKS + " levels"));
            in.skipToLine(_ -> false);
            throw fault;
        }
        var statements = new ArrayList<Statement>();
        while (!in.is("}")) {
            if (in.atEnd() || in.isFileHead() || diagnostics.isFull()) {
                if (opened) {
                    in.neverClosed(open);
                }
                blocks--;
                return statements;
            }
            int at = in.p;
            try {
                @Nullable Statement statement = statement();
                if (statement != null) {
                    statements.add(statement);
                }
            } catch (Cursor.Stop reported) {
                in.skipToLine(this::isHeadHere);
                leftOut(at);
            }
            if (in.p == at) {
                in.next();
            }
        }
        blocks--;
        in.next();
        return statements;
    }

    private List<ScenarioItem> scenarioBlock() {
        int open = in.p;
        boolean opened = in.require("{", "at the beginning of the scenario");
        var items = new ArrayList<ScenarioItem>();
        while (!in.is("}")) {
            if (in.atEnd() || in.isFileHead() || diagnostics.isFull()) {
                if (opened) {
                    in.neverClosed(open);
                }
                return items;
            }
            int at = in.p;
            try {
                items.add(scenarioItem(open));
                endOfItem();
            } catch (Cursor.Stop reported) {
                in.skipToLine(Language.words(Place.SCENARIO)::contains);
                in.lost(at);
            }
            if (in.p == at) {
                in.next();
            }
        }
        in.next();
        return items;
    }

    private ScenarioItem scenarioItem(int open) {
        @Nullable String doc = in.takeDoc();
        var word = in.text();
        if (!in.isWord()) {
            throw in.expected("a statement such as `run 5 days` or `measure throughput`");
        }
        var words = Language.words(Place.SCENARIO);
        if (!words.contains(word)) {
            if (Language.words(Place.PLANT).contains(word) && in.isLineStart()) {
                throw in.fail(Diagnostic.of(
                                Code.UNKNOWN_STATEMENT,
                                in.here(),
                                "`" + word + "` belongs into a plant, not into a scenario")
                        .note(in.tokens.span(open), "the scenario begins here"));
            }
            word = meant(word, words, "a scenario has no statement");
        }
        if (word.equals("let")) {
            var let = let(in.p, doc);
            return new ScenarioItem.LocalLet(let.span(), let);
        }
        return scenarios.read(word);
    }

    /** After a complete statement comes a new line. */
    private void endOfItem() {
        if (in.is("}") || in.isLineStart() || in.atEnd()) {
            if (in.isLineStart() && !in.isWord() && !in.is("}") && !in.atEnd()) {
                throw in.expected("a statement such as `run 5 days` or `measure throughput`");
            }
            return;
        }
        if (in.isWord() && Language.words(Place.SCENARIO).contains(in.text())) {
            in.report(Diagnostic.of(Code.OWN_LINE, in.here(), "begin `" + in.text() + "` on a line of its own")
                    .help("put a line break before it")
                    .fix(source.span(in.tokens.start[in.p], in.tokens.start[in.p]), "\n  "));
            return;
        }
        unknownUnitOr("the end of the line");
    }

    private void unknownUnitOr(String what) {
        if (in.p > 0 && in.isWord() && in.tokens.kind[in.p - 1] == Tokens.NUMBER && !in.isLineStart()) {
            expressions.reportUnknownUnit();
            return;
        }
        throw in.expected(what);
    }

    private String meant(String word, Iterable<String> candidates, String message) {
        @Nullable String near = Spelling.nearest(word, candidates);
        if (near == null) {
            throw in.fail(Diagnostic.of(Code.UNKNOWN_STATEMENT, in.here(), message + " " + in.shown())
                    .help("it has " + PropertyReader.listed(copy(candidates))));
        }
        in.report(Diagnostic.of(
                        Code.UNKNOWN_STATEMENT, in.here(), message + " `" + word + "`; did you mean `" + near + "`?")
                .fix(in.here(), near));
        return near;
    }

    private static List<String> copy(Iterable<String> words) {
        var list = new ArrayList<String>();
        words.forEach(list::add);
        return list;
    }

    // statements of plants and patterns

    private boolean isHeadHere(String word) {
        return Language.words(Place.PLANT).contains(word) && !(word.equals("dispatch") && !isDispatchBy());
    }

    private boolean isDispatchBy() {
        for (int i = 1; in.kind(i) != Tokens.END && !in.isLineStart(i); i++) {
            if (in.is(i, "by")) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Statement statement() {
        int from = in.p;
        @Nullable String doc = in.takeDoc();
        if (!in.isWord()) {
            throw in.expected("a statement such as `station mill takes 75 s`");
        }
        var word = in.text();
        var words = Language.words(Place.PLANT);
        if (!words.contains(word)) {
            if (Language.words(Place.SCENARIO).contains(word)) {
                throw in.fail(Diagnostic.of(
                                Code.UNKNOWN_STATEMENT,
                                in.here(),
                                "`" + word + "` belongs into a scenario, not into a plant")
                        .help("put it between the braces of `scenario \"…\" { … }`"));
            }
            @Nullable String near = Spelling.nearest(word, words);
            if (near == null || in.is(1, "->") || isNameWithProperty()) {
                throw unknownStatement();
            }
            in.report(Diagnostic.of(
                            Code.UNKNOWN_STATEMENT,
                            in.here(),
                            "there is no plant element `" + word + "`; did you mean `" + near + "`?")
                    .fix(in.here(), near));
            word = near;
        }
        @Nullable Kind kind = Kind.of(word);
        if (kind != null) {
            return element(kind, from, doc);
        }
        var statement =
                switch (word) {
                    case "let" -> let(from, doc);
                    case "parameter" -> parameter(from, doc);
                    case "hours" -> hoursLet(from, doc);
                    case "flow" -> flow(from);
                    case "route" -> route(from);
                    case "dispatch" -> dispatchBy(from);
                    case "use" -> use(from);
                    case "for" -> loop(from);
                    case "when" -> logic.when(from);
                    case "repeat" -> logic.repeat(from);
                    case "procedure" -> logic.procedure(from, doc);
                    default -> electricity(from);
                };
        endOfStatement();
        return statement;
    }

    private Cursor.Stop unknownStatement() {
        if (in.is(1, "->")) {
            return in.fail(Diagnostic.of(Code.UNKNOWN_STATEMENT, in.here(), "this way stands outside of a route")
                    .help("write it into `route product { … }`, or begin it with `flow`"));
        }
        if (Language.isProperty(in.text())) {
            return in.fail(Diagnostic.of(
                            Code.UNKNOWN_STATEMENT,
                            in.here(),
                            "`" + in.text() + "` is a property, but no element stands before it")
                    .help("begin with the element, e.g. `station mill " + in.text() + " …`"));
        }
        return in.fail(Diagnostic.of(Code.UNKNOWN_STATEMENT, in.here(), "there is no plant element " + in.shown())
                .help(
                        isNamedLikeAnElement()
                                ? "begin with the element, e.g. `station " + in.text() + " …`"
                                : "a plant has " + PropertyReader.listed(copy(Language.words(Place.PLANT)))));
    }

    private void endOfStatement() {
        if (in.is("}") || in.atEnd()) {
            return;
        }
        if (in.isWord() && (in.isLineStart() || Language.words(Place.PLANT).contains(in.text()))) {
            ownLine();
            return;
        }
        unknownUnitOr("the next statement on a line of its own");
    }

    private void ownLine() {
        if (!in.isLineStart()) {
            in.report(Diagnostic.of(Code.OWN_LINE, in.here(), "begin `" + in.text() + "` on a line of its own")
                    .help("put a line break before it")
                    .fix(source.span(in.tokens.start[in.p], in.tokens.start[in.p]), "\n  "));
        }
    }

    private Statement.Let let(int from, @Nullable String doc) {
        return let(from, doc, "let");
    }

    /** A name with its value, behind the given word. */
    private Statement.Let let(int from, @Nullable String doc, String word) {
        in.next();
        var name = expressions.name("a name, as in `" + word + " pace = 42 s`");
        if (!in.accept("=")) {
            if (in.isLineStart() || in.atEnd()) {
                throw in.incomplete("`" + word + "` needs `=` and a value, as in `" + word + " pace = 42 s`");
            }
            in.require("=", "after the name");
        }
        try {
            var value = expressions.sum();
            return new Statement.Let(in.since(from), doc, name, value);
        } catch (Cursor.Stop reported) {
            in.skipToLine(head -> isHeadHere(head) || isDeclarationHead(head));
            return new Statement.Let(in.since(from), doc, name, new Expr.Broken(name.span()));
        }
    }

    private Statement parameter(int from, @Nullable String doc) {
        var let = let(from, doc, "parameter");
        int at = in.p;
        Statement.@Nullable Values within = in.accept("in") ? values(at) : null;
        @Nullable Name help = in.kind() == Tokens.TEXT ? expressions.text("what the parameter is") : null;
        return new Statement.Parameter(in.since(from), doc, let.name(), let.value(), within, help);
    }

    /** A range or a list of values. */
    private Statement.Values values(int from) {
        var values = new ArrayList<Expr>(2);
        values.add(expressions.sum());
        @Nullable Expr to = null;
        if (in.accept("..")) {
            to = expressions.sum();
        } else {
            while (in.accept(",")) {
                values.add(expressions.sum());
            }
        }
        return new Statement.Values(in.since(from), values, to);
    }

    private Statement hoursLet(int from, @Nullable String doc) {
        in.next();
        var name = expressions.name("a name, as in `hours early 06:00-14:00 on weekdays`");
        var hours = calendar.hours();
        return new Statement.HoursLet(in.since(from), doc, name, hours);
    }

    private Statement electricity(int from) {
        in.next();
        var price = expressions.sum();
        Statement.@Nullable Demand demand = null;
        int at = in.p;
        if (in.accept("demand")) {
            var form = "as in `demand 9 EUR/kW every 30 days`";
            var perPower = expressions.sum();
            in.requireWord("every", "expected `every` and the billing period, " + form);
            demand = new Statement.Demand(in.since(at), perPower, expressions.sum());
        }
        return new Statement.Electricity(in.since(from), price, demand);
    }

    private Statement dispatchBy(int from) {
        in.next();
        var stations = expressions.refs("the name of a station");
        in.requireWord("by", "expected `by` and a rule, as in `dispatch mill by earliest due date`");
        var rule = properties.rule();
        return new Statement.DispatchBy(in.since(from), stations, rule);
    }

    private Statement use(int from) {
        in.next();
        var pattern = expressions.ref("the name of a pattern");
        List<Expr.Argument> arguments = in.is("(") ? expressions.arguments(List.of()) : List.of();
        @Nullable Name as = null;
        Property.@Nullable At at = null;
        if (in.accept("as")) {
            as = expressions.name("a name for this use");
        }
        if (in.is("at") && in.is(1, "(")) {
            int here = in.p;
            in.next();
            at = properties.at(here);
        }
        return new Statement.Use(in.since(from), pattern, arguments, as, at);
    }

    private Statement loop(int from) {
        in.next();
        var variable = expressions.name("a name for the number, as in `for i in 1..4 {`");
        in.requireWord("in", "expected `in` and a range, as in `for i in 1..4 {`");
        var values = values(in.p);
        var inside = block("the loop");
        return new Statement.For(in.since(from), variable, values.values(), values.to(), inside);
    }

    // elements

    private Statement element(Kind kind, int from, @Nullable String doc) {
        in.next();
        var name = declared(kind);
        @Nullable Expr count = null;
        if (in.is("*")) {
            in.next();
            count = count(kind, from);
        }
        @Nullable Name label = expressions.optionalText();
        var found = new ArrayList<Property>(4);
        List<Statement> inside = List.of();
        while (!endsElement(kind, from)) {
            if (in.is("{") && (kind == Kind.AREA || kind == Kind.SITE)) {
                inside = block("the " + kind.word());
                break;
            }
            int at = in.p;
            try {
                @Nullable Property property = property(kind);
                if (property != null) {
                    found.add(property);
                }
            } catch (Cursor.Stop reported) {
                skipToProperty(kind, from);
                in.lost(at);
            }
            if (in.p == at) {
                in.next();
            }
        }
        return new Statement.Element(in.since(from), doc, kind, name, label, count, found, inside);
    }

    /** A broken count does not lose the element. */
    private Expr count(Kind kind, int head) {
        int at = in.p;
        try {
            if (in.isWord() && properties.begins(kind)) {
                throw in.expected("the number of machines after `*`");
            }
            return expressions.sum();
        } catch (Cursor.Stop reported) {
            if (!properties.begins(kind) && !in.isLineStart()) {
                skipToProperty(kind, head);
                in.lost(at);
            }
            return new Expr.Broken(in.tokens.span(at));
        }
    }

    private Statement.Declared declared(Kind kind) {
        int from = in.p;
        if (isNameless(kind)) {
            throw in.fail(Diagnostic.of(Code.INCOMPLETE, in.here(), "this " + kind.word() + " has no name")
                    .help("write `" + kind.word() + " name " + in.text() + " …`"));
        }
        var name = expressions.name("the name of the " + kind.word() + ", e.g. `" + kind.word() + " name …`");
        @Nullable Expr index = in.is("[") ? expressions.index() : null;
        return new Statement.Declared(in.since(from), name.text(), index);
    }

    /** A property word may be a name, but not when its value follows. */
    private boolean isNameless(Kind kind) {
        if (!in.isWord() || !Language.isPropertyOf(kind, in.text()) || in.isLineStart(1)) {
            return false;
        }
        boolean declares =
                in.kind(1) == Tokens.TEXT || in.is(1, "*") || in.is(1, "[") || in.is(1, "{") || in.is(1, "}");
        boolean property = in.kind(1) == Tokens.WORD && Language.isPropertyOf(kind, in.text(1));
        boolean valueFirst = in.kind(1) == Tokens.NUMBER && (kind == Kind.AREA || kind == Kind.TEAM);
        return !declares && !property && !valueFirst;
    }

    /** Whether the next statement begins here. */
    private boolean endsElement(Kind kind, int head) {
        if (in.is("}") || in.atEnd() || in.isFileHead() || diagnostics.isFull()) {
            return true;
        }
        if (!in.isWord()) {
            return false;
        }
        var word = in.text();
        if (isHeadHere(word) && !Language.isPropertyOf(kind, word)) {
            ownLine();
            return true;
        }
        if (word.equals("dispatch")) {
            return in.isLineStart() && isDispatchBy();
        }
        if (!in.isLineStart() || properties.begins(kind)) {
            return false;
        }
        return beginsMisspelledStatement(kind, head, word);
    }

    /** An unknown word at the start of a line: nearer to a statement or to a property of this element? */
    private boolean beginsMisspelledStatement(Kind kind, int head, String word) {
        if (Language.isProperty(word)) {
            return false;
        }
        @Nullable String near = Spelling.nearest(word, Language.properties(kind));
        int indented = source.utf16Column(in.tokens.start[in.p]) - source.utf16Column(in.tokens.start[head]);
        if (near != null) {
            // The blank behind a lost word stays.
            return indented <= 1 && isNamedLikeAnElement() && !continuesAs(kind, near);
        }
        return in.is(1, "->")
                || Spelling.nearest(word, Language.words(Place.PLANT)) != null
                || Language.words(Place.SCENARIO).contains(word)
                || indented <= 0;
    }

    /** A name with a count, a label or a property behind it: the word for the element is missing before it. */
    private boolean isNamedLikeAnElement() {
        return !in.isLineStart(1) && (in.is(1, "*") || in.kind(1) == Tokens.TEXT) || isNameWithProperty();
    }

    private boolean isNameWithProperty() {
        return !in.isLineStart(1) && Language.isProperty(in.text(1)) && !in.is(2, "=");
    }

    /** Whether the next word belongs to the property, such as {@code every} to {@code fails}. */
    private boolean continuesAs(Kind kind, String property) {
        @Nullable Keyword keyword = Language.property(kind, property);
        return keyword != null && (" " + keyword.form() + " ").contains(" " + in.text(1) + " ");
    }

    private @Nullable Property property(Kind kind) {
        if (properties.begins(kind)) {
            return properties.read(kind);
        }
        if (!in.isWord()) {
            throw in.expected("a property of the " + kind.word() + " such as " + examples(kind));
        }
        var word = in.text();
        boolean elsewhere = Language.isProperty(word);
        boolean mayBeMisspelled = !elsewhere && word.length() > 1 && !in.is(1, "(");
        @Nullable String near = mayBeMisspelled ? Spelling.nearest(word, Language.properties(kind)) : null;
        boolean behindNumber = in.p > 0 && in.tokens.kind[in.p - 1] == Tokens.NUMBER && !in.isLineStart();
        if (behindNumber && !elsewhere && !(near != null && isValue(1))) {
            expressions.reportUnknownUnit();
            return null;
        }
        var message = kind.withArticle() + " has no `" + word + "`";
        if (near != null && !in.isLineStart(1) && in.is(1, near)) {
            in.report(Diagnostic.of(Code.UNKNOWN_PROPERTY, in.here(), message).fix(in.here(), ""));
            int from = in.p;
            in.next();
            in.lost(from);
            return null;
        }
        if (near != null) {
            in.report(Diagnostic.of(Code.UNKNOWN_PROPERTY, in.here(), message + "; did you mean `" + near + "`?")
                    .fix(in.here(), near));
            return properties.read(kind, near);
        }
        var fault = Diagnostic.of(Code.UNKNOWN_PROPERTY, in.here(), message);
        if (in.isLineStart() && !elsewhere) {
            // Perhaps the head of another element is missing; its properties belong nowhere.
            in.report(fault.help("a line begins with a property or a statement, e.g. `station " + word + " …`"));
            int from = in.p;
            in.skipToLine(this::isHeadHere);
            in.lost(from);
            return null;
        }
        throw in.fail(fault.help(
                elsewhere
                        ? "it belongs to " + owners(word)
                        : kind.withArticle() + " has " + PropertyReader.listed(Language.propertyWords(kind))));
    }

    private boolean isValue(int ahead) {
        return !in.isLineStart(ahead) && (in.kind(ahead) == Tokens.NUMBER || in.kind(ahead) == Tokens.TEXT);
    }

    private static String owners(String word) {
        var owners = new ArrayList<String>();
        for (var kind : Kind.values()) {
            if (Language.isPropertyOf(kind, word)) {
                owners.add(kind.withArticle());
            }
        }
        return String.join(", ", owners);
    }

    private static String examples(Kind kind) {
        var examples = new ArrayList<String>();
        for (var keyword : Language.all()) {
            if (keyword.fits().contains(kind)
                    && examples.size() < 2
                    && !keyword.head().equals("at")
                    && !keyword.head().equals("facing")) {
                examples.add(keyword.example());
            }
        }
        return PropertyReader.listed(examples);
    }

    /** A fault in one property does not lose the others. */
    private void skipToProperty(Kind kind, int head) {
        boolean moved = false;
        while (!in.atEnd() && !in.is("}") && !in.is("{")) {
            if (in.isWord() && moved) {
                if (in.isLineStart() && (endsElement(kind, head) || properties.begins(kind))) {
                    return;
                }
                if (Language.isPropertyOf(kind, in.text()) && in.tokens.kind[in.p - 1] != Tokens.SIGN) {
                    return;
                }
            }
            if (in.isLineStart() && in.isWord() && isHeadHere(in.text())) {
                return;
            }
            in.next();
            moved = true;
        }
        if (in.is("{") && kind != Kind.AREA && kind != Kind.SITE) {
            in.skipToLine(this::isHeadHere);
        }
    }

    // ways

    private Statement flow(int from) {
        in.next();
        if (!in.isWord() || in.isLineStart()) {
            throw in.expected(Code.INCOMPLETE, "a way such as `flow fill -> cap -> label`");
        }
        var chain = chain();
        return new Statement.Flow(in.since(from), chain);
    }

    private Statement route(int from) {
        in.next();
        List<Ref> products = List.of();
        if (!in.accept("*")) {
            if (!in.isWord() || in.isLineStart()) {
                throw in.expected(Code.INCOMPLETE, "a product or `*`, as in `route bracket { … }`");
            }
            products = expressions.refs("the name of a product");
        }
        int open = in.p;
        boolean opened = in.require("{", "at the beginning of the route");
        var chains = new ArrayList<Chain>();
        while (!in.is("}")) {
            if (in.atEnd() || in.isFileHead() || diagnostics.isFull() || endsRoute()) {
                if (opened) {
                    in.neverClosed(open);
                }
                return new Statement.Route(in.since(from), products, chains);
            }
            int at = in.p;
            try {
                chains.add(chain());
                if (!in.is("}") && !in.isLineStart() && !in.atEnd()) {
                    unknownUnitOr("`->`, or the next way on a line of its own");
                }
            } catch (Cursor.Stop reported) {
                skipToChain();
                in.lost(at);
            }
            if (in.p == at) {
                in.next();
            }
        }
        in.next();
        return new Statement.Route(in.since(from), products, chains);
    }

    /** A line with a statement of the plant: the brace of the route is missing before it. */
    private boolean endsRoute() {
        return in.isLineStart()
                && in.isWord()
                && Language.words(Place.PLANT).contains(in.text())
                && in.kind(1) == Tokens.WORD;
    }

    /** To the next way; lines that begin with a sign such as {@code |} go on with the broken one. */
    private void skipToChain() {
        do {
            in.next();
        } while (!in.atEnd() && !in.is("}") && !(in.isLineStart() && in.isWord()));
    }

    private Chain chain() {
        int from = in.p;
        var stops = new ArrayList<Statement.Stop>(6);
        stops.add(stop(true));
        if (!in.is("->") && !in.is("}")) {
            if (in.isLineStart() || in.atEnd()) {
                return new Chain(in.since(from), stops, List.of(), false);
            }
            if (in.is("-") || in.is(">")) {
                in.report(Diagnostic.of(Code.PUNCTUATION, in.here(), "the arrow is written `->`")
                        .fix(in.here(), "->"));
                in.next();
                in.accept(">");
                stops.add(stop(false));
            } else if (in.isWord()) {
                in.require("->", "between two steps");
                stops.add(stop(false));
            }
        }
        while (in.accept("->")) {
            if (in.is("shortest") && in.is(1, "of")) {
                return shortest(from, stops);
            }
            int at = in.p;
            var stop = stop(false);
            if (isBranching()) {
                return branches(from, stops, at, stop);
            }
            stops.add(stop);
        }
        return new Chain(in.since(from), stops, List.of(), false);
    }

    private boolean isBranching() {
        return in.is("|") || (!in.isLineStart() && (in.kind() == Tokens.NUMBER || in.is("when") || in.is("(")));
    }

    private Chain shortest(int from, List<Statement.Stop> stops) {
        in.next();
        in.next();
        var branches = new ArrayList<Statement.Branch>(2);
        do {
            int at = in.p;
            var stop = stop(false);
            branches.add(new Statement.Branch(in.since(at), stop, null, null));
        } while (in.accept(","));
        return new Chain(in.since(from), stops, branches, true);
    }

    private Chain branches(int from, List<Statement.Stop> stops, int firstAt, Statement.Stop first) {
        var branches = new ArrayList<Statement.Branch>(3);
        branches.add(branch(firstAt, first));
        while (in.accept("|")) {
            int at = in.p;
            branches.add(branch(at, stop(false)));
        }
        if (in.is(",") || (in.isWord() && !in.isLineStart() && in.tokens.kind[in.p - 1] == Tokens.SIGN)) {
            in.require("|", "between two ways");
            in.accept(",");
            while (true) {
                int at = in.p;
                branches.add(branch(at, stop(false)));
                if (!in.accept("|") && !in.accept(",")) {
                    break;
                }
            }
        }
        return new Chain(in.since(from), stops, branches, false);
    }

    private Statement.Branch branch(int at, Statement.Stop stop) {
        @Nullable Expr share = null;
        @Nullable Expr when = null;
        if (in.accept("when")) {
            when = expressions.condition();
        } else if (!in.isLineStart() && (in.kind() == Tokens.NUMBER || in.is("("))) {
            share = expressions.sum();
        }
        var brought = stop.by() == null ? withFleet(stop, at) : stop;
        return new Statement.Branch(in.since(at), brought, share, when);
    }

    private Statement.Stop stop(boolean first) {
        int from = in.p;
        boolean continues = first || !in.isLineStart() || in.tokens.kind[from - 1] == Tokens.SIGN;
        if (!in.isWord() || !continues) {
            throw in.expected(Code.INCOMPLETE, "a step: the name of a station, buffer, conveyor or sink");
        }
        var element = expressions.ref("a step");
        @Nullable Name step = null;
        if (in.is(":") && !in.isLineStart()) {
            in.next();
            step = expressions.name("the name of the step after `:`");
        }
        return withFleet(new Statement.Stop(in.since(from), element, step, null), from);
    }

    /** A stop with the fleet that is said to bring parts there: {@code mill by agvs}. */
    private Statement.Stop withFleet(Statement.Stop stop, int from) {
        if (!in.is("by") || in.isLineStart()) {
            return stop;
        }
        in.next();
        var fleet = expressions.ref("the name of a fleet, as in `saw -> mill by agvs`");
        return new Statement.Stop(in.since(from), stop.element(), stop.step(), fleet);
    }
}
