package org.shadowline.twin.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.intake.RunIntake;

/**
 * Takes the runs of a plant from a broker into a {@link RunIntake}, on one thread. A message is acknowledged when its
 * events are safe there, many together, so that the broker keeps what cannot be taken in yet and sends again what was on
 * its way when the connection, or this process, broke off. What is no message of events is refused, counted and
 * acknowledged. While nothing can be made safe nothing is acknowledged; everything goes on by itself when it can be again.
 */
public final class EventSubscriber implements AutoCloseable {
    private static final int MOST_KEPT = 100;
    private static final long TICK_MILLIS = 100;
    private static final int MOST_TOGETHER = Connections.MOST_UNACKNOWLEDGED / 2;

    /** A message that was refused, and why. */
    public record Refused(String topic, String why) {}

    private final Mqtt5AsyncClient client;
    private final RunIntake intake;
    private final String runTopic;
    private final List<Mqtt5Publish> unacknowledged = new ArrayList<>();
    /** Messages that could not be taken in yet, in their order. */
    private final ArrayDeque<Mqtt5Publish> waiting = new ArrayDeque<>();

    private final EventMessages messages = new EventMessages();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("intake").daemon().factory());
    private final ArrayDeque<Refused> last = new ArrayDeque<>();
    private long refused;
    private volatile @Nullable String problem;

    /**
     * Connects and subscribes. From now on the intake is used by the thread of this subscriber only, see {@link #ask}.
     *
     * @param name under which the broker keeps what comes while nobody is connected; of one subscriber only
     */
    public EventSubscriber(BrokerAddress broker, String plant, String name, RunIntake intake) throws IOException {
        this.intake = intake;
        runTopic = Topics.run(plant);
        client = Connections.client(broker, name);
        boolean done = false;
        try {
            // What the broker has kept may come before the answer to the subscription.
            client.publishes(MqttGlobalPublishFilter.ALL, this::received, thread, true);
            Connections.connect(client, broker, false);
            subscribe(runTopic);
            subscribe(Topics.allEvents(plant));
            done = true;
        } finally {
            if (!done) stop();
        }
        thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void subscribe(String topics) throws IOException {
        Connections.done(client.subscribeWith()
                .topicFilter(topics)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send());
    }

    private void tick() {
        try {
            while (!waiting.isEmpty() && takes(waiting.peekFirst())) waiting.pollFirst();
            intake.tick(System.nanoTime());
            acknowledge();
        } catch (RuntimeException e) {
            problem = e.toString(); // and the thread goes on
        }
    }

    private void received(Mqtt5Publish message) {
        if (!waiting.isEmpty() || !takes(message)) waiting.addLast(message);
    }

    /** Takes a message in, or finds it to be none; false when it must be tried again. */
    private boolean takes(Mqtt5Publish message) {
        var topic = message.getTopic().toString();
        try {
            if (topic.equals(runTopic)) intake.tell(RunMessages.read(message.getPayloadAsBytes()));
            else take(topic, message.getPayloadAsBytes());
        } catch (EventMessages.Fault e) {
            refuse(topic, e.getMessage());
        } catch (IOException e) {
            problem = e.getMessage();
            return false;
        } catch (RuntimeException e) {
            refuse(topic, e.toString());
        }
        unacknowledged.add(message);
        if (unacknowledged.size() == 1) thread.execute(this::acknowledge); // behind those that have come meanwhile
        else if (unacknowledged.size() >= MOST_TOGETHER) acknowledge();
        return true;
    }

    private void take(String topic, byte[] message) throws EventMessages.Fault, IOException {
        long now = System.nanoTime();
        var from = Topics.from(topic);
        var start = from.run().isEmpty() || from.run().equals(intake.run().id())
                ? intake.run().start()
                : null;
        for (var event : messages.read(from.source(), start, message)) intake.accept(from.run(), event, now);
    }

    private void refuse(String topic, String why) {
        refused++;
        if (last.size() == MOST_KEPT) last.removeFirst();
        last.add(new Refused(topic, why));
    }

    private void acknowledge() {
        if (unacknowledged.isEmpty()) return;
        try {
            intake.sync();
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
    public <T> T ask(Callable<T> question) {
        try {
            return thread.submit(question).get();
        } catch (ExecutionException e) {
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

    /** Makes safe what has been taken in, and ends; the broker keeps what comes later. */
    @Override
    public void close() throws IOException {
        try {
            ask(() -> {
                acknowledge();
                return true;
            });
        } finally {
            stop();
        }
    }

    private void stop() throws IOException {
        try {
            Connections.end(client);
        } finally {
            thread.shutdown();
        }
    }
}
