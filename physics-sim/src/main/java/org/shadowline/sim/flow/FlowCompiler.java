package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Custom;
import org.shadowline.plant.description.DefectCause;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.description.FormulasOf;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Loop;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.element.ElementTypes;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.transport.Footways;
import org.shadowline.sim.flow.FlowModel.NeedRule;
import org.shadowline.sim.flow.FlowModel.ProcessRule;
import org.shadowline.sim.flow.FlowModel.RestRule;
import org.shadowline.sim.flow.FlowModel.SetupRule;
import org.shadowline.sim.flow.FlowModel.SourceRule;
import org.shadowline.sim.flow.FlowModel.SpareNeed;
import org.shadowline.sim.kernel.RandomStreams;
import org.shadowline.sim.kernel.Variates;

/** Makes a {@link FlowModel} of a plant and a scenario. Names are resolved here and nowhere later. */
final class FlowCompiler {
    private final Plant declared;
    private final Plant plant;
    private final Scenario scenario;
    private final PlantIndex index;
    private final FlowModel model;
    private final Samplers samplers;
    private final Map<String, Integer> streams = new HashMap<>();
    private final List<Hours> hours = new ArrayList<>();
    private final List<String> attributes;
    /** Looked for when the plant has an element of the user's own; null before. */
    private @Nullable ElementTypes types;

    FlowCompiler(Plant given, Scenario scenario, double horizon) {
        this.declared = given;
        this.plant = ActionCompiler.withPeopleForActions(given, scenario);
        this.scenario = scenario;
        index = new PlantIndex(plant);
        var variates = new Variates();
        samplers = new Samplers(variates);
        model = new FlowModel(index, scenario, variates, horizon);
        attributes = attributeNames(plant);
    }

    FlowModel compile() {
        skills();
        model.hash = RandomStreams.key(scenario.seed(), plant + "\n" + scenario);
        elements();
        tools();
        conveyors();
        processes();
        machines();
        products();
        new RouteCompiler(plant, index, model, this).compile();
        new FleetCompiler(index, model, this).compile();
        racks();
        shipments();
        sources();
        people();
        model.hours = hours.stream()
                .map(h -> OpenHours.of(h, scenario.start(), model.horizon))
                .toArray(OpenHours[]::new);
        var actions = new ActionCompiler(scenario, index, model, this);
        var logic = new LogicCompiler(plant, index, model, this, actions);
        model.actions = actions.compile(logic.rules(), logic);
        model.logic = logic.compiled();
        refills();
        model.layOutSlots(
                model.arrivalSource.length,
                model.actions.times().length,
                model.actions.rules().size());
        if (model.slots > org.shadowline.sim.kernel.EventCalendar.MAX_SLOTS) {
            throw new PlantProblem("the plant is too large: " + model.slots + " kinds of events, at most "
                    + org.shadowline.sim.kernel.EventCalendar.MAX_SLOTS);
        }
        model.streamKeys = new long[streams.size()];
        streams.forEach((name, number) -> model.streamKeys[number] = RandomStreams.key(scenario.seed(), name));
        return model;
    }

    private static List<String> attributeNames(Plant plant) {
        var names = new TreeSet<String>();
        for (var product : plant.products()) {
            for (var attribute : product.attributes()) names.add(attribute.name());
        }
        for (var element : plant.elements()) {
            if (element instanceof Station station && station.process().inspection() != null)
                names.add(Process.VERDICT);
            if (element instanceof Station station && station.process().limit() instanceof Process.WaitingLimit limit)
                names.add(endOf(limit.after()));
        }
        for (var formula : FormulasOf.plant(plant)) {
            if (formula instanceof Formula.Visits visited) names.add(visits(visited.element()));
        }
        for (var route : plant.routes()) {
            for (var step : route.steps()) {
                if (step.exit() instanceof Route.Exit.Cases(var cases, int otherwise)) {
                    for (var one : cases) addVisits(one.condition(), names);
                }
            }
        }
        for (var element : plant.elements()) {
            if (element instanceof Source source
                    && source.arrivals() instanceof Source.Arrivals.Orders(List<Source.Order> orders, String file)) {
                for (var order : orders) names.addAll(order.attributes().keySet());
            }
        }
        return List.copyOf(names);
    }

    private static void addVisits(Route.PartCondition condition, TreeSet<String> names) {
        switch (condition) {
            case Route.PartCondition.Visits visits -> names.add(visits(visits.element()));
            case Route.PartCondition.All(var all) -> all.forEach(one -> addVisits(one, names));
            case Route.PartCondition.Any(var any) -> any.forEach(one -> addVisits(one, names));
            case Route.PartCondition.Not(var inner) -> addVisits(inner, names);
            case Route.PartCondition.Compare compare -> {}
            case Route.PartCondition.Holds holds -> {}
        }
    }

    /** The attribute that counts how often a part has come to an element. */
    static String visits(String element) {
        return "visits of " + element;
    }

    /** The attribute that keeps when the operation of a part at a station ended, in seconds since the start of the run. */
    static String endOf(String station) {
        return "end at " + station;
    }

