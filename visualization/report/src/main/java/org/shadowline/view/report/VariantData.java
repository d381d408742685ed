package org.shadowline.view.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Custom;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.kpi.OrderFold;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult.Cost;
import org.shadowline.plant.rehearsal.RehearsalResult.LateOrder;
import org.shadowline.plant.rehearsal.RehearsalResult.MeasureResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Series;
import org.shadowline.plant.rehearsal.RehearsalResult.StationStates;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.scenario.Measure;

/** Writes one variant of a result. */
final class VariantData {
    /** The longest lists that a variant may have in the page. */
    record Limits(int bars, int estimates, int lateOrders) {}

    /** Lines of a flow diagram that are drawn without choosing among them. */
    private static final int READABLE_LINES = 30;

    /** Share of all moves that the drawn lines carry at least. */
    private static final double MAIN_SHARE = 0.8;

    private VariantData() {}

    static void write(JsonText json, VariantResult variant, Limits limits) {
        json.texts(
                "sections",
                Arrays.stream(Section.values())
                        .filter(section -> section.hasDataIn(variant))
                        .map(Section::id)
                        .toList());
        json.put("label", variant.label());
        json.object("settings", () -> variant.settings().forEach(json::put));
        json.put("replications", variant.replications());
        json.put("warmUp", variant.warmUp()).put("warmUpFound", variant.warmUpFound());
        json.put("events", variant.events());
        plant(json, variant.plant());
        json.array("measures", variant.measures(), m -> measured(json, m));
        expectations(json, variant);
        estimates(json, variant, limits.estimates());
        json.array(
                "stations",
                inOrderOfPlant(variant),
                s -> json.array(null, () -> {
                    json.add(s.station()).add(s.machines());
                    s.shares().forEach(share -> json.add((double) Math.round(share * 10_000)));
                }));
        bottleneck(json, variant);
        sensitivity(json, variant);
        series(json, "throughput", variant.throughput());
        series(json, "workInProcess", variant.workInProcess());
        leadTime(json, variant);
        flow(json, variant);
        lateOrders(json, variant, limits.lateOrders());
        cost(json, variant.cost());
        GanttData.write(json, variant, limits.bars());
        json.texts("notes", variant.notes());
    }

    private static List<StationStates> inOrderOfPlant(VariantResult variant) {
        var order = new HashMap<String, Integer>();
        variant.plant().elements().forEach(e -> order.put(e.id(), order.size()));
        return variant.stations().stream()
                .sorted(Comparator.comparing(s -> order.getOrDefault(s.station(), Integer.MAX_VALUE)))
                .toList();
    }

    private static void plant(JsonText json, Plant plant) {
        json.put("plant", plant.displayName()).put("plantId", plant.id()).put("currency", plant.currency());
        json.object("labels", () -> {
            for (var e : plant.elements()) label(json, e.id(), e.label());
            for (var team : plant.teams()) label(json, team.id(), team.label());
            for (var product : plant.products()) label(json, product.id(), product.label());
            for (var site : plant.sites()) label(json, site.id(), site.label());
        });
        json.object("kinds", () -> plant.elements().forEach(e -> json.put(e.id(), kind(e))));
        json.array(
                "teams",
                plant.teams(),
                t -> json.array(null, () -> json.add(t.id()).add(t.people())));
        json.array(
                "fleets",
                plant.elements().stream()
                        .filter(Fleet.class::isInstance)
                        .map(Fleet.class::cast)
                        .toList(),
                f -> json.array(null, () -> json.add(f.id()).add(f.count())));
        json.array(
                "sites",
                plant.sites(),
                s -> json.array(null, () -> json.add(s.id()).add(s.partner() ? 1 : 0)));
        json.array(
                "shipments",
                plant.elements().stream()
                        .filter(Shipment.class::isInstance)
                        .map(Shipment.class::cast)
                        .toList(),
                s -> json.array(null, () -> json.add(s.id()).add(s.from()).add(s.to())));
        json.texts("products", plant.products().stream().map(p -> p.id()).toList());
    }

    private static void label(JsonText json, String id, @Nullable String label) {
        if (label != null && !label.equals(id)) json.put(id, label);
    }

