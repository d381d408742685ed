package org.shadowline.sim.calibrate.log;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects activity instances in any order and makes a log of them. Not thread-safe. */
public final class EventLogBuilder {
    private final String name;
    private final LogLimits limits;
    private final Names cases;
    private final Names activities;
    private final Names resources;
    private final Names products = new Names("products", 1_000);
    private @Nullable ZoneId zone;
    private boolean endsOnly;
    private int size;
    private int[] caseOf = new int[1024];
    private int[] activityOf = new int[1024];
    private int[] resourceOf = new int[1024];
    private int[] productOfCase = new int[0];
    private long[] start = new long[1024];
    private long[] end = new long[1024];

    public EventLogBuilder(String name, LogLimits limits) {
        this.name = name;
        this.limits = limits;
        cases = new Names("cases", limits.cases());
        activities = new Names("activities", limits.activities());
        resources = new Names("resources", limits.resources());
    }

    public EventLogBuilder zone(@Nullable ZoneId zone) {
        this.zone = zone;
        return this;
    }

    public EventLogBuilder endsOnly(boolean endsOnly) {
        this.endsOnly = endsOnly;
        return this;
    }

    public int size() {
        return size;
    }

    /**
     * Adds an instance; times are milliseconds of the local clock.
     *
     * @throws LogProblem when a limit is passed
     */
    public EventLogBuilder add(
            String aCase, String activity, @Nullable String resource, long startMillis, long endMillis) {
        if (endMillis < startMillis) {
            throw new IllegalArgumentException("end must not be before start: start=" + startMillis + ", end="
                    + endMillis + ", case=" + aCase + ", activity=" + activity);
        }
        if (size == limits.instances()) {
            throw new LogProblem(name + ": more than " + limits.instances()
                    + " activity instances.\nMaybe take a part of the log, for example a few months.");
        }
        if (size == caseOf.length) grow();
        caseOf[size] = cases.number(aCase, name);
        activityOf[size] = activities.number(activity, name);
        resourceOf[size] = resource == null ? EventLog.NONE : resources.number(resource, name);
        start[size] = startMillis;
        end[size] = endMillis;
        size++;
        return this;
    }

    /** Says what a case makes; the last word counts. */
    public EventLogBuilder product(String aCase, String product) {
        int number = cases.number(aCase, name);
        if (number >= productOfCase.length) {
            int old = productOfCase.length;
            productOfCase = Arrays.copyOf(productOfCase, Math.max(16, number + (number >> 1) + 1));
            Arrays.fill(productOfCase, old, productOfCase.length, EventLog.NONE);
        }
        productOfCase[number] = products.number(product, name);
        return this;
    }

    public EventLog build() {
        return build(ReadingReport.NONE);
    }

    EventLog build(ReadingReport report) {
        var order = sortedOrder();
        int known = productOfCase.length;
        var product = Arrays.copyOf(productOfCase, cases.list.size());
        if (product.length > known) Arrays.fill(product, known, product.length, EventLog.NONE);
        return new EventLog(
                name,
                zone,
                cases.list,
                activities.list,
                resources.list,
                products.list,
                permuted(caseOf, order),
                permuted(activityOf, order),
                permuted(resourceOf, order),
                product,
                permuted(start, order),
                permuted(end, order),
                endsOnly,
                report);
    }

    /** Counting sort by case, then merge sort by start and end within each case; equal ones keep their order. */
    private int[] sortedOrder() {
        var next = new int[cases.list.size() + 1];
        for (int i = 0; i < size; i++) next[caseOf[i] + 1]++;
        for (int c = 0; c < cases.list.size(); c++) next[c + 1] += next[c];
        var bounds = next.clone();
        var order = new int[size];
        for (int i = 0; i < size; i++) order[next[caseOf[i]]++] = i;
        for (int c = 0; c < cases.list.size(); c++) sortByTime(order, bounds[c], bounds[c + 1]);
        return order;
    }

    private void sortByTime(int[] order, int from, int to) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) sorted = compare(order[i - 1], order[i]) <= 0;
        if (sorted) return;
        var boxed = new Integer[to - from];
        for (int i = from; i < to; i++) boxed[i - from] = order[i];
        Arrays.sort(boxed, this::compare);
        for (int i = from; i < to; i++) order[i] = boxed[i - from];
    }

    private int compare(int a, int b) {
        int byStart = Long.compare(start[a], start[b]);
        return byStart != 0 ? byStart : Long.compare(end[a], end[b]);
    }

    private void grow() {
        int capacity = Math.min(limits.instances(), caseOf.length + (caseOf.length >> 1));
        caseOf = Arrays.copyOf(caseOf, capacity);
        activityOf = Arrays.copyOf(activityOf, capacity);
        resourceOf = Arrays.copyOf(resourceOf, capacity);
        start = Arrays.copyOf(start, capacity);
        end = Arrays.copyOf(end, capacity);
    }

    private static int[] permuted(int[] values, int[] order) {
        var result = new int[order.length];
        for (int i = 0; i < order.length; i++) result[i] = values[order[i]];
        return result;
    }

    private static long[] permuted(long[] values, int[] order) {
        var result = new long[order.length];
        for (int i = 0; i < order.length; i++) result[i] = values[order[i]];
        return result;
    }

    /** Distinct names with their numbers, in order of appearance. */
    private static final class Names {
        private final String what;
        private final int limit;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> list = new ArrayList<>();

        Names(String what, int limit) {
            this.what = what;
            this.limit = limit;
        }

        int number(String name, String log) {
            var known = numbers.get(name);
            if (known != null) return known;
            if (list.size() == limit) {
                throw new LogProblem(log + ": more than " + limit + " distinct " + what + ", the last one \""
                        + Text.shortened(name) + "\".\nMaybe another column holds the " + what
                        + ": name the columns by the options case, activity and resource.");
            }
            numbers.put(name, list.size());
            list.add(name);
            return list.size() - 1;
        }
    }
}