    /** The number of a random stream by its name, which is what it is for. */
    int stream(String name) {
        return streams.computeIfAbsent(name, n -> streams.size());
    }

    int sampler(Distribution distribution, String whatFor) {
        return samplers.of(distribution, whatFor);
    }

    int attribute(String name, String where) {
        int number = attributes.indexOf(name);
        if (number < 0) throw new PlantProblem("unknown attribute `" + name + "` " + where);
        return number;
    }

    /** The number of hours of work; {@link FlowModel#NONE} for always. */
    int hours(Hours open) {
        if (open.isAlways()) return NONE;
        int number = hours.indexOf(open);
        if (number >= 0) return number;
        hours.add(open);
        return hours.size() - 1;
    }

    private void elements() {
        int n = index.elementCount();
        model.elements = n;
        model.kind = new byte[n];
        model.capacity = new int[n];
        model.scraps = new boolean[n];
        model.travel = new double[n];
        model.gap = new double[n];
        model.lastGap = new double[n];
        model.firstTravel = new double[n];
        model.firstGap = new double[n];
        model.merge = new FlowModel.MergeRule[n];
        model.accumulates = new boolean[n];
        model.declaredSpeed = new double[n];
        model.delayStream = new int[n];
        model.keeps = new double[n];
        model.customs = new FlowModel.@Nullable CustomRule[n];
        Arrays.fill(model.keeps, Double.POSITIVE_INFINITY);
        for (int e = 0; e < n; e++) {
            switch (index.elements().get(e)) {
                case Source source -> {
                    model.kind[e] = FlowModel.SOURCE;
                    model.capacity[e] = source.holds();
                }
                case Sink sink -> {
                    model.kind[e] = FlowModel.SINK;
                    model.capacity[e] = Buffer.UNLIMITED;
                    model.scraps[e] = sink.scraps();
                }
                case Station station -> {
                    model.kind[e] = FlowModel.STATION;
                    model.capacity[e] = station.queue();
                    model.declaredSpeed[e] = station.speed();
                }
                case Buffer buffer -> {
                    model.kind[e] = FlowModel.BUFFER;
                    model.capacity[e] = buffer.holds();
                    model.keeps[e] = buffer.keeps();
                }
                case Conveyor conveyor -> {
                    model.kind[e] = FlowModel.CONVEYOR;
                    model.capacity[e] = conveyor.holds();
                    double length = conveyor.totalLength();
                    model.travel[e] = conveyor.seconds(length);
                    model.gap[e] = conveyor.headway();
                    model.lastGap[e] = model.travel[e] - conveyor.seconds(Math.max(0, length - conveyor.spacing()));
                    model.firstTravel[e] = length / conveyor.speed();
                    model.firstGap[e] = conveyor.spacing() / conveyor.speed();
                    model.accumulates[e] = conveyor.accumulates();
                }
                case Shipment shipment -> {
                    model.kind[e] = FlowModel.SHIPMENT;
                    model.capacity[e] = Buffer.UNLIMITED;
                }
                case Rack rack -> {
                    model.kind[e] = FlowModel.RACK;
                    model.capacity[e] = rack.places();
                }
                case Spare spare -> model.kind[e] = FlowModel.SPARE;
                case Custom custom -> custom(e, custom);
                case Delay delay -> {
                    model.kind[e] = FlowModel.DELAY;
                    model.capacity[e] = delay.holds();
                    model.delayStream[e] = stream(delay.id() + " delay");
                }
                case Tool tool -> model.kind[e] = FlowModel.TOOL;
                case Fleet fleet -> {
                    model.kind[e] = FlowModel.FLEET;
                    model.capacity[e] = fleet.count();
                }
            }
        }
    }

    private void custom(int e, Custom custom) {
        model.kind[e] = FlowModel.CUSTOM;
        if (types == null) types = ElementTypes.installed();
        var type = types.find(custom.type());
        if (type == null) {
            throw new PlantProblem("`" + custom.id() + "` is of a type that is not installed: \"" + custom.type()
                    + "\". Maybe its jar is missing in SHADOWLINE_ELEMENTS.");
        }
        model.customs[e] = new FlowModel.CustomRule(type, custom.values(), stream(custom.id() + " element"));
    }

    private void tools() {
        var rules = new ArrayList<FlowModel.ToolRule>();
        var numbers = new HashMap<String, Integer>();
        int first = 0;
        for (int e = 0; e < model.elements; e++) {
            if (!(index.elements().get(e) instanceof Tool tool)) continue;
            numbers.put(tool.id(), rules.size());
            var change = tool.change();
            rules.add(new FlowModel.ToolRule(
                    e,
                    first,
                    first + tool.count(),
                    tool.life(),
                    change == null ? NONE : sampler(change, "of `" + tool.id() + "`"),
                    stream(tool.id() + " change")));
            first += tool.count();
        }
        model.tools = rules.toArray(FlowModel.ToolRule[]::new);
        model.toolKind = new int[model.elements];
        Arrays.fill(model.toolKind, NONE);
        for (int e = 0; e < model.elements; e++) {
            if (!(index.elements().get(e) instanceof Station station)) continue;
            if (!(station.process().uses() instanceof String uses)) continue;
            var kind = numbers.get(uses);
            if (kind == null) throw new PlantProblem("there is no tool `" + uses + "` for `" + station.id() + "`");
            model.toolKind[e] = kind;
        }
    }

