package org.shadowline.view.report;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.MeasureResult;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;

/** A rehearsal as text that a planner reads in a terminal. Thread-safe: no state. */
public final class ResultText {
    private static final int MOST_STATIONS = 15;
    /** What vehicles do that has a share of their time. */
    static final List<Kpi> FLEET_TIMES = List.of(
            Kpi.LOADED_TIME,
            Kpi.EMPTY_TIME,
            Kpi.HANDLING_TIME,
            Kpi.PATH_WAITING,
            Kpi.BLOCKED_TIME,
            Kpi.CHARGING_TIME,
            Kpi.DOWN_TIME);

    /** What people do besides work that has a share of their time on shift. */
    private static final List<Kpi> TEAM_TIMES = List.of(Kpi.WALKING_TIME, Kpi.ABSENCE);

    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV", Locale.ROOT);

    private ResultText() {}

    public static String of(RehearsalResult result) {
        var text = new StringBuilder();
        header(result, text);
        if (result.variants().size() == 1) one(result.variants().getFirst(), text);
        else several(result.variants(), text);
        return text.toString();
    }

    private static void header(RehearsalResult result, StringBuilder text) {
        var scenario = result.scenario();
        var first = result.variants().getFirst();
        text.append(scenario.name())
                .append(" · ")
                .append(first.plant().displayName())
                .append('\n');
        text.append(Format.duration(scenario.length()))
                .append(" from ")
                .append(scenario.start().format(START))
                .append(first.warmUp() > 0 ? " after a warm-up of " + Format.duration(first.warmUp()) : "")
                .append(first.warmUpFound() ? " (found)" : "")
                .append(", ")
                .append(first.replications())
                .append(first.replications() == 1 ? " replication" : " replications")
                .append(", seed ")
                .append(scenario.seed())
                .append("\n\n");
    }

    private static void one(VariantResult variant, StringBuilder text) {
        var format = new Format(variant.plant().currency());
        var rows = new TextTable("", "mean, 95 % interval");
        for (var result : shown(variant)) {
            rows.row(result.measure().text(), format.estimate(result.measure(), result.estimate()));
        }
        text.append(rows);
        expectations(variant, format, text);
        text.append(BottleneckText.of(variant));
        stations(variant, text);
        people(variant, text);
        robots(variant, text);
        fleets(variant, text);
        sites(variant, text);
        shipments(variant, text);
        for (var note : variant.notes()) text.append("\nnote: ").append(note);
        if (!variant.notes().isEmpty()) text.append('\n');
    }

    /** What the scenario measures, with the usual indicators before it that it does not name. */
    private static List<MeasureResult> shown(VariantResult variant) {
        var shown = new ArrayList<MeasureResult>();
        usual(variant, Kpi.THROUGHPUT, Statistic.MEAN, shown);
        usual(variant, Kpi.LEAD_TIME, Statistic.MEAN, shown);
        usual(variant, Kpi.LEAD_TIME, Statistic.P95, shown);
        usual(variant, Kpi.WORK_IN_PROCESS, Statistic.MEAN, shown);
        usual(variant, Kpi.ON_TIME_SHARE, Statistic.MEAN, shown);
        for (var result : variant.measures()) {
            boolean there = shown.stream()
                    .anyMatch(s -> s.measure().kpi() == result.measure().kpi()
                            && s.measure().statistic() == result.measure().statistic()
                            && s.measure().perPart() == result.measure().perPart()
                            && Objects.equals(s.measure().of(), result.measure().of()));
            if (!there) shown.add(result);
        }
        return shown;
    }

    private static void usual(VariantResult variant, Kpi kpi, Statistic statistic, List<MeasureResult> shown) {
        var estimate = variant.estimate(kpi, statistic, null);
        if (estimate != null) {
            shown.add(new MeasureResult(KpiCatalogue.measure(kpi, statistic, null, false), estimate));
        }
    }

