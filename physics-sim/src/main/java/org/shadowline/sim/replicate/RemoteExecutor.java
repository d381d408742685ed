package org.shadowline.sim.replicate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.shadowline.sim.flow.PlantProblem;

/**
 * Runs replications on other machines, where {@link ReplicationWorker} runs them. Outcomes come back with all their bits, so
 * that the numbers are those of this machine.
 */
public final class RemoteExecutor implements ReplicationExecutor {

    /** How work comes to other machines. Thread-safe. */
    public interface Carrier extends AutoCloseable {
        /**
         * Brings a replication to a machine that has time for it, and waits for its outcome.
         *
         * @throws PlantProblem when it cannot be run anywhere
         */
        byte[] run(String key, byte[] job, int number) throws InterruptedException;

        /** What happened on the way that the user should know. */
        List<String> notes();

        @Override
        void close();
    }

    private final Carrier carrier;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

    public RemoteExecutor(Carrier carrier) {
        this.carrier = carrier;
    }

    @Override
    public List<RunOutcome> run(List<Request> requests, Listener listener) {
        var futures = new ArrayList<Future<RunOutcome>>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            int request = i;
            var job = requests.get(i).packed();
            futures.add(waiting.submit(() -> one(job, requests.get(request).number(), request, listener)));
        }
        return Awaited.all(futures);
    }

    private RunOutcome one(PackedJob job, int number, int request, Listener listener) throws InterruptedException {
        byte[] bytes = carrier.run(job.key(), job.bytes(), number);
        try {
            var outcome = ReplicationForm.outcome(bytes);
            listener.progress(request, 1);
            listener.finished(request, outcome);
            return outcome;
        } catch (ReplicationForm.Damaged e) {
            throw new PlantProblem("the outcome of a replication did not arrive whole: " + e.getMessage());
        }
    }

    @Override
    public List<String> notes() {
        return carrier.notes();
    }

    @Override
    public void close() {
        waiting.shutdownNow();
        carrier.close();
    }
}