    private void racks() {
        if (index.craneCount() == 0) return;
        model.rack = new @Nullable RackRule[model.elements];
        for (int e = 0; e < model.elements; e++) {
            if (!(index.elements().get(e) instanceof Rack rack)) continue;
            String where = "of `" + rack.id() + "`";
            var loading = rack.loading();
            var unloading = rack.unloading();
            var asked = rack.retrieval().attribute();
            model.rack[e] = new RackRule(
                    e,
                    index.firstVehicle(e),
                    rack,
                    loading == null ? NONE : sampler(loading, where),
                    unloading == null ? NONE : sampler(unloading, where),
                    stream(rack.id() + " handling"),
                    stream(rack.id() + " places"),
                    asked == null ? NONE : attribute(asked, where));
        }
    }

    /** What operations do, loops, and what the simulator keeps of parts for itself. */
    private void processes() {
        int n = model.elements;
        model.process = new ProcessRule[n];
        model.visitColumn = new int[n];
        model.endColumn = new int[n];
        model.isMoment = new boolean[attributes.size()];
        model.limit = new FlowModel.LimitRule[n];
        for (int e = 0; e < n; e++) {
            var element = index.elements().get(e);
            model.endColumn[e] = attributes.indexOf(endOf(element.id()));
            if (model.endColumn[e] >= 0) model.isMoment[model.endColumn[e]] = true;
            model.visitColumn[e] = attributes.indexOf(visits(element.id()));
            if (element instanceof Station station && !station.process().equals(Process.PLAIN)) {
                model.process[e] = process(station);
                var limit = station.process().limit();
                if (limit != null) model.limit[e] = limit(limit);
            }
        }
        model.countColumns =
                Arrays.stream(model.visitColumn).filter(c -> c >= 0).toArray();
        model.verdictColumn = attributes.indexOf(Process.VERDICT);
        model.verdictGood = symbol(Process.GOOD, 0);
        model.verdictBad = symbol(Process.BAD, 1);
        model.loopFrom = new int[n];
        Arrays.fill(model.loopFrom, NONE);
        model.loops = plant.loops().size();
        model.loopCards = new int[model.loops];
        model.loopTo = new int[model.loops];
        if (model.loops > Long.SIZE) {
            throw new PlantProblem("the plant has " + model.loops + " loops, at most " + Long.SIZE + " are possible");
        }
        var sorted = plant.loops().stream()
                .sorted(java.util.Comparator.comparing(Loop::id))
                .toList();
        for (int i = 0; i < model.loops; i++) {
            var loop = sorted.get(i);
            int from = index.place(loop.from());
            if (model.loopFrom[from] != NONE) {
                throw new PlantProblem("two loops begin at `" + loop.from() + "`; a part would need a card of each");
            }
            model.loopFrom[from] = i;
            model.loopTo[i] = index.place(loop.to());
            model.loopCards[i] = loop.cards();
        }
    }

    /** The number that stands for a text, or one that no other text has. */
    private double symbol(String text, int other) {
        int number = plant.symbols().indexOf(text);
        return number >= 0 ? number : plant.symbols().size() + other;
    }

    private FlowModel.LimitRule limit(Process.WaitingLimit limit) {
        return new FlowModel.LimitRule(limit.most(), attributes.indexOf(endOf(limit.after())), limit.goesBack());
    }

    private ProcessRule process(Station station) {
        var process = station.process();
        var batch = process.batch();
        var inspection = process.inspection();
        var degradation = process.wear().degradation();
        return new ProcessRule(
                batch == null ? 0 : batch.least(),
                batch == null ? 0 : batch.most(),
                batch == null ? 0 : batch.within(),
                batch != null && batch.sameProduct(),
                products(process.joins(), station),
                process.joins().stream().mapToInt(Process.Component::count).toArray(),
                products(process.splits(), station),
                process.splits().stream().mapToInt(Process.Component::count).toArray(),
                process.wear().slower(),
                process.wear().scrap(),
                degradation == null ? NONE : sampler(degradation, "of the wear of `" + station.id() + "`"),
                degradation == null ? NONE : stream(station.id() + " wear"),
                process.defectShare(),
                process.causes().stream().map(this::defectRule).toArray(FlowModel.DefectRule[]::new),
                process.defectShare() > 0 || !process.causes().isEmpty() ? stream(station.id() + " defects") : NONE,
                process.mendShare(),
                process.mendShare() > 0 ? stream(station.id() + " mends") : NONE,
                inspection != null,
                inspection == null ? 0 : inspection.missShare(),
                inspection == null ? 0 : inspection.alarmShare(),
                inspection == null ? NONE : stream(station.id() + " inspects"),
                process.packs() == null ? NONE : index.product(process.packs()),
                process.unpacks() != null);
    }

