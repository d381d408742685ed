package org.shadowline.dsl.format;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Custom;
import org.shadowline.plant.description.DefectCause;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.DemandCharge;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Network;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Robot;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Route.PartCondition;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.scenario.Scenario;

/**
 * Writes plants and scenarios as text of the language, laid out as {@link Formatter} does. Reading the text gives an equal
 * plant; numbers are written with all their digits. What a plant no longer knows, such as its {@code let}s and patterns, is
 * written out. Orders and actions of scenarios are not written: what is written here was found in data.
 */
public final class ShadowWriter {
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final double MONEY_PER_KWH = 3.6e6;

    private final Plant plant;
    private final Map<String, double[]> dataFiles;
    private final LogicText logic;
    private final StringBuilder text = new StringBuilder();

    private ShadowWriter(Plant plant, Map<String, double[]> dataFiles) {
        this.plant = plant;
        this.dataFiles = dataFiles;
        logic = new LogicText(plant);
    }

    /**
     * The text of a plant and of scenarios on it.
     *
     * @param dataFiles names of files beside the text with the values of empirical distributions, which are then not written
     *     out
     * @param comments sentences that go to the beginning
     * @throws IllegalArgumentException when a name is not one of the language, or an element has orders
     */
    public static String write(
            Plant plant, List<Scenario> scenarios, Map<String, double[]> dataFiles, List<String> comments) {
        var writer = new ShadowWriter(plant, dataFiles);
        for (var comment : comments) writer.comment(comment);
        if (!comments.isEmpty()) writer.text.append('\n');
        writer.plant();
        for (var scenario : scenarios) writer.scenario(scenario);
        return formatted(writer.text.toString());
    }

    private static String formatted(String text) {
        return switch (Formatter.format(text)) {
            case Formatting.Done(String done) -> done;
            case Formatting.Refused(var diagnostics) ->
                throw new IllegalStateException(
                        "what was written cannot be read: " + diagnostics.getFirst() + "\n" + text);
        };
    }

