package org.shadowline.sim.replicate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.flow.PlantProblem;
import org.shadowline.sim.flow.Simulation;

/** Runs replications that come as bytes from another process. Thread-safe. */
public final class ReplicationWorker {
    /** Compiled plants that are kept for the next replications. */
    private static final int COMPILED = 64;

    private record Known(ReplicationJob job, Simulation simulation) {}

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > COMPILED;
        }
    };

    /**
     * Runs replication {@code number} of a job.
     *
     * @param key of the job
     * @param job its form; null where it is taken to be known here
     * @return the form of the outcome; null when the job is not known here
     * @throws PlantProblem when it cannot be simulated, or the bytes are damaged
     */
    public byte @Nullable [] run(String key, byte @Nullable [] job, int number) {
        var plant = known(key, job);
        if (plant == null) return null;
        return ReplicationForm.toBytes(ReplicationRun.outcome(plant.job(), plant.simulation(), number, share -> {}));
    }

    private @Nullable Known known(String key, byte @Nullable [] job) {
        synchronized (known) {
            var there = known.get(key);
            if (there != null || job == null) return there;
        }
        try {
            var read = ReplicationForm.job(job);
            var fresh = new Known(read, ReplicationRun.compile(read));
            synchronized (known) {
                known.put(key, fresh);
            }
            return fresh;
        } catch (ReplicationForm.Damaged e) {
            throw new PlantProblem("the plant did not arrive whole: " + e.getMessage());
        }
    }
}
