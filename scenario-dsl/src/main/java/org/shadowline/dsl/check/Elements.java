package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Area;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Loop;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Makes the values of a plant of its elements in the text. */
final class Elements {
    private static final int MOST_PLACES = 100_000;
    private static final int MOST_OPEN_ORDERS = 10_000;
    private static final Set<Kind> PLACES = Set.of(
            Kind.SOURCE, Kind.SINK, Kind.STATION, Kind.BUFFER, Kind.CONVEYOR, Kind.RACK, Kind.CUSTOM, Kind.DELAY);

    private final Expansion expansion;
    private final Names names;
    private final Products products;
    private final Evaluator evaluator;
    private final Formulas formulas;
    private final Calendars calendars;
    private final Orders orders;
    private final Tables tables;
    private final Reports reports;
    private final Sites sites;
    private final List<Area> areas = new ArrayList<>();
    private final Map<String, Team> teams = new LinkedHashMap<>();
    /** By buffer, where a source says that it refills it. */
    private final Map<String, Ref> suppliers = new LinkedHashMap<>();

    private final Map<String, Loop> loops = new LinkedHashMap<>();
    private final Map<String, DispatchRule> dispatch = new LinkedHashMap<>();

    Elements(
            Expansion expansion,
            Names names,
            Products products,
            Evaluator evaluator,
            Formulas formulas,
            Calendars calendars,
            Orders orders,
            Tables tables,
            Reports reports,
            Sites sites) {
        this.expansion = expansion;
        this.names = names;
        this.products = products;
        this.evaluator = evaluator;
        this.formulas = formulas;
        this.calendars = calendars;
        this.orders = orders;
        this.tables = tables;
        this.reports = reports;
        this.sites = sites;
    }

    List<Area> areas() {
        return areas;
    }

    Map<String, Team> teams() {
        return teams;
    }

    Map<String, Loop> loops() {
        return loops;
    }

    // areas, people, rules

    void area(Entry entry) {
        var given = properties(entry);
        double width = 0;
        double depth = 0;
        Property.@Nullable Size size = given.find(Property.Size.class);
        if (size == null) {
            given.missing("size", "area " + entry.id() + " 60 m x 24 m");
        } else {
            width = length(size.width(), entry, "the width of `" + entry.id() + "`");
            depth = length(size.depth(), entry, "the depth of `" + entry.id() + "`");
        }
        @Nullable Position at = position(given, entry);
        areas.add(
                new Area(entry.id(), given.label(), width, depth, at == null ? Position.of(entry.x(), entry.y()) : at));
    }

    private double length(Expr expr, Entry entry, String what) {
        double value = evaluator.positive(expr, entry.scope(), Dimension.LENGTH, what, false);
        return Double.isNaN(value) ? 1 : value;
    }

    void team(Entry entry) {
        var given = properties(entry);
        int people = given.count("people", 0, 1);
        var skills = new ArrayList<String>();
        Property.@Nullable Skills said = given.find(Property.Skills.class);
        if (said != null) {
            for (var skill : said.skills()) {
                names.declareSkill(skill.name());
                skills.add(skill.name().text());
            }
        }
        Property.@Nullable AtShiftEnd end = given.find(Property.AtShiftEnd.class);
        double pay = given.positive("paid", Dimension.WAGE, 0);
        teams.put(
                entry.id(),
                new Team(
                        entry.id(),
                        given.label(),
                        people,
                        skills,
                        shift(given, entry),
                        pay,
                        end == null || end.finishes(),
                        position(given, entry),
                        walkingSpeed(given, entry),
                        walksOnPaths(given),
                        pace(given, entry, said),
                        absentShare(given, entry)));
    }

    private double walkingSpeed(Properties given, Entry entry) {
        Property.@Nullable Walks walks = given.find(Property.Walks.class);
        if (walks == null) {
            return Double.POSITIVE_INFINITY;
        }
        double speed = evaluator.positive(walks.speed(), entry.scope(), Dimension.SPEED, given.what("walks"), false);
        return Double.isNaN(speed) ? Double.POSITIVE_INFINITY : speed;
    }

    private boolean walksOnPaths(Properties given) {
        Property.@Nullable Walks walks = given.find(Property.Walks.class);
        if (walks == null || !walks.onPaths()) {
            return false;
        }
        if (expansion.of(Kind.PATH).isEmpty()) {
            reports.error(
                    Code.INCOMPLETE,
                    walks.span(),
                    "the plant has no paths to walk on",
                    "leave `on paths` out, or add e.g. `path aisle from saw to mill`");
        }
        return true;
    }

    private double absentShare(Properties given, Entry entry) {
        double share = given.share("absent", 0);
        @Nullable Expr said = given.value("absent");
        if (share > 0 && said != null && given.find(Property.Shift.class) == null) {
            reports.error(
                    Code.INCOMPLETE,
                    said.span(),
                    "`" + entry.id() + "` has no shift to be absent from",
                    "add e.g. `shift 06:00-14:00 on weekdays`");
        }
        return share;
    }

