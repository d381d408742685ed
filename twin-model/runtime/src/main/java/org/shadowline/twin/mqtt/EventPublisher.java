package org.shadowline.twin.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.intake.SourcedEvent;

/**
 * Sends the events of one source, in one run, to a broker, at least once each (QoS 1), at most a thousand messages ahead of
 * the acknowledgements. After an interruption it connects again by itself and sends again what was not acknowledged, also
 * to a broker that knows nothing of it any more. One thread sends.
 */
public final class EventPublisher implements AutoCloseable {
    private static final int AHEAD = 1_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Mqtt5AsyncClient client;
    private final BrokerAddress broker;
    private final EventMessages messages = new EventMessages();
    private final Semaphore ahead = new Semaphore(AHEAD);
    private final AtomicLong acknowledgedAt = new AtomicLong(System.nanoTime());
    private final String plant;
    private final String topic;
    private volatile boolean closed;
    private volatile @Nullable Throwable failed;

    /**
     * Connects, and says which run is sent.
     *
     * @param run names the run, which is another one than any before; the events count from 1 in it
     * @throws IOException when there is no broker
     */
    public EventPublisher(BrokerAddress broker, String plant, String source, String run, ZonedDateTime start)
            throws IOException {
        this.broker = broker;
        this.plant = plant;
        topic = Topics.events(plant, source, run);
        client = Connections.client(broker, "shadowline-" + source + "-" + UUID.randomUUID());
        boolean done = false;
        try {
            Connections.connect(client, broker, true);
            Connections.done(client.publishWith()
                    .topic(Topics.run(plant))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload(RunMessages.write(plant, run, start))
                    .send());
            done = true;
        } finally {
            if (!done) Connections.end(client);
        }
    }

    /** A name for a run that begins now. */
    public static String newRun() {
        return UUID.randomUUID().toString();
    }

    /** Sends events in a message; waits while too much is not acknowledged. */
    public void send(List<SourcedEvent> events) throws IOException {
        check();
        acquire(1);
        publish(messages.write(events));
    }

    private void publish(byte[] message) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(message)
                .send()
                .whenComplete((result, problem) -> {
                    if (problem != null && isPassing(problem) && !closed) {
                        publish(message);
                        return;
                    }
                    if (problem != null) failed = problem;
                    acknowledgedAt.set(System.nanoTime());
                    ahead.release();
                });
    }

    /** Whether the connection broke off: what was to be sent can be sent by the next one. */
    private static boolean isPassing(Throwable problem) {
        return problem instanceof ConnectionClosedException
                || problem instanceof ConnectionFailedException
                || problem instanceof MqttSessionExpiredException;
    }

    /** Waits until that many messages more can be sent, as long as the broker acknowledges something now and then. */
    private void acquire(int permits) throws IOException {
        long since = System.nanoTime();
        try {
            while (!ahead.tryAcquire(permits, 1, TimeUnit.SECONDS)) {
                check();
                long now = System.nanoTime();
                if (now - since > PATIENCE && now - acknowledgedAt.get() > PATIENCE) {
                    failed = new IOException("the broker has acknowledged nothing for "
                            + TimeUnit.NANOSECONDS.toSeconds(PATIENCE) + " s; "
                            + (AHEAD - ahead.availablePermits()) + " messages are on their way");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void check() throws IOException {
        var problem = failed;
        if (problem != null)
            throw new IOException("events of " + plant + " cannot be sent: " + problem.getMessage(), problem);
    }

    /** Breaks the connection, whatever is on its way, and makes a new one, as a bad network does. */
    public void interrupt() throws IOException {
        Connections.end(client);
        Connections.connect(client, broker, false);
    }

    /** Waits until everything that was sent is acknowledged. */
    public void flush() throws IOException {
        acquire(AHEAD);
        ahead.release(AHEAD);
        check();
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            closed = true;
            Connections.end(client);
        }
    }
}
