package org.shadowline.twin.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.twin.emulate.Emulator;
import org.shadowline.twin.emulate.Faults;
import org.shadowline.twin.intake.Intake;
import org.shadowline.twin.intake.SourcedEvent;

final class EventsOverMqttTest {
    private static final ZonedDateTime START = ZonedDateTime.of(2026, 1, 5, 6, 0, 0, 0, ZoneOffset.UTC);

    private final List<PlantEvent> passed = Collections.synchronizedList(new ArrayList<>());
    private final Intake intake = new Intake(1_000, 5_000_000_000L, passed::add, late -> {});

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static PlantEvent event(int i) {
        return new PlantEvent(
                i * 0.5, EventKind.MACHINE_STATE, "mill.1", null, Map.of("state", i % 2 == 0 ? "busy" : "down"));
    }

    private void await(int count) throws InterruptedException {
        for (int i = 0; i < 500 && passed.size() < count; i++) Thread.sleep(20);
    }

    @Test
    void events_come_once_and_in_order_whatever_goes_wrong_on_the_way() throws Exception {
        var lost = new ArrayList<SourcedEvent>();
        try (var broker = new Broker(freePort());
                var subscriber = new EventSubscriber(broker.address(), "p", intake, null);
                var publisher = new EventPublisher(broker.address(), "p", "plc", START)) {
            var faults = Faults.of("drop 1 %, duplicate 1 %, disorder 5 %, disconnect every 1000 s");
            Emulator.Counts counts;
            try (var emulator = new Emulator(publisher, "plc", Double.POSITIVE_INFINITY, faults, 7, lost::add)) {
                for (int i = 0; i < 5_000; i++) emulator.accept(event(i));
                counts = emulator.counts();
            }
            assertTrue(
                    counts.dropped() > 20 && counts.duplicated() > 20 && counts.disordered() > 100, counts::toString);
            assertEquals(2, counts.disconnected());
            await(5_000 - lost.size() - 1_000);
            subscriber.ask(() -> {
                intake.end();
                return true;
            });
            var expected = new ArrayList<PlantEvent>();
            var numbers = lost.stream().map(SourcedEvent::sequence).toList();
            for (int i = 0; i < 5_000; i++) if (!numbers.contains(i + 1L)) expected.add(event(i));
            assertEquals(expected, passed);
            var taken = subscriber.ask(intake::counts);
            assertTrue(taken.duplicates() >= counts.duplicated());
            assertEquals(0, taken.late());
        }
    }

    @Test
    void a_broker_that_is_killed_and_comes_again_loses_nothing_that_was_acknowledged_to_the_fold() throws Exception {
        int port = freePort();
        var broker = new Broker(port);
        try (var subscriber = new EventSubscriber(broker.address(), "p", intake, null);
                var publisher = new EventPublisher(broker.address(), "p", "plc", START)) {
            for (int i = 0; i < 200; i++) publisher.send(List.of(new SourcedEvent("plc", i + 1, event(i))));
            publisher.flush();
            await(200);
            assertEquals(200, passed.size());
            broker.close();
            Thread.sleep(300);
            broker = new Broker(port);
            // who subscribes again by itself gets what is sent from then on
            for (int i = 0; i < 50 && !subscriber.isConnected(); i++) Thread.sleep(100);
            for (int i = 200; i < 400; i++) publisher.send(List.of(new SourcedEvent("plc", i + 1, event(i))));
            publisher.flush();
            await(400);
            assertEquals(400, passed.size());
        } finally {
            broker.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"sequence\":1}",
                "{\"sequence\":-1,\"event\":\"note\",\"time_s\":1}",
                "{\"sequence\":1,\"event\":\"nothing\",\"time_s\":1}",
                "{\"sequence\":1,\"event\":\"note\"}",
                "{\"sequence\":1,\"event\":\"note\",\"time_s\":\"NaN\"}",
                "{\"sequence\":1,\"event\":\"note\",\"time_s\":1"
            })
    void a_message_that_is_none_is_refused_with_its_reason_and_those_after_it_are_taken(String text) throws Exception {
        try (var broker = new Broker(freePort());
                var subscriber = new EventSubscriber(broker.address(), "p", intake, null)) {
            var client = Connections.client(broker.address(), "hostile");
            Connections.connect(client, broker.address());
            Connections.done(client.publishWith()
                    .topic(Topics.events("p", "plc"))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(text.getBytes(StandardCharsets.UTF_8))
                    .send());
            client.disconnect();
            try (var publisher = new EventPublisher(broker.address(), "p", "plc", START)) {
                publisher.send(List.of(new SourcedEvent("plc", 1, event(0))));
            }
            await(1);
            assertEquals(1, passed.size());
            assertEquals(1, subscriber.refused());
            assertTrue(subscriber.lastRefused().getFirst().why().length() > 5);
        }
    }

    @Property(tries = 2_000)
    void no_bytes_break_the_reader(@ForAll @Size(max = 300) byte[] bytes) {
        try {
            new EventMessages().read("s", bytes);
        } catch (EventMessages.Fault e) {
            assertTrue(e.getMessage().length() > 5);
        }
    }

    @Test
    void what_is_too_large_or_too_deep_is_refused() {
        var deep = "{\"sequence\":1,\"x\":" + "[".repeat(100_000);
        assertThrows(
                EventMessages.Fault.class, () -> new EventMessages().read("s", deep.getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                EventMessages.Fault.class, () -> new EventMessages().read("s", new byte[EventMessages.LARGEST + 1]));
    }

    @Test
    void a_broker_that_is_not_there_is_told() throws IOException {
        var nowhere = new BrokerAddress("127.0.0.1", freePort(), false);
        var thrown = assertThrows(IOException.class, () -> new EventSubscriber(nowhere, "p", intake, null));
        assertTrue(thrown.getMessage().contains("no broker at mqtt://127.0.0.1"), thrown.getMessage());
    }
}