    private Pace pace(Properties given, Entry entry, Property.@Nullable Skills said) {
        var levels = new LinkedHashMap<String, Double>();
        if (said != null) {
            for (var skill : said.skills()) {
                if (skill.level() != null) {
                    var what = "the level of `" + entry.id() + "` in `"
                            + skill.name().text() + "`";
                    double level = evaluator.positive(skill.level(), entry.scope(), Dimension.NONE, what, false);
                    levels.put(skill.name().text(), Double.isNaN(level) ? 1 : level);
                }
            }
        }
        return new Pace(
                given.aboveZero("speed", Dimension.NONE, 1), levels, learning(given, entry), fatigue(given, entry));
    }

    private Pace.@Nullable Learning learning(Properties given, Entry entry) {
        Property.@Nullable Learns learns = given.find(Property.Learns.class);
        if (learns == null) {
            return null;
        }
        double rate = evaluator.share(learns.rate(), entry.scope(), "what `" + entry.id() + "` learns");
        double floor = learns.floor() == null
                ? 0
                : evaluator.share(learns.floor(), entry.scope(), "what practice cannot save of `" + entry.id() + "`");
        if (rate == 0) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    learns.rate().span(),
                    "what `" + entry.id() + "` learns must be above zero",
                    "people seldom learn faster than `70 % per doubling`");
            return null;
        }
        return Double.isNaN(rate) || Double.isNaN(floor) ? null : new Pace.Learning(rate, floor);
    }

    private Pace.@Nullable Fatigue fatigue(Properties given, Entry entry) {
        Property.@Nullable Tires said = given.find(Property.Tires.class);
        if (said == null) {
            return null;
        }
        var whose = " of `" + entry.id() + "`";
        double slower = evaluator.positive(
                said.slower(), entry.scope(), Dimension.NONE, "how much slower fatigue makes the people" + whose, true);
        double tires =
                evaluator.positive(said.tires(), entry.scope(), Dimension.TIME, "the time to tire" + whose, false);
        double recovers = evaluator.positive(
                said.recovers(), entry.scope(), Dimension.TIME, "the time to recover" + whose, false);
        return Double.isNaN(slower + tires + recovers) ? null : new Pace.Fatigue(slower, tires, recovers);
    }

    private Hours shift(Properties given, Entry entry) {
        Property.@Nullable Shift shift = given.find(Property.Shift.class);
        return shift == null ? Hours.ALWAYS : sites.local(calendars.hours(shift.hours(), entry.scope()), entry);
    }

    void loop(Entry entry) {
        var given = properties(entry);
        if (given.value("holds") == null) {
            given.missing("number of cards", "holds 12");
        }
        Property.@Nullable Between between = given.find(Property.Between.class);
        if (between == null) {
            given.missing("elements between which it lies", "from saw to pack");
            return;
        }
        var last = between.to() == null ? between.from() : between.to();
        @Nullable String from = inLoop(between.from(), entry);
        @Nullable String to = inLoop(last, entry);
        if (from == null || to == null) {
            return;
        }
        for (var other : loops.values()) {
            if (other.from().equals(from)) {
                reports.error(
                        Code.DECLARED_TWICE,
                        between.span(),
                        "loop `" + other.id() + "` begins at `" + from + "` as well; a part would need a card of each",
                        "let one of them begin at the element before or behind");
                return;
            }
        }
        loops.put(entry.id(), new Loop(entry.id(), given.label(), given.count("holds", 1, 1), from, to));
    }

    private @Nullable String inLoop(Ref ref, Entry entry) {
        @Nullable Named named = names.require(
                ref,
                entry.scope(),
                Set.of(Kind.STATION, Kind.BUFFER, Kind.CONVEYOR, Kind.RACK, Kind.CUSTOM, Kind.DELAY),
                "an element of the loop");
        return named == null ? null : named.id();
    }

    void dispatchRules() {
        for (var entry : expansion.dispatches) {
            var before = reports.move(entry.use());
            for (var station : entry.dispatch().stations()) {
                @Nullable Named named = names.require(station, entry.scope(), Set.of(Kind.STATION), "a station");
                if (named != null) {
                    dispatch.put(named.id(), entry.dispatch().rule());
                }
            }
            reports.move(before);
        }
    }

    // places

    /** An element that parts pass; null for areas, teams and products. */
    @Nullable Element element(Entry entry) {
        var given = properties(entry);
        return switch (entry.kind()) {
            case SOURCE -> source(entry, given);
            case SINK ->
                new Sink(entry.id(), given.label(), position(given, entry), area(given, entry), given.has("scraps"));
            case STATION -> station(entry, given);
            case BUFFER ->
                new Buffer(
                        entry.id(),
                        given.label(),
                        position(given, entry),
                        area(given, entry),
                        given.places("holds", 1, Buffer.UNLIMITED),
                        given.aboveZero("keeps", Dimension.TIME, Double.POSITIVE_INFINITY));
            case CONVEYOR -> conveyor(entry, given);
            case RACK -> rack(entry, given);
            case SPARE -> spare(entry, given);
            case DELAY ->
                new Delay(
                        entry.id(),
                        given.label(),
                        position(given, entry),
                        area(given, entry),
                        times(entry, given),
                        given.places("holds", 1, Buffer.UNLIMITED));
            case CUSTOM ->
                new Customs(evaluator, reports).custom(entry, given, position(given, entry), area(given, entry));
            case TOOL -> tool(entry, given);
            case FLEET ->
                new Transport(names, evaluator, reports)
                        .fleet(entry, given, moves(), shift(given, entry), failures(entry));
            case SHIPMENT -> sites.shipment(entry, given);
            case AREA, TEAM, PRODUCT, LOOP, NODE, PATH, SITE -> null;
        };
    }

    /** How vehicles move where nothing is said. */
    private Fleet.Motion moves() {
        return expansion.of(Kind.PATH).isEmpty() ? Fleet.Motion.FREELY : Fleet.Motion.PATHS;
    }

    private Properties properties(Entry entry) {
        var count = entry.element().count();
        if (count != null && entry.kind() != Kind.STATION && entry.kind() != Kind.FLEET && entry.kind() != Kind.TOOL) {
            reports.error(
                    Code.NOT_EXPECTED,
                    count.span(),
                    "only stations and fleets have a count, not " + entry.kind().withArticle(),
                    "repeat it in a loop: `for i in 1..3 { " + entry.kind().word() + " "
                            + entry.element().name().text() + "[i] … }`");
        }
        return new Properties(entry, evaluator, reports);
    }

    private @Nullable Position position(Properties given, Entry entry) {
        Property.@Nullable At at = given.find(Property.At.class);
        if (at == null) {
            return null;
        }
        double x = evaluator.number(at.x(), entry.scope(), Dimension.LENGTH, "the x of `" + entry.id() + "`");
        double y = evaluator.number(at.y(), entry.scope(), Dimension.LENGTH, "the y of `" + entry.id() + "`");
        double z = height(at, entry, evaluator);
        double facing = given.number("facing", Dimension.ANGLE, 0);
        return Double.isNaN(x) || Double.isNaN(y) ? null : new Position(entry.x() + x, entry.y() + y, z, facing);
    }

    /** How high an element is; 0 on the floor. */
    static double height(Property.At at, Entry entry, Evaluator evaluator) {
        double z = at.z() == null
                ? 0
                : evaluator.number(at.z(), entry.scope(), Dimension.LENGTH, "the height of `" + entry.id() + "`");
        return Double.isNaN(z) ? 0 : z;
    }

    /** The area said, or the one around the statement, or the first one that contains the position. */
    private @Nullable String area(Properties given, Entry entry) {
        Property.@Nullable In in = given.find(Property.In.class);
        if (in != null) {
            @Nullable Named named = names.require(in.area(), entry.scope(), Set.of(Kind.AREA), "an area");
            return named == null ? null : named.id();
        }
        if (entry.area() != null || areas.isEmpty()) {
            return entry.area();
        }
        @Nullable Position at = given.find(Property.At.class) == null ? null : position(given, entry);
        if (at != null) {
            for (var area : areas) {
                if (!sites.isAround(area.id(), entry)) {
                    continue;
                }
                double x = at.x() - area.at().x();
                double y = at.y() - area.at().y();
                if (x >= 0 && x <= area.width() && y >= 0 && y <= area.depth()) {
                    return area.id();
                }
            }
        }
        return null;
    }

    private Conveyor conveyor(Entry entry, Properties given) {
        Property.@Nullable Between between = given.find(Property.Between.class);
        return new Conveyors(names, evaluator, reports)
                .conveyor(
                        entry,
                        given,
                        position(given, entry),
                        area(given, entry),
                        between == null ? null : end(between.from(), entry),
                        between == null || between.to() == null ? null : end(between.to(), entry));
    }

    private Spare spare(Entry entry, Properties given) {
        Property.@Nullable Restocks restocks = given.find(Property.Restocks.class);
        int quantity = 1;
        int below = Spare.AS_STOCK;
        @Nullable Distribution leadTime = null;
        if (restocks != null) {
            quantity = Math.max(1, evaluator.count(restocks.quantity(), entry.scope(), "the quantity of an order", 1));
            if (restocks.below() != null) {
                below = Math.max(
                        1, evaluator.count(restocks.below(), entry.scope(), "the stock below which is ordered", 1));
            }
            leadTime = evaluator.random(
                    restocks.leadTime(), entry.scope(), Dimension.TIME, "the lead time of `" + entry.id() + "`");
        }
        int stock = given.count("stock", 0, 0);
        if (stock == 0 && below == Spare.AS_STOCK && restocks != null) {
            given.missing("stock", "stock 2");
        }
        if (Math.max(stock, below) / quantity > MOST_OPEN_ORDERS) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    entry.element().name().span(),
                    Math.max(stock, below) / quantity + " orders could be open at once, at most " + MOST_OPEN_ORDERS
                            + " are possible",
                    "order more at a time");
        }
        return new Spare(
                entry.id(),
                given.label(),
                position(given, entry),
                null,
                stock,
                below,
                quantity,
                leadTime,
                given.positive("costs", Dimension.MONEY, 0),
                given.positive("holding", Dimension.WAGE, 0));
    }

    private Tool tool(Entry entry, Properties given) {
        @Nullable Expr tools = entry.element().count();
        int count = tools == null ? 1 : evaluator.count(tools, entry.scope(), "the count of `" + entry.id() + "`", 1);
        Property.@Nullable Changed changed = given.find(Property.Changed.class);
        if (changed != null && given.value("life") == null) {
            given.missing("life", "life 200 parts");
        }
        @Nullable Distribution change = null;
        double cost = 0;
        if (changed != null) {
            change = evaluator.random(
                    changed.time(), entry.scope(), Dimension.TIME, "the time of a change of `" + entry.id() + "`");
            if (changed.cost() != null) {
                cost = evaluator.positive(
                        changed.cost(),
                        entry.scope(),
                        Dimension.MONEY,
                        "the cost of a change of `" + entry.id() + "`",
                        true);
            }
        }
        return new Tool(
                entry.id(),
                given.label(),
                position(given, entry),
                null,
                Math.max(1, count),
                given.count("life", 1, Tool.UNLIMITED),
                change,
                Double.isNaN(cost) ? 0 : cost);
    }

    private Rack rack(Entry entry, Properties given) {
        Property.@Nullable Grid grid = given.find(Property.Grid.class);
        Property.@Nullable Pitch pitch = given.find(Property.Pitch.class);
        Property.@Nullable Stores stores = given.find(Property.Stores.class);
        Property.@Nullable Retrieving retrieving = given.find(Property.Retrieving.class);
        if (grid == null) {
            given.missing("places", "places 20 x 8");
        }
        if (given.value("speed") == null) {
            given.missing("speed", "speed 2 m/s");
        }
        double speed = given.aboveZero("speed", Dimension.SPEED, 1);
        int columns = grid == null ? 1 : places(grid.columns(), entry);
        int levels = grid == null ? 1 : places(grid.levels(), entry);
        if ((long) columns * levels > MOST_PLACES) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    entry.element().name().span(),
                    "`" + entry.id() + "` has " + (long) columns * levels + " places, at most " + MOST_PLACES
                            + " are possible",
                    "divide it into several racks");
            columns = 1;
            levels = 1;
        }
        return new Rack(
                entry.id(),
                given.label(),
                position(given, entry),
                area(given, entry),
                columns,
                levels,
                pitch == null ? 1 : length(pitch.width(), entry, "the width of a place of `" + entry.id() + "`"),
                pitch == null ? 1 : length(pitch.height(), entry, "the height of a place of `" + entry.id() + "`"),
                speed,
                given.aboveZero("lifts", Dimension.SPEED, speed),
                given.random("loads", Dimension.TIME),
                given.random("unloads", Dimension.TIME),
                stores == null ? Rack.Stores.NEAREST : stores.stores(),
                retrieving == null ? Rack.Retrieval.FIRST_IN : retrieval(retrieving));
    }

    private int places(Expr expr, Entry entry) {
        return Math.max(1, evaluator.count(expr, entry.scope(), "the places of `" + entry.id() + "`", 1));
    }

    private Rack.Retrieval retrieval(Property.Retrieving retrieving) {
        @Nullable Name asked = retrieving.attribute();
        if (asked != null && products.attribute(asked.text()) == null) {
            unknownAttribute(asked);
            return Rack.Retrieval.FIRST_IN;
        }
        return new Rack.Retrieval(retrieving.rule(), asked == null ? null : asked.text());
    }

    private @Nullable String end(Ref ref, Entry entry) {
        @Nullable Named named = names.find(ref, entry.scope());
        if (named != null && named.instance() != null) {
            return null;
        }
        named = names.require(ref, entry.scope(), PLACES, "an element");
        return named == null ? null : named.id();
    }

    // sources

    private Source source(Entry entry, Properties given) {
        Property.@Nullable Makes makes = given.find(Property.Makes.class);
        var made = makes == null ? List.<Source.ProductShare>of() : productShares(makes, entry);
        int lot = given.count("lots", 1, 1);
        int limit = given.count("limit", 0, -1);
        double first = given.positive("first", Dimension.TIME, Double.NaN);
        boolean loses = given.has("loses");
        int holds = given.places("holds", 0, loses ? 0 : Buffer.UNLIMITED);
        return new Source(
                entry.id(),
                given.label(),
                position(given, entry),
                area(given, entry),
                made,
                arrivals(entry, given, makes),
                lot,
                limit < 0 ? Long.MAX_VALUE : limit,
                first,
                given.random("due", Dimension.TIME),
                priority(given, entry),
                holds,
                loses,
                defectsOfLots(given, entry));
    }

    private @Nullable Distribution defectsOfLots(Properties given, Entry entry) {
        @Nullable Expr expr = given.value("defects");
        @Nullable Distribution defects = given.random("defects", Dimension.NONE);
        if (expr != null && defects instanceof Distribution.Constant(double share) && (share < 0 || share > 1)) {
            evaluator.share(expr, entry.scope(), given.what("defects"));
        }
        return defects;
    }

    private int priority(Properties given, Entry entry) {
        @Nullable Expr expr = given.value("priority");
        if (expr == null) {
            return 0;
        }
        double value = evaluator.number(expr, entry.scope(), Dimension.NONE, given.what("priority"));
        return Double.isNaN(value) ? 0 : (int) value;
    }

    private List<Source.ProductShare> productShares(Property.Makes makes, Entry entry) {
        var given = new ArrayList<@Nullable Expr>();
        var ids = new ArrayList<String>();
        for (var share : makes.products()) {
            @Nullable String id = products.require(share.product(), entry.scope());
            if (id == null) {
                return List.of();
            }
            if (ids.contains(id)) {
                reports.error(
                        Code.DECLARED_TWICE,
                        share.span(),
                        "`" + id + "` is made twice by `" + entry.id() + "`",
                        "add its shares up");
                return List.of();
            }
            ids.add(id);
            given.add(share.share());
        }
        // a list of orders names the product of each order
        boolean ordered = hasOrders(entry) && Collections.frequency(given, null) == given.size();
        double @Nullable [] shares = ordered
                ? null
                : products.shares(
                        given, entry.scope(), makes.span(), "the shares of the products of `" + entry.id() + "`");
        var list = new ArrayList<Source.ProductShare>();
        for (int i = 0; i < ids.size(); i++) {
            list.add(new Source.ProductShare(ids.get(i), shares == null ? 1.0 / ids.size() : shares[i]));
        }
        return list;
    }

    private static boolean hasOrders(Entry entry) {
        for (var property : entry.element().properties()) {
            if (property instanceof Property.OrderFile) {
                return true;
            }
        }
        return false;
    }

    private Source.Arrivals arrivals(Entry entry, Properties given, Property.@Nullable Makes makes) {
        Property.@Nullable Arrivals every = given.find(Property.Arrivals.class);
        Property.@Nullable OrderFile file = given.find(Property.OrderFile.class);
        boolean unlimited = given.has("unlimited");
        Property.@Nullable Reorders reorders = given.find(Property.Reorders.class);
        int ways = (every == null ? 0 : 1) + (file == null ? 0 : 1) + (unlimited ? 1 : 0) + (reorders == null ? 0 : 1);
        if (ways > 1) {
            var span = reorders != null
                    ? reorders.span()
                    : file != null
                            ? file.span()
                            : every != null
                                    ? every.span()
                                    : entry.element().name().span();
            reports.error(
                    Code.REPEATED_PROPERTY,
                    span,
                    "source `" + entry.id() + "` has two ways in which parts come",
                    "keep one of `every …`, `unlimited`, `reorders …` and `from \"…\"`");
        }
        if (makes == null && file == null) {
            given.missing("product", "makes bracket");
        }
        if (file != null) {
            return orders.read(file.file(), entry);
        }
        if (reorders != null) {
            return reorder(reorders, entry);
        }
        if (every == null) {
            if (!unlimited) {
                given.missing("arrivals", "every exponential(65 s)");
            }
            return new Source.Arrivals.Unlimited();
        }
        var streams = new ArrayList<Source.Arrivals.Stream>();
        for (var stream : every.streams()) {
            @Nullable Distribution between = evaluator.random(
                    stream.interval(),
                    entry.scope(),
                    Dimension.TIME,
                    "the time between arrivals of `" + entry.id() + "`");
            var hours = stream.during() == null
                    ? Hours.ALWAYS
                    : sites.local(calendars.hours(stream.during(), entry.scope()), entry);
            if (between != null) {
                if (Distributions.mean(between) <= 0) {
                    reports.error(
                            Code.OUT_OF_RANGE,
                            stream.interval().span(),
                            "the time between arrivals must be above zero",
                            "for parts that are always ready write `unlimited`");
                }
                streams.add(new Source.Arrivals.Stream(between, hours));
            }
        }
        return new Source.Arrivals.Streams(streams);
    }

    private Source.Arrivals reorder(Property.Reorders reorders, Entry entry) {
        int quantity = evaluator.count(reorders.quantity(), entry.scope(), "the quantity of an order", 1);
        int below = evaluator.count(reorders.below(), entry.scope(), "the stock below which is ordered", 1);
        @Nullable Distribution leadTime = evaluator.random(
                reorders.leadTime(), entry.scope(), Dimension.TIME, "the lead time of `" + entry.id() + "`");
        @Nullable Named stock = names.require(reorders.stock(), entry.scope(), Set.of(Kind.BUFFER), "a buffer");
        if (quantity < 1 || below < 1 || leadTime == null || stock == null) {
            return new Source.Arrivals.Unlimited();
        }
        if (reorders.upTo() && quantity < below) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    reorders.span(),
                    "ordering up to " + quantity + " when the stock is below " + below + " is too little",
                    "order up to " + below + " or more; up to " + below + " is base stock");
        }
        @Nullable Ref twice = suppliers.putIfAbsent(stock.id(), reorders.stock());
        if (twice != null) {
            reports.add(Diagnostic.of(
                            Code.DECLARED_TWICE,
                            reorders.stock().span(),
                            "another source refills `" + stock.id() + "` already")
                    .note(twice.span(), "the other one"));
        }
        return new Source.Arrivals.Reorder(stock.id(), below, quantity, reorders.upTo(), leadTime);
    }

    // stations

    private Station station(Entry entry, Properties given) {
        @Nullable Expr machines = entry.element().count();
        int count =
                machines == null ? 1 : evaluator.count(machines, entry.scope(), "the count of `" + entry.id() + "`", 1);
        Property.@Nullable Size size = given.find(Property.Size.class);
        Property.@Nullable Dispatch rule = given.find(Property.Dispatch.class);
        return new Station(
                entry.id(),
                given.label(),
                position(given, entry),
                area(given, entry),
                size == null ? 1 : length(size.width(), entry, "the width of `" + entry.id() + "`"),
                size == null ? 1 : length(size.depth(), entry, "the depth of `" + entry.id() + "`"),
                Math.max(1, count),
                times(entry, given),
                given.places("queue", 0, 0),
                setup(entry, given),
                failures(entry),
                needs(entry),
                new Powers(evaluator, reports).of(entry, given),
                shift(given, entry),
                given.aboveZero("speed", Dimension.NONE, 1),
                given.positive("costs", Dimension.WAGE, 0),
                given.share("scraps", 0),
                rule != null ? rule.rule() : dispatch.getOrDefault(entry.id(), DispatchRule.FIRST_IN),
                new Processes(names, evaluator, products, calendars, reports).of(entry, given),
                new Robots(evaluator, reports).of(entry, given));
    }

    private List<Station.ProcessingTime> times(Entry entry, Properties given) {
        Property.@Nullable Takes takes = given.find(Property.Takes.class);
        if (takes == null) {
            given.missing("processing time", "takes 42 s");
            return List.of();
        }
        var times = new ArrayList<Station.ProcessingTime>(takes.times().size());
        for (var time : takes.times()) {
            @Nullable String product = time.product() == null ? null : products.require(time.product(), entry.scope());
            if (time.product() != null && product == null) {
                continue;
            }
            Station.@Nullable ProcessingTime one = time(time, product, entry);
            if (one != null) {
                times.add(one);
            }
        }
        return times;
    }

    private Station.@Nullable ProcessingTime time(Property.Time time, @Nullable String product, Entry entry) {
        var what = "the time of `" + entry.id() + "`";
        @Nullable String step = time.step() == null ? null : time.step().text();
        var concerned = product == null ? products.ids() : List.of(product);
        var context = Formulas.Context.ofParts(entry.scope(), concerned);
        if (!formulas.changes(time.time(), context)) {
            @Nullable Distribution value = evaluator.random(time.time(), entry.scope(), Dimension.TIME, what);
            return value == null ? null : new Station.ProcessingTime(product, step, value);
        }
        @Nullable Formula formula = formulas.number(time.time(), context, Dimension.TIME, what);
        if (formula == null) {
            return null;
        }
        double about = Math.max(0, formulas.estimate(formula, LogicChecker.means(products.all(), concerned)));
        return new Station.ProcessingTime(product, step, new Distribution.Constant(about), formula);
    }

    private Station.@Nullable Setup setup(Entry entry, Properties given) {
        Property.@Nullable SetsUp sets = given.find(Property.SetsUp.class);
        if (sets == null) {
            return null;
        }
        @Nullable String attribute = sets.criterion() == null || sets.criterion().text().equals("product")
                ? null
                : sets.criterion().text();
        if (attribute != null && products.attribute(attribute) == null) {
            if (!entry.scope().file().parsed().mayHaveLost(attribute)) {
                unknownAttribute(sets.criterion());
            }
            return null;
        }
        if (sets.matrix() != null) {
            return new Station.Setup(attribute, matrix(sets.matrix(), entry, attribute), null);
        }
        var changes = new ArrayList<Station.Change>();
        @Nullable Distribution otherwise = null;
        for (var change : sets.changes()) {
            @Nullable Distribution time = evaluator.random(
                    change.time(), entry.scope(), Dimension.TIME, "the set-up time of `" + entry.id() + "`");
            if (time == null) {
                continue;
            }
            if (change.from() == null || change.to() == null) {
                otherwise = time;
            } else if (isSetupValue(change.from(), attribute, entry) && isSetupValue(change.to(), attribute, entry)) {
                changes.add(new Station.Change(change.from().text(), change.to().text(), time));
            }
        }
        return new Station.Setup(attribute, changes, otherwise);
    }

    void unknownAttribute(@Nullable Name name) {
        if (name == null) {
            return;
        }
        var known = new ArrayList<>(products.attributeNames());
        known.add("product");
        @Nullable String near = Spelling.nearest(name.text(), known);
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                name.span(),
                "no product has an attribute `" + name.text() + "`"
                        + (near == null ? "" : "; did you mean `" + near + "`?"));
        reports.add(
                near == null
                        ? fault.help("declare it, e.g. `product bracket has " + name.text() + " red 60 %, blue 40 %`")
                        : fault.fix(name.span(), near));
    }

    private boolean isSetupValue(Name name, @Nullable String attribute, Entry entry) {
        if (attribute == null) {
            return products.require(
                            new Ref(name.span(), List.of(new Ref.Part(name.span(), name.text(), null))), entry.scope())
                    != null;
        }
        Products.@Nullable Attribute known = products.attribute(attribute);
        @Nullable Set<String> choices = known == null ? null : known.choices();
        if (choices != null && !choices.contains(name.text())) {
            @Nullable String near = Spelling.nearest(name.text(), choices);
            var fault = Diagnostic.of(
                    Code.UNKNOWN_NAME,
                    name.span(),
                    "`" + attribute + "` is never `" + name.text() + "`"
                            + (near == null ? "" : "; did you mean `" + near + "`?"));
            reports.add(
                    near == null ? fault.help("it is " + String.join(", ", choices)) : fault.fix(name.span(), near));
            return false;
        }
        return true;
    }

    private List<Station.Change> matrix(Name file, Entry entry, @Nullable String attribute) {
        @Nullable Table table = tables.open(file, reports);
        var changes = new ArrayList<Station.Change>();
        if (table == null) {
            return changes;
        }
        var unitText = Table.unit(table.cell(0, 0));
        @Nullable Unit unit = Units.find(unitText.isEmpty() ? "s" : unitText);
        if (unit == null || !unit.dimension().equals(Dimension.TIME)) {
            reports.error(Code.DATA, file.span(), table.place(0, 0) + ": `" + unitText + "` is not a unit of time");
            return changes;
        }
        for (int row = 0; row < table.rows().size(); row++) {
            for (int column = 0; column < table.rows().getFirst().size(); column++) {
                var cell = table.cell(row, column);
                boolean heading = row == 0 || column == 0;
                if (heading) {
                    boolean known = row == column
                            || attribute != null
                            || products.exists(cell)
                            || entry.scope().file().parsed().mayHaveLost(cell);
                    if (!known) {
                        reports.error(
                                Code.DATA,
                                file.span(),
                                table.place(row, column) + ": there is no product `" + cell + "`");
                        return changes;
                    }
                } else if (!cell.isEmpty()) {
                    double time = setupTime(cell, unit);
                    if (!(time >= 0)) {
                        reports.error(
                                Code.DATA,
                                file.span(),
                                table.place(row, column) + ": `" + cell + "` is not a time of set-up",
                                "write a time such as `10 min`, or a number in " + unit.symbol());
                        return changes;
                    }
                    changes.add(new Station.Change(
                            table.cell(row, 0), table.cell(0, column), new Distribution.Constant(time)));
                }
            }
        }
        return changes;
    }

    /** Seconds of a cell, which is a number in the table's unit or has a unit of its own; NaN when it is neither. */
    private static double setupTime(String cell, Unit unit) {
        if (Table.isNumber(cell)) {
            return unit.toSi(Double.parseDouble(cell));
        }
        try {
            var quantity = Quantity.parse(cell);
            return quantity.dimension().equals(Dimension.TIME) ? quantity.si() : Double.NaN;
        } catch (IllegalArgumentException notATime) {
            return Double.NaN;
        }
    }

    private List<Station.Failure> failures(Entry entry) {
        var failures = new ArrayList<Station.Failure>();
        for (var property : entry.element().properties()) {
            Station.@Nullable Failure failure = property instanceof Property.Fails fails
                    ? failure(fails, entry)
                    : property instanceof Property.Maintained maintained ? maintenance(maintained, entry) : null;
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }

    private Station.@Nullable Failure failure(Property.Fails fails, Entry entry) {
        Station.@Nullable Need crew = fails.crew() == null ? null : need(fails.crew(), entry, "repaired");
        return stop(
                fails.label(),
                fails.every(),
                fails.clock(),
                fails.repair(),
                fails.upkeep(),
                crew,
                false,
                fails.asNew(),
                entry);
    }

    private Station.@Nullable Failure maintenance(Property.Maintained maintained, Entry entry) {
        Station.@Nullable Need crew = maintained.crew() == null ? null : need(maintained.crew(), entry, "maintained");
        return stop(
                maintained.label(),
                maintained.every(),
                maintained.clock(),
                maintained.duration(),
                maintained.upkeep(),
                crew,
                true,
                maintained.asNew(),
                entry);
    }

    private Station.@Nullable Failure stop(
            @Nullable Name label,
            Expr interval,
            @Nullable Name counts,
            Expr duration,
            Property.Upkeep upkeep,
            Station.@Nullable Need crew,
            boolean planned,
            boolean asNew,
            Entry entry) {
        var what = "the time between " + (planned ? "maintenances" : "failures") + " of `" + entry.id() + "`";
        var clock = counts != null && counts.text().equals("calendar")
                ? Station.FailureClock.CALENDAR_TIME
                : Station.FailureClock.OPERATING_TIME;
        if (counts != null && counts.text().equals("wear")) {
            return atWear(label, interval, counts, duration, upkeep, crew, planned, asNew, entry);
        }
        var value = evaluator.value(interval, entry.scope());
        var found = value instanceof Value.Number number
                ? number.dimension()
                : value instanceof Value.Random random ? random.dimension() : Dimension.TIME;
        boolean byCount = found.equals(Dimension.PIECE);
        @Nullable Distribution every = evaluator.random(value, interval, byCount ? Dimension.PIECE : Dimension.TIME, what);
        @Nullable Distribution repair = evaluator.random(
                duration,
                entry.scope(),
                Dimension.TIME,
                "the time of " + (planned ? "maintenance" : "repair") + " of `" + entry.id() + "`");
        if (every == null || repair == null) {
            return null;
        }
        if (Distributions.mean(every) <= 0) {
            reports.error(Code.OUT_OF_RANGE, interval.span(), what + " must be above zero");
            return null;
        }
        return new Station.Failure(
                label == null ? null : label.text(),
                byCount ? Station.FailureClock.OPERATIONS : clock,
                every,
                repair,
                crew,
                planned,
                sparesNeeded(upkeep, entry),
                cost(upkeep, entry),
                asNew);
    }

    private Station.@Nullable Failure atWear(
            @Nullable Name label,
            Expr level,
            Name wear,
            Expr duration,
            Property.Upkeep upkeep,
            Station.@Nullable Need crew,
            boolean planned,
            boolean asNew,
            Entry entry) {
        double threshold = evaluator.positive(
                level, entry.scope(), Dimension.NONE, "the level of wear of `" + entry.id() + "`", false);
        @Nullable Distribution repair = evaluator.random(
                duration,
                entry.scope(),
                Dimension.TIME,
                "the time of " + (planned ? "maintenance" : "repair") + " of `" + entry.id() + "`");
        if (entry.kind() == Kind.FLEET) {
            reports.error(
                    Code.NOT_EXPECTED,
                    wear.span(),
                    "vehicles have no wear",
                    "write e.g. `fails every exponential(40 h)`, the time driven between failures");
        } else if (new Properties(entry, evaluator, reports).value("degrades") == null) {
            reports.error(
                    Code.INCOMPLETE,
                    wear.span(),
                    "nothing says how fast `" + entry.id() + "` wears",
                    "add e.g. `degrades exponential(2 %)`, what each operation adds");
        }
        if (Double.isNaN(threshold) || repair == null) {
            return null;
        }
        return new Station.Failure(
                label == null ? null : label.text(),
                Station.FailureClock.WEAR,
                new Distribution.Constant(threshold),
                repair,
                crew,
                planned,
                sparesNeeded(upkeep, entry),
                cost(upkeep, entry),
                asNew);
    }

    private double cost(Property.Upkeep upkeep, Entry entry) {
        if (upkeep.cost() == null) {
            return 0;
        }
        double cost = evaluator.positive(
                upkeep.cost(), entry.scope(), Dimension.MONEY, "the cost of each repair of `" + entry.id() + "`", true);
        return Double.isNaN(cost) ? 0 : cost;
    }

    private List<Station.SparesNeeded> sparesNeeded(Property.Upkeep upkeep, Entry entry) {
        var needed = new ArrayList<Station.SparesNeeded>();
        for (var one : upkeep.spares()) {
            int count = evaluator.count(one.count(), entry.scope(), "the number of spare parts", 1);
            @Nullable Named named = names.require(one.product(), entry.scope(), Set.of(Kind.SPARE), "a spare part");
            if (count < 1 || named == null) {
                continue;
            }
            if (needed.stream().anyMatch(n -> n.spare().equals(named.id()))) {
                reports.error(
                        Code.DECLARED_TWICE,
                        one.span(),
                        "`" + named.id() + "` is given twice at `" + entry.id() + "`",
                        "add the numbers up");
                continue;
            }
            needed.add(new Station.SparesNeeded(named.id(), count));
        }
        return needed;
    }

    private List<Station.Need> needs(Entry entry) {
        var needs = new ArrayList<Station.Need>();
        for (var property : entry.element().properties()) {
            if (property instanceof Property.Needs said) {
                for (var need : said.needs()) {
                    Station.@Nullable Need one = need(need, entry, "worked");
                    if (one != null) {
                        needs.add(one);
                    }
                }
            }
        }
        return needs;
    }

    private Station.@Nullable Need need(Property.Need need, Entry entry, String verb) {
        int people = evaluator.count(need.people(), entry.scope(), "the number of people", 1);
        @Nullable String team = null;
        if (need.team() != null) {
            @Nullable Named named = names.require(need.team(), entry.scope(), Set.of(Kind.TEAM), "a team");
            if (named == null) {
                return null;
            }
            team = named.id();
        }
        if (need.skill() != null && !hasSkill(need.skill(), team, need.span(), entry)) {
            return null;
        }
        if (people < 0) {
            return null;
        }
        if (team != null) {
            int there = teamOf(team).people();
            if (people > there && there > 0) {
                reports.add(Diagnostic.of(
                                Code.NO_PEOPLE,
                                need.span(),
                                "`" + entry.id() + "` is " + verb + " by " + people + " of `" + team + "`, but there "
                                        + (there == 1 ? "is only 1" : "are only " + there))
                        .help("it will never happen; give the team more people"));
            }
        }
        var purpose = need.purpose() == null
                ? Station.NeedFor.WORK_AND_SETUP
                : need.purpose().text().equals("work") ? Station.NeedFor.WORK : Station.NeedFor.SETUP;
        int priority = need.priority() == null ? 0 : evaluator.count(need.priority(), entry.scope(), "the priority", 0);
        return new Station.Need(
                people, team, need.skill() == null ? null : need.skill().text(), purpose, Math.max(0, priority));
    }

    private Team teamOf(String id) {
        return teams.getOrDefault(id, new Team(id, null, Integer.MAX_VALUE, List.of(), Hours.ALWAYS, 0, true));
    }

    private boolean hasSkill(Name skill, @Nullable String team, Span span, Entry entry) {
        names.mentionSkill(skill);
        var known = new ArrayList<String>();
        for (var one : teams.values()) {
            if (team == null || one.id().equals(team)) {
                known.addAll(one.skills());
            }
        }
        if (known.contains(skill.text())) {
            return true;
        }
        boolean lost = expansion.of(Kind.TEAM).stream()
                        .anyMatch(one -> reports.hasErrorIn(one.element().span()))
                || entry.scope().file().parsed().mayHaveLost(skill.text());
        if (lost || reports.hasErrorIn(span) || !reports.isFirstUnknown("skill " + skill.text())) {
            return false;
        }
        @Nullable String near = Spelling.nearest(skill.text(), known);
        var fault = Diagnostic.of(
                Code.NOBODY_HAS_SKILL,
                skill.span(),
                (team == null ? "nobody" : "nobody in `" + team + "`") + " has the skill `" + skill.text() + "`"
                        + (near == null ? "" : "; did you mean `" + near + "`?"));
        reports.add(
                near != null
                        ? fault.fix(skill.span(), near)
                        : fault.help(
                                known.isEmpty()
                                        ? "give a team the skill: `skills " + skill.text() + "`"
                                        : "there is " + String.join(", ", known)));
        return false;
    }

    static Quantity shown(double si, String unit) {
        return new Quantity(si, Units.parse(unit));
    }
}
