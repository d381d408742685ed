package org.shadowline.validation.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.shadowline.sim.calibrate.LogDistances;
import org.shadowline.sim.calibrate.discover.Discovery;
import org.shadowline.sim.calibrate.discover.DiscoveryOptions;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogOptions;
import org.shadowline.sim.calibrate.log.LogReader;
import org.shadowline.sim.calibrate.review.Forecast;

/**
 * How well a plant that was discovered from a log foretells the cases after it, by five rolling origins: a plant is found from
 * what had ended before an origin, and simulates as many cases as began after it, from the first start among them. Beside each distance stand that of two halves of the later cases, by turns, and that of
 * the earlier cases, moved to the same start, from the later ones.
 */
final class RollingOrigins {
    private static final double[] ORIGINS = {0.5, 0.6, 0.7, 0.8, 0.9};
    private static final int RUNS = 10;

    private RollingOrigins() {}

    private record Measure(String name, ToDoubleFunction<LogDistances> of) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("NGD, n = 3", LogDistances::ngd3),
            new Measure("AED, h", LogDistances::aed),
            new Measure("CED, h", LogDistances::ced),
            new Measure("RED, h", LogDistances::red),
            new Measure("CTD, h", LogDistances::ctd),
            new Measure("CAR, h", LogDistances::car));

    public static void main(String[] args) {
        var file = Path.of(args.length > 0 ? args[0] : "scenarios/job-shop/production-train.xes.gz");
        var log = LogReader.read(file, LogOptions.GUESS, (bytes, of, instances) -> {});
        var starts = new ArrayList<Long>();
        for (int c = 0; c < log.cases().size(); c++) if (log.from(c) < log.to(c)) starts.add(log.start(log.from(c)));
        starts.sort(null);
        var simulated = statistics();
        var halves = statistics();
        var earlier = statistics();
        for (double share : ORIGINS) {
            long origin = starts.get((int) (share * starts.size()));
            var train = log.onlyInstances(i -> log.end(i) <= origin);
            var test = log.only(c -> log.from(c) < log.to(c) && log.start(log.from(c)) >= origin);
            var found = Discovery.discover(train, DiscoveryOptions.DEFAULT);
            int cases = test.cases().size();
            var logs = Forecast.of(found.plant(), found.scenario(), train, test.firstStart(), cases, RUNS);
            System.out.printf(
                    Locale.ROOT,
                    "origin at %.0f %% of the cases: learnt from %d, foretold %d%n",
                    100 * share,
                    train.cases().size(),
                    cases);
            for (int m = 0; m < MEASURES.size(); m++) {
                var of = MEASURES.get(m).of();
                double mean = logs.stream()
                        .mapToDouble(one -> of.applyAsDouble(LogDistances.between(test, one)))
                        .average()
                        .orElseThrow();
                simulated.get(m).addValue(mean);
                halves.get(m).addValue(of.applyAsDouble(ofHalves(test)));
                earlier.get(m).addValue(of.applyAsDouble(LogDistances.between(test, moved(train, test.firstStart()))));
                System.out.printf(
                        Locale.ROOT, "  %-12s %9.3f%n", MEASURES.get(m).name(), mean);
            }
        }
        System.out.println("\nmean and standard deviation over the origins");
        System.out.printf("%-12s %18s %18s %22s%n", "", "simulated", "halves of later", "earlier cases moved");
        for (int m = 0; m < MEASURES.size(); m++) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %18s %18s %22s%n",
                    MEASURES.get(m).name(),
                    value(simulated.get(m)),
                    value(halves.get(m)),
                    value(earlier.get(m)));
        }
    }

    private static List<SummaryStatistics> statistics() {
        var all = new ArrayList<SummaryStatistics>();
        for (int m = 0; m < MEASURES.size(); m++) all.add(new SummaryStatistics());
        return all;
    }

    private static String value(SummaryStatistics of) {
        return String.format(Locale.ROOT, "%.3f ± %.3f", of.getMean(), of.getStandardDeviation());
    }

    private static LogDistances ofHalves(EventLog log) {
        var order = new ArrayList<Integer>();
        for (int c = 0; c < log.cases().size(); c++) order.add(c);
        order.sort((a, b) -> Long.compare(log.start(log.from(a)), log.start(log.from(b))));
        var odd = new HashSet<Integer>();
        for (int i = 1; i < order.size(); i += 2) odd.add(order.get(i));
        return LogDistances.between(log.only(c -> !odd.contains(c)), log.only(odd::contains));
    }

    /** The same cases, later by whole weeks, so that they begin in the week of a moment. */
    private static EventLog moved(EventLog log, long to) {
        long week = 7 * 86_400_000L;
        return log.later(Math.floorDiv(to - log.firstStart(), week) * week);
    }
}
