package org.shadowline.dsl.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Properties of elements that can be varied from run to run or set while a plant runs. */
final class Settings {
    private final Evaluator evaluator;
    private final Reports reports;

    Settings(Evaluator evaluator, Reports reports) {
        this.evaluator = evaluator;
        this.reports = reports;
    }

    /** What varies from run to run. */
    static List<String> varied(@Nullable Kind kind) {
        return kind == null
                ? List.of()
                : switch (kind) {
                    case STATION -> List.of("count", "speed", "queue");
                    case BUFFER, DELAY -> List.of("holds");
                    case CONVEYOR -> List.of("speed", "length");
                    case TEAM -> List.of("people");
                    case SOURCE -> List.of("rate");
                    case LOOP -> List.of("holds");
                    case FLEET -> List.of("count", "speed", "carries");
                    case SPARE -> List.of("stock");
                    case TOOL -> List.of("count");
                    case SHIPMENT -> List.of("holds");
                    case SINK, SITE, AREA, PRODUCT, NODE, PATH, RACK, CUSTOM -> List.of();
                };
    }

    /** What can be set while the plant runs. */
    static List<String> running(@Nullable Kind kind) {
        return kind == null
                ? List.of()
                : switch (kind) {
                    case STATION, CONVEYOR -> List.of("speed");
                    case BUFFER, DELAY -> List.of("holds");
                    case TEAM -> List.of("people");
                    case SOURCE -> List.of("rate");
                    case SINK, AREA, PRODUCT, LOOP, NODE, PATH, FLEET, RACK, SPARE, SITE, SHIPMENT, CUSTOM, TOOL ->
                        List.of();
                };
    }

    /** Whether the property is one of those legal; reported when not. */
    boolean isLegal(String property, Span span, Expansion.Named of, List<String> legal, String verb) {
        if (legal.contains(property)) {
            return true;
        }
        @Nullable String near = Spelling.nearest(property, legal);
        var fault = Diagnostic.of(
                Code.NOT_SETTABLE,
                span,
                "`" + property + "` of " + of.what() + " cannot be " + verb
                        + (near == null ? "" : "; did you mean `" + near + "`?"));
        reports.add(
                near != null
                        ? fault.fix(span, near)
                        : fault.help(
                                legal.isEmpty()
                                        ? "nothing of " + of.what() + " can be " + verb
                                        : "of " + of.what() + " can be " + verb + ": " + String.join(", ", legal)));
        return false;
    }

    /** The value of a varied property, checked; NaN when it is wrong, which has been reported. */
    double value(Kind kind, String id, String property, Expr expr, Scope scope) {
        var what = "`" + property + "` of `" + id + "`";
        return switch (property) {
            case "count" -> whole(evaluator.count(expr, scope, what, 1));
            case "queue" -> places(expr, scope, what, 0);
            case "holds" -> places(expr, scope, what, 1);
            case "people", "stock" -> whole(evaluator.count(expr, scope, what, 0));
            case "length" -> evaluator.positive(expr, scope, Dimension.LENGTH, what, false);
            case "rate" -> evaluator.positive(expr, scope, Dimension.NONE, what, true);
            default ->
                kind == Kind.CONVEYOR || kind == Kind.FLEET
                        ? evaluator.positive(expr, scope, Dimension.SPEED, what, false)
                        : evaluator.positive(expr, scope, Dimension.NONE, what, false);
        };
    }

    /** The same for one that is set while the plant runs: a buffer may then be closed, with room for none. */
    double runningValue(Kind kind, String id, String property, Expr expr, Scope scope) {
        return kind == Kind.BUFFER && property.equals("holds")
                ? places(expr, scope, "`holds` of `" + id + "`", 0)
                : value(kind, id, property, expr, scope);
    }

    private double places(Expr expr, Scope scope, String what, int least) {
        return evaluator.isUnlimited(expr, scope) ? Buffer.UNLIMITED : whole(evaluator.count(expr, scope, what, least));
    }

    private static double whole(int count) {
        return count < 0 ? Double.NaN : count;
    }

    /** The value of a property that can be varied; null where this element has none. */
    static @Nullable Quantity current(Element element, String property) {
        return switch (element) {
            case Station s ->
                switch (property) {
                    case "count" -> pieces(s.count());
                    case "queue" -> pieces(s.queue());
                    default -> share(s.speed());
                };
            case Buffer b -> pieces(b.holds());
            case Delay d -> pieces(d.holds());
            case Conveyor c -> property.equals("length") ? of(c.length(), "m") : of(c.speed(), "m/s");
            case Fleet f ->
                switch (property) {
                    case "count" -> pieces(f.count());
                    case "carries" -> pieces(f.carries());
                    default -> of(f.speed(), "m/s");
                };
            case Spare s -> pieces(s.stock());
            case Shipment s -> pieces(s.holds());
            case Tool t -> pieces(t.count());
            case Source s -> s.arrivals() instanceof Source.Arrivals.Streams ? share(1) : null;
            default -> null;
        };
    }

