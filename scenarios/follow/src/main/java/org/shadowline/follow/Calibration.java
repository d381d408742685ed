package org.shadowline.follow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How good predictions have been. Of each whose time has come: whether its interval covered what happened, and the
 * probability integral transform (PIT), the rank of what happened among the futures divided by their number plus one, ties
 * broken at random (Gneiting, Balabdaoui and Raftery 2007, "Probabilistic forecasts, calibration and sharpness"). PITs of
 * honest predictions are uniform. Not thread-safe.
 */
public final class Calibration {
    /** Classes of the PIT table. */
    public static final int CLASSES = 10;

    private final Map<Figure, List<Score>> scores = new EnumMap<>(Figure.class);
    private final SplittableRandom ties = new SplittableRandom(1);

    /** @param error what happened less the mean that was predicted */
    private record Score(boolean covered, double pit, double error) {}

    /**
     * @param predictions that have been scored
     * @param coverage share whose 90 % interval held what happened; of counts, that have ties, it may be above 90 % in truth
     * @param pitCoverage share whose PIT lies from 0.05 to 0.95, for which ties do not matter
     * @param bias mean of what happened less what was predicted
     * @param pit number of PITs in each tenth
     */
    public record Row(
            Figure figure, int predictions, double coverage, double pitCoverage, double bias, List<Integer> pit) {}

    void score(Figure figure, double[] futures, Interval interval, double happened) {
        if (Double.isNaN(happened) || Double.isNaN(interval.low())) return;
        int below = 0;
        int equal = 0;
        for (double future : futures) {
            if (future < happened) below++;
            else if (future == happened) equal++;
        }
        // uniform within its slot, so that it is continuous
        double pit = (below + ties.nextDouble() * (equal + 1)) / (interval.count() + 1);
        scores.computeIfAbsent(figure, f -> new ArrayList<>())
                .add(new Score(interval.covers(happened), pit, happened - interval.mean()));
    }

    /** Figures of which a prediction has been scored. */
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        scores.forEach((figure, all) -> {
            var classes = new int[CLASSES];
            for (var score : all) classes[Math.min(CLASSES - 1, (int) (CLASSES * score.pit()))]++;
            rows.add(new Row(
                    figure,
                    all.size(),
                    share(all.stream().filter(Score::covered).count(), all.size()),
                    share(
                            all.stream()
                                    .filter(s -> s.pit() >= 0.05 && s.pit() <= 0.95)
                                    .count(),
                            all.size()),
                    all.stream().mapToDouble(Score::error).average().orElse(0),
                    java.util.Arrays.stream(classes).boxed().toList()));
        });
        return rows;
    }

    private static double share(long of, int all) {
        return (double) of / all;
    }
}
