package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Team;
import org.shadowline.sim.calibrate.discover.Discovered.Quality;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogProblem;

/**
 * Finds the plant behind an event log, and a scenario that repeats the recorded time.
 *
 * <p>Activities become stations, resources people with skills and weekly hours ({@link WorkCalendar}), cases parts with a
 * route ({@link RouteGraph}) that arrive in streams ({@link ArrivalPattern}). Processing times are working times
 * ({@link WorkTimes}); waiting that people and hours do not explain becomes stations of its own ({@link Waits}).
 */
public final class Discovery {
    private static final int FEWEST_CASES_OF_PRODUCT = 20;
    private static final int WALKS = 1_000;

    private final EventLog log;
    private final DiscoveryOptions options;
    private final List<String> findings = new ArrayList<>();
    private final DataFiles files = new DataFiles();
    private final Identifiers ids = new Identifiers(List.of("done", "scrap", Orders.ID, RecordedScenario.ID));
    private final List<RouteGraph> graphs = new ArrayList<>();

    private Discovery(EventLog log, DiscoveryOptions options) {
        this.log = log;
        this.options = options;
    }

    /**
     * Finds plant and scenario.
     *
     * @throws LogProblem when the log is empty
     */
    public static Discovered discover(EventLog log, DiscoveryOptions options) {
        if (log.size() == 0) throw new LogProblem(log.name() + ": the log is empty.\nMaybe another file was meant.");
        var timed = log.endsOnly() ? GuessedStarts.in(log) : log;
        return new Discovery(timed, options).discover(log);
    }

    private Discovered discover(EventLog asRead) {
        findings.addAll(LogFacts.of(asRead, log));
        var people = People.of(log, options);
        var presence =
                people.byResource().stream().map(i -> Presence.union(log, i)).toList();
        var work = WorkTimes.of(log, people.byResource(), people.hoursOf());
        var waits = Waits.of(log, people.able(log.activities().size()), presence, people.hoursOf());
        sayWhatOverlaps(people, work, waits);

        var stationIds =
                log.activities().stream().map(a -> ids.of(a, "station")).toList();
        var products = productIds();
        var stations = new Stations(log, work, options, files);
        var elements = new ArrayList<Element>();
        var skilled = people.groups().stream()
                .flatMap(g -> g.skills().stream())
                .distinct()
                .toList();
        for (int a = 0; a < stationIds.size(); a++) {
            elements.add(stations.station(a, stationIds.get(a), products, skilled.contains(a)));
        }
        findings.addAll(stations.findings());
        var waitIds = waitStations(stations, waits, stationIds, false, elements);
        var pauseIds = waitStations(stations, waits, stationIds, true, elements);
        sayWaits(waits, waitIds.size() + pauseIds.size());

        var orders = new Orders(log, files);
        elements.addFirst(orders.source(products));
        findings.addAll(orders.findings());
        var routes = routes(new Routes(Orders.ID, stationIds, waitIds, pauseIds), products);
        var teams = teams(people, stationIds);
        var loads = Load.of(log, people, work, teams);
        if (!loads.isEmpty()) {
            findings.add("The most loaded person is " + loads.getFirst().id() + ", at work for "
                    + Words.percent(loads.getFirst().share()) + " of the hours.");
        }
        var plant = new Plant(
                plantId(),
                plantName(),
                "EUR",
                0,
                List.of(),
                elements,
                teams,
                products.stream().map(Product::named).toList(),
                routes,
                List.of(),
                List.of());
        var scenario = RecordedScenario.of(log, options, plant, loads, orders.inProcess(), findings);
        var names = new HashMap<String, String>();
        for (int a = 0; a < stationIds.size(); a++)
            names.put(stationIds.get(a), log.activities().get(a));
        return new Discovered(plant, scenario, findings, files.files(), names, quality(people, work, waits, loads));
    }

    private void sayWhatOverlaps(People people, WorkTimes work, Waits waits) {
        findings.addAll(people.findings());
        if (work.shared() > 0) {
            findings.add(Words.percent(work.shared(), log.size())
                    + " of the activities share their person with another one for some time: each instant was divided among"
                    + " what the person had in progress.");
        }
        if (waits.overlapping() > 0) {
            findings.add(Words.percent(waits.overlapping(), log.size())
                    + " of the activities begin while an earlier one of the same case is in progress: the route takes them"
                    + " one after the other in the order of their starts, and the waiting after them is shortened by the"
                    + " overlap.");
        }
        if (!people.groups().isEmpty()) {
            double open = people.groups().stream()
                    .mapToInt(g -> g.hours().openSecondsPerWeek())
                    .average()
                    .orElse(0);
            findings.add("People work in hours that hold on average " + Words.percent(support(people))
                    + " of the hours in which they were seen at work, " + Words.number(open / 3600)
                    + " h a week. Hours that change from week to week cannot be told from longer ones.");
        }
    }

    private static double support(People people) {
        return people.groups().stream()
                .mapToDouble(People.Group::support)
                .average()
                .orElse(1);
    }

    private List<String> productIds() {
        if (log.products().isEmpty()) return List.of("product");
        return log.products().stream().map(p -> ids.of(p, "product")).toList();
    }

