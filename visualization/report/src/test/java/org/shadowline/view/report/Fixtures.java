package org.shadowline.view.report;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Comparison;
import org.shadowline.plant.description.Condition;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Custom;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.rehearsal.BottleneckSensitivity;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Bar;
import org.shadowline.plant.rehearsal.RehearsalResult.Bottleneck;
import org.shadowline.plant.rehearsal.RehearsalResult.Cause;
import org.shadowline.plant.rehearsal.RehearsalResult.Cost;
import org.shadowline.plant.rehearsal.RehearsalResult.ExpectationResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Flow;
import org.shadowline.plant.rehearsal.RehearsalResult.Histogram;
import org.shadowline.plant.rehearsal.RehearsalResult.LateOrder;
import org.shadowline.plant.rehearsal.RehearsalResult.MeasureResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Series;
import org.shadowline.plant.rehearsal.RehearsalResult.StationStates;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.plant.scenario.Scenario;

/** Results that look like those of a simulator; the numbers are made up and agree with each other only roughly. */
final class Fixtures {
    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    private static final Series NO_SERIES = new Series(0, List.of(), List.of(), List.of());
    private static final Histogram NO_HISTOGRAM = new Histogram(0, 0, List.of(), Double.NaN, Double.NaN, Double.NaN);
    private static final Cost NO_COST = new Cost(0, 0, 0, 0, 0, 0, 0, 0, Double.NaN);

    private Fixtures() {}

    /** A line that mills brackets, with rework, 30 replications and three sizes of its first buffer. */
    static RehearsalResult brackets() {
        var variants = List.of(bracketVariant(4), bracketVariant(8), bracketVariant(16));
        return new RehearsalResult(bracketScenario(), variants, 4.27, 2);
    }

    /** The bracket line in nine variants of two settings, with its places on the floor. */
    static RehearsalResult twoSettings() {
        var variants = new ArrayList<VariantResult>();
        for (int holds : List.of(4, 8, 16)) {
            for (int people = 2; people <= 4; people++) {
                var v = bracketVariant(holds * people / 2);
                var settings = new LinkedHashMap<String, String>();
                settings.put("b1.holds", "" + holds);
                settings.put("operators.people", "" + people);
                variants.add(new VariantResult(
                        "b1.holds " + holds + ", operators.people " + people,
                        settings,
                        onTheFloor(v.plant()),
                        v.replications(),
                        v.warmUp(),
                        true,
                        v.events(),
                        v.measures(),
                        v.expectations(),
                        v.estimates(),
                        v.stations(),
                        v.bottleneck(),
                        null,
                        v.throughput(),
                        v.workInProcess(),
                        v.leadTime(),
                        v.flows(),
                        v.lateOrders(),
                        v.cost(),
                        v.gantt(),
                        v.notes()));
            }
        }
        return new RehearsalResult(bracketScenario(), variants, 12, 2);
    }

    private static Plant onTheFloor(Plant plant) {
        var places = Map.of(
                "orders",
                Position.of(0, 6),
                "saw",
                Position.of(4, 6),
                "b1",
                Position.of(8, 6),
                "mill",
                Position.of(12, 6),
                "c1",
                Position.of(16, 6),
                "wash",
                Position.of(16, 1),
                "inspect",
                Position.of(11, 1),
                "rework",
                Position.of(11, -3),
                "pack",
                Position.of(6, 1));
        var elements =
                plant.elements().stream().map(e -> at(e, places.get(e.id()))).toList();
        return new Plant(
                plant.id(),
                plant.label(),
                plant.currency(),
                plant.electricityPrice(),
                List.of(),
                elements,
                plant.teams(),
                plant.products(),
                plant.routes(),
                plant.loops(),
                plant.symbols());
    }

