package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Network;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.transport.Standstill;
import org.shadowline.plant.transport.Ways;
import org.shadowline.plant.units.Dimension;

/** Makes the values of fleets and of the paths they drive on, and checks that they get everywhere. */
final class Transport {
    private static final Set<Kind> PLACES = Set.of(
            Kind.SOURCE,
            Kind.SINK,
            Kind.STATION,
            Kind.BUFFER,
            Kind.CONVEYOR,
            Kind.RACK,
            Kind.CUSTOM,
            Kind.DELAY,
            Kind.NODE);
    private static final Set<Kind> SERVED = Set.of(
            Kind.SOURCE, Kind.SINK, Kind.STATION, Kind.BUFFER, Kind.CONVEYOR, Kind.RACK, Kind.CUSTOM, Kind.DELAY);

    private final Names names;
    private final Evaluator evaluator;
    private final Reports reports;
    private final Map<String, Network.Node> nodes = new LinkedHashMap<>();
    private final List<Network.Path> paths = new ArrayList<>();
    /** By element, the mention that says which node serves it. */
    private final Map<String, Ref> served = new LinkedHashMap<>();

    Transport(Names names, Evaluator evaluator, Reports reports) {
        this.names = names;
        this.evaluator = evaluator;
        this.reports = reports;
    }

    Network network() {
        return new Network(List.copyOf(nodes.values()), paths);
    }

    void node(Entry entry, Properties given) {
        Property.@Nullable At at = given.find(Property.At.class);
        @Nullable Position position = null;
        if (at != null) {
            double x = evaluator.number(at.x(), entry.scope(), Dimension.LENGTH, "the x of `" + entry.id() + "`");
            double y = evaluator.number(at.y(), entry.scope(), Dimension.LENGTH, "the y of `" + entry.id() + "`");
            double z = Elements.height(at, entry, evaluator);
            position = Double.isNaN(x) || Double.isNaN(y) ? null : new Position(entry.x() + x, entry.y() + y, z, 0);
        }
        Property.@Nullable Serves serves = given.find(Property.Serves.class);
        var elements = serves == null ? List.<String>of() : served(serves, entry);
        nodes.put(
                entry.id(),
                new Network.Node(entry.id(), position, given.places("holds", 1, Buffer.UNLIMITED), elements));
    }

    private List<String> served(Property.Serves serves, Entry entry) {
        var ids = new ArrayList<String>();
        for (var ref : serves.elements()) {
            @Nullable Named named = names.require(ref, entry.scope(), SERVED, "an element that parts wait at");
            if (named == null) {
                continue;
            }
            @Nullable Ref twice = served.putIfAbsent(named.id(), ref);
            if (twice != null) {
                reports.add(Diagnostic.of(
                                Code.DECLARED_TWICE,
                                ref.span(),
                                "another node serves `" + named.id() + "` already; vehicles stop for it at one of them")
                        .note(twice.span(), "the other one"));
            }
            ids.add(named.id());
        }
        return ids;
    }

