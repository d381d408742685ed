package org.shadowline.sim.experiment;

/**
 * Warm-up detection by MSER-5 (White, Cobb and Spratt 2000): the series is averaged in batches of five, and cut where the
 * standard error of the mean of what remains is least. A cut in the second half says that the run is too short.
 */
public final class Mser5 {
    private static final int BATCH = 5;

    private Mser5() {}

    /**
     * @param cut number of values to leave out at the beginning, a multiple of five
     * @param enough whether the series is long enough for the cut to be believed
     */
    public record Cut(int cut, boolean enough) {}

    public static Cut of(double[] series) {
        int batches = series.length / BATCH;
        var means = new double[batches];
        for (int b = 0; b < batches; b++) {
            for (int i = 0; i < BATCH; i++) means[b] += series[b * BATCH + i] / BATCH;
        }
        double sum = 0;
        double squares = 0;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int d = batches - 1; d >= 0; d--) {
            sum += means[d];
            squares += means[d] * means[d];
            int n = batches - d;
            if (d > batches / 2) continue;
            double statistic = Math.max(0, squares - sum * sum / n) / ((double) n * n);
            if (statistic <= least) {
                least = statistic;
                best = d;
            }
        }
        return new Cut(best * BATCH, batches >= 10 && best < batches / 2);
    }
}
