package org.shadowline.twin.emulate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.twin.intake.SourcedEvent;
import org.shadowline.twin.mqtt.EventPublisher;

/**
 * Sends events when their time has come, each with its number, and lets go wrong what faults say, by a seeded stream: the
 * same events with the same seed go wrong in the same way. Events that are due at once go in one message. Not thread-safe.
 */
public final class Emulator implements AutoCloseable {
    /** Events of one message: a broker carries about as many messages a second whatever is in them. */
    private static final int MOST_IN_MESSAGE = 100;
    /** Milliseconds. */
    private static final long MOST_SLEPT = 200;

    /** What has been done so far. */
    public record Counts(long events, long sent, long dropped, long duplicated, long disordered, long disconnected) {}

    private final EventPublisher publisher;
    private final String source;
    private final double speed;
    private final Faults faults;
    private final RandomGenerator random;
    private final Consumer<SourcedEvent> dropped;
    private final long started = System.nanoTime();
    /** Events that come later than their turn, by the number of the event after which they go. */
    private final TreeMap<Long, List<SourcedEvent>> behind = new TreeMap<>();

    private final List<SourcedEvent> message = new ArrayList<>();
    private double first = Double.NaN;
    private double nextBreak;
    private long number;
    private long sent;
    private long drops;
    private long duplicates;
    private long disorders;
    private long breaks;
    private volatile boolean stopped;

    /**
     * @param speed how many times as fast as the plant; infinite for as fast as possible
     * @param dropped is told of what is lost
     */
    public Emulator(
            EventPublisher publisher,
            String source,
            double speed,
            Faults faults,
            long seed,
            Consumer<SourcedEvent> dropped) {
        if (!(speed > 0)) throw new IllegalArgumentException("the speed must be above 0: " + speed);
        this.publisher = publisher;
        this.source = source;
        this.speed = speed;
        this.faults = faults;
        this.dropped = dropped;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Ends the waiting of {@link #accept}, from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Sends an event; waits until it is due.
     *
     * @throws InterruptedIOException when it was stopped
     */
    public void accept(PlantEvent event) throws IOException {
        if (Double.isNaN(first)) {
            first = event.time();
            nextBreak = first + faults.disconnect();
        }
        await(event.time() + faults.delay());
        if (faults.disconnect() > 0 && event.time() >= nextBreak) {
            nextBreak = event.time() + faults.disconnect();
            send();
            publisher.interrupt();
            breaks++;
        }
        var sourced = new SourcedEvent(source, ++number, event);
        // One draw for each fault and event, so that a share that changes does not change the others.
        double drop = random.nextDouble();
        double duplicate = random.nextDouble();
        double disorder = random.nextDouble();
        int places = 1 + random.nextInt(Faults.FARTHEST);
        if (drop < faults.drop()) {
            drops++;
            dropped.accept(sourced);
        } else {
            if (disorder < faults.disorder()) {
                disorders++;
                later(sourced, places);
            } else {
                add(sourced);
            }
            if (duplicate < faults.duplicate()) {
                duplicates++;
                later(sourced, places);
            }
        }
        while (!behind.isEmpty() && behind.firstKey() <= number) {
            for (var one : behind.pollFirstEntry().getValue()) add(one);
        }
    }

    private void later(SourcedEvent event, int places) {
        behind.computeIfAbsent(number + places, at -> new ArrayList<>()).add(event);
    }

    private void add(SourcedEvent event) throws IOException {
        message.add(event);
        sent++;
        if (message.size() >= MOST_IN_MESSAGE) send();
    }

    private void send() throws IOException {
        if (message.isEmpty()) return;
        publisher.send(message);
        message.clear();
    }

    private void await(double time) throws IOException {
        if (stopped) throw new InterruptedIOException("stopped");
        long due = started + (long) ((time - first) / speed * 1e9);
        long now = System.nanoTime();
        if (due <= now) return;
        send();
        try {
            while (due > now) {
                if (stopped) throw new InterruptedIOException("stopped");
                Thread.sleep(Math.min(MOST_SLEPT, Math.max(1, (due - now) / 1_000_000)));
                now = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    public Counts counts() {
        return new Counts(number, sent, drops, duplicates, disorders, breaks);
    }

    /** Sends what is behind, and waits until everything is acknowledged. */
    @Override
    public void close() throws IOException {
        for (var events : behind.values()) {
            for (var event : events) add(event);
        }
        behind.clear();
        send();
        publisher.flush();
    }
}