    private static String kind(Element element) {
        return switch (element) {
            case Source _ -> "source";
            case Sink sink -> sink.scraps() ? "scrap" : "done";
            case Station _ -> "station";
            case Buffer _ -> "buffer";
            case Conveyor _ -> "conveyor";
            case Fleet _ -> "fleet";
            case Rack _ -> "rack";
            case Spare _ -> "spare";
            case Custom _ -> "custom";
            case Delay _ -> "delay";
            case Shipment _ -> "shipment";
            case Tool _ -> "tool";
        };
    }

    private static void measured(JsonText json, MeasureResult result) {
        json.array(null, () -> {
            measure(json, result.measure());
            estimate(json, result.estimate());
            json.add(result.measure().text());
        });
    }

    /** KPI, statistic, of, per part. */
    private static void measure(JsonText json, Measure m) {
        json.add(m.kpi().ordinal()).add(m.statistic().ordinal()).add(m.of()).add(m.perPart() ? 1 : 0);
    }

    /** Mean, half width, standard deviation, least, greatest, n, confidence. */
    private static void estimate(JsonText json, Estimate e) {
        json.add(e.mean()).add(e.halfWidth()).add(e.sd()).add(e.min()).add(e.max());
        json.add(e.n()).add(e.confidence());
    }

    private static void expectations(JsonText json, VariantResult variant) {
        json.array(
                "expectations",
                variant.expectations(),
                r -> json.object(null, () -> {
                    var e = r.expectation();
                    json.put("text", e.text())
                            .put("sign", e.comparison().sign())
                            .put("value", e.value());
                    json.put("confidence", e.confidence()).put("verdict", ReportData.lower(r.verdict()));
                    json.array("measure", () -> measure(json, e.measure()));
                    var estimate = r.estimate();
                    if (estimate != null) json.array("estimate", () -> estimate(json, estimate));
                }));
    }

    /** When there are too many, those of the whole plant and of its products and teams come before single elements. */
    private static void estimates(JsonText json, VariantResult variant, int most) {
        var all = variant.estimates();
        List<MeasureResult> kept = all;
        if (all.size() > most) {
            var elements = new HashSet<String>();
            variant.plant().elements().forEach(e -> elements.add(e.id()));
            Predicate<MeasureResult> minor = m ->
                    m.measure().of() != null && elements.contains(m.measure().of());
            var first = new HashSet<>(all.stream()
                    .sorted(Comparator.comparing(minor::test))
                    .limit(most)
                    .toList());
            kept = all.stream().filter(first::contains).toList();
        }
        json.array(
                "estimates",
                kept,
                m -> json.array(null, () -> {
                    measure(json, m.measure());
                    estimate(json, m.estimate());
                }));
        json.put("estimatesLeft", all.size() - kept.size());
    }

    private static void sensitivity(JsonText json, VariantResult variant) {
        var s = variant.sensitivity();
        if (s == null) return;
        json.object("sensitivity", () -> json.put("step", s.step())
                .put("verdict", s.verdict())
                .put("agrees", s.agrees() ? 1 : 0)
                .array(
                        "gains",
                        s.gains(),
                        g -> json.array(null, () -> {
                            var gain = BottleneckText.relative(s, g);
                            json.add(g.id()).add(g.kind().word()).add(gain.mean());
                            json.add(gain.low()).add(gain.high()).add(s.first().contains(g.id()) ? 1 : 0);
                        })));
    }

    private static void bottleneck(JsonText json, VariantResult variant) {
        var b = variant.bottleneck();
        if (b == null) return;
        json.object("bottleneck", () -> json.put("station", b.station())
                .put("share", b.share())
                .put("why", b.why())
                .array(
                        "runnersUp",
                        b.runnersUp(),
                        r -> json.array(null, () -> json.add(r.getKey()).add(r.getValue()))));
    }

    private static void series(JsonText json, String name, Series series) {
        json.object(name, () -> json.put("bucket", series.bucket())
                .numbers("mean", series.mean())
                .numbers("low", series.low())
                .numbers("high", series.high()));
    }

    private static void leadTime(JsonText json, VariantResult variant) {
        var h = variant.leadTime();
        json.object("leadTime", () -> json.put("from", h.from())
                .put("width", h.width())
                .array("counts", h.counts(), json::add)
                .put("mean", h.mean())
                .put("p50", h.p50())
                .put("p95", h.p95()));
    }

