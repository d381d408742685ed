package org.shadowline.twin.hub;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What is to be sent to one client, in order, by a thread of its own. A client that does not read is cut off when too much
 * waits for it, so that it holds up nobody and takes no more than a bounded share of memory. Thread-safe.
 */
final class Outbox implements AutoCloseable {
    private static final int MOST_CHARACTERS = 8_000_000;
    private static final int MOST_MESSAGES = 50_000;
    private static final long LONGEST_SEND = 30;

    /** Sends one message and returns when it is on its way. */
    interface Wire {
        void send(String message) throws ExecutionException, InterruptedException, TimeoutException;

        void cut(String reason);
    }

    private final Wire wire;
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private long characters;
    private boolean closed;

    Outbox(Wire wire, String name) {
        this.wire = wire;
        Thread.ofVirtual().name("to " + name).start(this::sendAll);
    }

    static void await(java.util.concurrent.Future<?> sent)
            throws ExecutionException, InterruptedException, TimeoutException {
        sent.get(LONGEST_SEND, TimeUnit.SECONDS);
    }

    void add(String message) {
        boolean full;
        synchronized (this) {
            if (closed) return;
            full = waiting.size() >= MOST_MESSAGES || characters + message.length() > MOST_CHARACTERS;
            if (full) {
                end();
            } else {
                waiting.add(message);
                characters += message.length();
                notifyAll();
            }
        }
        if (full) Thread.ofVirtual().start(() -> wire.cut("too much waits to be read"));
    }

    private void sendAll() {
        try {
            while (true) {
                String message;
                synchronized (this) {
                    while (waiting.isEmpty() && !closed) wait();
                    if (closed) return;
                    message = waiting.remove();
                    characters -= message.length();
                }
                wire.send(message);
            }
        } catch (ExecutionException | TimeoutException e) {
            close();
            wire.cut("it could not be sent to");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        closed = true;
        waiting.clear();
        characters = 0;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        end();
    }
}
