package org.shadowline.sim.calibrate.discover;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.sim.calibrate.log.EventLog;

/** The scenario that repeats the time of a log, from midnight of its first day. */
final class RecordedScenario {
    static final String ID = "recorded";
    private static final int MEASURED = 5;
    /** A log is a digital image of one plant. */
    private static final Scenario.Cube CUBE = new Scenario.Cube("digital", "unit", "manufacture");

    private RecordedScenario() {}

    /**
     * Writes the scenario.
     *
     * @param loads the most loaded first; their utilisation is measured
     * @param inProcess cases that were in process when the log began
     * @param findings takes what is to be said
     */
    static Scenario of(
            EventLog log,
            DiscoveryOptions options,
            Plant plant,
            List<Load> loads,
            int inProcess,
            List<String> findings) {
        var found = options.zone() != null ? options.zone() : log.zone();
        if (found == null) {
            findings.add(
                    "The log does not name a time zone: the scenario is written in UTC, with the hours of the log.");
        }
        ZoneId zone = found == null ? ZoneOffset.UTC : found;
        var start = date(log.firstStart());
        long days = Math.max(1, date(log.lastEnd() - 1).toEpochDay() - start.toEpochDay() + 1);
        return new Scenario(
                ID,
                "As recorded",
                plant.id(),
                CUBE,
                start.atStartOfDay(zone),
                days * 86_400.0,
                new Scenario.WarmUp.Given(0),
                new Scenario.Replications.Fixed(options.replications()),
                options.seed(),
                null,
                inProcess == 0 ? List.of() : List.of(releases(plant, inProcess)),
                List.of(),
                measures(loads),
                List.of());
    }

    private static Scenario.TimedAction releases(Plant plant, int inProcess) {
        var actions = new ArrayList<Action>();
        if (plant.element(Orders.ID) instanceof Source source) {
            for (var product : source.products()) {
                int quantity = (int) Math.round(product.share() * inProcess);
                if (quantity > 0) {
                    actions.add(new Action.Release(quantity, product.product(), Orders.ID, Double.NaN, null));
                }
            }
        }
        return new Scenario.TimedAction(new Moment.AfterStart(0), actions, "were in process when the log began");
    }

    private static List<Measure> measures(List<Load> loads) {
        var measures = new ArrayList<Measure>();
        measures.add(new Measure(Kpi.THROUGHPUT, Statistic.MEAN, null, false, "throughput"));
        measures.add(new Measure(Kpi.LEAD_TIME, Statistic.MEAN, null, false, "lead time"));
        measures.add(new Measure(Kpi.LEAD_TIME, Statistic.P95, null, false, "lead time p95"));
        measures.add(new Measure(Kpi.WORK_IN_PROCESS, Statistic.MEAN, null, false, "work in process"));
        for (var load : loads.subList(0, Math.min(MEASURED, loads.size()))) {
            measures.add(new Measure(Kpi.UTILISATION, Statistic.MEAN, load.id(), false, "utilisation of " + load.id()));
        }
        return measures;
    }

    private static LocalDate date(long localMillis) {
        return Instant.ofEpochMilli(localMillis).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
