package org.shadowline.sim.replicate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    /** Buckets of the series of a report. */
    public static final int BUCKETS = 240;

    public ReplicationJob {
        measures = List.copyOf(measures);
        scenario = bare(scenario, warmUp);
        if (!(warmUp >= 0)) throw new IllegalArgumentException("warmUp must be >= 0: warmUp=" + warmUp);
        if (buckets < 1) throw new IllegalArgumentException("buckets must be >= 1: buckets=" + buckets);
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

    /** The same for equal jobs of the same engine, on any machine, and for no others: a SHA-256 in hex digits. */
    public String key() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Engine.fingerprint().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(ReplicationForm.toBytes(this));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
