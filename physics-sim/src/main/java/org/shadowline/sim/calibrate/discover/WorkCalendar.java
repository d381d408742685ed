package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Hours;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * The weekly hours of a person, or of several alike, found from when they were seen at work.
 *
 * <p>After Martin et al. (2020, "Retrieving batch organisation and availability calendars") and López-Pintado and Dumas
 * (2022, "Business process simulation with differentiated resources", the calendars of Simod): an hour of the week has
 * as its confidence the share of the weeks in which the person was at work in it. The hours of highest confidence are
 * taken until they hold the wanted share of all hours of work seen (the support), and until the person's work fits into
 * them; those of a confidence of one half always are. Two changes: an hour counts as worked when an activity was in progress, not only when one began or ended; and
 * because a quarter of a year has a dozen Mondays only, the confidence is drawn towards what the person's days have in
 * common, with the weight of {@value #PRIOR_WEEKS} weeks. Gaps of one hour are closed, single hours dropped, and days that differ by
 * no more than two hours get the hours that most of them have.
 *
 * @param support share of the hours seen at work that lie inside the hours found
 */
record WorkCalendar(Hours hours, double support, double weeks) {
    /** Activities longer than this show their first and last hour only: the person may have gone home meanwhile. */
    private static final long LONGEST_AT_WORK = 12 * OpenTime.HOUR;

    private static final int CELLS = 168;
    private static final double PRIOR_WEEKS = 8;
    private static final double HIGHEST_LOAD = 0.95;
    /** An hour in which the person works every other week belongs to the usual hours. */
    private static final double USUAL = 0.5;

    /** Fewer hours seen at work than this say nothing about a week. */
    private static final int FEWEST_HOURS = 8;

    /**
     * Finds the hours that people have in common.
     *
     * @param people the instances of each person
     * @return null when the people were seen too seldom
     */
    static @Nullable WorkCalendar of(EventLog log, List<int[]> people, double support) {
        var seen = new double[CELLS];
        var days = new double[7];
        double weeks = 0;
        double busyHours = 0;
        for (var instances : people) {
            var hours = hoursSeen(log, instances);
            if (hours.length == 0) continue;
            for (long hour : hours) seen[Math.floorMod(hour, CELLS)]++;
            LongStream.of(hours).map(h -> Math.floorDiv(h, 24)).distinct().forEach(d -> days[Math.floorMod(d, 7)]++);
            weeks += Math.floorDiv(hours[hours.length - 1], CELLS) - Math.floorDiv(hours[0], CELLS) + 1;
            busyHours += Presence.union(log, instances).length() / (double) OpenTime.HOUR;
        }
        double total = Arrays.stream(seen).sum();
        if (total < FEWEST_HOURS) return null;
        var confidence = confidence(seen, days, weeks);
        var open = new boolean[CELLS];
        double inside = 0;
        int cells = 0;
        int needed = (int) Math.min(CELLS, Math.ceil(busyHours / weeks / HIGHEST_LOAD));
        for (int cell : descending(confidence)) {
            boolean usual = confidence[cell] >= USUAL;
            if (!usual && inside >= support * total && cells >= needed) break;
            open[cell] = true;
            inside += seen[cell];
            cells++;
        }
        double keep = (support - 0.05) * total;
        open = unlessTooFew(open, needed, WorkCalendar::closeShortGaps);
        open = unlessTooFew(open, needed, hours -> dropSingleHours(hours, seen, keep));
        open = unlessTooFew(open, needed, WorkCalendar::alignDays);
        return new WorkCalendar(hoursOf(open), support(open, seen), weeks);
    }

    private static double support(boolean[] open, double[] seen) {
        double inside = IntStream.range(0, CELLS)
                .filter(c -> open[c])
                .mapToDouble(c -> seen[c])
                .sum();
        return inside / Arrays.stream(seen).sum();
    }

    /** The hours after a change, or before it when the change leaves too few for the work. */
    private static boolean[] unlessTooFew(boolean[] open, int needed, Consumer<boolean[]> change) {
        var changed = open.clone();
        change.accept(changed);
        return IntStream.range(0, CELLS).filter(c -> changed[c]).count() >= needed ? changed : open;
    }

    /** Hours since a fixed Monday in which the person was seen at work, ascending, each once. */
    private static long[] hoursSeen(EventLog log, int[] instances) {
        var hours = new ArrayList<long[]>();
        for (int i : instances) {
            long first = hour(log.start(i));
            long last = log.end(i) > log.start(i) ? hour(log.end(i) - 1) : first;
            hours.add(
                    log.end(i) - log.start(i) > LONGEST_AT_WORK
                            ? new long[] {first, last}
                            : LongStream.rangeClosed(first, last).toArray());
        }
        return hours.stream().flatMapToLong(Arrays::stream).sorted().distinct().toArray();
    }

    private static long hour(long time) {
        return OpenTime.weekOf(time) * CELLS + OpenTime.hourOfWeek(time);
    }

    private static double[] confidence(double[] seen, double[] days, double weeks) {
        double allDays = Arrays.stream(days).sum();
        var confidence = new double[CELLS];
        for (int h = 0; h < 24; h++) {
            double common = 0;
            for (int d = 0; d < 7; d++) common += seen[d * 24 + h];
            for (int d = 0; d < 7; d++) {
                double expected = days[d] / weeks * common / allDays;
                confidence[d * 24 + h] = (seen[d * 24 + h] + PRIOR_WEEKS * expected) / (weeks + PRIOR_WEEKS);
            }
        }
        return confidence;
    }

    private static int[] descending(double[] confidence) {
        return IntStream.range(0, CELLS)
                .boxed()
                .sorted((a, b) -> Double.compare(confidence[b], confidence[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void closeShortGaps(boolean[] open) {
        var before = open.clone();
        for (int c = 0; c < CELLS; c++) {
            if (before[(c + CELLS - 1) % CELLS] && before[(c + 1) % CELLS]) open[c] = true;
        }
    }

    private static void dropSingleHours(boolean[] open, double[] seen, double keep) {
        double inside = IntStream.range(0, CELLS)
                .filter(c -> open[c])
                .mapToDouble(c -> seen[c])
                .sum();
        for (int c = 0; c < CELLS; c++) {
            boolean single = open[c] && !open[(c + CELLS - 1) % CELLS] && !open[(c + 1) % CELLS];
            if (single && inside - seen[c] >= keep) {
                open[c] = false;
                inside -= seen[c];
            }
        }
    }

    private static void alignDays(boolean[] open) {
        var done = new boolean[7];
        for (int d = 0; d < 7; d++) {
            if (done[d]) continue;
            int first = d;
            var alike = IntStream.range(d, 7)
                    .filter(other -> !done[other] && difference(open, first, other) <= 2)
                    .toArray();
            for (int h = 0; h < 24; h++) {
                int hour = h;
                long votes =
                        IntStream.of(alike).filter(day -> open[day * 24 + hour]).count();
                for (int day : alike) open[day * 24 + h] = 2 * votes >= alike.length;
            }
            for (int day : alike) done[day] = true;
        }
    }

    private static int difference(boolean[] open, int day, int other) {
        int difference = 0;
        for (int h = 0; h < 24; h++) if (open[day * 24 + h] != open[other * 24 + h]) difference++;
        boolean oneClosed = IntStream.range(0, 24).noneMatch(h -> open[day * 24 + h])
                != IntStream.range(0, 24).noneMatch(h -> open[other * 24 + h]);
        return oneClosed ? 24 : difference;
    }

    private static Hours hoursOf(boolean[] open) {
        var spans = new ArrayList<int[]>();
        for (int c = 0; c < CELLS; c++) {
            if (open[c]) spans.add(new int[] {c * 3600, (c + 1) * 3600});
        }
        return Hours.union(spans);
    }
}
