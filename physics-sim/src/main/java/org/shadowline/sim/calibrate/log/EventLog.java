package org.shadowline.sim.calibrate.log;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A recorded or simulated log: activity instances, each with its case, its resource (or none) and its start and end.
 *
 * <p>Instances are numbered from 0, sorted by case, then start, then end; the instances of a case are those from
 * {@link #from} to {@link #to}. Cases, activities, resources and products are numbered, with their names beside. Times
 * are milliseconds of the plant's local clock (local date and time read as if it were UTC), so that hours of the day are
 * the plant's own; the hour that is left out or repeated when summer time changes stays as it was written. Columns of
 * primitives: 28 bytes an instance. Thread-safe: immutable.
 */
public final class EventLog {
    /** Number of a resource that is not known. */
    public static final int NONE = -1;

    private final String name;
    private final @Nullable ZoneId zone;
    private final List<String> cases;
    private final List<String> activities;
    private final List<String> resources;
    private final List<String> products;
    private final int[] caseOf;
    private final int[] activityOf;
    private final int[] resourceOf;
    private final int[] productOfCase;
    private final int[] firstOfCase;
    private final long[] start;
    private final long[] end;
    private final boolean endsOnly;
    private final ReadingReport report;

    EventLog(
            String name,
            @Nullable ZoneId zone,
            List<String> cases,
            List<String> activities,
            List<String> resources,
            List<String> products,
            int[] caseOf,
            int[] activityOf,
            int[] resourceOf,
            int[] productOfCase,
            long[] start,
            long[] end,
            boolean endsOnly,
            ReadingReport report) {
        this.name = name;
        this.zone = zone;
        this.cases = List.copyOf(cases);
        this.activities = List.copyOf(activities);
        this.resources = List.copyOf(resources);
        this.products = List.copyOf(products);
        this.caseOf = caseOf;
        this.activityOf = activityOf;
        this.resourceOf = resourceOf;
        this.productOfCase = productOfCase;
        this.start = start;
        this.end = end;
        this.endsOnly = endsOnly;
        this.report = report;
        firstOfCase = new int[cases.size() + 1];
        for (int of : caseOf) firstOfCase[of + 1]++;
        for (int c = 0; c < cases.size(); c++) firstOfCase[c + 1] += firstOfCase[c];
    }

    public String name() {
        return name;
    }

    /** The zone of the plant, an offset when the log has no more than that; null when the log does not say. */
    public @Nullable ZoneId zone() {
        return zone;
    }

    public int size() {
        return caseOf.length;
    }

    public List<String> cases() {
        return cases;
    }

    public List<String> activities() {
        return activities;
    }

    public List<String> resources() {
        return resources;
    }

    /** Product names; empty when the log does not tell products apart. */
    public List<String> products() {
        return products;
    }

    /** The first instance of a case. */
    public int from(int aCase) {
        return firstOfCase[aCase];
    }

    /** One after the last instance of a case. */
    public int to(int aCase) {
        return firstOfCase[aCase + 1];
    }

    public int caseOf(int instance) {
        return caseOf[instance];
    }

    public int activityOf(int instance) {
        return activityOf[instance];
    }

    /** The resource's number, or {@link #NONE}. */
    public int resourceOf(int instance) {
        return resourceOf[instance];
    }

    /** The product's number, or {@link #NONE}. */
    public int productOf(int aCase) {
        return productOfCase[aCase];
    }

    public long start(int instance) {
        return start[instance];
    }

    public long end(int instance) {
        return end[instance];
    }

    /** Whether only ends were recorded; starts equal ends then. */
    public boolean endsOnly() {
        return endsOnly;
    }

    public ReadingReport report() {
        return report;
    }

    /** The earliest start; 0 of an empty log. */
    public long firstStart() {
        return Arrays.stream(start).min().orElse(0);
    }

    /** The latest end; 0 of an empty log. */
    public long lastEnd() {
        return Arrays.stream(end).max().orElse(0);
    }

    /** The cases for which {@code keep} holds, as a log of its own. */
    public EventLog only(IntPredicate keep) {
        return onlyInstances(i -> keep.test(caseOf[i]));
    }

    /** The same log, later by some milliseconds. */
    public EventLog later(long millis) {
        return new EventLog(
                name,
                zone,
                cases,
                activities,
                resources,
                products,
                caseOf,
                activityOf,
                resourceOf,
                productOfCase,
                Arrays.stream(start).map(t -> t + millis).toArray(),
                Arrays.stream(end).map(t -> t + millis).toArray(),
                endsOnly,
                report);
    }

    /** The instances for which {@code keep} holds, as a log of its own; a case without any is not in it. */
    public EventLog onlyInstances(IntPredicate keep) {
        var builder = new EventLogBuilder(name, LogLimits.DEFAULT).zone(zone).endsOnly(endsOnly);
        for (int i = 0; i < size(); i++) {
            if (!keep.test(i)) continue;
            int c = caseOf[i];
            builder.add(
                    cases.get(c),
                    activities.get(activityOf[i]),
                    resourceOf[i] == NONE ? null : resources.get(resourceOf[i]),
                    start[i],
                    end[i]);
            if (productOfCase[c] != NONE) builder.product(cases.get(c), products.get(productOfCase[c]));
        }
        return builder.build(report);
    }
}
