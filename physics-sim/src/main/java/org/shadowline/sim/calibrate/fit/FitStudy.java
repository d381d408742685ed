package org.shadowline.sim.calibrate.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.rehearsal.FitResult;
import org.shadowline.plant.rehearsal.FitResult.Candidate;
import org.shadowline.plant.rehearsal.FitResult.Histogram;

/**
 * Looks at observations as an input of a simulation: every family with its goodness of fit, the choice that {@link
 * DistributionFit} makes, and whether the observations may be taken for independent.
 */
public final class FitStudy {
    private static final int FEWEST_BINS = 8;
    private static final int MOST_BINS = 60;
    private static final int CURVE_POINTS = 160;
    private static final int MOST_QUANTILES = 200;
    /** Two-sided 95 % quantile of the standard normal distribution. */
    private static final double NORMAL_95 = 1.959964;

    private FitStudy() {}

    /**
     * Studies observations.
     *
     * @param observations in the order in which they were made, in {@code unit}
     * @param text how a distribution is written in the language
     * @throws IllegalArgumentException without observations, or when one is negative or not finite
     */
    public static FitResult of(String name, String unit, double[] observations, Function<Distribution, String> text) {
        var sorted = DistributionFit.checked(observations);
        var study = DistributionFit.study(observations, true);
        var fitted = study.fitted();
        var models = study.models();
        var notes = new ArrayList<String>();
        if (fitted.note() != null) notes.add(fitted.note());
        if (sorted.length > DistributionFit.MOST_FITTED) {
            notes.add("of the observations a random part of " + DistributionFit.MOST_FITTED + " was fitted");
        }
        if (sorted.length > DistributionFit.MOST_TESTED && !models.isEmpty()) {
            notes.add("of the observations a random part of " + DistributionFit.MOST_TESTED
                    + " was tested: a larger test rejects every family for deviations that do not matter");
        }
        double correlation = autocorrelation(observations);
        double bound = NORMAL_95 / Math.sqrt(observations.length);
        if (Math.abs(correlation) > bound) {
            notes.add(String.format(
                    Locale.ROOT,
                    "neighbouring observations are correlated (%.2f, more than %.2f by chance): they do not look independent,"
                            + " as a distribution takes them to be; look for a trend, shifts or mixed products",
                    correlation,
                    bound));
        }
        int shown = shown(fitted);
        var histogram = histogram(sorted);
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < models.size(); i++) {
            var candidate = fitted.candidates().get(i);
            candidates.add(new Candidate(
                    candidate.family(),
                    text.apply(candidate.distribution()),
                    candidate.aic(),
                    candidate.statistic(),
                    candidate.pValue(),
                    kolmogorov(sorted, models.get(i)),
                    candidate.distribution().equals(fitted.distribution()),
                    curve(models.get(i), histogram)));
        }
        return new FitResult(
                name,
                unit,
                sorted.length,
                DistributionFit.mean(sorted),
                deviation(sorted),
                quantile(sorted, 0),
                quantile(sorted, 0.5),
                quantile(sorted, 0.95),
                quantile(sorted, 1),
                correlation,
                bound,
                fitted.isEmpirical() ? null : text.apply(fitted.distribution()),
                candidates,
                shown,
                histogram,
                shown < 0 ? List.of() : quantiles(sorted, models.get(shown)),
                notes);
    }

    /** The candidate that pictures show: the one taken, or the best that there is. */
    private static int shown(Fitted fitted) {
        for (int i = 0; i < fitted.candidates().size(); i++) {
            if (fitted.candidates().get(i).distribution().equals(fitted.distribution())) return i;
        }
        return fitted.candidates().isEmpty() ? -1 : 0;
    }

    /** Bins of a width after Freedman and Diaconis (1981), within bounds. */
    private static Histogram histogram(double[] sorted) {
        int n = sorted.length;
        double low = sorted[0];
        double range = sorted[n - 1] - low;
        double width = 2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / Math.cbrt(n);
        int bins = range == 0
                ? 1
                : Math.clamp((int) Math.ceil(width > 0 ? range / width : MOST_BINS), FEWEST_BINS, MOST_BINS);
        double step = range == 0 ? Math.max(1e-9, Math.abs(low)) : range / bins;
        var counts = new int[bins];
        for (double x : sorted) counts[Math.min(bins - 1, (int) ((x - low) / step))]++;
        return new Histogram(low, step, Arrays.stream(counts).boxed().toList());
    }

    /** Points of the density over the histogram, as differences of the distribution function. */
    private static List<double[]> curve(Model model, Histogram histogram) {
        var points = new ArrayList<double[]>();
        double from = histogram.from();
        double step = histogram.width() * histogram.counts().size() / CURVE_POINTS;
        for (int i = 0; i < CURVE_POINTS; i++) {
            double x = from + i * step;
            points.add(new double[] {x + step / 2, (model.cumulative(x + step) - model.cumulative(x)) / step});
        }
        return points;
    }

    /** Pairs of a quantile of the model and the observation of the same rank. */
    private static List<double[]> quantiles(double[] sorted, Model model) {
        int count = Math.min(sorted.length, MOST_QUANTILES);
        var pairs = new ArrayList<double[]>();
        for (int i = 0; i < count; i++) {
            double p = (i + 0.5) / count;
            pairs.add(new double[] {inverse(model, p, sorted[sorted.length - 1]), quantile(sorted, p)});
        }
        return pairs;
    }

    private static double inverse(Model model, double p, double largest) {
        double low = 0;
        double high = Math.max(largest, Double.MIN_NORMAL);
        for (int doubled = 0; model.cumulative(high) < p && doubled < 60; doubled++) high *= 2;
        for (int halved = 0; halved < 80; halved++) {
            double middle = (low + high) / 2;
            if (model.cumulative(middle) < p) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    private static double kolmogorov(double[] sorted, Model model) {
        int n = sorted.length;
        double most = 0;
        for (int i = 0; i < n; i++) {
            double p = model.cumulative(sorted[i]);
            most = Math.max(most, Math.max((i + 1.0) / n - p, p - (double) i / n));
        }
        return most;
    }

    /** Of neighbours; zero for fewer than three observations or equal ones. */
    private static double autocorrelation(double[] values) {
        double mean = DistributionFit.mean(values);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            if (i > 0) products += (values[i] - mean) * (values[i - 1] - mean);
        }
        return values.length < 3 || squares == 0 ? 0 : products / squares;
    }

    private static double deviation(double[] values) {
        double mean = DistributionFit.mean(values);
        double squares = 0;
        for (double x : values) squares += (x - mean) * (x - mean);
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    private static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
