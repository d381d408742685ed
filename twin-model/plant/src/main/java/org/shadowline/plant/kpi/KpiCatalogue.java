package org.shadowline.plant.kpi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Custom;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Site;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.plant.scenario.Measure.Subject;
import org.shadowline.plant.transport.VehiclePower;

/**
 * Every measure that makes sense for a plant, in the order of {@link Kpi}; within a KPI the whole plant comes first,
 * then products, stations, teams and the other elements, each by their ids. The order does not depend on the order of
 * declarations. Thread-safe: immutable.
 */
public final class KpiCatalogue {
    private static final List<Statistic> LEAD_TIME =
            List.of(Statistic.MEAN, Statistic.P5, Statistic.P50, Statistic.P95, Statistic.MAX);
    private static final List<Statistic> TARDINESS = List.of(Statistic.MEAN, Statistic.P95, Statistic.MAX);

    private final List<Entry> entries;
    private final Set<Key> keys = new HashSet<>();

    /**
     * A measure with what is shown of it.
     *
     * @param subject null where there is no word for it: a source
     * @param words {@code 95 % quantile of lead time of bracket}; the measure's own text is as in the language
     * @param unit in which a table shows all values of it
     */
    public record Entry(Measure measure, @Nullable Subject subject, String words, String unit) {}

    private record Key(
            Kpi kpi, Statistic statistic, @Nullable String of, boolean perPart) {
        static Key of(Measure m) {
            return new Key(m.kpi(), m.statistic(), m.of(), m.perPart());
        }
    }

    public KpiCatalogue(Plant plant) {
        entries = List.copyOf(new Listing(plant).list());
        for (var entry : entries) keys.add(Key.of(entry.measure()));
    }

    private static boolean concernsDefects(Element element) {
        return element instanceof Station station && station.process().makesDefects()
                || element instanceof Source source && source.defects() != null;
    }

    /** Whether an element takes electric energy. */
    public static boolean drawsPower(Element element) {
        return switch (element) {
            case Station station -> station.power().drawsAny();
            case Fleet fleet -> VehiclePower.drawsMains(fleet) || fleet.changesBatteries();
            default -> false;
        };
    }

    private static boolean hasOrders(Element element) {
        return element instanceof Source source && source.arrivals() instanceof Source.Arrivals.Orders;
    }

    public List<Entry> entries() {
        return entries;
    }

    public List<Measure> measures() {
        return entries.stream().map(Entry::measure).toList();
    }

    /** Whether a measure, whatever its text, is one of this catalogue. */
    public boolean contains(Measure measure) {
        return keys.contains(Key.of(measure));
    }

    /** A measure with its text as it is written in the language: {@code lead time p95 of bracket}. */
    public static Measure measure(Kpi kpi, Statistic statistic, @Nullable String of, boolean perPart) {
        var text = (isOverParts(kpi) && statistic != Statistic.MEAN ? kpi.words() + " " + word(statistic) : kpi.words())
                + (of == null ? "" : " of " + of)
                + (perPart ? " per part" : "");
        return new Measure(kpi, statistic, of, perPart, text);
    }

    private static boolean isOverParts(Kpi kpi) {
        return kpi == Kpi.LEAD_TIME || kpi == Kpi.TARDINESS;
    }

