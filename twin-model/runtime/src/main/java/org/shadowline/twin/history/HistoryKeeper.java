package org.shadowline.twin.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.store.RocksDurability;
import org.shadowline.twin.store.TwinChange;

/**
 * Takes the journal of the twin store into the history, about every half second, and forgets what is there. So nothing
 * that was acknowledged is missing from the history, also when the process died in between. While the history cannot be
 * written, the journal grows on the disk.
 */
public final class HistoryKeeper implements AutoCloseable {
    private static final int MOST_AT_ONCE = 20_000;
    private static final long PAUSE_MILLIS = 500;

    private final RocksDurability journal;
    private final History history;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable String problem;

    public HistoryKeeper(RocksDurability journal, History history) {
        this.journal = journal;
        this.history = history;
        thread = Thread.ofPlatform().name("history").daemon().start(this::keep);
    }

    /** Why the history cannot be written; null when it can. */
    public @Nullable String problem() {
        return problem;
    }

    private void keep() {
        while (!closing) {
            try {
                takeOver();
                problem = null;
            } catch (IOException e) {
                problem = e.getMessage();
            }
            try {
                synchronized (this) {
                    if (!closing) wait(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Takes over what is in the journal now. */
    public synchronized void takeOver() throws IOException {
        boolean more = true;
        while (more) {
            var changes = new ArrayList<TwinChange>();
            more = false;
            try {
                more = journal.changesAfter(history.last(), MOST_AT_ONCE, changes::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            if (changes.isEmpty()) return;
            history.append(changes);
            journal.forgetJournals(history.last());
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        takeOver();
    }
}
