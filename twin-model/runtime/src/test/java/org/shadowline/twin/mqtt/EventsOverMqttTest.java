package org.shadowline.twin.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.twin.emulate.Emulator;
import org.shadowline.twin.emulate.Faults;
import org.shadowline.twin.intake.Run;
import org.shadowline.twin.intake.RunFold;
import org.shadowline.twin.intake.RunIntake;
import org.shadowline.twin.intake.SourcedEvent;

final class EventsOverMqttTest {
    private static final ZonedDateTime START = ZonedDateTime.of(2026, 1, 5, 6, 0, 0, 0, ZoneOffset.UTC);

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final List<PlantEvent> passed = Collections.synchronizedList(new ArrayList<>());
    private RunIntake intake;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() throws IOException {
        intake = new RunIntake(null, 1_000, PATIENCE, RunFold.of(passed::add));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Broker broker(int port) throws IOException {
        return new Broker(folder.resolve("broker"), port);
    }

    private EventSubscriber subscriber(BrokerAddress broker) throws IOException {
        return new EventSubscriber(broker, "p", "intake", intake);
    }

    private static EventPublisher publisher(BrokerAddress broker, String run) throws IOException {
        return new EventPublisher(broker, "p", "plc", run, START);
    }

    private static PlantEvent event(int i) {
        return new PlantEvent(
                i * 0.5, EventKind.MACHINE_STATE, "mill.1", null, Map.of("state", i % 2 == 0 ? "busy" : "down"));
    }

    private void await(int count) throws InterruptedException {
        for (int i = 0; i < 1_000 && passed.size() < count; i++) Thread.sleep(20);
    }

    @Test
    void events_come_once_and_in_order_whatever_goes_wrong_on_the_way() throws Exception {
        var lost = new ArrayList<SourcedEvent>();
        try (var broker = broker(0);
                var subscriber = subscriber(broker.address());
                var publisher = publisher(broker.address(), "r")) {
            var faults = Faults.of("drop 1 %, duplicate 1 %, disorder 5 %, disconnect every 1000 s");
            Emulator.Counts counts;
            try (var emulator = new Emulator(publisher, "plc", Double.POSITIVE_INFINITY, faults, 7, lost::add)) {
                for (int i = 0; i < 5_000; i++) emulator.accept(event(i));
                counts = emulator.counts();
            }
            assertTrue(
                    counts.dropped() > 20 && counts.duplicated() > 20 && counts.disordered() > 100, counts::toString);
            assertEquals(2, counts.disconnected());
            for (int i = 0; i < 500; i++) {
                if (subscriber.ask(() -> intake.counts().passed() + intake.held()) == 5_000 - lost.size()) break;
                Thread.sleep(20);
            }
            subscriber.ask(() -> {
                intake.end();
                return true;
            });
            var expected = new ArrayList<PlantEvent>();
            var numbers = lost.stream().map(SourcedEvent::sequence).toList();
            for (int i = 0; i < 5_000; i++) if (!numbers.contains(i + 1L)) expected.add(event(i));
            assertEquals(expected.size(), passed.size());
            assertEquals(expected, passed);
            var taken = subscriber.ask(intake::counts);
            assertTrue(taken.duplicates() >= counts.duplicated());
            assertEquals(0, taken.late());
        }
    }

    @Test
    void a_broker_that_stops_and_comes_again_in_the_middle_loses_nothing() throws Exception {
        int port = freePort();
        var broker = broker(port);
        int count = 20_000;
        try (var subscriber = subscriber(broker.address());
                var publisher = publisher(broker.address(), "r")) {
            var sending = Thread.ofVirtual().start(() -> send(publisher, 0, count));
            for (int restart = 1; restart <= 3; restart++) {
                await(restart * count / 5);
                broker.close();
                Thread.sleep(200);
                broker = broker(port);
            }
            sending.join();
            publisher.flush();
            await(count);
            assertWhole(subscriber, count);
        } finally {
            broker.close();
        }
    }

    @Test
    void a_broker_that_has_forgotten_everything_is_sent_what_it_had_not_acknowledged() throws Exception {
        int port = freePort();
        var broker = broker(port);
        int count = 5_000;
        try (var cut = new CutNetwork(port);
                var subscriber = subscriber(broker.address());
                var publisher = publisher(cut.address(), "r")) {
            send(publisher, 0, 1_000);
            publisher.flush();
            await(1_000);
            // one that is not there holds up what is sent, but for the thousand messages ahead
            cut.open(false);
            cut.cutAll();
            broker.close();
            var sending = Thread.ofVirtual().start(() -> send(publisher, 1_000, count));
            broker = new Broker(folder.resolve("another"), port);
            for (int i = 0; i < 500 && !subscriber.isConnected(); i++) Thread.sleep(20);
            Thread.sleep(500); // a broker sends nothing to those who have not subscribed again
            cut.open(true);
            sending.join();
            publisher.flush();
            await(count);
            assertWhole(subscriber, count);
        } finally {
            broker.close();
        }
    }

    @Test
    void a_network_that_is_cut_again_and_again_loses_nothing() throws Exception {
        int count = 20_000;
        try (var broker = broker(0);
                var cut = new CutNetwork(broker.address().port());
                var subscriber = subscriber(cut.address());
                var publisher = publisher(cut.address(), "r")) {
            var sending = Thread.ofVirtual().start(() -> send(publisher, 0, count));
            for (int i = 1; i <= 5; i++) {
                await(i * count / 7);
                cut.cutAll();
            }
            sending.join();
            publisher.flush();
            await(count);
            assertWhole(subscriber, count);
        }
    }

    private static void send(EventPublisher publisher, int from, int to) {
        try {
            for (int i = from; i < to; i++) publisher.send(List.of(new SourcedEvent("plc", i + 1, event(i))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertWhole(EventSubscriber subscriber, int count) {
        var counts = subscriber.ask(intake::counts);
        assertEquals(count, passed.size(), counts::toString);
        assertEquals(0, counts.missing() + counts.late(), counts::toString);
        for (int i = 0; i < count; i++) assertEquals(event(i), passed.get(i));
    }

    @Test
    void what_comes_while_the_subscriber_is_away_is_there_when_it_comes_back() throws Exception {
        try (var broker = broker(0);
                var publisher = publisher(broker.address(), "r")) {
            try (var first = subscriber(broker.address())) {
                send(publisher, 0, 100);
                publisher.flush();
                await(100);
                assertEquals(100, first.ask(intake::counts).received());
            }
            send(publisher, 100, 300);
            publisher.flush();
            try (var second = subscriber(broker.address())) {
                await(300);
                assertWhole(second, 300);
            }
        }
    }

    @Test
    void another_run_begins_anew_and_what_still_comes_of_the_one_before_is_left_out() throws Exception {
        try (var broker = broker(0);
                var subscriber = subscriber(broker.address());
                var first = publisher(broker.address(), "first")) {
            send(first, 0, 100);
            first.flush();
            await(100);
            var later = START.plusDays(1);
            try (var second = new EventPublisher(broker.address(), "p", "plc", "second", later)) {
                send(second, 0, 50);
                second.flush();
                await(150);
                assertEquals(new Run("second", later.toInstant()), subscriber.ask(intake::run));
                send(first, 100, 110);
                first.flush();
                send(second, 50, 60);
                second.flush();
                await(160);
            }
            assertEquals(160, passed.size());
            assertEquals(event(59), passed.getLast());
            assertEquals(10, subscriber.ask(intake::ofEndedRuns));
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
                "{\"sequence\":1,\"event\":\"note\",\"time_s\":1e300}",
                "{\"sequence\":1,\"event\":\"note\",\"time\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"sequence\":1,\"event\":\"note\",\"time_s\":1e18,\"time\":\"-999999999-01-01T00:00:00Z\"}",
                "{\"sequence\":1,\"event\":\"note\",\"time_s\":1"
            })
    void a_message_that_is_none_is_refused_with_its_reason_and_those_after_it_are_taken(String text) throws Exception {
        try (var broker = broker(0);
                var subscriber = subscriber(broker.address())) {
            var client = Connections.client(broker.address(), "hostile");
            Connections.connect(client, broker.address(), true);
            Connections.done(client.publishWith()
                    .topic(Topics.events("p", "plc", ""))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(text.getBytes(StandardCharsets.UTF_8))
                    .send());
            client.disconnect();
            try (var publisher = publisher(broker.address(), "r")) {
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
            new EventMessages().read("s", null, bytes);
        } catch (EventMessages.Fault e) {
            assertTrue(e.getMessage().length() > 5);
        }
    }

    @Test
    void what_is_too_large_or_too_deep_is_refused() {
        var deep = "{\"sequence\":1,\"x\":" + "[".repeat(100_000);
        assertThrows(EventMessages.Fault.class, () -> new EventMessages()
                .read("s", null, deep.getBytes(StandardCharsets.UTF_8)));
        assertThrows(EventMessages.Fault.class, () -> new EventMessages()
                .read("s", null, new byte[EventMessages.LARGEST + 1]));
    }

    @Test
    void a_broker_that_is_not_there_is_told() throws IOException {
        var nowhere = new BrokerAddress("127.0.0.1", freePort(), false);
        var thrown = assertThrows(IOException.class, () -> subscriber(nowhere));
        assertTrue(thrown.getMessage().contains("no broker at mqtt://127.0.0.1"), thrown.getMessage());
    }
}