    private static String word(Statistic statistic) {
        return statistic.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static final class Listing {
        private final Plant plant;
        private final List<Product> products;
        private final List<Team> teams;
        private final List<Element> elements;
        private final List<Entry> list = new ArrayList<>();

        Listing(Plant plant) {
            this.plant = plant;
            products = plant.products().stream()
                    .sorted(Comparator.comparing(Product::id))
                    .toList();
            teams = plant.teams().stream()
                    .sorted(Comparator.comparing(Team::id))
                    .toList();
            elements = plant.elements().stream()
                    .sorted(Comparator.comparing(Element::id))
                    .toList();
        }

        List<Entry> list() {
            for (var kpi : Kpi.values()) {
                switch (kpi) {
                    case THROUGHPUT, WORK_IN_PROCESS -> {
                        plant(kpi);
                        products(kpi);
                        stations(kpi);
                        if (kpi == Kpi.THROUGHPUT) {
                            fleets(kpi);
                            shipments(kpi);
                            sensors(kpi);
                        }
                        sites(kpi);
                    }
                    case LEAD_TIME -> overParts(kpi, LEAD_TIME);
                    case TARDINESS -> overParts(kpi, TARDINESS);
                    case UTILISATION -> {
                        stations(kpi);
                        teams(kpi);
                        fleets(kpi);
                    }
                    case AVAILABILITY, EFFECTIVENESS, QUALITY_RATIO, OEE, STARVED_TIME, SETUP_TIME -> stations(kpi);
                    case BLOCKED_TIME, DOWN_TIME -> {
                        stations(kpi);
                        fleets(kpi);
                        if (kpi == Kpi.BLOCKED_TIME) sensors(kpi);
                    }
                    case EMPTY_TRAVEL, LOADED_TIME, EMPTY_TIME, HANDLING_TIME, PATH_WAITING, DISTANCE -> fleets(kpi);
                    case IN_TRANSIT, TRANSPORT_COST -> {
                        if (elements.stream().anyMatch(Shipment.class::isInstance)) plant(kpi);
                        shipments(kpi);
                    }
                    case LEG_TIME, LOAD_FACTOR -> shipments(kpi);
                    case CHARGING_TIME -> chargedFleets();
                    case PARTS_CARRIED -> fleetsOfSeveral();
                    case WALKING_TIME -> walkingTeams();
                    case PACE -> pacedTeams();
                    case ABSENCE -> absentTeams();
                    case LEVEL -> levels();
                    case ON_TIME_SHARE -> {
                        plant(kpi);
                        products(kpi);
                    }
                    case SCRAP_RATIO -> {
                        plant(kpi);
                        products(kpi);
                        stations(kpi);
                    }
                    case DEFECT_RATIO -> {
                        if (elements.stream().anyMatch(KpiCatalogue::concernsDefects)) {
                            plant(kpi);
                            products(kpi);
                        }
                    }
                    case LOST_ARRIVALS -> lostArrivals();
                    case WAITED_TOO_LONG -> waitingLimits();
                    case ENERGY -> {
                        plant(kpi);
                        add(kpi, Statistic.MEAN, null, true, Subject.PLANT);
                        stations(kpi);
                        for (var element : elements) {
                            if (element instanceof Fleet && drawsPower(element))
                                add(kpi, Statistic.MEAN, element.id(), false, Subject.FLEET);
                        }
                        sites(kpi);
                    }
                    case SPARE_WAITING -> stationsWithSpares();
                    case TOOL_WAITING -> {
                        for (var element : elements) {
                            if (element instanceof Station station
                                    && station.process().uses() != null)
                                add(kpi, Statistic.MEAN, element.id(), false, Subject.STATION);
                        }
                    }
                    case FILL_RATE -> {
                        spares(kpi);
                        stocks(kpi);
                    }
                    case BACK_ORDERS -> stocks(kpi);
                    case SEPARATION_LOSS, PROTECTIVE_STOP, SMALLEST_DISTANCE -> robots(kpi);
                    case STANDBY_TIME, WARMING_TIME -> restingStations(kpi);
                    case PEAK_LOAD -> {
                        if (elements.stream().anyMatch(KpiCatalogue::drawsPower)) plant(kpi);
                    }
                    case DEMAND_CHARGE -> {
                        if (plant.demandCharge().pricePerWatt() > 0) plant(kpi);
                    }
                    case MAINTENANCE_COST -> {
                        if (elements.stream().anyMatch(UpkeepSums::costsAnything)) {
                            plant(kpi);
                            for (var element : elements) {
                                if (UpkeepSums.costsRepairs(element)) {
                                    var subject = element instanceof Fleet ? Subject.FLEET : Subject.STATION;
                                    add(kpi, Statistic.MEAN, element.id(), false, subject);
                                }
                            }
                            spares(kpi);
                        }
                    }
                    case ORDER_COST -> {
                        if (elements.stream().anyMatch(KpiCatalogue::hasOrders)) plant(kpi);
                    }
                    case VALUE -> {
                        for (var attribute : plant.logic().attributes().stream()
                                .filter(one -> one.choices().isEmpty())
                                .map(PlantIndex::attributeName)
                                .sorted()
                                .toList()) {
                            add(kpi, Statistic.MEAN, attribute, false, Subject.ATTRIBUTE);
                        }
                    }
                    case COST -> {
                        plant(kpi);
                        add(kpi, Statistic.MEAN, null, true, Subject.PLANT);
                        products(kpi);
                        stations(kpi);
                        teams(kpi);
                        sites(kpi);
                    }
                }
            }
            return list;
        }

        private void plant(Kpi kpi) {
            add(kpi, Statistic.MEAN, null, false, Subject.PLANT);
        }

        private void products(Kpi kpi) {
            for (var product : products) add(kpi, Statistic.MEAN, product.id(), false, Subject.PRODUCT);
        }

        private void stations(Kpi kpi) {
            for (var element : elements) {
                if (element instanceof Station) add(kpi, Statistic.MEAN, element.id(), false, Subject.STATION);
            }
        }

        private void stationsWithSpares() {
            for (var element : elements) {
                boolean takes = element instanceof Station station
                        && station.failures().stream()
                                .anyMatch(failure -> !failure.spares().isEmpty());
                if (takes) add(Kpi.SPARE_WAITING, Statistic.MEAN, element.id(), false, Subject.STATION);
            }
        }

        private void spares(Kpi kpi) {
            for (var element : elements) {
                if (element instanceof Spare) add(kpi, Statistic.MEAN, element.id(), false, Subject.SPARE);
            }
        }

        /** Stocks that a supplier refills and whose parts are joined to others. */
        private void stocks(Kpi kpi) {
            for (var element : elements) {
                if (element instanceof Buffer && elements.stream().anyMatch(source -> refills(source, element.id()))) {
                    add(kpi, Statistic.MEAN, element.id(), false, Subject.BUFFER);
                }
            }
        }

        private boolean refills(Element element, String stock) {
            return stock.equals(StockSums.stockOf(element))
                    && element instanceof Source source
                    && elements.stream()
                            .anyMatch(station -> station instanceof Station it
                                    && it.process().joins().stream().anyMatch(component -> source.products().stream()
                                            .anyMatch(share -> share.product().equals(component.product()))));
        }

        private void robots(Kpi kpi) {
            if (teams.stream().noneMatch(team -> team.people() > 0)) return;
            for (var element : elements) {
                if (RobotSums.isRobot(element)) add(kpi, Statistic.MEAN, element.id(), false, Subject.STATION);
            }
        }

        private void restingStations(Kpi kpi) {
            for (var element : elements) {
                if (element instanceof Station station && station.power().rests()) {
                    add(kpi, Statistic.MEAN, element.id(), false, Subject.STATION);
                }
            }
        }

        private void teams(Kpi kpi) {
            for (var team : teams) add(kpi, Statistic.MEAN, team.id(), false, Subject.TEAM);
        }

        private void walkingTeams() {
            for (var team : teams) {
                if (team.walks()) add(Kpi.WALKING_TIME, Statistic.MEAN, team.id(), false, Subject.TEAM);
            }
        }

        private void pacedTeams() {
            for (var team : teams) {
                if (!team.pace().equals(Pace.DECLARED)) add(Kpi.PACE, Statistic.MEAN, team.id(), false, Subject.TEAM);
            }
        }

        private void absentTeams() {
            for (var team : teams) {
                if (team.absentShare() > 0) add(Kpi.ABSENCE, Statistic.MEAN, team.id(), false, Subject.TEAM);
            }
        }

        private void fleets(Kpi kpi) {
            for (var element : elements) {
                if (element instanceof Fleet || element instanceof Rack)
                    add(kpi, Statistic.MEAN, element.id(), false, Subject.FLEET);
            }
        }

        private void shipments(Kpi kpi) {
            for (var element : elements) {
                boolean limited = element instanceof Shipment one && one.holds() != Buffer.UNLIMITED;
                if (element instanceof Shipment && (kpi != Kpi.LOAD_FACTOR || limited)) {
                    add(kpi, Statistic.MEAN, element.id(), false, Subject.SHIPMENT);
                }
            }
        }

        private void sensors(Kpi kpi) {
            for (var element : elements) {
                if (!(element instanceof Conveyor conveyor)) continue;
                for (var sensor : conveyor.sensors()) {
                    add(kpi, Statistic.MEAN, conveyor.id() + "." + sensor.name(), false, null);
                }
            }
        }

        private void sites(Kpi kpi) {
            plant.sites().stream()
                    .map(Site::id)
                    .sorted()
                    .forEach(id -> add(kpi, Statistic.MEAN, id, false, Subject.SITE));
        }

        private void chargedFleets() {
            for (var element : elements) {
                if (element instanceof Fleet fleet && fleet.battery() != null) {
                    add(Kpi.CHARGING_TIME, Statistic.MEAN, fleet.id(), false, Subject.FLEET);
                }
            }
        }

        private void fleetsOfSeveral() {
            for (var element : elements) {
                if (element instanceof Fleet fleet && fleet.carries() > 1) {
                    add(Kpi.PARTS_CARRIED, Statistic.MEAN, fleet.id(), false, Subject.FLEET);
                }
            }
        }

        private void overParts(Kpi kpi, List<Statistic> statistics) {
            for (var statistic : statistics) add(kpi, statistic, null, false, Subject.PLANT);
            for (var product : products) {
                for (var statistic : statistics) add(kpi, statistic, product.id(), false, Subject.PRODUCT);
            }
        }

        private void levels() {
            for (var element : elements) {
                if (element instanceof Station station && station.queue() > 0) {
                    add(Kpi.LEVEL, Statistic.MEAN, element.id(), false, Subject.STATION);
                }
            }
            for (var element : elements) {
                switch (element) {
                    case Buffer _, Conveyor _, Rack _, Custom _, Delay _ ->
                        add(Kpi.LEVEL, Statistic.MEAN, element.id(), false, Subject.BUFFER);
                    case Shipment _ -> add(Kpi.LEVEL, Statistic.MEAN, element.id(), false, Subject.SHIPMENT);
                    case Source source
                    when !(source.arrivals() instanceof Source.Arrivals.Unlimited) ->
                        add(Kpi.LEVEL, Statistic.MEAN, element.id(), false, null);
                    case Spare _ -> add(Kpi.LEVEL, Statistic.MEAN, element.id(), false, Subject.SPARE);
                    case Source _, Station _, Sink _, Fleet _, Tool _ -> {}
                }
            }
        }

        private void lostArrivals() {
            var losing = elements.stream()
                    .filter(element -> element instanceof Source source && source.losesWhenFull())
                    .toList();
            if (losing.isEmpty()) return;
            plant(Kpi.LOST_ARRIVALS);
            for (var source : losing) add(Kpi.LOST_ARRIVALS, Statistic.MEAN, source.id(), false, null);
        }

        private void waitingLimits() {
            var limiting = elements.stream()
                    .filter(e -> e instanceof Station s && s.process().limit() != null)
                    .toList();
            if (limiting.isEmpty()) return;
            plant(Kpi.WAITED_TOO_LONG);
            for (var station : limiting) {
                add(Kpi.WAITED_TOO_LONG, Statistic.MEAN, station.id(), false, Subject.STATION);
            }
        }

        private void add(
                Kpi kpi, Statistic statistic, @Nullable String of, boolean perPart, @Nullable Subject subject) {
            var measure = measure(kpi, statistic, of, perPart);
            list.add(new Entry(measure, subject, words(measure), unit(measure)));
        }

        private String words(Measure measure) {
            var kpi = measure.kpi().words();
            var what =
                    switch (measure.statistic()) {
                        case MEAN -> isOverParts(measure.kpi()) ? "mean " + kpi : kpi;
                        case P5 -> "5 % quantile of " + kpi;
                        case P50 -> "median " + kpi;
                        case P95 -> "95 % quantile of " + kpi;
                        case MAX -> "longest " + kpi;
                    };
            var of = measure.of();
            return what + (of == null ? "" : " of " + nameOf(of)) + (measure.perPart() ? " per part" : "");
        }

        private String nameOf(String id) {
            var element = plant.element(id);
            if (element != null) return element.displayName();
            var site = plant.site(id);
            if (site != null) return site.displayName();
            for (var product : products) {
                if (product.id().equals(id)) return Objects.requireNonNullElse(product.label(), id);
            }
            for (var team : teams) {
                if (team.id().equals(id)) return Objects.requireNonNullElse(team.label(), id);
            }
            return id;
        }

        private String unitOf(@Nullable String attribute) {
            for (var one : plant.logic().attributes()) {
                if (PlantIndex.attributeName(one).equals(attribute)) return one.unit();
            }
            return "";
        }

        private String unit(Measure measure) {
            return switch (measure.kpi().kind()) {
                case RATE -> "per h";
                case TIME -> "min";
                case PIECES -> "parts";
                case SHARE -> "%";
                case ENERGY -> "kWh";
                case POWER -> "kW";
                case MONEY -> plant.currency();
                case LENGTH -> "m";
                case QUANTITY -> unitOf(measure.of());
            };
        }
    }
}