    private static void expectations(VariantResult variant, Format format, StringBuilder text) {
        if (variant.expectations().isEmpty()) return;
        text.append("\nexpectations\n");
        var rows = new TextTable("", "", "found");
        for (var result : variant.expectations()) {
            rows.row(
                    word(result.verdict()),
                    result.expectation().text(),
                    found(result.estimate(), result.expectation().measure(), format));
        }
        text.append(rows);
    }

    static String found(@Nullable Estimate estimate, Measure measure, Format format) {
        return estimate == null ? "no value" : format.estimate(measure, estimate);
    }

    static String word(Verdict verdict) {
        return switch (verdict) {
            case MET -> "✓ met";
            case NOT_MET -> "✗ not met";
            case UNDECIDED -> "? undecided";
        };
    }

    /** Shares of all time by state, busiest stations first. */
    private static void stations(VariantResult variant, StringBuilder text) {
        var stations = variant.stations().stream()
                .sorted((a, b) -> Double.compare(work(b), work(a)))
                .toList();
        if (stations.isEmpty()) return;
        var states = new ArrayList<MachineState>();
        for (var state : MachineState.values()) {
            if (stations.stream().anyMatch(s -> s.shares().get(state.ordinal()) > 0.0005)) states.add(state);
        }
        var heads = new ArrayList<String>(List.of("share of time, %"));
        for (var state : states) heads.add(state == MachineState.WAITING ? "no people" : state.words());
        var rows = new TextTable(heads.toArray(String[]::new)).rightAligned();
        for (var station : stations.subList(0, Math.min(MOST_STATIONS, stations.size()))) {
            var cells = new ArrayList<String>();
            cells.add(station.station() + (station.machines() > 1 ? " × " + station.machines() : ""));
            for (var state : states) {
                cells.add(String.format(
                        Locale.ROOT, "%.1f", 100 * station.shares().get(state.ordinal())));
            }
            rows.row(cells.toArray(String[]::new));
        }
        text.append('\n').append(rows);
        if (stations.size() > MOST_STATIONS) {
            text.append("and ").append(stations.size() - MOST_STATIONS).append(" stations more in the report\n");
        }
    }

    /** What people do with their time on shift, where some of it goes to more than work; the busiest team first. */
    private static void people(VariantResult variant, StringBuilder text) {
        var teams = variant.plant().teams().stream()
                .filter(team -> share(variant, Kpi.UTILISATION, team.id()) >= 0)
                .sorted(Comparator.comparingDouble((Team team) -> -share(variant, Kpi.UTILISATION, team.id()))
                        .thenComparing(Team::id))
                .toList();
        var kpis = TEAM_TIMES.stream()
                .filter(kpi -> teams.stream().anyMatch(team -> share(variant, kpi, team.id()) > 0.0005))
                .toList();
        boolean paced = teams.stream().anyMatch(team -> share(variant, Kpi.PACE, team.id()) >= 0);
        if (kpis.isEmpty() && !paced) return;
        var heads = new ArrayList<String>(List.of("share of time on shift, %", "at work"));
        for (var kpi : kpis) heads.add(kpi.words().replace(" time", ""));
        if (paced) heads.add("pace");
        var rows = new TextTable(heads.toArray(String[]::new)).rightAligned();
        for (var team : teams) {
            var cells = new ArrayList<String>();
            cells.add(team.id() + (team.people() > 1 ? " × " + team.people() : ""));
            cells.add(String.format(Locale.ROOT, "%.1f", 100 * share(variant, Kpi.UTILISATION, team.id())));
            for (var kpi : kpis) {
                cells.add(String.format(Locale.ROOT, "%.1f", 100 * Math.max(0, share(variant, kpi, team.id()))));
            }
            double pace = share(variant, Kpi.PACE, team.id());
            if (paced) cells.add(pace < 0 ? "" : String.format(Locale.ROOT, "%.1f", 100 * pace));
            rows.row(cells.toArray(String[]::new));
        }
        text.append('\n').append(rows);
    }