    private static Element at(Element element, @Nullable Position at) {
        return switch (element) {
            case Station s -> station(s.id(), s.label(), s.count(), at);
            case Buffer b -> new Buffer(b.id(), b.label(), at, null, b.holds(), b.keeps());
            case Conveyor c ->
                new Conveyor(
                        c.id(), c.label(), at, null, c.from(), c.to(), c.length(), c.speed(), c.spacing(), c.holds());
            case Source s ->
                new Source(
                        s.id(),
                        s.label(),
                        at,
                        null,
                        s.products(),
                        s.arrivals(),
                        s.lotSize(),
                        s.limit(),
                        s.firstAfter(),
                        s.due(),
                        s.priority(),
                        s.holds(),
                        s.losesWhenFull());
            case Sink s -> s;
            case Fleet f -> f;
            case Rack r -> r;
            case Spare s -> s;
            case Custom c -> c;
            case Delay d -> d;
            case Shipment s -> s;
            case Tool t -> t;
        };
    }

    /** A plant without anything, in one replication, named as given. */
    static RehearsalResult minimal(String name) {
        var plant = new Plant(
                "p", name, "EUR", 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        var scenario = new Scenario(
                "s",
                name,
                "p",
                null,
                start(),
                HOUR,
                new Scenario.WarmUp.Given(0),
                new Scenario.Replications.Fixed(1),
                1,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new RehearsalResult(scenario, List.of(empty("", Map.of(), plant, 1)), 0.01, 1);
    }

    /** One replication of the bracket line, as it comes out with little to tell: no intervals, values missing. */
    static RehearsalResult oneReplication() {
        var full = bracketVariant(8);
        var estimates = full.estimates().stream()
                .map(m -> new MeasureResult(m.measure(), single(m.estimate().mean())))
                .toList();
        var missing = new Measure(Kpi.TARDINESS, Statistic.P95, null, false, "tardiness p95");
        var variant = new VariantResult(
                "",
                Map.of(),
                full.plant(),
                1,
                0,
                false,
                1234,
                List.of(new MeasureResult(
                        missing, new Estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0.95))),
                List.of(new ExpectationResult(
                        new Expectation(missing, Comparison.LESS, HOUR, 0.95, "tardiness p95 < 1 h"),
                        null,
                        Verdict.UNDECIDED)),
                estimates,
                full.stations(),
                null,
                null,
                new Series(
                        HOUR,
                        List.of(0.01, Double.NaN, 0.012),
                        List.of(0.01, Double.NaN, 0.012),
                        List.of(0.01, Double.NaN, 0.012)),
                NO_SERIES,
                NO_HISTOGRAM,
                List.of(),
                List.of(),
                NO_COST,
                List.of(),
                List.of());
        return new RehearsalResult(bracketScenario(), List.of(variant), 0.2, 1);
    }

    /** Many stations in parallel lines, with a long Gantt chart. */
    static RehearsalResult large(int stations) {
        var random = new Random(7);
        var elements = new ArrayList<Element>();
        var states = new ArrayList<StationStates>();
        var estimates = new ArrayList<MeasureResult>();
        var flows = new ArrayList<Flow>();
        var bars = new ArrayList<Bar>();
        estimates.add(estimated(Kpi.THROUGHPUT, Statistic.MEAN, null, false, 0.4, 0.004));
        estimates.add(estimated(Kpi.LEAD_TIME, Statistic.MEAN, null, false, 9 * HOUR, 500));
        for (int i = 0; i < stations; i++) {
            var id = "cell" + (i / 10 + 1) + ".station" + (i % 10 + 1);
            elements.add(station(id, null, 1 + i % 3, null));
            double busy = 0.4 + 0.5 * random.nextDouble();
            double down = 0.02 + 0.05 * random.nextDouble();
            double blocked = (1 - busy - down) * random.nextDouble();
            states.add(new StationStates(
                    id, 1 + i % 3, List.of(busy, 0.0, blocked, 1 - busy - down - blocked, 0.0, down, 0.0, 0.0)));
            for (var kpi : List.of(
                    Kpi.UTILISATION,
                    Kpi.AVAILABILITY,
                    Kpi.OEE,
                    Kpi.BLOCKED_TIME,
                    Kpi.STARVED_TIME,
                    Kpi.DOWN_TIME,
                    Kpi.ENERGY)) {
                double scale = kpi == Kpi.ENERGY ? 3.6e8 : 1;
                estimates.add(estimated(kpi, Statistic.MEAN, id, false, busy * scale, 0.01 * scale));
            }
            var to = i % 10 == 9 ? "done" : "cell" + (i / 10 + 1) + ".station" + (i % 10 + 2);
            flows.add(new Flow(id, to, 400 + random.nextInt(200)));
            for (double t = random.nextDouble() * 300; t < 3 * DAY; ) {
                double length = 200 + 900 * random.nextDouble();
                bars.add(new Bar(
                        id,
                        t,
                        t + length,
                        random.nextInt(40) == 0 ? MachineState.DOWN : MachineState.BUSY,
                        "" + bars.size(),
                        "p" + random.nextInt(3)));
                t += length + 60 * random.nextDouble();
            }
        }
        var plant = new Plant(
                "works", "Works", "EUR", 0, List.of(), elements, List.of(), List.of(), List.of(), List.of(), List.of());
        var e = empty("", Map.of(), plant, 20);
        var variant = new VariantResult(
                "",
                Map.of(),
                plant,
                20,
                0,
                false,
                81_000_000,
                List.of(),
                List.of(),
                estimates,
                states,
                new Bottleneck(states.getFirst().station(), 0.31, "It is active longest.", List.of()),
                null,
                e.throughput(),
                e.workInProcess(),
                e.leadTime(),
                flows,
                List.of(),
                NO_COST,
                bars,
                List.of());
        return new RehearsalResult(minimal("Works").scenario(), List.of(variant), 61, 8);
    }

    static ZonedDateTime start() {
        return ZonedDateTime.of(2026, 1, 5, 6, 0, 0, 0, ZoneId.of("Europe/Berlin"));
    }

    private static VariantResult empty(String label, Map<String, String> settings, Plant plant, int replications) {
        return new VariantResult(
                label,
                settings,
                plant,
                replications,
                0,
                false,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                NO_SERIES,
                NO_SERIES,
                NO_HISTOGRAM,
                List.of(),
                List.of(),
                NO_COST,
                List.of(),
                List.of());
    }

    private static Scenario bracketScenario() {
        return new Scenario(
                "rush",
                "Rush order, one mill down",
                "brackets",
                new Scenario.Cube("networked", "enterprise", "manufacture"),
                start(),
                5 * DAY,
                new Scenario.WarmUp.Given(DAY),
                new Scenario.Replications.Fixed(30),
                20_260_105,
                null,
                List.of(
                        new Scenario.TimedAction(
                                new Moment.OnDay(2, LocalTime.of(10, 0)),
                                List.of(new Action.Fail("mill.1", new Distribution.Constant(45 * 60))),
                                null),
                        new Scenario.TimedAction(
                                new Moment.AfterStart(30 * HOUR),
                                List.of(
                                        new Action.Release(40, "bracket", "orders", 8 * HOUR, 5),
                                        new Action.Set(new Setting("operators", Setting.Property.PEOPLE), 4)),
                                "the customer's rush order")),
                List.of(new Scenario.ConditionalAction(
                        new Condition.Is("b1", Condition.State.FULL),
                        300,
                        List.of(),
                        "spares the mills",
                        "when b1 is full for 5 min, set saw.speed to 80 %")),
                List.of(),
                List.of());
    }

    static Plant bracketPlant() {
        return new Plant(
                "brackets",
                "Bracket line",
                "EUR",
                0.22 / 3.6e6,
                List.of(),
                List.of(
                        new Source(
                                "orders",
                                null,
                                null,
                                null,
                                List.of(),
                                new Source.Arrivals.Unlimited(),
                                1,
                                Long.MAX_VALUE,
                                Double.NaN,
                                null,
                                0,
                                Buffer.UNLIMITED,
                                false),
                        station("saw", "Saw", 1, null),
                        new Buffer("b1", null, null, null, 8, Double.POSITIVE_INFINITY),
                        station("mill", null, 2, null),
                        new Conveyor("c1", null, null, null, "mill", "wash", 8, 0.3, 0.5, 16),
                        station("wash", "Washing", 1, null),
                        station("inspect", "Inspection", 1, null),
                        station("rework", "Rework", 1, null),
                        station("pack", "Packing", 1, null)),
                List.of(
                        new Team(
                                "operators",
                                "Operators",
                                3,
                                List.of("milling", "inspection"),
                                Hours.ALWAYS,
                                0.009,
                                true),
                        new Team("fitters", "Fitters", 1, List.of("repair"), Hours.ALWAYS, 0.012, true)),
                List.of(Product.named("bracket"), new Product("bracket-xl", "Bracket XL", 3, 9, 0, 1, List.of())),
                List.of(),
                List.of(),
                List.of());
    }

    private static Station station(String id, @Nullable String label, int count, @Nullable Position at) {
        return new Station(
                id,
                label,
                at,
                null,
                2,
                2,
                count,
                List.of(),
                0,
                null,
                List.of(),
                List.of(),
                Station.Power.NONE,
                Hours.ALWAYS,
                1,
                0,
                0,
                DispatchRule.FIRST_IN,
                Process.PLAIN);
    }

    private static VariantResult bracketVariant(int holds) {
        double gain = Math.log(holds / 4.0) / Math.log(4);
        double perSecond = (412 + 31 * gain - 6 * gain * gain) / DAY;
        double lead = 3.1 * HOUR + 1.6 * HOUR * gain * gain;
        var estimates = new ArrayList<MeasureResult>();
        estimates.add(estimated(Kpi.THROUGHPUT, Statistic.MEAN, null, false, perSecond, 5.2 / DAY));
        estimates.add(estimated(Kpi.LEAD_TIME, Statistic.MEAN, null, false, lead, 9 * 60));
        estimates.add(estimated(Kpi.LEAD_TIME, Statistic.P50, null, false, lead * 0.9, 8 * 60));
        estimates.add(estimated(Kpi.LEAD_TIME, Statistic.P95, null, false, lead * 2.05, 31 * 60));
        estimates.add(estimated(Kpi.LEAD_TIME, Statistic.MAX, null, false, lead * 4.1, 80 * 60));
        estimates.add(estimated(Kpi.WORK_IN_PROCESS, Statistic.MEAN, null, false, perSecond * lead, 1.9));
        estimates.add(estimated(Kpi.ON_TIME_SHARE, Statistic.MEAN, null, false, 0.931 - 0.03 * gain, 0.012));
        estimates.add(estimated(Kpi.TARDINESS, Statistic.MEAN, null, false, 22 * 60 + gain * 300, 260));
        estimates.add(estimated(Kpi.SCRAP_RATIO, Statistic.MEAN, null, false, 0.0101, 0.0009));
        estimates.add(estimated(Kpi.ENERGY, Statistic.MEAN, null, false, 812 * 3.6e6, 11 * 3.6e6));
        estimates.add(estimated(Kpi.ENERGY, Statistic.MEAN, null, true, 1.42 * 3.6e6, 0.021 * 3.6e6));
        estimates.add(estimated(Kpi.COST, Statistic.MEAN, null, false, 11_804 + gain * 90, 130));
        estimates.add(estimated(Kpi.COST, Statistic.MEAN, null, true, 5.27 - 0.12 * gain, 0.07));
        var names = List.of("saw", "mill", "wash", "inspect", "rework", "pack");
        double[][] shares = {
            {.561, .0, .134 - .09 * gain, .044, 0, .051, 0, .21 + .09 * gain},
            {.664 + .02 * gain, .042, .006, .012, .021, .045, .010, .2 - .02 * gain},
            {.381, 0, .031, .368, 0, .01, 0, .21},
            {.322, 0, .0, .391, .067, .01, 0, .21},
            {.041, 0, .0, .749, .0, 0, 0, .21},
            {.489, .011, 0, .28, 0, .01, 0, .21},
        };
        var stations = new ArrayList<StationStates>();
        for (int i = 0; i < names.size(); i++) {
            var row = shares[i];
            stations.add(new StationStates(
                    names.get(i),
                    i == 1 ? 2 : 1,
                    List.of(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7])));
            estimates.add(estimated(Kpi.UTILISATION, Statistic.MEAN, names.get(i), false, row[0] / .79, .011));
            estimates.add(estimated(Kpi.AVAILABILITY, Statistic.MEAN, names.get(i), false, 1 - row[5], .004));
            estimates.add(estimated(Kpi.OEE, Statistic.MEAN, names.get(i), false, row[0] / .79 * .98, .012));
            estimates.add(estimated(Kpi.BLOCKED_TIME, Statistic.MEAN, names.get(i), false, row[2], .006));
        }
        estimates.add(estimated(Kpi.LEVEL, Statistic.MEAN, "b1", false, holds * 0.62, holds * .03));
        estimates.add(estimated(Kpi.LEVEL, Statistic.MEAN, "c1", false, 1.4, .08));
        estimates.add(estimated(Kpi.UTILISATION, Statistic.MEAN, "operators", false, .774, .014));
        estimates.add(estimated(Kpi.UTILISATION, Statistic.MEAN, "fitters", false, .213, .022));

        var throughput = estimates.get(0);
        var onTime = estimates.get(6);
        var p95 = estimates.get(3);
        var expectations = List.of(
                expected(
                        throughput,
                        Comparison.AT_LEAST,
                        400 / DAY,
                        "mean throughput >= 400 per day with 95 % confidence"),
                expected(onTime, Comparison.AT_LEAST, 0.925, "on-time share >= 92.5 %"),
                expected(p95, Comparison.AT_MOST, 6 * HOUR, "lead time p95 <= 6 h"));
        var measures = List.of(
                throughput,
                p95,
                estimated(Kpi.OEE, Statistic.MEAN, "mill", false, shares[1][0] / .79 * .98, .012),
                estimated(Kpi.UTILISATION, Statistic.MEAN, "operators", false, .774, .014),
                estimated(Kpi.BLOCKED_TIME, Statistic.MEAN, "saw", false, shares[0][2], .006));
        var settings = new LinkedHashMap<String, String>();
        settings.put("b1.holds", "" + holds);
        var random = new Random(holds);
        var bars = schedule(random);
        return new VariantResult(
                "b1.holds " + holds,
                settings,
                bracketPlant(),
                30,
                DAY,
                false,
                4_812_332,
                measures,
                expectations,
                estimates,
                stations,
                new Bottleneck(
                        "mill",
                        0.614 - 0.02 * gain,
                        "The mills work 66 % of the time and wait for parts only 1 %; the saw before them is blocked, the stations after them starve.",
                        List.of(
                                Map.entry("saw", 0.221 - .05 * gain),
                                Map.entry("pack", 0.098),
                                Map.entry("inspect", 0.047),
                                Map.entry("wash", 0.02))),
                sensitivity(perSecond),
                series(random, perSecond * 2.9, true),
                series(random, perSecond * lead, false),
                histogram(lead),
                List.of(
                        new Flow("orders", "saw", 2130),
                        new Flow("saw", "b1", 2118),
                        new Flow("b1", "mill", 2176),
                        new Flow("mill", "c1", 2174),
                        new Flow("c1", "wash", 2173),
                        new Flow("wash", "inspect", 2172),
                        new Flow("inspect", "pack", 2064),
                        new Flow("inspect", "rework", 62),
                        new Flow("rework", "b1", 60),
                        new Flow("inspect", "scrap", 21),
                        new Flow("rework", "scrap", 2),
                        new Flow("pack", "done", 2061)),
                lateOrders(random),
                new Cost(2390, 3184, 5012, 178.4, 96.2, 0, 0, 121.5, 5.27 - .12 * gain),
                bars,
                List.of(
                        "The plant began empty; the warm-up of 1 day is not counted.",
                        "9 parts were left in the plant at the end of the first replication.",
                        "No time for walking was given: people are where they are needed at once."));
    }

