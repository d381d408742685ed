package org.shadowline.sim.replicate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.shadowline.sim.flow.Simulation;

/** Runs replications on threads of this process. The first failure ends the others. */
public final class LocalExecutor implements ReplicationExecutor {
    /** Compiled plants that are kept for the next requests. */
    private static final int COMPILED = 64;

    private final ExecutorService threads;
    private final Map<Same, Simulation> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Same, Simulation> eldest) {
            return size() > COMPILED;
        }
    };

    /** A job by its identity: comparing whole plants would cost more than compiling them. */
    private record Same(ReplicationJob job) {
        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Same same && same.job == job;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(job);
        }
    }

    public LocalExecutor(int threads) {
        if (threads < 1) throw new IllegalArgumentException("threads must be >= 1: threads=" + threads);
        // threads that have nothing to do end, so that an executor that nobody closes costs nothing
        var pool = new ThreadPoolExecutor(
                threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LocalExecutor::thread);
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "replication");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public List<RunOutcome> run(List<Request> requests, Listener listener) {
        var futures = new ArrayList<Future<RunOutcome>>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            int request = i;
            futures.add(threads.submit(() -> one(requests.get(request), request, listener)));
        }
        return Awaited.all(futures);
    }

    private RunOutcome one(Request request, int index, Listener listener) {
        var job = request.job();
        var outcome = ReplicationRun.outcome(
                job, simulation(job), request.number(), share -> listener.progress(index, share));
        // what was broken off is no outcome, and must not be kept as one
        if (!Thread.currentThread().isInterrupted()) listener.finished(index, outcome);
        return outcome;
    }

    private Simulation simulation(ReplicationJob job) {
        var key = new Same(job);
        synchronized (compiled) {
            var known = compiled.get(key);
            if (known != null) return known;
        }
        var simulation = ReplicationRun.compile(job);
        synchronized (compiled) {
            compiled.put(key, simulation);
        }
        return simulation;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