    private void comment(String sentence) {
        var line = new StringBuilder("// ");
        for (var word : sentence.strip().split("\\s+")) {
            if (line.length() + word.length() > 98) {
                text.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder("//   ");
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private void plant() {
        text.append("plant ")
                .append(id(plant.id()))
                .append(label(plant.label()))
                .append(" {\n");
        if (plant.electricityPrice() > 0 || plant.demandCharge().pricePerWatt() > 0) {
            line("electricity " + Numbers.plain(plant.electricityPrice() * MONEY_PER_KWH) + " " + plant.currency()
                    + "/kWh" + demand(plant.demandCharge()));
        }
        for (var area : plant.areas()) {
            line("area " + id(area.id()) + label(area.label()) + " " + Numbers.plain(area.width()) + " m x "
                    + Numbers.plain(area.depth()) + " m" + at(area.at()));
        }
        blank();
        for (var product : plant.products()) product(product);
        blank();
        sites();
        for (var element : plant.elements()) {
            if (plant.siteOf(element.id()) == null) element(element);
        }
        for (var node : plant.network().nodes()) node(node);
        for (var path : plant.network().paths()) path(path);
        blank();
        for (var team : plant.teams()) {
            if (plant.sites().stream().noneMatch(site -> site.teams().contains(team.id()))) team(team);
        }
        for (var loop : plant.loops()) {
            line("loop " + id(loop.id()) + label(loop.label()) + "  from " + id(loop.from()) + " to " + id(loop.to())
                    + "  holds " + loop.cards());
        }
        for (var route : plant.routes()) {
            blank();
            route(route);
        }
        for (var procedure : plant.logic().procedures()) {
            blank();
            line(logic.procedure(procedure));
        }
        for (var rule : plant.logic().rules()) {
            blank();
            line(logic.rule(rule));
        }
        text.append("}\n");
    }

    private String demand(DemandCharge charge) {
        return charge.pricePerWatt() == 0
                ? ""
                : "  demand " + Numbers.plain(charge.pricePerWatt() * 1000) + " " + plant.currency() + "/kW every "
                        + Numbers.duration(charge.period());
    }

    private void line(String line) {
        text.append("  ").append(line).append('\n');
    }

    private void blank() {
        text.append('\n');
    }

    private void product(Product product) {
        var line = new StringBuilder("product ").append(id(product.id())).append(label(product.label()));
        if (product.materialCost() > 0) line.append("  material ").append(money(product.materialCost()));
        if (product.price() > 0) line.append("  price ").append(money(product.price()));
        if (product.holdingPerSecond() > 0) line.append("  holding ").append(perHour(product.holdingPerSecond()));
        if (product.mass() > 0)
            line.append("  mass ").append(Numbers.plain(product.mass())).append(" kg");
        for (var attribute : product.attributes()) {
            line.append("  has ").append(id(attribute.name())).append(' ').append(attribute(attribute));
        }
        line(line.toString());
    }

    private String attribute(Product.Attribute attribute) {
        var value = attribute.value();
        if (!(value instanceof Distribution.Discrete(var values, var probabilities)) || !logic.isChoice(value)) {
            return distribution(value, v -> LogicText.quantity(v, attribute.unit()));
        }
        var choices = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            choices.add(id(plant.symbols().get((int) values.get(i))) + " " + percent(probabilities.get(i)));
        }
        return String.join(", ", choices);
    }

    private void element(Element element) {
        line(switch (element) {
                    case Source source -> source(source);
                    case Sink sink -> "sink " + head(sink) + (sink.scraps() ? "  scraps" : "");
                    case Buffer buffer ->
                        "buffer " + head(buffer) + "  holds " + capacity(buffer.holds())
                                + (buffer.keeps() == Double.POSITIVE_INFINITY
                                        ? ""
                                        : "  keeps " + Numbers.duration(buffer.keeps()));
                    case Conveyor conveyor -> conveyor(conveyor);
                    case Fleet fleet -> fleet(fleet);
                    case Rack rack -> rack(rack);
                    case Spare spare -> spare(spare);
                    case Custom custom -> custom(custom);
                    case Delay delay ->
                        "delay " + head(delay) + "  takes " + times(delay.times())
                                + (delay.holds() == Buffer.UNLIMITED ? "" : "  holds " + delay.holds());
                    case Shipment shipment -> shipment(shipment);
                    case Tool tool -> tool(tool);
                    case Station station -> station(station);
                }
                + logic.attributes(element.id()));
    }

    private String head(Element element) {
        return id(element.id()) + label(element.label()) + where(element);
    }

    private static String where(Element element) {
        var at = element.at();
        return (at == null ? "" : at(at)) + (element.area() == null ? "" : "  in " + id(element.area()));
    }

    private static String at(Position at) {
        if (at.x() == 0 && at.y() == 0 && at.z() == 0 && at.facing() == 0) return "  at (0 m, 0 m)";
        var z = at.z() == 0 ? "" : ", " + Numbers.plain(at.z()) + " m";
        var facing = at.facing() == 0 ? "" : "  facing " + Numbers.plain(Math.toDegrees(at.facing())) + " deg";
        return "  at (" + Numbers.plain(at.x()) + " m, " + Numbers.plain(at.y()) + " m" + z + ")" + facing;
    }

    private String source(Source source) {
        var line = new StringBuilder("source ").append(head(source)).append("  makes ");
        var products = new ArrayList<String>();
        for (var share : source.products()) {
            products.add(id(share.product()) + (source.products().size() == 1 ? "" : " " + percent(share.share())));
        }
        line.append(String.join(", ", products));
        switch (source.arrivals()) {
            case Source.Arrivals.Unlimited() -> line.append("  unlimited");
            case Source.Arrivals.Reorder(String stock, int below, int quantity, boolean upTo, Distribution leadTime) ->
                line.append("  reorders ")
                        .append(upTo ? "up to " : "")
                        .append(quantity)
                        .append(" when ")
                        .append(id(stock))
                        .append(" below ")
                        .append(below)
                        .append(" after ")
                        .append(distribution(leadTime, Numbers::duration));
            case Source.Arrivals.Orders orders -> line.append("  from ").append(quoted(orders.file()));
            case Source.Arrivals.Streams(var streams) -> {
                var each = new ArrayList<String>();
                for (var stream : streams) {
                    each.add(distribution(stream.interarrival(), Numbers::duration)
                            + (stream.during().isAlways() ? "" : " during " + HoursText.of(stream.during())));
                }
                line.append("\n    every ").append(String.join(",\n      ", each));
            }
        }
        if (source.lotSize() != 1) line.append("\n    in lots of ").append(source.lotSize());
        if (source.limit() != Long.MAX_VALUE) line.append("\n    limit ").append(source.limit());
        if (!Double.isNaN(source.firstAfter()))
            line.append("\n    first after ").append(Numbers.duration(source.firstAfter()));
        var due = source.due();
        if (due != null) line.append("\n    due ").append(distribution(due, Numbers::duration));
        if (source.priority() != 0) line.append("\n    priority ").append(source.priority());
        if (source.holds() != Buffer.UNLIMITED) line.append("\n    holds ").append(source.holds());
        if (source.losesWhenFull()) line.append("\n    loses arrivals when full");
        var defects = source.defects();
        if (defects != null) line.append("\n    defects ").append(distribution(defects, ShadowWriter::percent));
        return line.toString();
    }

    /** Elements and teams stand inside their sites; areas stand before them all. */
    private void sites() {
        for (var site : plant.sites()) {
            line("site " + id(site.id()) + label(site.label()) + (site.zone() == null ? "" : "  in " + site.zone())
                    + (site.partner() ? "  partner" : "") + " {");
            for (var element : plant.elements()) if (site.elements().contains(element.id())) element(element);
            for (var team : plant.teams()) if (site.teams().contains(team.id())) team(team);
            line("}");
        }
    }

    private String shipment(Shipment shipment) {
        var line = new StringBuilder("shipment ").append(id(shipment.id())).append(label(shipment.label()));
        line.append("  from ").append(id(shipment.from())).append(" to ").append(id(shipment.to()));
        property(
                line,
                "departs",
                switch (shipment.departures()) {
                    case Shipment.Departures.Every(double interval, double first) ->
                        "every " + Numbers.duration(interval)
                                + (first == interval ? "" : " first after " + Numbers.duration(first));
                    case Shipment.Departures.Timetable(var hours) -> "at " + HoursText.beginnings(hours);
                    case Shipment.Departures.WhenFull(double longest) ->
                        "when full"
                                + (longest == Double.POSITIVE_INFINITY ? "" : " or after " + Numbers.duration(longest));
                });
        property(line, "takes", distribution(shipment.takes(), Numbers::duration));
        if (shipment.holds() != Buffer.UNLIMITED || shipment.least() > 1) {
            property(
                    line,
                    "holds",
                    capacity(shipment.holds()) + (shipment.least() > 1 ? " at least " + shipment.least() : ""));
        }
        var customs = shipment.customs();
        if (customs != null) property(line, "customs", distribution(customs, Numbers::duration));
        if (shipment.costPerLoad() > 0) property(line, "costs", money(shipment.costPerLoad()));
        if (shipment.costPerPart() > 0) property(line, "freight", money(shipment.costPerPart()));
        return line.toString();
    }

    private void node(Network.Node node) {
        var at = node.at();
        line("node " + id(node.id()) + (at == null ? "" : at(at))
                + (node.holds() == Buffer.UNLIMITED ? "" : "  holds " + node.holds())
                + (node.serves().isEmpty()
                        ? ""
                        : "  serves "
                                + String.join(
                                        ", ",
                                        node.serves().stream()
                                                .map(ShadowWriter::id)
                                                .toList())));
    }

    private void path(Network.Path path) {
        line("path " + id(path.id()) + "  from " + id(path.from()) + " to " + id(path.to()) + "  length "
                + Numbers.plain(path.length()) + " m"
                + (path.speedLimit() == Double.POSITIVE_INFINITY
                        ? ""
                        : "  speed " + Numbers.plain(path.speedLimit()) + " m/s")
                + (path.holds() == 1 ? "" : "  holds " + capacity(path.holds()))
                + switch (path.direction()) {
                    case BOTH_WAYS -> "";
                    case ONE_WAY -> "  one way";
                    case SINGLE_TRACK -> "  single track";
                });
    }

    private String fleet(Fleet fleet) {
        var line = new StringBuilder("fleet ").append(id(fleet.id()));
        if (fleet.count() != 1) line.append(" * ").append(fleet.count());
        line.append(label(fleet.label()));
        property(line, "moves", fleet.motion().words());
        property(line, "speed", Numbers.plain(fleet.speed()) + " m/s");
        if (fleet.acceleration() != Double.POSITIVE_INFINITY) {
            property(line, "acceleration", Numbers.plain(fleet.acceleration()) + " m/s2");
        }
        var loading = fleet.loading();
        if (loading != null) property(line, "loads", distribution(loading, Numbers::duration));
        var unloading = fleet.unloading();
        if (unloading != null) property(line, "unloads", distribution(unloading, Numbers::duration));
        if (fleet.carries() > 1) property(line, "carries up to", Integer.toString(fleet.carries()));
        var parksAt = fleet.parksAt();
        if (parksAt != null) property(line, "parks at", id(parksAt));
        if (fleet.calls() != Fleet.Calls.NEAREST)
            property(line, "dispatch", fleet.calls().words());
        if (!fleet.shift().isAlways()) property(line, "shift", HoursText.of(fleet.shift()));
        failures(line, fleet.failures());
        var power = fleet.power();
        if (!power.equals(Fleet.Power.NONE) || fleet.battery() != null) {
            property(
                    line,
                    "draws",
                    Numbers.plain(power.driving()) + " W driving, " + Numbers.plain(power.standing()) + " W standing");
        }
        var battery = fleet.battery();
        if (battery != null) battery(line, battery);
        return line.toString();
    }

    private void failures(StringBuilder line, List<Station.Failure> failures) {
        for (var failure : failures) {
            property(line, failure.planned() ? "maintained" : "fails", failure(failure));
        }
    }

    private void battery(StringBuilder line, Fleet.Battery battery) {
        property(line, "battery", Numbers.plain(battery.capacity()) + " J");
        var change = battery.change();
        if (change != null) {
            property(
                    line,
                    "swaps at",
                    id(battery.station()) + " in " + distribution(change, Numbers::duration) + " below "
                            + percent(battery.below()));
        } else {
            property(
                    line,
                    "charges at",
                    id(battery.station()) + " with " + Numbers.plain(battery.power()) + " W below "
                            + percent(battery.below()) + " to " + percent(battery.upTo())
                            + (battery.whenIdle() ? " when idle" : ""));
        }
    }

    private String custom(Custom custom) {
        var line = new StringBuilder("custom ").append(head(custom));
        property(line, "type", quoted(custom.type()));
        if (!custom.parameters().isEmpty()) {
            property(
                    line,
                    "with",
                    String.join(
                            ", ",
                            custom.parameters().stream()
                                    .map(p -> p.name() + " " + LogicText.quantity(p.value(), p.unit()))
                                    .toList()));
        }
        return line.toString();
    }

    private String spare(Spare spare) {
        var line = new StringBuilder("spare ").append(head(spare));
        property(line, "stock", Integer.toString(spare.stock()));
        var leadTime = spare.leadTime();
        if (leadTime != null) {
            property(
                    line,
                    "reorders",
                    spare.quantity()
                            + (spare.below() == Spare.AS_STOCK ? "" : " below " + spare.below())
                            + " after " + distribution(leadTime, Numbers::duration));
        }
        if (spare.price() > 0) property(line, "costs", Numbers.plain(spare.price()) + " " + plant.currency());
        if (spare.holdingPerSecond() > 0) property(line, "holding", perHour(spare.holdingPerSecond()));
        return line.toString();
    }

    private String tool(Tool tool) {
        var line = new StringBuilder("tool ").append(id(tool.id()));
        if (tool.count() != 1) line.append(" * ").append(tool.count());
        line.append(label(tool.label())).append(where(tool));
        if (tool.life() != Tool.UNLIMITED) property(line, "life", tool.life() + " parts");
        var change = tool.change();
        if (change != null) {
            property(
                    line,
                    "changed in",
                    distribution(change, Numbers::duration)
                            + (tool.changeCost() > 0
                                    ? " and " + Numbers.plain(tool.changeCost()) + " " + plant.currency()
                                    : ""));
        }
        return line.toString();
    }

    private String rack(Rack rack) {
        var line = new StringBuilder("rack ").append(head(rack));
        property(line, "places", rack.columns() + " x " + rack.levels());
        property(line, "pitch", Numbers.plain(rack.columnWidth()) + " m x " + Numbers.plain(rack.levelHeight()) + " m");
        property(line, "speed", Numbers.plain(rack.speed()) + " m/s");
        property(line, "lifts", Numbers.plain(rack.liftSpeed()) + " m/s");
        var loading = rack.loading();
        if (loading != null) property(line, "loads", distribution(loading, Numbers::duration));
        var unloading = rack.unloading();
        if (unloading != null) property(line, "unloads", distribution(unloading, Numbers::duration));
        property(line, "stores", rack.stores().words());
        property(line, "retrieves", rack.retrieval().words());
        return line.toString();
    }

    private String conveyor(Conveyor conveyor) {
        return "conveyor " + head(conveyor)
                + (conveyor.from() == null || conveyor.to() == null
                        ? ""
                        : "  from " + id(conveyor.from()) + " to " + id(conveyor.to()))
                + "  length " + Numbers.plain(conveyor.length()) + " m  speed " + Numbers.plain(conveyor.speed())
                + " m/s  spacing "
                + Numbers.plain(conveyor.spacing()) + " m  holds " + capacity(conveyor.holds())
                + (conveyor.accumulates() ? "" : "  not accumulating")
                + sections(conveyor);
    }

    private String sections(Conveyor conveyor) {
        var text = new StringBuilder();
        for (var section : conveyor.then()) {
            text.append("\n    then ");
            if (section.angle() > 0) {
                text.append("curve ").append(Numbers.plain(section.angle())).append(" rad radius ");
                text.append(Numbers.plain(section.length() / section.angle()));
            } else {
                text.append(Numbers.plain(section.length()));
            }
            text.append(" m at ").append(Numbers.plain(section.speed())).append(" m/s");
        }
        if (conveyor.merge().alternately()) text.append("\n    merges alternately");
        var first = conveyor.merge().first();
        if (!first.isEmpty()) {
            text.append("\n    merges first from ")
                    .append(String.join(
                            ", ", first.stream().map(ShadowWriter::id).toList()));
        }
        if (conveyor.partLength() != conveyor.spacing()) {
            text.append("\n    parts ")
                    .append(Numbers.plain(conveyor.partLength()))
                    .append(" m long");
        }
        for (var sensor : conveyor.sensors()) {
            text.append("\n    sensor ")
                    .append(sensor.name())
                    .append(" at ")
                    .append(Numbers.plain(sensor.at()))
                    .append(" m");
        }
        return text.toString();
    }

    private String station(Station station) {
        var line = new StringBuilder("station ").append(id(station.id()));
        if (station.count() != 1) line.append(" * ").append(station.count());
        line.append(label(station.label())).append(where(station));
        property(line, "takes", times(station.times()));
        if (station.queue() != 0) property(line, "queue", capacity(station.queue()));
        var setup = station.setup();
        if (setup != null) property(line, "sets up", setup(setup));
        failures(line, station.failures());
        process(line, station.process());
        var degradation = station.process().wear().degradation();
        if (degradation != null) property(line, "degrades", distribution(degradation, ShadowWriter::percent));
        for (var need : station.needs()) property(line, "needs", need(need));
        var robot = station.robot();
        if (robot != null) property(line, "robot", robot(robot));
        var power = power(station.power());
        if (!power.isEmpty()) property(line, "draws", power);
        rest(line, "stands by", station.power().standby());
        rest(line, "switches off", station.power().switchOff());
        if (!station.shift().isAlways()) property(line, "shift", HoursText.of(station.shift()));
        if (station.speed() != 1) property(line, "speed", percent(station.speed()));
        if (station.costPerSecond() > 0) property(line, "costs", perHour(station.costPerSecond()));
        if (station.scrapShare() > 0) property(line, "scraps", percent(station.scrapShare()));
        if (station.dispatch() != DispatchRule.FIRST_IN)
            property(line, "dispatch", station.dispatch().words());
        return line.toString();
    }

    private static String robot(Robot robot) {
        return "reaches " + Numbers.plain(robot.reach()) + " m at " + Numbers.plain(robot.speed()) + " m/s stops in "
                + Numbers.duration(robot.stoppingTime()) + " over " + Numbers.plain(robot.stoppingDistance())
                + " m reacts in " + Numbers.duration(robot.reactionTime()) + " intrusion "
                + Numbers.plain(robot.intrusion()) + " m uncertainty " + Numbers.plain(robot.uncertainty())
                + " m approach " + Numbers.plain(robot.approach()) + " m/s"
                + (robot.levels().isEmpty()
                        ? ""
                        : " slows to "
                                + String.join(
                                        ", ",
                                        robot.levels().reversed().stream()
                                                .map(ShadowWriter::percent)
                                                .toList()));
    }

    private static void process(StringBuilder line, Process process) {
        var batch = process.batch();
        if (batch != null) {
            property(
                    line,
                    "batch",
                    batch.least()
                            + (batch.most() == batch.least() ? "" : ".." + batch.most())
                            + (batch.within() == Double.POSITIVE_INFINITY
                                    ? ""
                                    : " within " + Numbers.duration(batch.within()))
                            + (batch.sameProduct() ? " alike" : ""));
        }
        var limit = process.limit();
        if (limit != null) {
            property(
                    line,
                    "waits at most",
                    Numbers.duration(limit.most()) + " after " + id(limit.after())
                            + (limit.goesBack() ? " else back" : ""));
        }
        if (!process.joins().isEmpty()) property(line, "joins", components(process.joins()));
        if (!process.splits().isEmpty()) property(line, "splits into", components(process.splits()));
        if (process.uses() instanceof String tool) property(line, "uses", id(tool));
        if (process.packs() instanceof String lot) property(line, "packs into", id(lot));
        if (process.unpacks() instanceof String lot) property(line, "unpacks", id(lot));
        var wear = process.wear();
        if (wear.slower() > 0 || wear.scrap() > 0) {
            property(
                    line,
                    "wears",
                    percent(wear.slower()) + " slower, " + percent(wear.scrap()) + " scrap every 1 parts");
        }
        if (process.defectShare() > 0 || !process.causes().isEmpty()) {
            property(line, "defects", percent(process.defectShare()));
            for (var cause : process.causes()) line.append(" plus ").append(cause(cause));
        }
        var inspection = process.inspection();
        if (inspection != null) {
            property(
                    line,
                    "inspects",
                    "missing " + percent(inspection.missShare()) + " alarms " + percent(inspection.alarmShare()));
        }
        if (process.mendShare() > 0) property(line, "mends", percent(process.mendShare()));
    }

    private static String cause(DefectCause cause) {
        return percent(cause.share())
                + switch (cause) {
                    case DefectCause.Worn(var _, double above) -> " when wear above " + percent(above);
                    case DefectCause.Slow(var _, double below) -> " when pace below " + percent(below);
                    case DefectCause.Age _ -> " every 1 parts";
                    case DefectCause.First(var _, int parts, var after) ->
                        " for " + parts + " parts after " + after.words();
                    case DefectCause.During(var _, var hours) -> " during " + HoursText.of(hours);
                };
    }

    private static String components(List<Process.Component> components) {
        return String.join(
                ", ",
                components.stream().map(c -> c.count() + " " + id(c.product())).toList());
    }

    private static void property(StringBuilder line, String word, String value) {
        line.append("\n    ").append(word).append(' ').append(value);
    }

    private String times(List<Station.ProcessingTime> given) {
        var times = new ArrayList<String>();
        for (var time : given) {
            var step = time.step();
            var formula = time.formula();
            times.add((formula == null ? distribution(time.time(), Numbers::duration) : logic.formula(formula))
                    + (time.product() == null ? "" : " for " + id(time.product()))
                    + (step == null ? "" : " at " + id(step.substring(step.indexOf(':') + 1))));
        }
        return String.join(", ", times);
    }

    private String setup(Station.Setup setup) {
        if (setup.changes().isEmpty()) {
            var otherwise = setup.otherwise();
            return (otherwise == null ? "0 s" : distribution(otherwise, Numbers::duration)) + " when "
                    + (setup.attribute() == null ? "product" : id(setup.attribute())) + " changes";
        }
        var changes = new ArrayList<String>();
        for (var change : setup.changes()) {
            changes.add(distribution(change.time(), Numbers::duration)
                    + (change.from() == null ? "" : " from " + id(change.from()))
                    + (change.to() == null ? "" : " to " + id(change.to())));
        }
        var otherwise = setup.otherwise();
        if (otherwise != null) changes.add(distribution(otherwise, Numbers::duration));
        return String.join(", ", changes);
    }

    private String failure(Station.Failure failure) {
        var name = failure.name() == null ? "" : quoted(failure.name()) + " ";
        var every = "every "
                + switch (failure.clock()) {
                    case OPERATING_TIME -> distribution(failure.every(), Numbers::duration);
                    case CALENDAR_TIME -> distribution(failure.every(), Numbers::duration) + " of calendar time";
                    case OPERATIONS -> distribution(failure.every(), Numbers::plain) + " parts";
                    case WEAR -> "";
                };
        if (failure.clock() == Station.FailureClock.WEAR) {
            every = "when wear reaches " + distribution(failure.every(), ShadowWriter::percent);
        }
        var crew = failure.crew();
        return name + every + " for " + distribution(failure.repair(), Numbers::duration)
                + (failure.cost() > 0 ? " and " + Numbers.plain(failure.cost()) + " " + plant.currency() : "")
                + (failure.spares().isEmpty() ? "" : " using " + spares(failure.spares()))
                + (crew == null ? "" : (failure.planned() ? " by " : " repaired by ") + people(crew))
                + (failure.renews() ? " as new" : "");
    }

    private static String spares(List<Station.SparesNeeded> spares) {
        return String.join(
                ", ",
                spares.stream().map(one -> one.count() + " " + id(one.spare())).toList());
    }

    private static String need(Station.Need need) {
        return people(need)
                + switch (need.purpose()) {
                    case WORK -> " for work";
                    case SETUP -> " for setup";
                    case WORK_AND_SETUP -> "";
                };
    }

    private static String people(Station.Need need) {
        return need.people()
                + (need.team() == null ? "" : " of " + id(need.team()))
                + (need.skill() == null ? "" : " with " + id(need.skill()))
                + (need.priority() == 0 ? "" : " priority " + need.priority());
    }

    private static String power(Station.Power power) {
        var parts = new ArrayList<String>();
        watts(parts, power.busy(), "busy", 0);
        watts(parts, power.idle(), "idle", 0);
        watts(parts, power.setup(), "setup", power.idle());
        watts(parts, power.blocked(), "blocked", power.idle());
        watts(parts, power.down(), "down", 0);
        watts(parts, power.off(), "off", 0);
        watts(parts, power.onStandby(), "standby", 0);
        watts(parts, power.warming(), "warming", power.rests() ? power.idle() : 0);
        return String.join(", ", parts);
    }

    private void rest(StringBuilder line, String word, Station.@Nullable Rest rest) {
        if (rest == null) return;
        var warmUp = rest.warmUp();
        property(
                line,
                word,
                "after " + Numbers.duration(rest.after())
                        + (warmUp == null ? "" : " warms up " + distribution(warmUp, Numbers::duration)));
    }

    private static void watts(List<String> parts, double watts, String state, double usual) {
        if (watts != usual) parts.add(Numbers.plain(watts) + " W " + state);
    }

    private void team(Team team) {
        var line = new StringBuilder("team ")
                .append(id(team.id()))
                .append(label(team.label()))
                .append("  ")
                .append(team.people())
                .append(team.people() == 1 ? " person" : " people");
        if (!team.skills().isEmpty()) {
            property(
                    line,
                    "skills",
                    String.join(
                            ", ",
                            team.skills().stream()
                                    .map(s -> skill(s, team.pace()))
                                    .toList()));
        }
        pace(line, team.pace());
        if (!team.shift().isAlways()) property(line, "shift", HoursText.of(team.shift()));
        if (team.payPerSecond() > 0) property(line, "paid", perHour(team.payPerSecond()));
        if (!team.finishesWork()) property(line, "at shift end", "pauses");
        if (team.absentShare() > 0) property(line, "absent", percent(team.absentShare()));
        if (team.walks()) {
            property(line, "walks", Numbers.plain(team.walkingSpeed()) + " m/s" + (team.onPaths() ? " on paths" : ""));
        }
        var at = team.at();
        if (at != null) line.append(at(at));
        line(line.toString());
    }

    private static String skill(String skill, Pace pace) {
        var level = pace.levels().get(skill);
        return id(skill) + (level == null ? "" : " level " + percent(level));
    }

    private static void pace(StringBuilder line, Pace pace) {
        if (pace.level() != 1) property(line, "speed", percent(pace.level()));
        var learning = pace.learning();
        if (learning != null) {
            property(
                    line,
                    "learns",
                    percent(learning.rate()) + " per doubling"
                            + (learning.floor() == 0 ? "" : " to " + percent(learning.floor())));
        }
        var fatigue = pace.fatigue();
        if (fatigue != null) {
            property(
                    line,
                    "tires",
                    percent(fatigue.slower()) + " slower over " + Numbers.duration(fatigue.tires()) + " recovers over "
                            + Numbers.duration(fatigue.recovers()));
        }
    }

    private void route(Route route) {
        line("route "
                + (route.products().isEmpty()
                        ? "*"
                        : String.join(
                                ", ",
                                route.products().stream().map(ShadowWriter::id).toList()))
                + " {");
        var written = new HashSet<Integer>();
        for (int step = 0; step < route.steps().size(); step++) {
            if (!written.contains(step) && !isSink(route, step)) chain(route, step, written);
        }
        line("}");
    }

    /** A chain from a step on, as long as the way is not divided and has not been written. */
    private void chain(Route route, int first, Set<Integer> written) {
        var line = new StringBuilder("  ");
        int step = first;
        while (true) {
            line.append(name(route, step));
            if (!written.add(step)) break;
            var exit = route.steps().get(step).exit();
            if (!(exit instanceof Exit.To(int target))) {
                if (step == first) {
                    line.append(" -> ").append(branches(route, exit));
                } else {
                    written.remove(step);
                }
                break;
            }
            if (isSink(route, step) || (target == Route.DONE && step != first)) break;
            line.append(" -> ");
            if (target < 0) {
                line.append(end(target));
                break;
            }
            step = target;
        }
        line(line.toString());
    }

    private boolean isSink(Route route, int step) {
        return plant.element(route.steps().get(step).element()) instanceof Sink;
    }

    private static String name(Route route, int step) {
        var name = route.steps().get(step).name();
        int colon = name.indexOf(':');
        return colon < 0 ? id(name) : id(name.substring(0, colon)) + ":" + id(name.substring(colon + 1));
    }

    private static String target(Route route, int target) {
        return target < 0 ? end(target) : name(route, target);
    }

    private static String end(int target) {
        return target == Route.DONE ? "done" : "scrap";
    }

    private String branches(Route route, Exit exit) {
        return switch (exit) {
            case Exit.To(int target) -> target(route, target);
            case Exit.Shares(var shares) -> {
                var parts = new ArrayList<String>();
                for (int i = 0; i < shares.size(); i++) {
                    var share = shares.get(i);
                    parts.add(target(route, share.target())
                            + (i + 1 == shares.size() ? "" : " " + percent(share.probability())));
                }
                yield String.join(" | ", parts);
            }
            case Exit.Cases(var cases, int otherwise) -> {
                var parts = new ArrayList<String>();
                for (var one : cases) parts.add(target(route, one.target()) + " when " + condition(one.condition()));
                parts.add(target(route, otherwise));
                yield String.join(" | ", parts);
            }
            case Exit.ShortestQueue(var targets) ->
                "shortest of "
                        + String.join(
                                ", ",
                                targets.stream().map(t -> target(route, t)).toList());
        };
    }

    private String condition(PartCondition condition) {
        return switch (condition) {
            case PartCondition.Compare(String attribute, var comparison, double value) ->
                id(attribute) + " " + comparison.sign() + " " + logic.value(attribute, value);
            case PartCondition.Visits(String element, var comparison, double value) ->
                "visits(" + id(element) + ") " + comparison.sign() + " " + Numbers.plain(value);
            case PartCondition.All(var all) ->
                String.join(
                        " and ", all.stream().map(c -> "(" + condition(c) + ")").toList());
            case PartCondition.Any(var any) ->
                String.join(
                        " or ", any.stream().map(c -> "(" + condition(c) + ")").toList());
            case PartCondition.Not(var inner) -> "not (" + condition(inner) + ")";
            case PartCondition.Holds(var inner) -> "(" + logic.condition(inner) + ")";
        };
    }

    private interface Quantity {
        String of(double si);
    }

    private String distribution(Distribution distribution, Quantity q) {
        return switch (distribution) {
            case Distribution.Empirical(var sorted)
            when fileOf(sorted.toArray()) instanceof String file -> "empirical from " + quoted(file);
            case Distribution.Fit(var observations, String source) -> "fit from " + quoted(source);
            case Distribution.Shifted(double offset, Distribution of) -> q.of(offset) + " + " + distribution(of, q);
            default -> DistributionText.of(distribution, q::of);
        };
    }

    private @Nullable String fileOf(double[] values) {
        for (var file : dataFiles.entrySet()) if (Arrays.equals(file.getValue(), values)) return file.getKey();
        return null;
    }

    private static String capacity(int holds) {
        return holds == Buffer.UNLIMITED ? "unlimited" : Integer.toString(holds);
    }

    private String money(double amount) {
        return Numbers.plain(amount) + " " + plant.currency();
    }

    private String perHour(double perSecond) {
        return Numbers.plain(perSecond * 3600) + " " + plant.currency() + "/h";
    }

    private static String percent(double share) {
        return Numbers.percent(share) + " %";
    }

    private static String label(@Nullable String label) {
        return label == null ? "" : " " + quoted(label);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\r\\n]+", " ") + '"';
    }

    private static String id(String name) {
        for (var part : name.split("\\.", -1)) {
            var plain = part.endsWith("]") && part.contains("[") ? part.substring(0, part.indexOf('[')) : part;
            if (!ID.matcher(plain).matches()) {
                throw new IllegalArgumentException("`" + name + "` is not a name of the language");
            }
        }
        return name;
    }

    private void scenario(Scenario scenario) {
        blank();
        text.append("scenario ").append(quoted(scenario.name())).append(" as ").append(id(scenario.id()));
        text.append(" on ").append(id(scenario.plant())).append(" {\n");
        var cube = scenario.cube();
        if (cube != null) line("cube " + cube.technology() + " x " + cube.organisation() + " x " + cube.value());
        var start = scenario.start();
        line(String.format(
                Locale.ROOT,
                "starts %s %02d:%02d %s",
                start.toLocalDate(),
                start.getHour(),
                start.getMinute(),
                zone(start.getZone())));
        line("run " + Numbers.duration(scenario.length()) + warmUp(scenario) + replications(scenario));
        line("seed " + scenario.seed());
        if (scenario.beginsWith() != null) line("begins with " + quoted(scenario.beginsWith()));
        if (!scenario.measures().isEmpty()) {
            line("measure "
                    + String.join(
                            ", ",
                            scenario.measures().stream().map(m -> m.text()).toList()));
        }
        for (var expectation : scenario.expectations()) line(expectation.text());
        text.append("}\n");
    }

    private static String zone(ZoneId zone) {
        return zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC)
                ? "UTC" + zone
                : zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private static String warmUp(Scenario scenario) {
        return switch (scenario.warmUp()) {
            case Scenario.WarmUp.Given(double seconds) ->
                seconds == 0 ? "" : " after warmup " + Numbers.duration(seconds);
            case Scenario.WarmUp.Found() -> " after warmup found";
        };
    }

    private static String replications(Scenario scenario) {
        return switch (scenario.replications()) {
            case Scenario.Replications.Fixed(int count) -> ", " + count + " replications";
            case Scenario.Replications.ToPrecision(var measure, double relative, double confidence, int atMost) ->
                ", replications until mean " + measure.text() + " within " + percent(relative) + " with "
                        + percent(confidence) + " confidence at most " + atMost;
        };
    }
}
