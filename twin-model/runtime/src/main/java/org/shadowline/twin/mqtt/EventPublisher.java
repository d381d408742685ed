package org.shadowline.twin.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.intake.SourcedEvent;

/**
 * Sends the events of one source to a broker, at least once each (QoS 1), at most a thousand messages ahead of the
 * acknowledgements. It connects again by itself after an interruption and goes on with what was not acknowledged. One
 * thread sends.
 */
public final class EventPublisher implements AutoCloseable {
    private static final int AHEAD = 1_000;
    private static final long PATIENCE_SECONDS = 60;

    private final Mqtt5AsyncClient client;
    private final EventMessages messages = new EventMessages();
    private final Semaphore ahead = new Semaphore(AHEAD);
    private final String plant;
    private final String topic;
    private volatile @Nullable Throwable failed;

    /**
     * Connects, and says which run is sent.
     *
     * @throws IOException when there is no broker
     */
    public EventPublisher(BrokerAddress broker, String plant, String source, ZonedDateTime start) throws IOException {
        this.plant = plant;
        topic = Topics.events(plant, source);
        client = Connections.client(broker, "shadowline-" + source + "-" + UUID.randomUUID());
        Connections.connect(client, broker);
        var run = JsonNodeFactory.instance.objectNode();
        run.put("plant", plant);
        run.put("start", start.toOffsetDateTime().toString());
        run.put("zone", start.getZone().getId());
        Connections.done(client.publishWith()
                .topic(Topics.run(plant))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(run.toString().getBytes(StandardCharsets.UTF_8))
                .send());
    }

    /** Sends events in a message; waits while too much is not acknowledged. */
    public void send(List<SourcedEvent> events) throws IOException {
        check();
        try {
            if (!ahead.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the broker has acknowledged nothing for " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(messages.write(events))
                .send()
                .whenComplete((result, problem) -> {
                    if (problem != null) failed = problem;
                    ahead.release();
                });
    }

    private void check() throws IOException {
        var problem = failed;
        if (problem != null)
            throw new IOException("events of " + plant + " cannot be sent: " + problem.getMessage(), problem);
    }

    /** Breaks the connection and makes a new one, as a bad network does. */
    public void interrupt() throws IOException {
        flush();
        Connections.done(client.disconnect());
        try {
            Connections.done(client.connectWith()
                    .cleanStart(false)
                    .sessionExpiryInterval(3_600)
                    .send());
        } catch (IOException e) {
            throw new IOException("the connection cannot be made again: " + e.getMessage(), e);
        }
    }

    /** Waits until everything that was sent is acknowledged. */
    public void flush() throws IOException {
        try {
            if (!ahead.tryAcquire(AHEAD, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the broker has not acknowledged everything within " + PATIENCE_SECONDS + " s");
            }
            ahead.release(AHEAD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        check();
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            client.disconnect();
        }
    }
}
