package org.shadowline.dsl.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Rack;
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

/**
 * Sees before any run what cannot work. Loads follow from the traffic equations of open networks of queues (Jackson
 * 1957): visits are the sum of what comes from outside and from other steps. Where something is not known, the load is
 * counted too low rather than too high, so that a warning is always true.
 */
final class Foresight {
    private static final double NEGLIGIBLE = 1e-9;
    private static final int MOST_PUSHES = 2_000_000;

    private final PlantModel model;
    private final Plant plant;
    private final Reports reports;
    private final Map<String, Element> elements = new HashMap<>();
    private final Set<String> sinks = new HashSet<>();
    private final List<Station> stations = new ArrayList<>();
    /** Visits per second: of a station, by product and step. */
    private final Map<String, Map<Visit, Double>> visits = new LinkedHashMap<>();

    private final Set<String> visited = new HashSet<>();
    private boolean random;

    private record Visit(String product, String step) {
        // those that the compiler makes are linked at their first use, which takes longer than the whole warning

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Visit that && product.equals(that.product) && step.equals(that.step);
        }

        @Override
        public int hashCode() {
            return 31 * product.hashCode() + step.hashCode();
        }
    }

    Foresight(PlantModel model, Reports reports) {
        this.model = model;
        this.plant = model.plant();
        this.reports = reports;
        for (var element : plant.elements()) {
            elements.put(element.id(), element);
            if (element instanceof Station station) {
                stations.add(station);
            } else if (element instanceof Sink) {
                sinks.add(element.id());
            }
        }
    }

    void warn() {
        followRoutes();
        warnOfUnvisited();
        warnOfComponents();
        warnOfEndless();
        warnOfEndlessSupply();
        warnOfLoads();
        warnOfShipments();
        warnOfTeams();
        warnOfWalks();
        warnOfDeadlocks();
        for (var station : stations) {
            warnOfShift(station);
        }
    }

    private void warn(Code code, String id, String message, String help) {
        warn(code, id, null, message, help);
    }

    private void warn(Code code, String id, @Nullable Span span, String message, String help) {
        @Nullable Named named = model.names().byId(id);
        if (named == null) {
            return;
        }
        var diagnostic = Diagnostic.of(code, span == null ? named.declaration() : span, message)
                .help(help);
        if (named.entry() == null) {
            reports.add(diagnostic);
        } else {
            var before = reports.move(named.entry().use());
            reports.add(diagnostic);
            reports.move(before);
        }
    }

    // traffic

    private void followRoutes() {
        for (var element : plant.elements()) {
            if (element instanceof Source source) {
                for (var product : PlantChecker.productsOf(source)) {
                    @Nullable Route route = plant.routeOf(product);
                    if (route != null) {
                        follow(source, product, route);
                    }
                }
            }
        }
        for (var station : stations) {
            for (var made : station.process().made()) {
                @Nullable Route route = plant.routeOf(made);
                if (route == null || !PlantChecker.visits(route, station.id())) {
                    warnOfComponent(
                            station,
                            made,
                            "the route of `" + made + "` does not begin at `" + station.id() + "`, which makes it",
                            station.id() + " -> …");
                } else {
                    visit(route, model.reach(route).from(station.id()));
                }
            }
        }
    }

    /** What is joined must come to its station. */
    private void warnOfComponents() {
        for (var station : stations) {
            for (var joined : station.process().joins()) {
                @Nullable Route route = plant.routeOf(joined.product());
                boolean comes = route != null && PlantChecker.visits(route, station.id());
                if (!comes) {
                    warnOfComponent(
                            station,
                            joined.product(),
                            "no `" + joined.product() + "` comes to `" + station.id()
                                    + "`, so nothing is ever joined there",
                            "… -> " + station.id());
                }
            }
        }
    }

    private void warnOfComponent(Station station, String product, String message, String way) {
        warn(Code.NOT_VISITED, station.id(), message, "write `route " + product + " { " + way + " }`");
    }

    private void follow(Source source, String product, Route route) {
        var reached = model.reach(route).from(source.id());
        visit(route, reached);
        double rate = rate(source) * share(source, product);
        if (rate <= 0) {
            return;
        }
        reached.andNot(model.reach(route).leaving(sinks));
        if (!reached.isEmpty()) {
            return;
        }
        random |= isRandom(source);
        double[] flow = flow(source, product, route);
        for (int step = 0; step < flow.length; step++) {
            if (flow[step] > NEGLIGIBLE) {
                var at = route.steps().get(step);
                visits.computeIfAbsent(at.element(), _ -> new LinkedHashMap<>())
                        .merge(new Visit(product, PlantChecker.visit(at)), flow[step] * rate, Double::sum);
            }
        }
    }

    private void visit(Route route, BitSet steps) {
        for (int step = steps.nextSetBit(0); step >= 0; step = steps.nextSetBit(step + 1)) {
            visited.add(route.steps().get(step).element());
        }
    }

    /** Parts per second in the long run; zero where they follow the plant or come to an end. */
    private static double rate(Source source) {
        boolean endless = source.limit() == Long.MAX_VALUE && source.holds() == Buffer.UNLIMITED;
        if (!endless || !(source.arrivals() instanceof Source.Arrivals.Streams streams)) {
            return 0;
        }
        double rate = 0;
        for (var stream : streams.streams()) {
            rate += open(stream.during()) / Distributions.mean(stream.interarrival());
        }
        return rate * source.lotSize();
    }

    private static boolean isRandom(Source source) {
        if (source.arrivals() instanceof Source.Arrivals.Streams streams) {
            for (var stream : streams.streams()) {
                if (!Distributions.isConstant(stream.interarrival())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double share(Source source, String product) {
        for (var share : source.products()) {
            if (share.product().equals(product)) {
                return share.share();
            }
        }
        return 0;
    }

    private static double open(Hours hours) {
        return hours.openSecondsPerWeek() / (double) Hours.WEEK;
    }

    /** Visits of each step per part: the traffic equations, solved by following the flow until nothing is left. */
    private double[] flow(Source source, String product, Route route) {
        int n = route.steps().size();
        var flow = new double[n];
        var rest = new double[n];
        var waiting = new boolean[n];
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < n; i++) {
            if (route.steps().get(i).element().equals(source.id())) {
                rest[i] = 1;
                waiting[i] = true;
                open.add(i);
                break;
            }
        }
        for (int pushes = 0; !open.isEmpty() && pushes < MOST_PUSHES; pushes++) {
            int step = open.poll();
            waiting[step] = false;
            double amount = rest[step];
            rest[step] = 0;
            flow[step] += amount;
            if (elements.get(route.steps().get(step).element()) instanceof Station station) {
                amount *= 1 - station.scrapShare();
            }
            for (var share : certain(route.steps().get(step).exit(), product)) {
                int target = share.target();
                if (target >= 0) {
                    rest[target] += amount * share.probability();
                    if (!waiting[target] && rest[target] > NEGLIGIBLE) {
                        waiting[target] = true;
                        open.add(target);
                    }
                }
            }
        }
        return flow;
    }

    /** The shares of an exit as far as they are known. */
    private List<Route.Share> certain(Exit exit, String product) {
        if (exit instanceof Exit.To to) {
            return List.of(new Route.Share(to.target(), 1));
        }
        if (exit instanceof Exit.Shares shares) {
            return shares.shares();
        }
        if (exit instanceof Exit.Cases cases && cases.cases().size() == 1) {
            double probability = probability(cases.cases().getFirst().condition(), product);
            if (!Double.isNaN(probability)) {
                return List.of(
                        new Route.Share(cases.cases().getFirst().target(), probability),
                        new Route.Share(cases.otherwise(), 1 - probability));
            }
        }
        return List.of();
    }

    /** The probability of a condition; NaN where it is not plain. */
    private double probability(PartCondition condition, String product) {
        if (!(condition instanceof PartCondition.Compare compare)) {
            return Double.NaN;
        }
        for (var one : plant.products()) {
            if (one.id().equals(product)) {
                for (var attribute : one.attributes()) {
                    if (attribute.name().equals(compare.attribute())) {
                        return probability(compare, attribute.value());
                    }
                }
            }
        }
        return Double.NaN;
    }

    private static double probability(PartCondition.Compare compare, Distribution distribution) {
        return switch (distribution) {
            case Distribution.Constant constant ->
                compare.comparison().holds(constant.value(), compare.value()) ? 1 : 0;
            case Distribution.Discrete discrete -> {
                double sum = 0;
                for (int i = 0; i < discrete.values().size(); i++) {
                    if (compare.comparison().holds(discrete.values().get(i), compare.value())) {
                        sum += discrete.probabilities().get(i);
                    }
                }
                yield sum;
            }
            case Distribution.Uniform uniform -> {
                double below = Math.clamp((compare.value() - uniform.min()) / (uniform.max() - uniform.min()), 0, 1);
                yield switch (compare.comparison()) {
                    case LESS, AT_MOST -> below;
                    case GREATER, AT_LEAST -> 1 - below;
                    case EQUAL -> 0;
                    case NOT_EQUAL -> 1;
                };
            }
            default -> Double.NaN;
        };
    }

    // warnings

    private void warnOfUnvisited() {
        if (plant.routes().isEmpty()) {
            return;
        }
        for (var element : plant.elements()) {
            if (!(element instanceof Spare) && !(element instanceof Tool) && !visited.contains(element.id())) {
                @Nullable Named named = model.names().byId(element.id());
                var kind = named == null || named.kind() == null
                        ? "element"
                        : named.kind().word();
                boolean source = element instanceof Source;
                warn(
                        Code.NOT_VISITED,
                        element.id(),
                        source
                                ? "no part comes from source `" + element.id() + "`"
                                : "no part comes to " + kind + " `" + element.id() + "`",
                        source ? "its list of orders is empty" : "put it into a route, or leave it out");
            }
        }
    }

    /** A source that always has a part ready needs something after it that can be full. */
    private void warnOfEndlessSupply() {
        for (var element : plant.elements()) {
            if (!(element instanceof Source source)
                    || !(source.arrivals() instanceof Source.Arrivals.Unlimited)
                    || source.limit() != Long.MAX_VALUE) {
                continue;
            }
            for (var product : PlantChecker.productsOf(source)) {
                @Nullable Route route = plant.routeOf(product);
                @Nullable String room = route == null ? null : endlessRoom(route, source.id());
                if (room != null) {
                    warn(
                            Code.ENDLESS_SUPPLY,
                            source.id(),
                            "`" + source.id() + "` always has a part ready and `" + room
                                    + "` takes any number of them, so they would come in without end",
                            "limit `" + room + "`, e.g. `queue 1` or `holds 8`, or write `every …` or `limit …`");
                    break;
                }
            }
        }
    }

    /** The element after a source, or after buffers without limit, that takes any number of parts; null for none. */
    private @Nullable String endlessRoom(Route route, String source) {
        var seen = new HashSet<Integer>();
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < route.steps().size(); i++) {
            if (route.steps().get(i).element().equals(source) && seen.add(i)) {
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            for (int target : model.reach(route).targets(open.poll())) {
                if (target < 0 || !seen.add(target)) {
                    continue;
                }
                var id = route.steps().get(target).element();
                boolean pulled =
                        plant.loops().stream().anyMatch(loop -> loop.from().equals(id));
                if (pulled || isFinite(id)) {
                    continue;
                }
                if (elements.get(id) instanceof Station || elements.get(id) instanceof Sink) {
                    return id;
                }
                open.add(target);
            }
        }
        return null;
    }

    private void warnOfEndless() {
        for (var made : model.routes()) {
            var route = made.route();
            var sources = new HashSet<String>();
            for (var element : plant.elements()) {
                boolean begins = element instanceof Source
                        || (element instanceof Station station
                                && !station.process().made().isEmpty());
                if (begins) {
                    sources.add(element.id());
                }
            }
            var caught = model.reach(route).from(sources);
            caught.andNot(model.reach(route).leaving(sinks));
            int step = caught.nextSetBit(0);
            if (step >= 0) {
                reports.add(Diagnostic.of(
                                Code.NOTHING_LEAVES,
                                made.spans().get(step),
                                "parts that come to `" + route.steps().get(step).name() + "` never leave the plant")
                        .help("give a way out: `" + route.steps().get(step).name() + " -> … 95 % | done`"));
            }
        }
    }

    private void warnOfLoads() {
        for (var station : stations) {
            @Nullable Map<Visit, Double> here = visits.get(station.id());
            if (here == null) {
                continue;
            }
            double rate = 0;
            double work = 0;
            boolean certain = !random;
            for (var visit : here.entrySet()) {
                Station.@Nullable ProcessingTime time = PlantChecker.time(
                        station.times(),
                        visit.getKey().product(),
                        visit.getKey().step());
                if (time != null
                        && PlantChecker.isWorkedOn(station, visit.getKey().product())) {
                    rate += visit.getValue();
                    work += visit.getValue() * Distributions.mean(time.time()) / together(station);
                    certain &= Distributions.isConstant(time.time());
                }
            }
            double mean = work / rate;
            double busy = work / station.speed() / pace(station) * (1 + repairPerWork(station))
                    + rate * (repairPerPart(station) + setupPerPart(station, here, rate));
            double capacity = station.count() * openFor(station, mean) * availability(station);
            if (capacity <= 0) {
                continue;
            }
            boolean over = certain ? busy > capacity * (1 + 1e-6) : busy >= capacity * (1 - 1e-9);
            if (over && !isTeamOverloaded(station)) {
                double load = busy / capacity;
                warn(
                        Code.OVERLOADED,
                        station.id(),
                        "`" + station.id() + "` can do " + perHour(rate / load) + ", but " + perHour(rate)
                                + " come to it",
                        "in the long run the queue before it grows; use more machines, a longer shift, or bring less");
            }
        }
    }

    /** Planned departures can take only so many parts. */
    private void warnOfShipments() {
        for (var element : plant.elements()) {
            @Nullable Map<Visit, Double> here = visits.get(element.id());
            if (here == null || !(element instanceof Shipment shipment) || shipment.holds() == Buffer.UNLIMITED) {
                continue;
            }
            double departures =
                    switch (shipment.departures()) {
                        case Shipment.Departures.Every every -> 1 / every.interval();
                        case Shipment.Departures.Timetable(Hours hours) ->
                            hours.intervals().size() / (double) Hours.WEEK;
                        case Shipment.Departures.WhenFull _ -> Double.POSITIVE_INFINITY;
                    };
            double rate = here.values().stream().mapToDouble(r -> r).sum();
            double capacity = departures * shipment.holds();
            if (rate > capacity * (1 + 1e-6)) {
                warn(
                        Code.OVERLOADED,
                        shipment.id(),
                        "`" + shipment.id() + "` can carry " + perHour(capacity) + ", but " + perHour(rate)
                                + " come to it",
                        "in the long run what waits for it grows; let it hold more, or depart more often");
            }
        }
    }

    /** Parts that an operation can work on at most. */
    private static int together(Station station) {
        var batch = station.process().batch();
        return batch == null ? 1 : batch.most();
    }

    private static String perHour(double perSecond) {
        double perHour = perSecond * 3600;
        if (perHour >= 1) {
            return String.format(Locale.ROOT, perHour < 100 ? "%.1f parts/h" : "%.0f parts/h", perHour);
        }
        return String.format(Locale.ROOT, "%.2f parts/day", perHour * 24);
    }

    /** Time of repair per time of work, from failures that count working time. */
    private static double repairPerWork(Station station) {
        double sum = 0;
        for (var failure : station.failures()) {
            if (failure.clock() == Station.FailureClock.OPERATING_TIME) {
                sum += Distributions.mean(failure.repair()) / Distributions.mean(failure.every());
            }
        }
        return sum;
    }

    private static double repairPerPart(Station station) {
        double sum = 0;
        for (var failure : station.failures()) {
            if (failure.clock() == Station.FailureClock.OPERATIONS) {
                sum += Distributions.mean(failure.repair()) / Distributions.mean(failure.every());
            }
        }
        return sum;
    }

    private static double availability(Station station) {
        double share = 1;
        for (var failure : station.failures()) {
            if (failure.clock() == Station.FailureClock.CALENDAR_TIME) {
                double every = Distributions.mean(failure.every());
                share *= every / (every + Distributions.mean(failure.repair()));
            }
        }
        return share;
    }

    /**
     * Mean set-up time per part, where it is certain: one source mixes products at random, and everything is taken in
     * the order in which it comes.
     */
    private double setupPerPart(Station station, Map<Visit, Double> here, double rate) {
        var setup = station.setup();
        boolean plain = setup != null
                && setup.attribute() == null
                && station.count() == 1
                && plant.elements().stream().filter(Source.class::isInstance).count() == 1
                && plant.elements().stream().allMatch(Foresight::keepsOrder);
        if (setup == null || !plain) {
            return 0;
        }
        var byProduct = new LinkedHashMap<String, Double>();
        here.forEach((visit, amount) -> byProduct.merge(visit.product(), amount / rate, Double::sum));
        double mean = 0;
        for (var from : byProduct.entrySet()) {
            for (var to : byProduct.entrySet()) {
                if (!from.getKey().equals(to.getKey())) {
                    mean += from.getValue() * to.getValue() * change(setup, from.getKey(), to.getKey());
                }
            }
        }
        return mean;
    }

    private static boolean keepsOrder(Element element) {
        return element instanceof Station station
                ? station.dispatch() == DispatchRule.FIRST_IN
                : !(element instanceof Source source) || source.lotSize() == 1;
    }

    private static double change(Station.Setup setup, String from, String to) {
        for (var change : setup.changes()) {
            if (from.equals(change.from()) && to.equals(change.to())) {
                return Distributions.mean(change.time());
            }
        }
        var otherwise = setup.otherwise();
        return otherwise == null ? 0 : Distributions.mean(otherwise);
    }

    /** The share of time in which a machine can work: its shift and that of the people it needs, and one operation more. */
    private double openFor(Station station, double meanOperation) {
        var hours = station.shift();
        for (var need : station.needs()) {
            if (need.purpose() != Station.NeedFor.SETUP) {
                hours = both(hours, hoursOf(need));
            }
        }
        if (hours.isAlways()) {
            return 1;
        }
        double overtime = hours.intervals().size() * meanOperation / Hours.WEEK;
        return Math.min(1, open(hours) + overtime);
    }

    /** Hours of different time zones are not compared: they may meet. */
    private static Hours both(Hours a, Hours b) {
        return a.isInZoneOf(b) ? a.minus(a.minus(b)) : a;
    }

    /** When at least one team is there that can do it. */
    private Hours hoursOf(Station.Need need) {
        var spans = new ArrayList<int[]>();
        @Nullable Hours first = null;
        for (var team : teamsFor(need)) {
            if (first != null && !first.isInZoneOf(team.shift())) {
                return Hours.ALWAYS;
            }
            first = first == null ? team.shift() : first;
            team.shift().intervals().forEach(open -> spans.add(new int[] {open.start(), open.end()}));
        }
        return Hours.union(spans).in(first == null ? null : first.zone());
    }

    private List<Team> teamsFor(Station.Need need) {
        var able = new ArrayList<Team>();
        for (var team : plant.teams()) {
            boolean named = need.team() == null || need.team().equals(team.id());
            boolean skilled = need.skill() == null || team.skills().contains(need.skill());
            if (named && skilled && team.people() > 0) {
                able.add(team);
            }
        }
        return able;
    }

    /** How fast people work at a station at best, which is as fast as the slowest of those whom it needs. */
    private double pace(Station station) {
        double pace = Double.POSITIVE_INFINITY;
        for (var need : station.needs()) {
            if (need.purpose() != Station.NeedFor.SETUP) {
                double best = teamsFor(need).stream()
                        .mapToDouble(team -> atBest(team.pace(), need.skill()))
                        .max()
                        .orElse(1);
                pace = Math.min(pace, best);
            }
        }
        return pace < Double.POSITIVE_INFINITY ? pace : 1;
    }

    /** Without a floor practice may save any time in the end. */
    private static double atBest(Pace pace, @Nullable String skill) {
        var learning = pace.learning();
        return pace.level(skill) / (learning == null || learning.rate() == 1 ? 1 : learning.floor());
    }

    private boolean isTeamOverloaded(Station station) {
        for (var need : station.needs()) {
            for (var team : plant.teams()) {
                if (team.id().equals(need.team()) && team.people() == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void warnOfTeams() {
        for (var team : plant.teams()) {
            if (team.people() == 0) {
                warn(
                        Code.NO_PEOPLE,
                        team.id(),
                        "team `" + team.id() + "` has no people",
                        "write how many, e.g. `3 people`");
                continue;
            }
            double work = 0;
            double longest = 0;
            for (var station : stations) {
                double people = 0;
                for (var need : station.needs()) {
                    if (team.id().equals(need.team()) && need.purpose() != Station.NeedFor.SETUP) {
                        people += need.people();
                    }
                }
                @Nullable Map<Visit, Double> here = visits.get(station.id());
                if (people == 0 || here == null) {
                    continue;
                }
                for (var visit : here.entrySet()) {
                    Station.@Nullable ProcessingTime time = PlantChecker.time(
                            station.times(),
                            visit.getKey().product(),
                            visit.getKey().step());
                    if (time != null
                            && PlantChecker.isWorkedOn(station, visit.getKey().product())) {
                        double mean =
                                Distributions.mean(time.time()) / station.speed() / pace(station) / together(station);
                        work += people * visit.getValue() * mean;
                        longest = Math.max(longest, mean);
                    }
                }
            }
            double overtime =
                    team.shift().isAlways() ? 0 : team.shift().intervals().size() * longest / Hours.WEEK;
            double there = team.people() * (1 - team.absentShare()) * Math.min(1, open(team.shift()) + overtime);
            if (work > there * (1 + 1e-6)) {
                warn(
                        Code.OVERLOADED,
                        team.id(),
                        String.format(
                                Locale.ROOT,
                                "`%s` has work for %.1f people at all times, but %.1f are there on average",
                                team.id(),
                                work,
                                there),
                        "in the long run the work piles up; use more people or a longer shift");
            }
        }
    }

    /** Who walks needs places to walk to. */
    private void warnOfWalks() {
        for (var team : plant.teams()) {
            boolean somewhere = plant.elements().stream()
                    .anyMatch(e ->
                            e instanceof Station station && station.at() != null && Walking.mayWorkAt(team, station));
            if (team.walks() && team.people() > 0 && !somewhere) {
                warn(
                        Code.NO_PLACE_TO_GO,
                        team.id(),
                        "`" + team.id() + "` walks, but no station where it is needed has a position",
                        "say where the stations are, e.g. `at (12 m, 6 m)`");
            }
        }
    }

    private void warnOfShift(Station station) {
        for (var need : station.needs()) {
            boolean somebody = !teamsFor(need).isEmpty();
            var theirs = hoursOf(need);
            if (somebody
                    && station.shift().isInZoneOf(theirs)
                    && !station.shift().overlaps(theirs)) {
                @Nullable Named named = model.names().byId(station.id());
                @Nullable Span span = null;
                if (named != null && named.entry() != null) {
                    for (var property : named.entry().element().properties()) {
                        if (property instanceof Property.Needs) {
                            span = property.span();
                        }
                    }
                }
                var who = need.team() != null ? "`" + need.team() + "`" : "anybody with `" + need.skill() + "`";
                warn(
                        Code.SHIFT_MISSES,
                        station.id(),
                        span,
                        "the shift of `" + station.id() + "` never meets that of " + who,
                        "let the hours overlap");
            }
        }
    }

    // loops that can block themselves

    private void warnOfDeadlocks() {
        if (!leadsBack() && plant.elements().stream().allMatch(element -> goesBackTo(element) == null)) {
            return;
        }
        var next = new LinkedHashMap<String, Set<String>>();
        for (var route : plant.routes()) {
            for (int i = 0; i < route.steps().size(); i++) {
                var step = route.steps().get(i);
                if (isFinite(step.element()) && visited.contains(step.element())) {
                    for (int target : model.reach(route).targets(i)) {
                        if (target >= 0) {
                            var to = route.steps().get(target).element();
                            if (isFinite(to) && !to.equals(step.element())) {
                                next.computeIfAbsent(step.element(), _ -> new LinkedHashSet<>())
                                        .add(to);
                            }
                        }
                    }
                }
            }
        }
        for (var element : plant.elements()) {
            @Nullable String back = goesBackTo(element);
            if (back != null && isFinite(element.id()) && isFinite(back) && visited.contains(element.id())) {
                next.computeIfAbsent(element.id(), _ -> new LinkedHashSet<>()).add(back);
            }
        }
        while (true) {
            trim(next);
            if (next.isEmpty()) {
                return;
            }
            var loop = loop(next);
            warn(
                    Code.DEADLOCK,
                    loop.getFirst(),
                    "parts can block each other in the loop " + String.join(" -> ", loop) + " -> " + loop.getFirst()
                            + ": when all places are taken, none can move on",
                    "give one element of the loop unlimited room, e.g. `queue unlimited`, or lead the loop back by a buffer that is");
            loop.forEach(next::remove);
            next.values().forEach(targets -> targets.removeAll(loop));
        }
    }

    /** The station to which parts go back that have waited too long; null when none do. */
    private static @Nullable String goesBackTo(Element element) {
        return element instanceof Station station
                        && station.process().limit() instanceof Process.WaitingLimit limit
                        && limit.goesBack()
                ? limit.after()
                : null;
    }

    /** Whether any way leads back in the order in which the routes name elements; a loop has at least one that does. */
    private boolean leadsBack() {
        Map<String, Integer> order = new HashMap<>();
        for (var route : plant.routes()) {
            var numbers = new int[route.steps().size()];
            for (int step = 0; step < numbers.length; step++) {
                @Nullable Integer known = order.putIfAbsent(route.steps().get(step).element(), order.size());
                numbers[step] = known == null ? order.size() - 1 : known;
            }
            for (int step = 0; step < numbers.length; step++) {
                for (int target : model.reach(route).targets(step)) {
                    if (target >= 0 && numbers[target] <= numbers[step]) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isFinite(String id) {
        @Nullable Element element = elements.get(id);
        return element instanceof Station station && station.queue() != Buffer.UNLIMITED
                || element instanceof Buffer buffer && buffer.holds() != Buffer.UNLIMITED
                || element instanceof Conveyor
                || element instanceof Fleet
                || element instanceof Rack;
    }

    /** Takes away what leads nowhere; what is left has loops in it. */
    private static void trim(Map<String, Set<String>> next) {
        var before = new HashMap<String, List<String>>();
        var dead = new ArrayDeque<String>();
        for (var from : next.entrySet()) {
            for (var to : from.getValue()) {
                before.computeIfAbsent(to, _ -> new ArrayList<>()).add(from.getKey());
                if (!next.containsKey(to)) {
                    dead.add(to);
                }
            }
        }
        for (var from : next.entrySet()) {
            if (from.getValue().isEmpty()) {
                dead.add(from.getKey());
            }
        }
        while (!dead.isEmpty()) {
            var gone = dead.poll();
            next.remove(gone);
            for (var from : before.getOrDefault(gone, List.of())) {
                @Nullable Set<String> targets = next.get(from);
                if (targets != null && targets.remove(gone) && targets.isEmpty()) {
                    dead.add(from);
                }
            }
        }
    }

    private static List<String> loop(Map<String, Set<String>> next) {
        var way = new ArrayList<String>();
        var at = next.keySet().iterator().next();
        while (!way.contains(at)) {
            way.add(at);
            at = Objects.requireNonNull(next.get(at)).iterator().next();
        }
        return new ArrayList<>(way.subList(way.indexOf(at), way.size()));
    }
}