    private static MeasureResult estimated(
            Kpi kpi, Statistic statistic, @Nullable String of, boolean perPart, double mean, double half) {
        double sd = half * Math.sqrt(30) / 2.045;
        var text = kpi.words()
                + (statistic == Statistic.MEAN ? "" : " " + statistic.name().toLowerCase(Locale.ROOT))
                + (of == null ? "" : " of " + of);
        return new MeasureResult(
                new Measure(kpi, statistic, of, perPart, text),
                new Estimate(
                        mean,
                        half,
                        sd,
                        Math.max(0, mean - 2.1 * sd),
                        kpi.kind() == Measure.Kind.SHARE ? Math.min(1, mean + 2.4 * sd) : mean + 2.4 * sd,
                        30,
                        0.95));
    }

    private static Estimate single(double value) {
        return new Estimate(value, Double.NaN, Double.NaN, value, value, 1, 0.95);
    }

    private static ExpectationResult expected(MeasureResult found, Comparison comparison, double value, String text) {
        var e = found.estimate();
        var verdict = e.low() <= value && value <= e.high()
                ? Verdict.UNDECIDED
                : comparison.holds(e.mean(), value) ? Verdict.MET : Verdict.NOT_MET;
        return new ExpectationResult(new Expectation(found.measure(), comparison, value, 0.95, text), e, verdict);
    }

