package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs tasks on several threads and gives their results in the order of the tasks, whatever the number of threads. The
 * first failure ends the others.
 */
final class Runner implements AutoCloseable {
    private final ExecutorService executor;

    Runner(int threads) {
        if (threads < 1) throw new IllegalArgumentException("threads must be >= 1: threads=" + threads);
        executor = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "replication");
            thread.setDaemon(true);
            return thread;
        });
    }

    <T> List<T> all(List<Callable<T>> tasks) {
        var futures = new ArrayList<Future<T>>();
        for (var task : tasks) futures.add(executor.submit(task));
        var results = new ArrayList<T>();
        try {
            for (var future : futures) results.add(future.get());
            return results;
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
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