    /** @param made the elements of the plant, for their positions */
    void path(Entry entry, Properties given, Map<String, Element> made) {
        Property.@Nullable Between between = given.find(Property.Between.class);
        if (between == null || between.to() == null) {
            given.missing("two ends", "from saw to mill");
            return;
        }
        @Nullable Named from = names.require(between.from(), entry.scope(), PLACES, "a node or element");
        @Nullable Named to = names.require(between.to(), entry.scope(), PLACES, "a node or element");
        if (from == null || to == null) {
            return;
        }
        if (from.id().equals(to.id())) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    between.span(),
                    "the path `" + entry.id() + "` leads from `" + from.id() + "` to itself",
                    "divide a ring by a node");
            return;
        }
        boolean oneWay = given.has("one way");
        boolean single = given.has("single track");
        if (oneWay && single) {
            given.contradiction("`one way` and `single track`", "a single track is driven in both directions");
        }
        paths.add(new Network.Path(
                entry.id(),
                from.id(),
                to.id(),
                length(given, from.id(), to.id(), made),
                given.aboveZero("speed", Dimension.SPEED, Double.POSITIVE_INFINITY),
                given.places("holds", 1, 1),
                single
                        ? Network.Direction.SINGLE_TRACK
                        : oneWay ? Network.Direction.ONE_WAY : Network.Direction.BOTH_WAYS));
    }

    private double length(Properties given, String from, String to, Map<String, Element> made) {
        if (given.value("length") != null) {
            return given.aboveZero("length", Dimension.LENGTH, 1);
        }
        @Nullable Position a = position(from, made);
        @Nullable Position b = position(to, made);
        double length = a == null || b == null ? Double.NaN : a.distance(b);
        if (length > 0) {
            return length;
        }
        given.missing("length, since its ends have no two positions", "length 12 m");
        return 1;
    }

    private @Nullable Position position(String id, Map<String, Element> made) {
        Network.@Nullable Node node = nodes.get(id);
        if (node != null) {
            return node.at();
        }
        @Nullable Element element = made.get(id);
        return element == null ? null : element.at();
    }

    // fleets

    /**
     * @param motion how its vehicles move where nothing is said
     * @param shift when they work
     * @param failures how they fail
     */
    Fleet fleet(Entry entry, Properties given, Fleet.Motion motion, Hours shift, List<Station.Failure> failures) {
        var machines = entry.element().count();
        int count =
                machines == null ? 1 : evaluator.count(machines, entry.scope(), "the count of `" + entry.id() + "`", 1);
        if (given.value("speed") == null) {
            given.missing("speed", "speed 1.2 m/s");
        }
        Property.@Nullable Moves moves = given.find(Property.Moves.class);
        Property.@Nullable Parks parks = given.find(Property.Parks.class);
        Property.@Nullable Calls calls = given.find(Property.Calls.class);
        return new Fleet(
                entry.id(),
                given.label(),
                null,
                entry.area(),
                Math.max(1, count),
                moves == null ? motion : moves.motion(),
                given.aboveZero("speed", Dimension.SPEED, 1),
                given.aboveZero("acceleration", Dimension.ACCELERATION, Double.POSITIVE_INFINITY),
                given.random("loads", Dimension.TIME),
                given.random("unloads", Dimension.TIME),
                given.count("carries", 1, 1),
                parks == null ? null : place(parks.place(), entry),
                calls == null ? Fleet.Calls.NEAREST : calls.calls(),
                shift,
                power(entry, given),
                failures,
                battery(entry, given));
    }

    private @Nullable String place(Ref ref, Entry entry) {
        @Nullable Named named = names.require(ref, entry.scope(), PLACES, "a node or element");
        return named == null ? null : named.id();
    }

    private Fleet.@Nullable Battery battery(Entry entry, Properties given) {
        Property.@Nullable Charges charges = given.find(Property.Charges.class);
        Property.@Nullable Swaps swaps = given.find(Property.Swaps.class);
        Property.@Nullable Draws draws = given.find(Property.Draws.class);
        if (given.value("battery") == null) {
            if (charges != null || swaps != null) {
                given.missing("battery", "battery 2 kWh");
            }
            return null;
        }
        double capacity = given.aboveZero("battery", Dimension.ENERGY, 1);
        if (draws == null) {
            given.missing("power that it draws from its battery", "draws 800 W driving, 50 W standing");
            return null;
        }
        if (charges != null && swaps != null) {
            given.contradiction("`charges` and `swaps`", "a battery is either charged or changed");
        }
        if (charges != null) {
            return charged(charges, entry, capacity);
        }
        if (swaps != null) {
            return changed(swaps, entry, capacity);
        }
        given.missing("place where its battery is charged", "charges at depot with 3 kW below 20 %");
        return null;
    }

    private Fleet.@Nullable Battery charged(Property.Charges charges, Entry entry, double capacity) {
        @Nullable String at = place(charges.place(), entry);
        double power = evaluator.positive(
                charges.power(), entry.scope(), Dimension.POWER, "the power of charging `" + entry.id() + "`", false);
        double below = evaluator.share(charges.below(), entry.scope(), "what must be left in `" + entry.id() + "`");
        double upTo = charges.upTo() == null
                ? 1
                : evaluator.share(charges.upTo(), entry.scope(), "up to what `" + entry.id() + "` is charged");
        if (at == null || Double.isNaN(power) || Double.isNaN(below) || Double.isNaN(upTo)) {
            return null;
        }
        if (upTo <= below) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    charges.span(),
                    "`" + entry.id() + "` would be charged up to less than makes it go to be charged",
                    "e.g. `below 20 % to 80 %`");
            return null;
        }
        return new Fleet.Battery(capacity, at, power, null, below, upTo, charges.whenIdle());
    }

    private Fleet.@Nullable Battery changed(Property.Swaps swaps, Entry entry, double capacity) {
        @Nullable String at = place(swaps.place(), entry);
        @Nullable Distribution time = evaluator.random(
                swaps.time(), entry.scope(), Dimension.TIME, "the time to change the battery of `" + entry.id() + "`");
        double below = evaluator.share(swaps.below(), entry.scope(), "what must be left in `" + entry.id() + "`");
        if (at == null || time == null || Double.isNaN(below)) {
            return null;
        }
        return new Fleet.Battery(capacity, at, Double.POSITIVE_INFINITY, time, below, 1, false);
    }

    private Fleet.Power power(Entry entry, Properties given) {
        Property.@Nullable Draws draws = given.find(Property.Draws.class);
        return draws == null
                ? Fleet.Power.NONE
                : new Fleet.Power(power(draws, "driving", entry), power(draws, "standing", entry));
    }

    private double power(Property.Draws draws, String state, Entry entry) {
        double watts = 0;
        for (var draw : draws.powers()) {
            boolean here = draw.state() == null
                    ? state.equals("driving")
                    : draw.state().text().equals(state);
            if (here) {
                double power = evaluator.positive(
                        draw.power(), entry.scope(), Dimension.POWER, "the power of `" + entry.id() + "`", true);
                watts = Double.isNaN(power) ? 0 : power;
            }
        }
        return watts;
    }

    // the whole

    /** Whether every fleet can get where it has to, and vehicles cannot bring each other to a standstill. */
    void check(PlantModel model) {
        var plant = model.plant();
        if (!hasFleet(plant)) {
            return;
        }
        checkSteps(model);
        if (reports.hasErrors()) {
            return;
        }
        var index = new PlantIndex(plant);
        boolean connected = true;
        for (var element : index.elements()) {
            if (element instanceof Fleet fleet) {
                connected &= checkWays(fleet, index);
            }
        }
        @Nullable List<String> circle = connected ? Standstill.possibleIn(index) : null;
        if (circle != null) {
            @Nullable Named first = names.byId(circle.getFirst());
            if (first != null) {
                reports.add(Diagnostic.of(
                                Code.DEADLOCK,
                                first.declaration(),
                                "vehicles can block each other at " + String.join(" -> ", circle) + " -> "
                                        + circle.getFirst() + ": when all of these are full, none can move on")
                        .help("let paths lead one way round, let a node hold more, or use fewer vehicles"));
            }
        }
    }

    private static boolean hasFleet(Plant plant) {
        for (var element : plant.elements()) {
            if (element instanceof Fleet) {
                return true;
            }
        }
        return false;
    }

    private boolean checkWays(Fleet fleet, PlantIndex index) {
        int @Nullable [] apart = new Ways(index, fleet).unconnected();
        @Nullable Named named = names.byId(fleet.id());
        if (apart == null || named == null) {
            return true;
        }
        var from = index.nodeName(apart[0]);
        var to = index.nodeName(apart[1]);
        var message = "`" + fleet.id() + "` cannot get from `" + from + "` to `" + to + "`: ";
        if (fleet.motion() == Fleet.Motion.PATHS) {
            reports.error(
                    Code.NO_ROUTE,
                    named.declaration(),
                    message + "no path leads there",
                    "add a path, e.g. `path aisle from " + from + " to " + to + " length 12 m`, or let it move freely");
        } else {
            var lacks = index.nodePosition(apart[0]) == null ? from : to;
            reports.error(
                    Code.NO_ROUTE,
                    named.declaration(),
                    message + "`" + lacks + "` has no position",
                    "give it one, e.g. `at (12 m, 6 m)`");
        }
        return false;
    }

    /** A fleet brings parts to a place. */
    private void checkSteps(PlantModel model) {
        for (var made : model.routes()) {
            var steps = made.route().steps();
            for (int i = 0; i < steps.size(); i++) {
                if (!(model.element(steps.get(i).element()) instanceof Fleet fleet)) {
                    continue;
                }
                for (int target : model.reach(made.route()).targets(i)) {
                    checkEnd(
                            fleet,
                            made,
                            i,
                            target < 0 ? null : model.element(steps.get(target).element()));
                }
            }
        }
    }

    private void checkEnd(Fleet fleet, Routes.Made made, int step, @Nullable Element target) {
        if (target == null) {
            reports.error(
                    Code.NO_ROUTE,
                    made.spans().get(step),
                    "`" + fleet.id() + "` does not know where to bring parts, since the route ends with it",
                    "write where it brings parts: `saw -> mill by " + fleet.id() + "`");
        } else if (target instanceof Fleet other) {
            reports.error(
                    Code.NO_ROUTE,
                    made.spans().get(step),
                    "`" + fleet.id() + "` cannot hand a part over to `" + other.id() + "`",
                    "put a place between them, e.g. a buffer");
        }
    }
}
