package org.shadowline.sim.calibrate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * How far a simulated log is from a recorded one, with the measures of Chapela-Campa, Benchekroun, Baron, Dumas, Krass and
 * Senderovich (2025, "A framework for measuring the quality of business process simulation models") as the package
 * log-distance-measures defines them, normalised, in bins of one hour. All are 0 for equal logs; smaller is nearer. To know
 * what is near, compare with the distance between two halves of the recorded log.
 *
 * @param ngd3 n-gram distance of the control flow, n = 3, from 0 to 1
 * @param ngd2 the same, n = 2
 * @param aed absolute event distribution: starts and ends over calendar time, in hours
 * @param ced circadian event distribution: starts and ends over the hours of the day, mean of the weekdays, in hours
 * @param red relative event distribution: starts and ends since the start of their case, in hours
 * @param ctd cycle time distribution, in hours
 * @param car case arrivals over calendar time, in hours
 */
public record LogDistances(double ngd3, double ngd2, double aed, double ced, double red, double ctd, double car) {
    private static final long HOUR = 3_600_000L;
    /** 1970-01-05, a Monday. */
    private static final long A_MONDAY = 96 * HOUR;
    /** What a weekday counts on which only one of the logs has events. */
    private static final double NO_EVENTS = 23;

    /**
     * All distances between two logs.
     *
     * @throws IllegalArgumentException when a log is empty
     */
    public static LogDistances between(EventLog a, EventLog b) {
        if (a.size() == 0 || b.size() == 0) {
            throw new IllegalArgumentException("both logs must hold events: sizes " + a.size() + " and " + b.size());
        }
        return new LogDistances(
                nGram(a, b, 3),
                nGram(a, b, 2),
                absoluteEvents(a, b),
                circadianEvents(a, b),
                relativeEvents(a, b),
                cycleTimes(a, b),
                caseArrivals(a, b));
    }

    /**
     * The sum of the differences of the counts of all n-grams of activities by the sum of the counts; cases are padded
     * with n − 1 blanks at both ends.
     */
    public static double nGram(EventLog a, EventLog b, int n) {
        Map<String, Integer> symbols = new HashMap<>();
        var ofA = nGrams(a, n, symbols);
        var ofB = nGrams(b, n, symbols);
        double difference = 0;
        double total = 0;
        for (var entry : ofA.entrySet()) {
            int other = ofB.getOrDefault(entry.getKey(), 0);
            difference += Math.abs(entry.getValue() - other);
            total += entry.getValue() + other;
        }
        for (var entry : ofB.entrySet()) {
            if (ofA.containsKey(entry.getKey())) continue;
            difference += entry.getValue();
            total += entry.getValue();
        }
        return difference / total;
    }

    private static Map<List<Integer>, Integer> nGrams(EventLog log, int n, Map<String, Integer> symbols) {
        var symbol = log.activities().stream()
                .mapToInt(a -> symbols.computeIfAbsent(a, name -> symbols.size() + 1))
                .toArray();
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (int c = 0; c < log.cases().size(); c++) {
            int length = log.to(c) - log.from(c);
            if (length == 0) continue;
            int first = log.from(c);
            for (int i = 1 - n; i < length; i++) {
                var gram = IntStream.range(i, i + n)
                        .map(k -> k < 0 || k >= length ? 0 : symbol[log.activityOf(first + k)])
                        .boxed()
                        .toList();
                counts.merge(gram, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static double absoluteEvents(EventLog a, EventLog b) {
        long origin = floorToHour(Math.min(a.firstStart(), b.firstStart()));
        return wasserstein(hours(times(a), origin), hours(times(b), origin));
    }

    private static double circadianEvents(EventLog a, EventLog b) {
        double sum = 0;
        for (int day = 0; day < 7; day++) {
            var ofA = hoursOfDay(a, day);
            var ofB = hoursOfDay(b, day);
            if (ofA.length == 0 && ofB.length == 0) continue;
            sum += ofA.length == 0 || ofB.length == 0 ? NO_EVENTS : wasserstein(ofA, ofB);
        }
        return sum / 7;
    }

    private static double[] hoursOfDay(EventLog log, int day) {
        return times(log)
                .map(t -> Math.floorDiv(t - A_MONDAY, HOUR))
                .filter(h -> Math.floorMod(Math.floorDiv(h, 24), 7) == day)
                .mapToDouble(h -> Math.floorMod(h, 24))
                .toArray();
    }

    private static double relativeEvents(EventLog a, EventLog b) {
        return wasserstein(sinceCaseStart(a), sinceCaseStart(b));
    }

    private static double[] sinceCaseStart(EventLog log) {
        var hours = new double[2 * log.size()];
        for (int i = 0; i < log.size(); i++) {
            long origin = log.start(log.from(log.caseOf(i)));
            hours[2 * i] = Math.floorDiv(log.start(i) - origin, HOUR);
            hours[2 * i + 1] = Math.floorDiv(log.end(i) - origin, HOUR);
        }
        return hours;
    }

    private static double cycleTimes(EventLog a, EventLog b) {
        var ofA = cycleTimesOf(a);
        var ofB = cycleTimesOf(b);
        long least = Math.min(
                Arrays.stream(ofA).min().orElseThrow(), Arrays.stream(ofB).min().orElseThrow());
        return wasserstein(hours(Arrays.stream(ofA), least), hours(Arrays.stream(ofB), least));
    }

    private static long[] cycleTimesOf(EventLog log) {
        return IntStream.range(0, log.cases().size())
                .filter(c -> log.from(c) < log.to(c))
                .mapToLong(c -> IntStream.range(log.from(c), log.to(c))
                                .mapToLong(log::end)
                                .max()
                                .orElseThrow()
                        - log.start(log.from(c)))
                .toArray();
    }

    private static double caseArrivals(EventLog a, EventLog b) {
        long origin = floorToHour(Math.min(a.firstStart(), b.firstStart()));
        return wasserstein(hours(arrivals(a), origin), hours(arrivals(b), origin));
    }

    private static LongStream arrivals(EventLog log) {
        return IntStream.range(0, log.cases().size())
                .filter(c -> log.from(c) < log.to(c))
                .mapToLong(c -> log.start(log.from(c)));
    }

    private static LongStream times(EventLog log) {
        return LongStream.concat(
                IntStream.range(0, log.size()).mapToLong(log::start),
                IntStream.range(0, log.size()).mapToLong(log::end));
    }

    private static double[] hours(LongStream times, long origin) {
        return times.mapToDouble(t -> Math.floorDiv(t - origin, HOUR)).toArray();
    }

    private static long floorToHour(long time) {
        return Math.floorDiv(time, HOUR) * HOUR;
    }

    /** The area between the distribution functions of two samples, none empty. */
    public static double wasserstein(double[] a, double[] b) {
        var x = a.clone();
        var y = b.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        double area = 0;
        double at = Math.min(x[0], y[0]);
        for (int i = 0, j = 0; i < x.length || j < y.length; ) {
            double next = Math.min(i < x.length ? x[i] : Double.MAX_VALUE, j < y.length ? y[j] : Double.MAX_VALUE);
            area += Math.abs(i / (double) x.length - j / (double) y.length) * (next - at);
            while (i < x.length && x[i] == next) i++;
            while (j < y.length && y[j] == next) j++;
            at = next;
        }
        return area;
    }
}
