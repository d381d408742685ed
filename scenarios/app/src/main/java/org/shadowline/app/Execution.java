package org.shadowline.app;

import java.io.PrintWriter;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.replicate.ReplicationStore;
import org.shadowline.sim.replicate.StoringExecutor;

/**
 * An experiment that is going on: its executor, its progress line, and what is said when it is interrupted (Ctrl-C, kill):
 * how much is kept and how to go on.
 */
final class Execution implements AutoCloseable {
    private final StoringExecutor executor;
    private final ReplicationStore store;
    private final PrintWriter err;
    private final ProgressLine progress;
    private final Thread stopped = new Thread(this::tellWhatIsKept, "interrupted");

    Execution(StoringExecutor executor, ReplicationStore store, PrintWriter err) {
        this.executor = executor;
        this.store = store;
        this.err = err;
        progress = new ProgressLine(err);
        Runtime.getRuntime().addShutdownHook(stopped);
    }

    ReplicationExecutor executor() {
        return executor;
    }

    void at(String what, double done) {
        progress.at(what, done);
    }

    private void tellWhatIsKept() {
        int kept = executor.ran() + executor.taken();
        progress.close();
        err.println("interrupted: " + replications(kept) + " finished and kept."
                + " The same command goes on from there; --fresh begins anew.");
        err.flush();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopped);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook speaks
        }
        progress.close();
        executor.close();
        store.close();
        if (executor.taken() > 0) {
            err.println(replications(executor.taken()) + " had been finished before and "
                    + (executor.taken() == 1 ? "was" : "were") + " not run again (--fresh runs all)");
        }
        store.notes().forEach(note -> err.println("note: " + note));
    }

    private static String replications(int n) {
        return n + (n == 1 ? " replication" : " replications");
    }
}
