package org.shadowline.twin.cluster;

import org.jspecify.annotations.Nullable;

/** What a node can do. Called by several threads at once. */
public interface Work {
    /**
     * Does item {@code number} of a job.
     *
     * @param key the same for equal jobs, and for no others
     * @param job null where the caller takes it that the job is known here
     * @return null when the job is not known here, and has to be sent
     * @throws RuntimeException when the item cannot be done; the message is for the user
     */
    byte @Nullable [] run(String key, byte @Nullable [] job, int number);
}
