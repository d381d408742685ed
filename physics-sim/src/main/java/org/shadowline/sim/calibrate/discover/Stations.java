package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Station.Need;
import org.shadowline.plant.description.Station.NeedFor;
import org.shadowline.plant.description.Station.ProcessingTime;
import org.shadowline.sim.calibrate.fit.DistributionFit;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * A station for each activity: its machines, its processing times, whether it needs people. Not thread-safe.
 *
 * <p>Machines are as many as there were instances in progress at once, so that people are what limits the work.
 */
final class Stations {
    private static final int FEWEST_FOR_PRODUCT = 30;
    /** Quantile of Kolmogorov's distribution at 1 %, times the root of (n + m) / (n m). */
    private static final double KOLMOGOROV = 1.628;

    private final EventLog log;
    private final WorkTimes work;
    private final DiscoveryOptions options;
    private final DataFiles files;
    private final int[][] byActivity;
    private final List<String> empirical = new ArrayList<>();
    private final List<String> fitted = new ArrayList<>();
    private final List<String> few = new ArrayList<>();

    Stations(EventLog log, WorkTimes work, DiscoveryOptions options, DataFiles files) {
        this.log = log;
        this.work = work;
        this.options = options;
        this.files = files;
        byActivity = IntStream.range(0, log.activities().size())
                .mapToObj(a -> IntStream.range(0, log.size())
                        .filter(i -> log.activityOf(i) == a)
                        .toArray())
                .toArray(int[][]::new);
    }

    /**
     * @param products ids of the products of the log, by number; empty for a single one
     * @param hasPeople whether a team has the activity as a skill
     */
    Station station(int activity, String id, List<String> products, boolean hasPeople) {
        var instances = byActivity[activity];
        var starts = Arrays.stream(instances).mapToLong(log::start).toArray();
        var ends = Arrays.stream(instances).mapToLong(log::end).toArray();
        int machines = Math.max(1, Concurrency.quantile(starts, ends, options.machineQuantile()));
        long alone = Arrays.stream(instances)
                .filter(i -> log.resourceOf(i) == EventLog.NONE)
                .count();
        boolean needsPeople = hasPeople && 2 * alone <= instances.length;
        var needs = needsPeople ? List.of(new Need(1, null, id, NeedFor.WORK)) : List.<Need>of();
        return plain(id, log.activities().get(activity), machines, times(activity, id, products), needs);
    }

    /** A station that stands for waiting: always open, without people. */
    Station waiting(String id, String label, double[] seconds, int atOnce) {
        var time = files.written(DistributionFit.best(seconds).distribution(), id);
        return plain(id, label, atOnce, List.of(new ProcessingTime(null, null, time)), List.of());
    }

    private static Station plain(
            String id, @Nullable String label, int machines, List<ProcessingTime> times, List<Need> needs) {
        return new Station(
                id,
                label,
                null,
                null,
                0,
                0,
                machines,
                times,
                Buffer.UNLIMITED,
                null,
                List.of(),
                needs,
                Station.Power.NONE,
                Hours.ALWAYS,
                1,
                0,
                0,
                DispatchRule.FIRST_IN,
                Process.PLAIN);
    }

    private List<ProcessingTime> times(int activity, String id, List<String> products) {
        var times = new ArrayList<ProcessingTime>();
        var all = seconds(byActivity[activity]);
        for (int p = 0; p < products.size() && products.size() > 1; p++) {
            int product = p;
            var own = seconds(Arrays.stream(byActivity[activity])
                    .filter(i -> log.productOf(log.caseOf(i)) == product)
                    .toArray());
            var others = seconds(Arrays.stream(byActivity[activity])
                    .filter(i -> log.productOf(log.caseOf(i)) != product)
                    .toArray());
            if (own.length < FEWEST_FOR_PRODUCT || others.length < FEWEST_FOR_PRODUCT || !differ(own, others)) continue;
            var time = files.written(DistributionFit.best(own).distribution(), id + "_" + products.get(p));
            times.add(new ProcessingTime(products.get(p), null, time));
        }
        times.add(new ProcessingTime(null, null, common(activity, id, all)));
        return times;
    }

    private Distribution common(int activity, String id, double[] seconds) {
        var fit = DistributionFit.best(seconds);
        var name = log.activities().get(activity);
        if (fit.isEmpirical() && seconds.length < 10) few.add(name);
        else if (fit.isEmpirical()) empirical.add(name);
        else fitted.add(name);
        return files.written(fit.distribution(), id);
    }

    private double[] seconds(int[] instances) {
        return Arrays.stream(instances).mapToDouble(work::seconds).sorted().toArray();
    }

    /** Kolmogorov–Smirnov test of two samples at 1 %. */
    private static boolean differ(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            double x = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= x) i++;
            while (j < b.length && b[j] <= x) j++;
            largest = Math.max(largest, Math.abs(i / (double) a.length - j / (double) b.length));
        }
        return largest > KOLMOGOROV * Math.sqrt((a.length + b.length) / ((double) a.length * b.length));
    }

    List<String> findings() {
        var findings = new ArrayList<String>();
        if (!fitted.isEmpty()) {
            findings.add("Processing times described by a family or a constant: " + Words.list(fitted) + ".");
        }
        if (!empirical.isEmpty()) {
            findings.add("No family passes the test of Anderson and Darling for the processing times of "
                    + Words.list(empirical) + ": drawn from what was observed.");
        }
        if (!few.isEmpty()) {
            findings.add("Fewer than 10 observations of " + Words.list(few) + ": drawn from what was observed.");
        }
        return findings;
    }
}