    /** Ids of the stations that stand for unexplained waiting, by activity; adds them to the elements. */
    private Map<Integer, String> waitStations(
            Stations stations, Waits waits, List<String> stationIds, boolean repeated, List<Element> elements) {
        Map<Integer, String> found = new TreeMap<>();
        if (!options.waits()) return found;
        for (int a = 0; a < stationIds.size(); a++) {
            int activity = a;
            var instances = IntStream.range(0, log.size())
                    .filter(i -> log.activityOf(i) == activity && i > log.from(log.caseOf(i)))
                    .filter(i -> (log.activityOf(i - 1) == activity) == repeated)
                    .toArray();
            var seconds = Arrays.stream(instances).mapToDouble(waits::seconds).toArray();
            if (Arrays.stream(seconds).sum() < options.material() * waits.leadTime() || seconds.length == 0) continue;
            if (Arrays.stream(seconds).max().orElse(0) <= 0) continue;
            var starts = Arrays.stream(instances)
                    .mapToLong(i -> log.start(i) - (long) (1000 * waits.seconds(i)))
                    .toArray();
            var ends = Arrays.stream(instances).mapToLong(log::start).toArray();
            int atOnce = 10 + 3 * Concurrency.quantile(starts, ends, 1);
            var name = log.activities().get(a);
            var id = ids.of((repeated ? "pause " : "wait ") + stationIds.get(a), "wait");
            var label = repeated ? "Wait to repeat " + name : "Wait before " + name;
            elements.add(stations.waiting(id, label, seconds, atOnce));
            found.put(a, id);
        }
        return found;
    }

    private void sayWaits(Waits waits, int stations) {
        double sum = IntStream.range(0, log.size()).mapToDouble(waits::seconds).sum();
        if (sum <= 0) return;
        var share = Words.percent(sum / Math.max(1e-9, waits.leadTime()));
        findings.add(
                options.waits()
                        ? share
                                + " of all lead time is waiting that neither people's other work nor their hours explain"
                                + " (transport, other material, planning): " + stations
                                + " stations named wait and pause stand for it, without people and always open."
                        : share
                                + " of all lead time is waiting that neither people's other work nor their hours explain:"
                                + " it was left out, so lead times will come out shorter.");
    }

    private List<Route> routes(Routes writer, List<String> products) {
        var routes = new ArrayList<Route>();
        var others = new ArrayList<int[]>();
        for (int p = 0; p < Math.max(1, log.products().size()); p++) {
            var cases = sequences(log.products().isEmpty() ? EventLog.NONE : p);
            if (log.products().size() < 2 || cases.size() < FEWEST_CASES_OF_PRODUCT) {
                others.addAll(cases);
            } else {
                routes.add(route(writer, List.of(products.get(p)), cases));
            }
        }
        if (others.isEmpty() && routes.size() < products.size()) others.addAll(sequences(EventLog.NONE));
        if (!others.isEmpty()) {
            routes.add(route(writer, routes.isEmpty() && products.size() == 1 ? products : List.of(), others));
        }
        return routes;
    }

    private List<int[]> sequences(int product) {
        var sequences = new ArrayList<int[]>();
        for (int c = 0; c < log.cases().size(); c++) {
            boolean wanted = log.products().size() < 2 || log.productOf(c) == product;
            if (!wanted || log.from(c) == log.to(c)) continue;
            sequences.add(
                    IntStream.range(log.from(c), log.to(c)).map(log::activityOf).toArray());
        }
        return sequences;
    }

    private Route route(Routes writer, List<String> products, List<int[]> cases) {
        var graph = RouteGraph.of(cases, options.rareExit(), options.keptTransitions());
        graphs.add(graph);
        var of = products.isEmpty() || log.products().size() < 2 ? "" : " of " + String.join(", ", products);
        findings.add("The route" + of + " has " + (graph.states().size() - 1) + " steps"
                + (graph.repetitions() > 1
                        ? ", in which up to " + (graph.repetitions() - 1)
                                + " repetitions of an activity have chances of their own"
                        : "")
                + "; " + graph.pruned() + " rare ways were left out, and " + Words.percent(graph.keptMass())
                + " of all transitions kept.");
        return writer.route(products, graph);
    }

    private List<Team> teams(People people, List<String> stationIds) {
        var teams = new ArrayList<Team>();
        for (var group : people.groups()) {
            var skills = group.skills().stream().map(stationIds::get).sorted().toList();
            var id = ids.of(group.name(), "person");
            teams.add(new Team(id, group.name(), group.members().size(), skills, group.hours(), 0, false));
        }
        return teams;
    }

    private String plantId() {
        return ids.of(plantName(), "plant");
    }

    private String plantName() {
        var given = options.plantName();
        return given != null ? given : log.name().replaceAll("(\\.[A-Za-z]{2,4})+$", "");
    }

    private Quality quality(People people, WorkTimes work, Waits waits, List<Load> loads) {
        int cases = log.cases().size();
        double events = log.size() / (double) cases;
        double modelEvents = 0;
        var random = new SplittableRandom(options.seed());
        int longest = 100 * (int) Math.ceil(events) + 1_000;
        double walks = 0;
        for (var graph : graphs) {
            for (int w = 0; w < WALKS; w++, walks++) modelEvents += graph.walk(random, longest).length;
        }
        double worked =
                IntStream.range(0, log.size()).mapToDouble(work::seconds).sum();
        double waited =
                IntStream.range(0, log.size()).mapToDouble(waits::seconds).sum();
        double lead = Math.max(1e-9, waits.leadTime());
        return new Quality(
                cases,
                log.size(),
                log.activities().size(),
                log.resources().size(),
                events,
                modelEvents / walks,
                graphs.stream().mapToInt(RouteGraph::pruned).sum(),
                graphs.stream().mapToDouble(RouteGraph::keptMass).average().orElse(1),
                loads.isEmpty() ? 0 : loads.getFirst().share(),
                loads.isEmpty() ? "" : loads.getFirst().id(),
                support(people),
                lead / cases,
                worked / lead,
                waited / lead);
    }
}