    private static Series series(Random random, double level, boolean shifts) {
        var mean = new ArrayList<Double>();
        var low = new ArrayList<Double>();
        var high = new ArrayList<Double>();
        for (int hour = 0; hour < 144; hour++) {
            double open = shifts
                    ? (hour % 24 < 8 ? Math.min(1, 0.2 + 0.4 * (hour % 24)) : 0)
                    : 1 + 0.2 * Math.sin(hour / 3.8);
            double fill = Math.min(1, (hour + 2) / 14.0);
            double value = level * open * fill * (0.97 + 0.06 * random.nextDouble());
            mean.add(value);
            low.add(value * 0.93);
            high.add(value * 1.07);
        }
        return new Series(HOUR, mean, low, high);
    }

    private static Histogram histogram(double lead) {
        var counts = new ArrayList<Long>();
        double width = 900;
        for (int i = 0; i < 40; i++) {
            double t = (i + 0.5) * width / (lead * 0.9);
            counts.add(Math.round(9000 * Math.exp(-Math.pow(Math.log(t) / 0.5, 2) / 2) / (1 + t)));
        }
        counts.set(39, counts.get(39) + 260);
        return new Histogram(0, width, counts, lead, lead * 0.9, lead * 2.05);
    }

    private static List<LateOrder> lateOrders(Random random) {
        var late = new ArrayList<LateOrder>();
        for (int i = 0; i < 27; i++) {
            double released = DAY + i * 3.9 * HOUR;
            double due = released + 8 * HOUR;
            double by = HOUR * (0.2 + 5 * random.nextDouble() * random.nextDouble());
            double all = due + by - released;
            late.add(new LateOrder(
                    "A-" + (1040 + 7 * i),
                    i % 4 == 0 ? "bracket-xl" : "bracket",
                    released,
                    due,
                    i == 26 ? Double.NaN : due + by,
                    List.of(
                            new Cause("waiting for", "mill", all * 0.52),
                            new Cause("off shift", "mill", all * 0.21),
                            new Cause("work on", "mill", all * 0.12),
                            new Cause("down", "saw", all * 0.09),
                            new Cause("waiting for people at", "inspect", all * 0.06))));
        }
        return late;
    }

