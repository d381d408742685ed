package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.ParsedFile.PlantDecl;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Loop;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;

/** Makes the value of a plant of its text. */
final class PlantChecker {
    private static final int PARTS_PASS = 3;
    private static final int LAST_ROUND = 6;

    private final Evaluator evaluator;
    private final Reports reports;
    private final Mentions mentions;
    private final Tables tables;
    private final Calendars calendars;
    private final Settings settings;

    PlantChecker(Evaluator evaluator, Reports reports, Mentions mentions, Tables tables) {
        this.evaluator = evaluator;
        this.reports = reports;
        this.mentions = mentions;
        this.tables = tables;
        this.calendars = new Calendars(evaluator, reports, mentions);
        this.settings = new Settings(evaluator, reports);
    }

    PlantModel check(FileUnit file, PlantDecl declaration, Overrides overrides) {
        var scope = new Scope(file.scope(), "", null);
        var expansion = new Expander(evaluator, reports, mentions, overrides).expand(declaration.inside(), scope);
        var names = new Names(expansion, evaluator, reports, mentions);
        var products = new Products(expansion, names, evaluator, reports, mentions);
        var orders = new Orders(tables, products, reports);
        var sites = new Sites(names, evaluator, calendars, reports);
        var made = new LinkedHashMap<String, Element>();
        var attributes = new ElementAttributes(expansion, products, evaluator, reports);
        var machines = new MachineNames(names, made::get, _ -> 0, reports);
        var formulas = new Formulas(names, products, attributes, evaluator, reports, machines);
        var elements = new Elements(
                expansion, names, products, evaluator, formulas, calendars, orders, tables, reports, sites);
        var transport = new Transport(names, evaluator, reports);
        for (int round = 0; round <= LAST_ROUND; round++) {
            if (round == PARTS_PASS) {
                elements.dispatchRules();
            }
            for (var entry : expansion.entries) {
                if (round(entry.kind()) == round && !reports.isFull()) {
                    var before = reports.move(entry.use());
                    lower(entry, products, elements, transport, sites, made);
                    sites.add(entry);
                    reports.move(before);
                }
            }
        }
        for (var element : made.values()) {
            if (element instanceof Station station && station.process().inspection() != null) {
                products.addVerdict();
                break;
            }
        }
        for (var given : overrides.all()) {
            override(given, overrides, names, elements, made);
        }
        var routes = new Routes(expansion, names, products, evaluator, formulas, reports).make();
        var rules = new LogicChecker(
                expansion,
                names,
                products,
                attributes,
                formulas,
                machines,
                made,
                settings,
                evaluator,
                mentions,
                reports);
        var logic = rules.check();
        var plain = new ArrayList<Route>();
        for (var one : routes) {
            plain.add(one.route());
        }
        var plant = new Plant(
                declaration.name().text(),
                declaration.label() == null ? null : declaration.label().text(),
                evaluator.currency(),
                expansion.electricityPrice,
                elements.areas(),
                List.copyOf(made.values()),
                List.copyOf(elements.teams().values()),
                products.all(),
                List.copyOf(plain),
                List.copyOf(elements.loops().values()),
                products.symbols(),
                transport.network(),
                logic,
                expansion.demandCharge,
                sites.all());
        var model = new PlantModel(
                plant,
                declaration.name().span(),
                file,
                scope,
                expansion,
                names,
                products,
                attributes,
                rules,
                routes,
                made,
                new IdentityHashMap<>());
        if (!reports.hasErrors()) {
            checkWays(model);
            transport.check(model);
            sites.check(model);
            new Walking(names, reports).check(plant);
        }
        return model;
    }

    /** What must be known before the next: an element names its team, a path the elements between which it leads. */
    private static int round(Kind kind) {
        return switch (kind) {
            case PRODUCT -> 0;
            case AREA, SITE -> 1;
            case TEAM -> 2;
            case SOURCE, SINK, STATION, BUFFER, CONVEYOR, RACK, FLEET, SPARE, CUSTOM, DELAY, SHIPMENT, TOOL ->
                PARTS_PASS;
            case LOOP -> 4;
            case NODE -> 5;
            case PATH -> LAST_ROUND;
        };
    }