    /** The least value of a property of which only some are possible; null where it must be above zero. */
    static @Nullable Quantity least(String property) {
        return switch (property) {
            case "count", "holds", "carries" -> pieces(1);
            case "queue", "people", "stock", "rate" -> pieces(0);
            default -> null;
        };
    }

    static Quantity pieces(int count) {
        return new Quantity(count, Unit.ONE);
    }

    private static Quantity share(double value) {
        return of(value, "%");
    }

    private static Quantity of(double si, String unit) {
        return new Quantity(si, Units.parse(unit));
    }

    static Team with(Team t, double people) {
        return t.withPeople((int) people);
    }

    /** The element with one property changed. */
    static Element with(Element element, String property, double value) {
        return switch (element) {
            case Station s ->
                new Station(
                        s.id(),
                        s.label(),
                        s.at(),
                        s.area(),
                        s.width(),
                        s.depth(),
                        property.equals("count") ? (int) value : s.count(),
                        s.times(),
                        property.equals("queue") ? (int) value : s.queue(),
                        s.setup(),
                        s.failures(),
                        s.needs(),
                        s.power(),
                        s.shift(),
                        property.equals("speed") ? value : s.speed(),
                        s.costPerSecond(),
                        s.scrapShare(),
                        s.dispatch(),
                        s.process(),
                        s.robot());
            case Delay d -> new Delay(d.id(), d.label(), d.at(), d.area(), d.times(), (int) value);
            case Buffer b -> new Buffer(b.id(), b.label(), b.at(), b.area(), (int) value, b.keeps());
            case Conveyor c -> conveyor(c, property, value);
            case Fleet f -> fleet(f, property, value);
            case Spare s ->
                new Spare(
                        s.id(),
                        s.label(),
                        s.at(),
                        s.area(),
                        (int) value,
                        s.below(),
                        s.quantity(),
                        s.leadTime(),
                        s.price(),
                        s.holdingPerSecond());
            case Shipment s ->
                new Shipment(
                        s.id(),
                        s.label(),
                        s.from(),
                        s.to(),
                        s.departures(),
                        Math.min(s.least(), (int) value),
                        (int) value,
                        s.takes(),
                        s.customs(),
                        s.costPerLoad(),
                        s.costPerPart());
            case Tool t ->
                new Tool(t.id(), t.label(), t.at(), t.area(), (int) value, t.life(), t.change(), t.changeCost());
            case Source s when value > 0 -> withRate(s, value);
            default -> element;
        };
    }

    private static Fleet fleet(Fleet f, String property, double value) {
        return new Fleet(
                f.id(),
                f.label(),
                f.at(),
                f.area(),
                property.equals("count") ? (int) value : f.count(),
                f.motion(),
                property.equals("speed") ? value : f.speed(),
                f.acceleration(),
                f.loading(),
                f.unloading(),
                property.equals("carries") ? (int) value : f.carries(),
                f.parksAt(),
                f.calls(),
                f.shift(),
                f.power(),
                f.failures(),
                f.battery());
    }

    private static Conveyor conveyor(Conveyor c, String property, double value) {
        double length = property.equals("length") ? value : c.length();
        double total = c.totalLength();
        boolean roomByLength = c.holds() == (int) Math.max(1, Math.floor(total / c.spacing() + 1e-9));
        int holds = roomByLength
                ? (int) Math.max(1, Math.floor((total - c.length() + length) / c.spacing() + 1e-9))
                : c.holds();
        double speed = property.equals("speed") ? value : c.speed();
        return new Conveyor(
                c.id(),
                c.label(),
                c.at(),
                c.area(),
                c.from(),
                c.to(),
                length,
                speed,
                c.spacing(),
                holds,
                c.accumulates(),
                c.then(),
                c.merge(),
                c.sensors(),
                c.partLength());
    }

    private static Source withRate(Source s, double rate) {
        if (!(s.arrivals() instanceof Source.Arrivals.Streams streams)) {
            return s;
        }
        return s.withArrivals(new Source.Arrivals.Streams(streams.streams().stream()
                .map(stream -> new Source.Arrivals.Stream(stream.interarrival().scaled(1 / rate), stream.during()))
                .toList()));
    }
}
