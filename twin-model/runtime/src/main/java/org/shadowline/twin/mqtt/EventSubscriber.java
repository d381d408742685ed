package org.shadowline.twin.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.intake.EventJournal;
import org.shadowline.twin.intake.Intake;

/**
 * Takes the events of a plant from a broker into an {@link Intake}, on one thread. A message is acknowledged when its
 * events are in the journal, many together, so that the broker holds back what cannot be taken in yet and sends again
 * what was on its way when the connection broke. What is no message of events is refused, counted and acknowledged.
 * While the journal cannot be written nothing is acknowledged, and the broker keeps what comes.
 */
public final class EventSubscriber implements AutoCloseable {
    private static final int MOST_KEPT = 100;
    private static final long TICK_MILLIS = 100;
    private static final int MOST_TOGETHER = 1_000;

    /** A message that was refused, and why. */
    public record Refused(String topic, String why) {}

    private final Mqtt5AsyncClient client;
    private final Intake intake;
    private final @Nullable EventJournal journal;
    private final List<Mqtt5Publish> unacknowledged = new ArrayList<>();
    private final EventMessages messages = new EventMessages();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("intake").daemon().factory());
    private final ArrayDeque<Refused> last = new ArrayDeque<>();
    private long refused;
    private volatile @Nullable String problem;

    /**
     * Connects and subscribes. From now on intake and journal are used by the thread of this subscriber only, see
     * {@link #ask}.
     *
     * @param journal null for none: what was taken in is gone with the process
     */
    public EventSubscriber(BrokerAddress broker, String plant, Intake intake, @Nullable EventJournal journal)
            throws IOException {
        this.intake = intake;
        this.journal = journal;
        client = Connections.client(broker, "shadowline-intake-" + UUID.randomUUID());
        Connections.connect(client, broker);
        Connections.done(client.subscribeWith()
                .topicFilter(Topics.allEvents(plant))
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .executor(thread)
                .manualAcknowledgement(true)
                .send());
        thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        intake.tick(System.nanoTime());
        acknowledge();
    }

    private void received(Mqtt5Publish message) {
        var topic = message.getTopic().toString();
        try {
            long now = System.nanoTime();
            for (var event : messages.read(Topics.sourceOf(topic), message.getPayloadAsBytes())) {
                if (journal != null) journal.append(event);
                intake.accept(event, now);
            }
        } catch (EventMessages.Fault e) {
            refused++;
            if (last.size() == MOST_KEPT) last.removeFirst();
            last.add(new Refused(topic, e.getMessage()));
        } catch (IOException e) {
            problem = e.getMessage();
            return;
        }
        unacknowledged.add(message);
        if (unacknowledged.size() == 1) thread.execute(this::acknowledge); // behind those that have come meanwhile
        else if (unacknowledged.size() >= MOST_TOGETHER) acknowledge();
    }

    private void acknowledge() {
        if (unacknowledged.isEmpty()) return;
        try {
            if (journal != null) journal.sync();
            problem = null;
        } catch (IOException e) {
            problem = e.getMessage();
            return;
        }
        for (var message : unacknowledged) message.acknowledge();
        unacknowledged.clear();
    }

    /** Why events cannot be made safe; null when they can. */
    public @Nullable String problem() {
        return problem;
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

    /** How many messages were refused; on the thread of {@link #ask}. */
    public long refusedNow() {
        return refused;
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
            ask(() -> {
                acknowledge();
                return true;
            });
            Connections.done(client.disconnect());
        } finally {
            thread.shutdown();
        }
    }
}