    private void lower(
            Entry entry,
            Products products,
            Elements elements,
            Transport transport,
            Sites sites,
            Map<String, Element> made) {
        switch (entry.kind()) {
            case PRODUCT -> products.lower(entry, new Properties(entry, evaluator, reports));
            case AREA -> elements.area(entry);
            case SITE -> sites.site(entry, new Properties(entry, evaluator, reports));
            case TEAM -> elements.team(entry);
            case SOURCE, SINK, STATION, BUFFER, CONVEYOR, RACK, FLEET, SPARE, CUSTOM, DELAY, SHIPMENT, TOOL -> {
                @Nullable Element element = elements.element(entry);
                if (element != null) {
                    made.put(entry.id(), element);
                }
            }
            case LOOP -> elements.loop(entry);
            case NODE -> transport.node(entry, new Properties(entry, evaluator, reports));
            case PATH -> transport.path(entry, new Properties(entry, evaluator, reports), made);
        }
    }

    // values given from outside

    private void override(
            Overrides.Given given,
            Overrides overrides,
            Names names,
            Elements elements,
            LinkedHashMap<String, Element> made) {
        int dot = given.target().lastIndexOf('.');
        if (dot < 0) {
            return;
        }
        var id = given.target().substring(0, dot);
        var property = given.target().substring(dot + 1);
        @Nullable Named named = names.byId(id);
        if (named == null || named.kind() == null) {
            return;
        }
        overrides.take(given.target());
        if (!settings.isLegal(property, given.span(), named, Settings.varied(named.kind()), "varied")) {
            return;
        }
        double value = settings.value(named.kind(), id, property, given.value(), given.scope());
        if (Double.isNaN(value)) {
            return;
        }
        if (named.kind() == Kind.TEAM) {
            elements.teams().computeIfPresent(id, (_, team) -> Settings.with(team, value));
        } else if (named.kind() == Kind.LOOP) {
            elements.loops()
                    .computeIfPresent(id, (_, loop) -> new Loop(id, loop.label(), (int) value, loop.from(), loop.to()));
        } else {
            made.computeIfPresent(id, (_, element) -> Settings.with(element, property, value));
        }
    }

    // ways through the plant

    /** Every product has a way, and every station on it a time for it. */
    private void checkWays(PlantModel model) {
        var plant = model.plant();
        for (var element : plant.elements()) {
            if (element instanceof Source source) {
                for (var product : productsOf(source)) {
                    checkWay(model, source, product);
                }
            }
        }
        checkStepNames(model);
    }

    /** The products that a source brings into the plant. */
    static Set<String> productsOf(Source source) {
        var ids = new HashSet<String>();
        if (source.arrivals() instanceof Source.Arrivals.Orders orders) {
            for (var order : orders.orders()) {
                ids.add(order.product());
            }
        } else {
            for (var share : source.products()) {
                ids.add(share.product());
            }
        }
        return ids;
    }

    private void checkWay(PlantModel model, Source source, String product) {
        @Nullable Named named = model.names().byId(source.id());
        if (named == null) {
            return;
        }
        @Nullable Route route = model.plant().routeOf(product);
        if (route == null) {
            reports.add(Diagnostic.of(
                            Code.NO_ROUTE,
                            named.declaration(),
                            "`" + source.id() + "` makes `" + product + "`, but no route says where it goes")
                    .help("add `route " + product + " { " + source.id() + " -> … }`"));
            return;
        }
        if (!visits(route, source.id())) {
            var made = model.routes().stream()
                    .filter(one -> one.route().equals(route))
                    .findFirst();
            var fault = Diagnostic.of(
                            Code.NO_ROUTE,
                            named.declaration(),
                            "`" + source.id() + "` makes `" + product + "`, but the route of `" + product
                                    + "` does not begin there")
                    .help("add `" + source.id() + " -> …` to the route");
            reports.add(made.map(one -> fault.note(one.span(), "the route")).orElse(fault));
            return;
        }
        checkTimes(model, route, product, source);
    }