    /** What leaves each site and what is in it. */
    private static void sites(VariantResult variant, StringBuilder text) {
        var plant = variant.plant();
        if (plant.sites().isEmpty()) return;
        var format = new Format(plant.currency());
        var rows = new TextTable("site (" + plant.organisation() + ")", "parts that leave", "work in process", "cost")
                .rightAligned();
        for (var site : plant.sites()) {
            rows.row(
                    site.id() + (site.partner() ? " (partner)" : ""),
                    mean(variant, format, Kpi.THROUGHPUT, site.id()),
                    mean(variant, format, Kpi.WORK_IN_PROCESS, site.id()),
                    mean(variant, format, Kpi.COST, site.id()));
        }
        text.append('\n').append(rows);
    }

    /** What is under way between sites. */
    private static void shipments(VariantResult variant, StringBuilder text) {
        var shipments = variant.plant().elements().stream()
                .filter(Shipment.class::isInstance)
                .map(Shipment.class::cast)
                .sorted(Comparator.comparing(Shipment::id))
                .toList();
        if (shipments.isEmpty()) return;
        var format = new Format(variant.plant().currency());
        var rows = new TextTable("shipment", "arrives", "at it", "in transit", "leg time", "load factor", "cost")
                .rightAligned();
        for (var one : shipments) {
            rows.row(
                    one.id() + ", " + one.from() + " to " + one.to(),
                    mean(variant, format, Kpi.THROUGHPUT, one.id()),
                    mean(variant, format, Kpi.LEVEL, one.id()),
                    mean(variant, format, Kpi.IN_TRANSIT, one.id()),
                    mean(variant, format, Kpi.LEG_TIME, one.id()),
                    mean(variant, format, Kpi.LOAD_FACTOR, one.id()),
                    mean(variant, format, Kpi.TRANSPORT_COST, one.id()));
        }
        text.append('\n').append(rows);
    }

    /** The mean of a KPI as text; empty when it has none. */
    private static String mean(VariantResult variant, Format format, Kpi kpi, String of) {
        var estimate = variant.estimate(kpi, Statistic.MEAN, of);
        if (estimate == null || Double.isNaN(estimate.mean())) return "";
        return format.value(KpiCatalogue.measure(kpi, Statistic.MEAN, of, false), estimate.mean());
    }

    /** What robots lose by keeping their distance from people, and how near these came; the greatest loss first. */
    private static void robots(VariantResult variant, StringBuilder text) {
        var robots = variant.plant().elements().stream()
                .filter(e -> share(variant, Kpi.SEPARATION_LOSS, e.id()) >= 0)
                .sorted(Comparator.comparingDouble((Element e) -> -share(variant, Kpi.SEPARATION_LOSS, e.id()))
                        .thenComparing(Element::id))
                .toList();
        if (robots.isEmpty()) return;
        var rows = new TextTable("lost by people near, % of time", "slowed", "stopped", "smallest distance")
                .rightAligned();
        for (var robot : robots) {
            double stopped = Math.max(0, share(variant, Kpi.PROTECTIVE_STOP, robot.id()));
            double slowed = Math.max(0, share(variant, Kpi.SEPARATION_LOSS, robot.id()) - stopped);
            double distance = share(variant, Kpi.SMALLEST_DISTANCE, robot.id());
            rows.row(
                    robot.id(),
                    String.format(Locale.ROOT, "%.1f", 100 * slowed),
                    String.format(Locale.ROOT, "%.1f", 100 * stopped),
                    distance < 0 ? "" : String.format(Locale.ROOT, "%.2f m", distance));
        }
        text.append('\n').append(rows);
    }

