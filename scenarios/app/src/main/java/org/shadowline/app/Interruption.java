package org.shadowline.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end a command rather than the process, so that everything is closed in order: it is to be closed last. */
final class Interruption implements AutoCloseable {
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    Interruption() {
        this(() -> {});
    }

    /** @param action what to do at Ctrl-C, on a thread of its own */
    Interruption(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (done.getCount() == 0) return;
            wanted.countDown();
            action.run();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Waits for Ctrl-C, at most so many seconds; whether it has come. */
    boolean await(long seconds) throws InterruptedException {
        return wanted.await(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        done.countDown();
    }
}