    static boolean visits(Route route, String element) {
        for (var step : route.steps()) {
            if (step.element().equals(element)) {
                return true;
            }
        }
        return false;
    }

    private void checkTimes(PlantModel model, Route route, String product, Source source) {
        var reached = model.reach(route).from(source.id());
        for (int index = reached.nextSetBit(0); index >= 0; index = reached.nextSetBit(index + 1)) {
            var step = route.steps().get(index);
            var times = timesOf(model.element(step.element()), product);
            if (times.isEmpty()) {
                continue;
            }
            var visit = visit(step);
            if (time(times, product, visit) == null) {
                @Nullable Named named = model.names().byId(step.element());
                if (named != null && named.entry() != null) {
                    Property.@Nullable Takes takes =
                            new Properties(named.entry(), evaluator, reports).find(Property.Takes.class);
                    reports.add(Diagnostic.of(
                                    Code.INCOMPLETE,
                                    takes == null ? named.declaration() : takes.span(),
                                    "`" + step.element() + "` has no time for `" + product + "`"
                                            + (visit.isEmpty() ? "" : " at `" + visit + "`"))
                            .help("add one for all others at the end: `, 50 s`"));
                }
            }
        }
    }

    /** The times of an element for the parts that it works on or keeps for a time; empty where it needs none. */
    private static List<Station.ProcessingTime> timesOf(@Nullable Element element, String product) {
        if (element instanceof Delay delay) {
            return delay.times();
        }
        return element instanceof Station station && isWorkedOn(station, product) ? station.times() : List.of();
    }

    /** Whether a station works on the product itself: not when it joins it to another, or makes it of another. */
    static boolean isWorkedOn(Station station, String product) {
        var process = station.process();
        if (process.unpacks() != null) {
            return process.unpacks().equals(product);
        }
        return !isAmong(process.joins(), product) && !process.made().contains(product);
    }

    private static boolean isAmong(List<Process.Component> components, String product) {
        for (var component : components) {
            if (component.product().equals(product)) {
                return true;
            }
        }
        return false;
    }

    static String visit(Route.Step step) {
        int colon = step.name().indexOf(':');
        return colon < 0 ? "" : step.name().substring(colon + 1);
    }

    /** The most specific time for a product and step; null when there is none. */
    static Station.@Nullable ProcessingTime time(List<Station.ProcessingTime> times, String product, String visit) {
        Station.@Nullable ProcessingTime best = null;
        int bestRank = -1;
        for (var time : times) {
            boolean fits = (time.product() == null || time.product().equals(product))
                    && (time.step() == null || time.step().equals(visit));
            int rank = (time.product() == null ? 0 : 1) + (time.step() == null ? 0 : 2);
            if (fits && rank > bestRank) {
                best = time;
                bestRank = rank;
            }
        }
        return best;
    }

    /** A time at a step that no route has is a slip of the pen. */
    private void checkStepNames(PlantModel model) {
        for (var entry : model.expansion().of(Kind.STATION)) {
            for (var property : entry.element().properties()) {
                if (property instanceof Property.Takes takes) {
                    for (var time : takes.times()) {
                        if (time.step() != null) {
                            checkStepName(model, entry, time.step());
                        }
                    }
                }
            }
        }
    }

    private void checkStepName(PlantModel model, Entry entry, Name step) {
        var visits = new ArrayList<String>();
        for (var route : model.plant().routes()) {
            for (var one : route.steps()) {
                if (one.element().equals(entry.id())) {
                    visits.add(visit(one));
                }
            }
        }
        if (visits.contains(step.text())) {
            return;
        }
        @Nullable String near = Spelling.nearest(step.text(), visits);
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                step.span(),
                "no route has a step `" + entry.id() + ":" + step.text() + "`"
                        + (near == null ? "" : "; did you mean `" + near + "`?"));
        var before = reports.move(entry.use());
        reports.add(
                near == null
                        ? fault.help("write the step into the route, or leave `at " + step.text() + "` out")
                        : fault.fix(step.span(), near));
        reports.move(before);
    }
}