    private FlowModel.DefectRule defectRule(DefectCause cause) {
        return switch (cause) {
            case DefectCause.Worn(double share, double above) ->
                new FlowModel.DefectRule(FlowModel.DefectRule.WORN, share, above, null);
            case DefectCause.Age(double share) -> new FlowModel.DefectRule(FlowModel.DefectRule.AGE, share, 0, null);
            case DefectCause.Slow(double share, double below) ->
                new FlowModel.DefectRule(FlowModel.DefectRule.SLOW, share, below, null);
            case DefectCause.During(double share, Hours open) ->
                new FlowModel.DefectRule(
                        FlowModel.DefectRule.DURING, share, 0, OpenHours.of(open, scenario.start(), model.horizon));
            case DefectCause.First(double share, int operations, DefectCause.After after) ->
                new FlowModel.DefectRule(
                        (byte) (FlowModel.DefectRule.FIRST + after.ordinal()), share, operations, null);
        };
    }

    private int[] products(List<Process.Component> components, Station station) {
        var numbers = components.stream()
                .mapToInt(component -> index.product(component.product()))
                .toArray();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == NONE) {
                throw new PlantProblem(
                        "unknown product `" + components.get(i).product() + "` at `" + station.id() + "`");
            }
        }
        return numbers;
    }

    private void conveyors() {
        var sensors = new ArrayList<FlowModel.SensorRule>();
        model.firstSensor = new int[model.elements + 1];
        for (int e = 0; e < model.elements; e++) {
            model.firstSensor[e] = sensors.size();
            if (!(index.elements().get(e) instanceof Conveyor conveyor)) continue;
            model.merge[e] = mergeRule(conveyor);
            for (var sensor : conveyor.sensors()) {
                var front = point(conveyor, sensor.at());
                var end = point(conveyor, sensor.at() + conveyor.partLength());
                sensors.add(new FlowModel.SensorRule(e, front, end, front.ahead()));
            }
        }
        model.firstSensor[model.elements] = sensors.size();
        model.sensors = sensors.toArray(FlowModel.SensorRule[]::new);
    }

    private static FlowModel.Point point(Conveyor conveyor, double metres) {
        double length = conveyor.totalLength();
        int ahead = (int) Math.floor((length - metres) / conveyor.spacing() + 1e-9) + 1;
        double from = Math.max(0, length - ahead * conveyor.spacing());
        return new FlowModel.Point(
                conveyor.seconds(Math.min(metres, length)),
                Math.max(1, ahead),
                conveyor.seconds(Math.min(metres, length)) - conveyor.seconds(from),
                metres > length + 1e-9);
    }

    private FlowModel.@Nullable MergeRule mergeRule(Conveyor conveyor) {
        if (conveyor.merge().equals(Conveyor.Merge.FIRST_COME)) return null;
        if (conveyor.merge().alternately()) return new FlowModel.MergeRule(null);
        var first = conveyor.merge().first();
        var rank = new int[model.elements];
        Arrays.fill(rank, first.size());
        for (int i = 0; i < first.size(); i++) rank[index.place(first.get(i))] = i;
        return new FlowModel.MergeRule(rank);
    }

    private void machines() {
        int n = index.machineCount();
        model.machines = n;
        model.station = new int[n + index.vehicleCount()];
        model.firstMachine = new int[model.elements + 1];
        model.workStream = new int[n];
        model.failsOperating = new boolean[n];
        model.failsByCount = new boolean[n];
        model.isMaintained = new boolean[n];
        model.needsPeople = new boolean[n];
        model.scrapShare = new double[model.elements];
        model.scrapStream = new int[model.elements];
        model.setup = new SetupRule[model.elements];
        model.setupStream = new int[model.elements];
        model.rule = new byte[model.elements];
        model.stationHours = new int[model.elements];
        model.rest = new RestRule[model.elements];
        model.robotOf = new int[n];
        Arrays.fill(model.robotOf, NONE);
        Arrays.fill(model.stationHours, NONE);
        for (int e = 0; e <= model.elements; e++) model.firstMachine[e] = index.firstMachine(e) - model.elements;
        for (int e = 0; e < model.elements; e++) {
            if (index.elements().get(e) instanceof Station station) station(e, station);
        }
        modes();
        robots();
    }

    /** Only where somebody is whom they keep away from. */
    private void robots() {
        if (index.peopleCount() == 0) return;
        var robots = new ArrayList<RobotRule>();
        for (int m = 0; m < model.machines; m++) {
            var station = (Station) index.elements().get(model.station[m]);
            var robot = station.robot();
            if (robot == null) continue;
            var at = station.at();
            if (at == null) {
                throw new PlantProblem("`" + station.id() + "` is a robot, but has no position from which people keep"
                        + " away. Maybe add e.g. `at (12 m, 6 m)`.");
            }
            model.robotOf[m] = robots.size();
            robots.add(RobotRule.of(m, at, robot));
        }
        model.robots = robots.toArray(RobotRule[]::new);
    }

    private void station(int e, Station station) {
        for (int m = model.firstMachine[e]; m < model.firstMachine[e + 1]; m++) {
            model.station[m] = e;
            model.workStream[m] = stream(station.id() + " work");
            model.needsPeople[m] = !station.needs().isEmpty();
        }
        model.scrapShare[e] = station.scrapShare();
        if (station.scrapShare() > 0 || station.process().wear().scrap() > 0)
            model.scrapStream[e] = stream(station.id() + " scrap");
        model.rule[e] = Dispatch.of(station.dispatch());
        model.stationHours[e] = hours(station.shift());
        if (station.power().rests()) model.rest[e] = restRule(station);
        var setup = station.setup();
        if (setup != null) {
            model.setup[e] = setupRule(setup, station.id());
            model.setupStream[e] = stream(station.id() + " set-up");
        }
    }

    private RestRule restRule(Station station) {
        var standby = station.power().standby();
        var switchOff = station.power().switchOff();
        return new RestRule(
                standby == null ? Double.POSITIVE_INFINITY : standby.after(),
                warmUp(standby, station),
                switchOff == null ? Double.POSITIVE_INFINITY : switchOff.after(),
                warmUp(switchOff, station),
                stream(station.id() + " warming up"));
    }

    private int warmUp(Station.@Nullable Rest rest, Station station) {
        var time = rest == null ? null : rest.warmUp();
        return time == null ? NONE : sampler(time, "in the warm-up of `" + station.id() + "`");
    }

    private SetupRule setupRule(Station.Setup setup, String station) {
        String where = "in the set-up of `" + station + "`";
        int attribute = setup.attribute() == null ? NONE : attribute(setup.attribute(), where);
        int n = setup.changes().size();
        var from = new int[n];
        var to = new int[n];
        var time = new int[n];
        for (int i = 0; i < n; i++) {
            var change = setup.changes().get(i);
            from[i] = setupKey(change.from(), attribute, where);
            to[i] = setupKey(change.to(), attribute, where);
            time[i] = sampler(change.time(), where);
        }
        var otherwise = setup.otherwise();
        return new SetupRule(attribute, from, to, time, otherwise == null ? NONE : sampler(otherwise, where));
    }

    /** The number that stands for a product or attribute value in a set-up. */
    private int setupKey(@Nullable String text, int attribute, String where) {
        if (text == null) return SetupRule.ANY;
        int key = attribute == NONE ? index.product(text) : plant.symbols().indexOf(text);
        if (key >= 0) return key;
        try {
            if (attribute != NONE) return (int) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // told below
        }
        throw new PlantProblem("unknown " + (attribute == NONE ? "product" : "value") + " `" + text + "` " + where);
    }

    private void modes() {
        int failing = model.machines + index.vehicleCount() - index.craneCount();
        model.firstMode = new int[failing + 1];
        var rows = new ArrayList<Station.Failure>();
        var machineOf = new ArrayList<Integer>();
        for (int m = 0; m < failing; m++) {
            model.firstMode[m] = rows.size();
            int element = index.elementOf(model.placeOfMachine(m));
            for (var failure : index.elements().get(element).failures()) {
                rows.add(failure);
                machineOf.add(m);
                if (m >= model.machines) {
                    model.vehiclesFail = true;
                    continue;
                }
                model.isMaintained[m] |= failure.planned();
                switch (failure.clock()) {
                    case OPERATING_TIME -> model.failsOperating[m] = true;
                    case OPERATIONS -> model.failsByCount[m] = true;
                    case CALENDAR_TIME, WEAR -> {}
                }
            }
        }
        model.firstMode[failing] = rows.size();
        int n = rows.size();
        model.modes = n;
        model.modeMachine = machineOf.stream().mapToInt(i -> i).toArray();
        model.modeClock = new byte[n];
        model.modeEvery = new int[n];
        model.modeRepair = new int[n];
        model.modeStream = new int[n];
        model.modePlanned = new boolean[n];
        model.modeRenews = new boolean[n];
        model.modeCrew = new NeedRule[n];
        model.modeSpares = new SpareNeed[n];
        var spares = spareElements();
        for (int i = 0; i < n; i++) {
            var failure = rows.get(i);
            int machine = model.modeMachine[i];
            String name = index.placeName(model.placeOfMachine(machine));
            model.modeClock[i] = Failures.of(failure.clock());
            model.modePlanned[i] = failure.planned();
            model.modeRenews[i] = failure.renews();
            model.modeEvery[i] = sampler(failure.every(), "in the failures of `" + name + "`");
            model.modeRepair[i] = sampler(failure.repair(), "in the repairs of `" + name + "`");
            model.modeStream[i] = stream(name + " failure " + (i - model.firstMode[machine]));
            var crew = failure.crew();
            if (crew != null) model.modeCrew[i] = need(crew, "for repairs of `" + name + "`");
            if (!failure.spares().isEmpty()) model.modeSpares[i] = spareNeed(failure, spares);
        }
        if (spares.length > 0) spares(spares);
    }

    private int[] spareElements() {
        return java.util.stream.IntStream.range(0, model.elements)
                .filter(e -> model.kind[e] == FlowModel.SPARE)
                .toArray();
    }

    private SpareNeed spareNeed(Station.Failure failure, int[] spares) {
        int n = failure.spares().size();
        var need = new SpareNeed(new int[n], new int[n]);
        for (int i = 0; i < n; i++) {
            var needed = failure.spares().get(i);
            int number = Arrays.binarySearch(spares, index.place(needed.spare()));
            if (number < 0) throw new PlantProblem("there is no spare part `" + needed.spare() + "`");
            need.spares()[i] = number;
            need.counts()[i] = needed.count();
        }
        return need;
    }

    private void spares(int[] elements) {
        model.spares = new FlowModel.SpareRule[elements.length];
        int slots = 0;
        for (int i = 0; i < elements.length; i++) {
            var spare = (Spare) index.elements().get(elements[i]);
            var leadTime = spare.leadTime();
            int mostOpen = leadTime == null ? 0 : (spare.orderPoint() - 1 + mostAsked(i)) / spare.quantity() + 1;
            model.spares[i] = new FlowModel.SpareRule(
                    elements[i],
                    spare.stock(),
                    spare.orderPoint(),
                    spare.quantity(),
                    leadTime == null ? NONE : sampler(leadTime, "of spare part `" + spare.id() + "`"),
                    stream(spare.id() + " lead time"),
                    slots,
                    mostOpen);
            slots += mostOpen;
        }
    }

    /** How many parts of a stock can be waited for at once. */
    private int mostAsked(int spare) {
        int most = 0;
        for (var need : model.modeSpares) {
            if (need == null) continue;
            for (int i = 0; i < need.spares().length; i++) if (need.spares()[i] == spare) most += need.counts()[i];
        }
        return most;
    }

    private void products() {
        int n = index.products().size();
        model.products = n;
        model.attributes = attributes.size();
        model.attributeNames = attributes;
        model.productAttributes = new int[n][];
        model.attributeSampler = new int[n][];
        model.attributeStream = new int[n][];
        for (int p = 0; p < n; p++) {
            Product product = index.products().get(p);
            var own = product.attributes();
            model.productAttributes[p] = new int[own.size()];
            model.attributeSampler[p] = new int[own.size()];
            model.attributeStream[p] = new int[own.size()];
            for (int i = 0; i < own.size(); i++) {
                var attribute = own.get(i);
                String where = "of product `" + product.id() + "`";
                model.productAttributes[p][i] = attribute(attribute.name(), where);
                model.attributeSampler[p][i] = sampler(attribute.value(), where);
                model.attributeStream[p][i] = stream(product.id() + " has " + attribute.name());
            }
        }
    }

    private void sources() {
        model.source = new SourceRule[model.elements];
        model.supplier = new int[model.elements];
        Arrays.fill(model.supplier, NONE);
        var arrivalSource = new ArrayList<Integer>();
        for (int e = 0; e < model.elements; e++) {
            if (!(index.elements().get(e) instanceof Source source)) continue;
            int first = arrivalSource.size();
            var rule = source(e, source, first);
            model.source[e] = rule;
            for (int i = 0; i < rule.slots(); i++) arrivalSource.add(e);
            if (rule.reorder() != null) supplies(e, rule.reorder());
        }
        model.arrivalSource = arrivalSource.stream().mapToInt(i -> i).toArray();
        demandsFrom();
    }

    private void demandsFrom() {
        var sources = new ArrayList<List<Integer>>();
        for (int e = 0; e < model.elements; e++) sources.add(new ArrayList<>());
        for (int e = 0; e < model.elements; e++) {
            var rule = model.source[e];
            if (rule == null || rule.reorder() == null) continue;
            for (int station : rule.reorder().stations()) sources.get(station).add(e);
        }
        model.demandsFrom = sources.stream()
                .map(list -> list.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
    }

    private void supplies(int source, FlowModel.ReorderRule reorder) {
        if (model.supplier[reorder.stock()] != NONE) {
            throw new PlantProblem("two sources reorder for `" + index.placeName(reorder.stock()) + "`");
        }
        model.supplier[reorder.stock()] = source;
    }

    private FlowModel.@Nullable ReorderRule reorder(Source source, String where) {
        if (!(source.arrivals() instanceof Source.Arrivals.Reorder reorder)) return null;
        int place = index.place(reorder.stock());
        if (place == NONE || model.kind[place] != FlowModel.BUFFER) {
            throw new PlantProblem("`" + reorder.stock() + "` is no buffer that can be refilled " + where);
        }
        var counts = new TreeMap<Integer, Integer>();
        for (var route : plant.routes()) demands(route, place, counts);
        return new FlowModel.ReorderRule(
                place,
                reorder.below(),
                reorder.quantity(),
                reorder.upTo(),
                sampler(reorder.leadTime(), where),
                stream(source.id() + " lead time"),
                counts.keySet().stream().mapToInt(i -> i).toArray(),
                counts.values().stream().mapToInt(i -> i).toArray());
    }

    /** The stations to which a route leads from a stock, where its products are joined, and how many of them at a time. */
    private void demands(Route route, int stock, Map<Integer, Integer> counts) {
        int first = index.firstStep(route);
        for (int step = first; step < first + route.steps().size(); step++) {
            if (model.stepElement[step] != stock) continue;
            var targets = model.exitTargets[step];
            demand(route, model.exitTo[step], counts);
            if (targets != null) for (int target : targets) demand(route, target, counts);
        }
    }

    private void demand(Route route, int step, Map<Integer, Integer> counts) {
        if (step < 0) return;
        int element = model.stepElement[step];
        var rule = model.process[element];
        if (rule == null) return;
        for (int product : productsOf(route)) {
            int component = rule.component(product);
            if (component != NONE) counts.put(element, rule.joinCounts()[component]);
        }
    }

    private SourceRule source(int e, Source source, int firstArrival) {
        String where = "at source `" + source.id() + "`";
        int n = source.products().size();
        var products = new int[n];
        var shares = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            products[i] = index.product(source.products().get(i).product());
            sum += source.products().get(i).share();
            shares[i] = sum;
            if (model.entryStep[products[i]][e] == NONE) {
                throw new PlantProblem(
                        "the route of `" + source.products().get(i).product() + "` does not begin " + where
                                + ". Maybe add `" + source.id() + " -> …` to it.");
            }
        }
        var streamsOf = source.arrivals() instanceof Source.Arrivals.Streams(List<Source.Arrivals.Stream> list)
                ? list
                : List.<Source.Arrivals.Stream>of();
        var intervals = new int[streamsOf.size()];
        var intervalStreams = new int[streamsOf.size()];
        var during = new OpenHours[streamsOf.size()];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = sampler(streamsOf.get(i).interarrival(), where);
            intervalStreams[i] = stream(source.id() + " arrivals " + i);
            during[i] = OpenHours.of(streamsOf.get(i).during(), scenario.start(), model.horizon);
        }
        var due = source.due();
        return new SourceRule(
                products,
                shares,
                stream(source.id() + " product"),
                source.arrivals() instanceof Source.Arrivals.Unlimited,
                intervals,
                intervalStreams,
                during,
                firstArrival,
                source.lotSize(),
                source.limit(),
                source.firstAfter(),
                due == null ? NONE : sampler(due, where),
                stream(source.id() + " due"),
                source.priority(),
                source.losesWhenFull(),
                source.arrivals() instanceof Source.Arrivals.Orders,
                orders(source, e),
                reorder(source, where),
                source.hasLots(),
                source.defects() == null ? NONE : sampler(source.defects(), where),
                source.defects() == null ? NONE : stream(source.id() + " lots"),
                source.defects() == null ? NONE : stream(source.id() + " defects"));
    }

    private FlowModel.OrderList orders(Source source, int element) {
        if (!(source.arrivals() instanceof Source.Arrivals.Orders(List<Source.Order> orders, String file))) {
            return FlowModel.OrderList.EMPTY;
        }
        int n = orders.size();
        var moments = new Moments(scenario.start());
        var release =
                orders.stream().mapToDouble(o -> moments.seconds(o.release())).toArray();
        var sorted = new Integer[n];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, (a, b) -> Double.compare(release[a], release[b]));
        var list = new FlowModel.OrderList(
                new int[n], new double[n], new int[n], new int[n], new double[n], new int[n], new double[n][]);
        for (int row = 0; row < n; row++) {
            int number = sorted[row];
            var order = orders.get(number);
            var due = order.due();
            list.number()[row] = number;
            list.release()[row] = release[number];
            list.product()[row] = index.product(order.product());
            list.quantity()[row] = order.quantity();
            list.due()[row] = due == null ? Double.NaN : moments.seconds(due);
            list.priority()[row] = order.priority();
            var values = new double[attributes.size()];
            for (int a = 0; a < values.length; a++) {
                values[a] = order.attributes().getOrDefault(attributes.get(a), Double.NaN);
            }
            list.attributes()[row] = values;
            if (list.product()[row] < 0 || model.entryStep[list.product()[row]][element] == NONE) {
                throw new PlantProblem("order `" + order.id() + "` in " + file + " is for `" + order.product()
                        + "`, whose route does not begin at source `" + source.id() + "`");
            }
        }
        return list;
    }

    /** Nothing waits to come into an element without a limit, unless an action gives it one. */
    private void refills() {
        boolean limitsChange =
                ActionCompiler.changesLimits(scenario) || !plant.logic().rules().isEmpty();
        model.refills = new boolean[model.elements];
        for (int e = 0; e < model.elements; e++) {
            var rule = model.source[e];
            model.refills[e] = model.supplier[e] != NONE
                    || limitsChange
                    || model.capacity[e] != Buffer.UNLIMITED
                    || model.kind[e] == FlowModel.CUSTOM
                    || (rule != null && rule.unlimited());
        }
    }

    private void shipments() {
        if (index.elements().stream().noneMatch(Shipment.class::isInstance)) return;
        model.shipment = new ShipmentRule[model.elements];
        for (int e = 0; e < model.elements; e++) {
            if (index.elements().get(e) instanceof Shipment one) model.shipment[e] = shipment(e, one);
        }
    }

    private ShipmentRule shipment(int e, Shipment one) {
        String where = "of `" + one.id() + "`";
        var customs = one.customs();
        var every = one.departures() instanceof Shipment.Departures.Every regular ? regular : null;
        return new ShipmentRule(
                e,
                one.least(),
                one.holds(),
                sampler(one.takes(), where),
                customs == null ? NONE : sampler(customs, where),
                stream(one.id() + " takes"),
                stream(one.id() + " customs"),
                every == null ? 0 : every.interval(),
                every == null ? 0 : every.first(),
                one.departures() instanceof Shipment.Departures.Timetable(Hours hours)
                        ? OpenHours.of(hours, scenario.start(), model.horizon)
                        : null,
                one.departures() instanceof Shipment.Departures.WhenFull(double longestWait)
                        ? longestWait
                        : Double.POSITIVE_INFINITY);
    }

    private void people() {
        int n = index.teams().size();
        model.people = index.peopleCount();
        model.teamHours = new int[n];
        model.teamFinishes = new boolean[n];
        model.teamPeople = new int[n];
        model.walkingSpeed = new double[n];
        model.absentShare = new double[n];
        model.absenceStream = new int[model.people];
        for (int t = 0; t < n; t++) {
            var team = index.teams().get(t);
            model.teamHours[t] = hours(team.shift());
            model.teamFinishes[t] = team.finishesWork();
            model.teamPeople[t] = ActionCompiler.declaredPeople(declared, team);
            model.walkingSpeed[t] = team.walkingSpeed();
            model.walking |= team.walks();
            model.absentShare[t] = team.absentShare();
            if (team.absentShare() == 0) continue;
            model.absences = true;
            for (int p = index.firstPerson(t); p < index.firstPerson(t + 1); p++) {
                model.absenceStream[p] = stream(index.personName(p) + " comes");
            }
        }
        model.standsAt = index.elements().stream().map(Element::at).toArray(Position[]::new);
        model.walksOnPaths = new boolean[n];
        for (int t = 0; t < n; t++) model.walksOnPaths[t] = index.teams().get(t).onPaths();
        if (plant.teams().stream().anyMatch(Team::onPaths)) model.footways = footways();
        model.needs = new NeedRule[model.elements][];
        for (int e = 0; e < model.elements; e++) {
            model.needs[e] = index.elements().get(e) instanceof Station station
                    ? station.needs().stream()
                            .map(need -> need(need, "at `" + station.id() + "`"))
                            .toArray(NeedRule[]::new)
                    : new NeedRule[0];
        }
    }

    private Footways footways() {
        try {
            return Footways.of(index);
        } catch (IllegalArgumentException lack) {
            throw new PlantProblem(Objects.requireNonNull(lack.getMessage()));
        }
    }

    private void skills() {
        var names = new TreeSet<String>();
        for (var team : plant.teams()) names.addAll(team.skills());
        model.skills = new ArrayList<>(names);
        model.skills.add("");
        model.paces = index.teams().stream()
                .map(team -> {
                    var pace = team.pace();
                    model.paced |= !pace.equals(Pace.DECLARED);
                    return new FlowModel.PaceRule(
                            model.skills.stream()
                                    .mapToDouble(skill -> pace.level(skill.isEmpty() ? null : skill))
                                    .toArray(),
                            pace.learning(),
                            pace.fatigue());
                })
                .toArray(FlowModel.PaceRule[]::new);
    }

    private NeedRule need(Station.Need need, String where) {
        var candidates = new ArrayList<Integer>();
        for (int t = 0; t < index.teams().size(); t++) {
            var team = index.teams().get(t);
            if (need.team() != null && !need.team().equals(team.id())) continue;
            if (need.skill() != null && !team.skills().contains(need.skill())) continue;
            for (int p = index.firstPerson(t); p < index.firstPerson(t + 1); p++) candidates.add(p);
        }
        if (candidates.size() < need.people()) {
            throw new PlantProblem(
                    need.people() + " people " + (need.skill() == null ? "" : "with " + need.skill() + " ")
                            + "are needed " + where + ", but there are " + candidates.size());
        }
        return new NeedRule(
                need.people(),
                candidates.stream().mapToInt(i -> i).toArray(),
                need.skill() == null ? model.skills.size() - 1 : model.skills.indexOf(need.skill()),
                need.priority(),
                need.purpose() != Station.NeedFor.WORK,
                need.purpose() != Station.NeedFor.SETUP);
    }

    /** Products that follow a route: those it names, or all without a route of their own. */
    List<Integer> productsOf(Route route) {
        var products = new ArrayList<Integer>();
        for (int p = 0; p < index.products().size(); p++) {
            if (plant.routeOf(index.products().get(p).id()) == route) products.add(p);
        }
        return products;
    }
}