    /** Parts go one after the other over machines that are open from 06:00 to 14:00, with some repairs. */
    private static List<Bar> schedule(Random random) {
        var names = List.of("saw", "mill", "wash", "inspect", "pack");
        double[] work = {38, 78, 24, 22, 33};
        var bars = new ArrayList<Bar>();
        var free = new LinkedHashMap<String, Double>();
        for (int day = 0; day < 6; day++) {
            double opens = day * DAY;
            double closes = opens + 8 * HOUR;
            for (int part = 0; part < 560; part++) {
                double at = opens;
                for (int i = 0; i < names.size(); i++) {
                    var lane = i == 1 ? "mill." + (part % 2 + 1) : names.get(i);
                    double ready = Math.max(opens, free.getOrDefault(lane, 0.0));
                    double begin = Math.max(at, ready);
                    double takes = work[i] * (0.8 + 0.5 * random.nextDouble());
                    if (begin + takes > closes) break;
                    if (begin - ready > 5) bars.add(new Bar(lane, ready, begin, MachineState.STARVED, null, null));
                    if (random.nextInt(400) == 0) {
                        double repair = 300 + 1500 * random.nextDouble();
                        bars.add(new Bar(lane, begin, begin + repair, MachineState.DOWN, null, null));
                        begin += repair;
                    } else if (i == 1 && part % 40 < 2) {
                        bars.add(new Bar(lane, begin, begin + 600, MachineState.SETUP, null, null));
                        begin += 600;
                    }
                    var product = part / 40 % 4 == 3 ? "bracket-xl" : "bracket";
                    var id = "" + (day * 560 + part + 1);
                    bars.add(new Bar(lane, begin, begin + takes, MachineState.BUSY, id, product));
                    if (i == 1 || i == 3)
                        bars.add(new Bar(
                                "operators." + (i == 3 ? 3 : part % 2 + 1),
                                begin,
                                begin + takes,
                                MachineState.BUSY,
                                id,
                                product));
                    if (i == 0 && part % 9 == 0)
                        bars.add(new Bar(lane, begin + takes, begin + takes + 20, MachineState.BLOCKED, id, product));
                    at = begin + takes;
                    free.put(lane, at + (i == 0 && part % 9 == 0 ? 20 : 0));
                }
            }
            for (var lane : List.copyOf(free.keySet())) {
                bars.add(new Bar(lane, Math.max(closes, free.get(lane)), opens + DAY, MachineState.OFF, null, null));
            }
        }
        return bars;
    }

    private static BottleneckSensitivity sensitivity(double throughput) {
        var gains = List.of(
                gain("operators", BottleneckSensitivity.Kind.TEAM, 0.031 * throughput, 0.006 * throughput),
                gain("mill", BottleneckSensitivity.Kind.STATION, 0.017 * throughput, 0.004 * throughput),
                gain("saw", BottleneckSensitivity.Kind.STATION, -0.001 * throughput, 0.003 * throughput));
        return new BottleneckSensitivity(
                0.05,
                30,
                0.95,
                throughput,
                gains,
                List.of("operators"),
                false,
                "The methods disagree: by active periods it is mill (throughput +1.7 %), by sensitivity operators (throughput"
                        + " +3.1 %). Likely reason: people are no stations, and a machine that waits for them counts as"
                        + " inactive; for people of operators wait mill 12 % of the time.");
    }

    private static BottleneckSensitivity.Gain gain(
            String id, BottleneckSensitivity.Kind kind, double mean, double halfWidth) {
        return new BottleneckSensitivity.Gain(
                id, kind, new Estimate(mean, halfWidth, halfWidth, mean - halfWidth, mean + halfWidth, 30, 0.99));
    }
}
