package org.shadowline.sim.replicate;

import java.util.List;

/**
 * Runs replications somewhere: on threads, on other machines, or by taking what has been run before. Outcomes depend on the
 * requests alone, never on where, in which order or on how many threads they run.
 */
public interface ReplicationExecutor extends AutoCloseable {

    /** Replication {@code number}, from 1, of a job. */
    record Request(PackedJob packed, int number) {
        public Request {
            if (number < 1) throw new IllegalArgumentException("number must be >= 1: number=" + number);
        }

        public ReplicationJob job() {
            return packed.job();
        }
    }

    /** Hears from any thread, in any order, how far requests have come; {@code request} is the index in the list. */
    interface Listener {
        Listener SILENT = new Listener() {};

        /** @param share of the run that is done, 0 to 1 */
        default void progress(int request, double share) {}

        default void finished(int request, RunOutcome outcome) {}
    }

    /**
     * The outcomes in the order of the requests.
     *
     * @throws org.shadowline.sim.flow.PlantProblem when a plant cannot be simulated
     * @throws Interrupted when the calling thread was interrupted; its interrupt flag stays set
     */
    List<RunOutcome> run(List<Request> requests, Listener listener);

    /** What happened meanwhile that the user should know, such as a machine that was lost. */
    default List<String> notes() {
        return List.of();
    }

    @Override
    void close();

    /** The work was broken off from outside. */
    final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Interrupted(InterruptedException cause) {
            super("interrupted", cause);
        }
    }
}
