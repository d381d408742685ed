package org.shadowline.sim.replicate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Outcomes that threads are working on. */
final class Awaited {
    private Awaited() {}

    /**
     * All of them, in their order. The first failure ends the others and is thrown.
     *
     * @throws ReplicationExecutor.Interrupted when the calling thread was interrupted
     */
    static List<RunOutcome> all(List<Future<RunOutcome>> futures) {
        var outcomes = new ArrayList<RunOutcome>(futures.size());
        try {
            for (var future : futures) outcomes.add(future.get());
            return outcomes;
        } catch (ExecutionException e) {
            futures.forEach(f -> f.cancel(true));
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            futures.forEach(f -> f.cancel(true));
            Thread.currentThread().interrupt();
            throw new ReplicationExecutor.Interrupted(e);
        }
    }
}