    private static void flow(JsonText json, VariantResult variant) {
        var lines = variant.flows().stream()
                .filter(f -> f.parts() > 0 && !f.from().equals(f.to()))
                .map(f -> new FlowLayout.Line(f.from(), f.to(), f.parts()))
                .toList();
        var main = mainLines(lines);
        var drawing = FlowLayout.of(boxes(variant.plant(), main), main);
        json.object("flow", () -> {
            json.put("plan", drawing.plan()).put("width", drawing.width()).put("height", drawing.height());
            json.array(
                    "boxes",
                    drawing.boxes(),
                    b -> json.array(null, () -> {
                        json.add(b.box().id()).add((double) Math.round(b.x())).add((double) Math.round(b.y()));
                        json.add(b.box().width()).add(b.box().height());
                    }));
            json.array(
                    "lines",
                    drawing.lines(),
                    l -> json.array(null, () -> {
                        json.add(l.line().from())
                                .add(l.line().to())
                                .add(l.line().parts());
                        json.add(l.back() ? l.depth() : -1);
                        l.through().forEach(p -> json.add((double) Math.round(p.x()))
                                .add((double) Math.round(p.y())));
                    }));
            var drawn = new HashSet<>(main);
            json.array(
                    "minor",
                    lines.stream().filter(line -> !drawn.contains(line)).toList(),
                    l -> json.array(null, () -> json.add(l.from()).add(l.to()).add(l.parts())));
        });
    }

    /** All lines where a drawing of all can be read; otherwise those that carry most parts. */
    private static List<FlowLayout.Line> mainLines(List<FlowLayout.Line> lines) {
        if (lines.size() <= READABLE_LINES) return lines;
        var byParts = lines.stream()
                .sorted(Comparator.comparingDouble(FlowLayout.Line::parts).reversed())
                .toList();
        double all = lines.stream().mapToDouble(FlowLayout.Line::parts).sum();
        double carried = 0;
        int kept = 0;
        while (kept < READABLE_LINES || carried < MAIN_SHARE * all)
            carried += byParts.get(kept++).parts();
        var main = new HashSet<>(byParts.subList(0, kept));
        return lines.stream().filter(main::contains).toList();
    }

    private static List<FlowLayout.Box> boxes(Plant plant, List<FlowLayout.Line> lines) {
        var elements = new HashMap<String, Element>();
        for (var element : plant.elements()) elements.put(element.id(), element);
        var ids = new LinkedHashSet<String>();
        for (var line : lines) {
            ids.add(line.from());
            ids.add(line.to());
        }
        return ids.stream()
                .map(id -> {
                    var element = elements.get(id);
                    var at = element == null ? null : element.at();
                    var point = at == null ? null : new FlowLayout.Point(at.x(), at.y());
                    return switch (element) {
                        case Station s -> new FlowLayout.Box(id, wide(s, s.count() > 1 ? 3 : 0, 112), 58, point);
                        case null -> new FlowLayout.Box(id, 66, 36, point);
                        default -> new FlowLayout.Box(id, wide(element, 0, 66), 36, point);
                    };
                })
                .toList();
    }

    /** Room for the name, about as browsers draw it, within bounds. */
    private static double wide(Element element, int more, double least) {
        var label = element.label();
        int letters = (label == null ? element.id() : label).length() + more;
        return Math.clamp(8.0 * letters + 20, least, 190);
    }

    private static void lateOrders(JsonText json, VariantResult variant, int most) {
        var late = variant.lateOrders();
        json.array(
                "lateOrders",
                late.subList(0, Math.min(most, late.size())),
                o -> json.object(null, () -> order(json, o)));
        json.put("lateOrdersLeft", Math.max(0, late.size() - most));
        json.put("lateOrdersCut", late.size() >= OrderFold.LATEST);
    }

    private static void order(JsonText json, LateOrder order) {
        json.put("id", order.id()).put("product", order.product());
        json.put("released", order.released()).put("due", order.due()).put("finished", order.finished());
        json.array(
                "causes",
                order.causes(),
                c -> json.array(null, () -> json.add(c.what()).add(c.where()).add(c.seconds())));
    }

    private static void cost(JsonText json, Cost cost) {
        json.object("cost", () -> json.put("machine", cost.machine())
                .put("labour", cost.labour())
                .put("material", cost.material())
                .put("energy", cost.energy())
                .put("holding", cost.holding())
                .put("maintenance", cost.maintenance())
                .put("transport", cost.transport())
                .put("scrap", cost.scrap())
                .put("total", cost.total())
                .put("perPart", cost.perPart()));
    }
}
