package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.kpi.DistributionMean;
import org.shadowline.sim.calibrate.fit.DistributionFit;
import org.shadowline.sim.calibrate.fit.Fitted;

/**
 * Arrivals as streams over classes of hours of the week with a rate of their own.
 *
 * <p>The rate is taken to be constant over stretches of the week. Days with like rates are united first, then each group
 * of days is cut into stretches of hours, then like stretches are united, each time as far as the Bayesian information
 * criterion of a Poisson process prefers it; so a daily or weekly pattern appears when the arrivals show one and not by
 * chance. Stretches without any arrival are closed. The intervals between the arrivals of a class, in its open time, are
 * fitted like processing times, with the mean held at open time per arrival.
 */
record ArrivalPattern(List<Stream> streams, int used) {
    private static final int FEWEST_TO_FIT = 20;

    record Stream(Distribution interarrival, Hours hours, Fitted fit, int arrivals) {}

    /** Hours of the week with what arrived in them over how many hours. */
    private record Stretch(List<Integer> cells, double arrivals, double hours) {
        double logLikelihood() {
            return arrivals == 0 ? 0 : arrivals * Math.log(arrivals / hours);
        }

        Stretch and(Stretch other) {
            var both = new ArrayList<>(cells);
            both.addAll(other.cells);
            return new Stretch(both, arrivals + other.arrivals, hours + other.hours);
        }

        double lossWith(Stretch other) {
            return logLikelihood() + other.logLikelihood() - and(other).logLikelihood();
        }
    }

    /**
     * @param arrivals ascending, at least one; those before {@code from} or after {@code to} are not used
     * @param from start of the time observed
     * @param to its end
     */
    static ArrivalPattern of(long[] arrivals, long from, long to) {
        var used = Arrays.stream(arrivals).filter(a -> a >= from && a <= to).toArray();
        var classes = classes(used, from, Math.max(to, from + OpenTime.HOUR));
        var streams = new ArrayList<Stream>();
        for (var stretch : classes) {
            if (stretch.arrivals > 0) streams.add(stream(stretch, used, from, to));
        }
        return new ArrivalPattern(List.copyOf(streams), used.length);
    }

    private static List<Stretch> classes(long[] arrivals, long from, long to) {
        var cells = cells(arrivals, from, to);
        double penalty = Math.log(Math.max(2, arrivals.length));
        var days = new ArrayList<Stretch>();
        for (int d = 0; d < 7; d++) {
            int day = d;
            days.add(IntStream.range(0, 24)
                    .mapToObj(h -> cells[day * 24 + h])
                    .reduce(Stretch::and)
                    .orElseThrow());
        }
        var stretches = new ArrayList<Stretch>();
        for (var group : united(days, penalty)) stretches.addAll(cut(group, cells, penalty));
        return united(stretches, penalty);
    }

    private static Stretch[] cells(long[] arrivals, long from, long to) {
        var count = new double[168];
        var hours = new double[168];
        for (long a : arrivals) count[OpenTime.hourOfWeek(a)]++;
        long weeks = (to - from) / OpenTime.WEEK;
        Arrays.fill(hours, (double) weeks);
        for (long at = from + weeks * OpenTime.WEEK; at < to; ) {
            long next = Math.min(to, Math.floorDiv(at, OpenTime.HOUR) * OpenTime.HOUR + OpenTime.HOUR);
            hours[OpenTime.hourOfWeek(at)] += (next - at) / (double) OpenTime.HOUR;
            at = next;
        }
        var cells = new Stretch[168];
        for (int c = 0; c < 168; c++) cells[c] = new Stretch(List.of(c), count[c], Math.max(hours[c], 1e-9));
        return cells;
    }

    /**
     * Unites the two most alike, again and again, while that loses less likelihood than a class is worth: its rate and the
     * choice of its members, like a cut and its rate.
     */
    private static List<Stretch> united(List<Stretch> stretches, double worth) {
        var left = new ArrayList<>(stretches);
        while (left.size() > 1) {
            int first = -1;
            int second = -1;
            double least = worth;
            for (int a = 0; a < left.size(); a++) {
                for (int b = a + 1; b < left.size(); b++) {
                    double loss = left.get(a).lossWith(left.get(b));
                    if (loss < least) {
                        least = loss;
                        first = a;
                        second = b;
                    }
                }
            }
            if (first < 0) break;
            left.set(first, left.get(first).and(left.get(second)));
            left.remove(second);
        }
        return left;
    }

    /** Cuts the day of a group of days into stretches by dynamic programming; each cut costs {@code penalty}. */
    private static List<Stretch> cut(Stretch group, Stretch[] cells, double penalty) {
        var days = group.cells.stream().map(c -> c / 24).distinct().toList();
        var hourly = new Stretch[24];
        for (int h = 0; h < 24; h++) {
            int hour = h;
            hourly[h] = days.stream()
                    .map(d -> cells[d * 24 + hour])
                    .reduce(Stretch::and)
                    .orElseThrow();
        }
        var best = new double[25];
        var cutAt = new int[25];
        for (int end = 1; end <= 24; end++) {
            best[end] = Double.NEGATIVE_INFINITY;
            Stretch stretch = null;
            for (int start = end - 1; start >= 0; start--) {
                stretch = stretch == null ? hourly[start] : hourly[start].and(stretch);
                double value = best[start] + stretch.logLikelihood() - penalty;
                if (value > best[end]) {
                    best[end] = value;
                    cutAt[end] = start;
                }
            }
        }
        var stretches = new ArrayList<Stretch>();
        for (int end = 24; end > 0; end = cutAt[end]) {
            stretches.add(
                    Arrays.stream(hourly, cutAt[end], end).reduce(Stretch::and).orElseThrow());
        }
        return stretches;
    }

    private static Stream stream(Stretch stretch, long[] arrivals, long from, long to) {
        var spans = stretch.cells.stream()
                .map(c -> new int[] {c * 3600, (c + 1) * 3600})
                .toList();
        var hours = Hours.union(spans);
        var open = new OpenTime(hours);
        var own = Arrays.stream(arrivals).filter(open::isOpenAt).toArray();
        double mean = Math.max(1, open.between(from, to) / 1000.0) / own.length;
        var gaps = new double[Math.max(0, own.length - 1)];
        for (int i = 0; i < gaps.length; i++) gaps[i] = open.between(own[i], own[i + 1]) / 1000.0;
        if (gaps.length < FEWEST_TO_FIT || Arrays.stream(gaps).max().orElse(0) <= 0) {
            var exponential = new Distribution.Exponential(mean);
            var fit = new Fitted(
                    exponential, gaps.length, Double.NaN, Double.NaN, List.of(), "too few arrivals to fit a family");
            return new Stream(exponential, hours, fit, own.length);
        }
        var fit = DistributionFit.best(gaps);
        double fitted = DistributionMean.of(fit.distribution());
        return new Stream(Scale.by(fit.distribution(), mean / fitted), hours, fit, own.length);
    }
}