    /** What the vehicles of each fleet do with their time; the columns that are all zero are left out. */
    private static void fleets(VariantResult variant, StringBuilder text) {
        var fleets = variant.plant().elements().stream()
                .filter(Fleet.class::isInstance)
                .map(Fleet.class::cast)
                .filter(fleet -> share(variant, Kpi.UTILISATION, fleet.id()) >= 0)
                .sorted(Comparator.comparing(Fleet::id))
                .toList();
        if (fleets.isEmpty()) return;
        var kpis = FLEET_TIMES.stream()
                .filter(kpi -> fleets.stream().anyMatch(fleet -> share(variant, kpi, fleet.id()) > 0.0005))
                .toList();
        var heads = new ArrayList<String>(List.of("share of time, %"));
        for (var kpi : kpis) heads.add(kpi.words().replace(" time", ""));
        heads.addAll(List.of("without a job", "empty metres"));
        var rows = new TextTable(heads.toArray(String[]::new)).rightAligned();
        for (var fleet : fleets) {
            var cells = new ArrayList<String>();
            cells.add(fleet.id() + (fleet.count() > 1 ? " × " + fleet.count() : ""));
            double rest = 1;
            for (var kpi : kpis) {
                double share = Math.max(0, share(variant, kpi, fleet.id()));
                rest -= share;
                cells.add(String.format(Locale.ROOT, "%.1f", 100 * share));
            }
            cells.add(String.format(Locale.ROOT, "%.1f", 100 * Math.max(0, rest)));
            double empty = share(variant, Kpi.EMPTY_TRAVEL, fleet.id());
            cells.add(empty < 0 ? "" : String.format(Locale.ROOT, "%.1f", 100 * empty));
            rows.row(cells.toArray(String[]::new));
        }
        text.append('\n').append(rows);
    }

    /** The mean of a KPI of a fleet, team or robot; negative when it has none. */
    private static double share(VariantResult variant, Kpi kpi, String of) {
        var estimate = variant.estimate(kpi, Statistic.MEAN, of);
        return estimate == null ? -1 : estimate.mean();
    }

    private static double work(RehearsalResult.StationStates station) {
        return station.shares().get(MachineState.BUSY.ordinal())
                + station.shares().get(MachineState.SETUP.ordinal())
                + station.shares().get(MachineState.DOWN.ordinal());
    }

    private static void several(List<VariantResult> variants, StringBuilder text) {
        var first = variants.getFirst();
        var heads = new ArrayList<>(first.settings().keySet());
        var compared = first.measures().isEmpty() ? shown(first) : first.measures();
        var measures = compared.stream().map(MeasureResult::measure).toList();
        for (var measure : measures) heads.add(measure.text());
        boolean expects = !first.expectations().isEmpty();
        if (expects) heads.add("expectations");
        var rows = new TextTable(heads.toArray(String[]::new));
        for (var variant : variants) {
            var format = new Format(variant.plant().currency());
            var cells = new ArrayList<>(variant.settings().values());
            for (var measure : measures) {
                var estimate = variant.measures().stream()
                        .filter(m -> m.measure().equals(measure))
                        .map(MeasureResult::estimate)
                        .findFirst()
                        .orElse(null);
                if (estimate == null) estimate = variant.estimate(measure.kpi(), measure.statistic(), measure.of());
                cells.add(found(estimate, measure, format));
            }
            if (expects) {
                long met = variant.expectations().stream()
                        .filter(e -> e.verdict() == Verdict.MET)
                        .count();
                cells.add(met + " of " + variant.expectations().size() + " met");
            }
            rows.row(cells.toArray(String[]::new));
        }
        text.append(rows);
        for (var variant : variants) {
            var bottleneck = variant.bottleneck();
            if (bottleneck != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "%nbottleneck with %s: %s (%.0f %% of the time)",
                        variant.label(),
                        bottleneck.station(),
                        100 * bottleneck.share()));
            }
            var sensitivity = variant.sensitivity();
            if (sensitivity != null) text.append("\n  ").append(sensitivity.verdict());
        }
        text.append('\n');
        var notes = new LinkedHashSet<String>();
        for (var variant : variants) notes.addAll(variant.notes());
        for (var note : notes) text.append("note: ").append(note).append('\n');
    }
}
