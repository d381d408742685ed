package org.shadowline.sim.replicate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;

/**
 * All that the replications of one variant of a scenario have in common.
 *
 * @param scenario without what does not change a run (name, number of replications, measures, expectations), so that such an
 *     edit keeps what has been run
 * @param start what is in the plant at the start; null for an empty plant
 * @param warmUp seconds before which nothing is counted
 * @param measures whose values are kept
 * @param buckets number of buckets of the series over time
 * @param detailed whether a report is made of them: schedule, late orders and momentary bottleneck are followed
 */
public record ReplicationJob(
        Plant plant,
        Scenario scenario,
        @Nullable PlantState start,
        double warmUp,
        List<Measure> measures,
        int buckets,
        boolean detailed) {
    /** Buckets of the series of a report, at most. */
    public static final int BUCKETS = 240;

    private static final long DAY = 86_400;

    /** Lengths of buckets in seconds that a reader knows from clocks. */
    private static final List<Long> ROUND = List.of(
            1L, 2L, 5L, 10L, 15L, 30L, 60L, 120L, 300L, 600L, 900L, 1_800L, 3_600L, 7_200L, 14_400L, 21_600L, 43_200L,
            DAY);

    public ReplicationJob {
        measures = List.copyOf(measures);
        scenario = bare(scenario, warmUp);
        if (!(warmUp >= 0)) throw new IllegalArgumentException("warmUp must be >= 0: warmUp=" + warmUp);
        if (buckets < 1) throw new IllegalArgumentException("buckets must be >= 1: buckets=" + buckets);
    }

    /**
     * As many buckets, at most {@value #BUCKETS}, as make each a round time; days where there are many. A run that no
     * round time divides has {@value #BUCKETS}.
     */
    public static int roundBuckets(double horizon) {
        if (horizon % DAY == 0 && horizon >= 60 * DAY && horizon <= BUCKETS * DAY) return (int) (horizon / DAY);
        return ROUND.stream()
                .filter(length -> horizon % length == 0)
                .mapToDouble(length -> horizon / length)
                .filter(buckets -> buckets <= BUCKETS && buckets >= BUCKETS / 4)
                .mapToInt(buckets -> (int) buckets)
                .max()
                .orElse(BUCKETS);
    }

    private static Scenario bare(Scenario s, double warmUp) {
        return new Scenario(
                "",
                "",
                s.plant(),
                null,
                s.start(),
                s.length(),
                new Scenario.WarmUp.Given(warmUp),
                new Scenario.Replications.Fixed(1),
                s.seed(),
                null,
                s.timed(),
                s.conditional(),
                List.of(),
                List.of());
    }

    /** End of the run, seconds. */
    public double horizon() {
        return warmUp + scenario.length();
    }
}
