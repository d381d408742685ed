package org.shadowline.twin.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.shadowline.twin.intake.Intake;

/**
 * Takes the events of a plant from a broker into an {@link Intake}, on one thread. A message is acknowledged when its
 * events are with the intake, so that the broker holds back what cannot be taken in yet, and sends again what was on its
 * way when the connection broke. What is no message of events is refused, counted and acknowledged.
 */
public final class EventSubscriber implements AutoCloseable {
    private static final int MOST_KEPT = 100;
    private static final long TICK_MILLIS = 100;

    /** A message that was refused, and why. */
    public record Refused(String topic, String why) {}

    private final Mqtt5AsyncClient client;
    private final Intake intake;
    private final EventMessages messages = new EventMessages();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("intake").daemon().factory());
    private final ArrayDeque<Refused> last = new ArrayDeque<>();
    private long refused;

    /** Connects and subscribes. From now on the intake is used by the thread of this subscriber only, see {@link #ask}. */
    public EventSubscriber(BrokerAddress broker, String plant, Intake intake) throws IOException {
        this.intake = intake;
        client = Connections.client(broker, "shadowline-intake-" + UUID.randomUUID());
        Connections.connect(client, broker);
        Connections.done(client.subscribeWith()
                .topicFilter(Topics.allEvents(plant))
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .executor(thread)
                .manualAcknowledgement(true)
                .send());
        thread.scheduleAtFixedRate(
                () -> intake.tick(System.nanoTime()), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void received(Mqtt5Publish message) {
        var topic = message.getTopic().toString();
        try {
            long now = System.nanoTime();
            for (var event : messages.read(Topics.sourceOf(topic), message.getPayloadAsBytes())) {
                intake.accept(event, now);
            }
        } catch (EventMessages.Fault e) {
            refused++;
            if (last.size() == MOST_KEPT) last.removeFirst();
            last.add(new Refused(topic, e.getMessage()));
        }
        message.acknowledge();
    }

    /** Asks something on the thread that takes the events in. */
    public <T> T ask(java.util.concurrent.Callable<T> question) {
        try {
            return thread.submit(question).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether there is a connection to the broker now. */
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    /** How many messages were refused. */
    public long refused() {
        return ask(() -> refused);
    }

    /** The last hundred messages that were refused, oldest first. */
    public List<Refused> lastRefused() {
        return ask(() -> List.copyOf(last));
    }

    /** Takes in what has come, and ends. */
    @Override
    public void close() throws IOException {
        try {
            Connections.done(client.disconnect());
        } finally {
            thread.shutdown();
        }
    }
}
