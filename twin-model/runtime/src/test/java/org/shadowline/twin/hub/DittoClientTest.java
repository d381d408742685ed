package org.shadowline.twin.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.configuration.BasicAuthenticationConfiguration;
import org.eclipse.ditto.client.configuration.WebSocketMessagingConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.client.messaging.MessagingProviders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingConflictException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;
import org.shadowline.twin.access.Accounts;
import org.shadowline.twin.access.Role;
import org.shadowline.twin.store.Change;
import org.shadowline.twin.store.TwinStore;

/** The Java client of Eclipse Ditto, as it is published, against the hub. */
final class DittoClientTest {
    private static final ThingId MILL = ThingId.of("plant.a:mill-1");

    private TwinStore store;
    private Hub hub;
    private DittoClient client;
    private DittoClient other;

    @BeforeEach
    void connect() throws Exception {
        store = TwinStore.inMemory();
        hub = new Hub(store, Accounts.open(Role.ENGINEER), null, Hub.Address.loopback(0), Hub.Pages.NONE);
        client = connected();
        other = connected();
    }

    private DittoClient connected() throws Exception {
        var messaging = WebSocketMessagingConfiguration.newBuilder()
                .endpoint("ws://127.0.0.1:" + hub.port() + "/ws/2")
                .build();
        var authentication = AuthenticationProviders.basic(BasicAuthenticationConfiguration.newBuilder()
                .username("ditto")
                .password("ditto")
                .build());
        return DittoClients.newInstance(MessagingProviders.webSocket(messaging, authentication))
                .connect()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void disconnect() {
        client.destroy();
        other.destroy();
        hub.close();
        store.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void a_thing_is_created_changed_and_read_and_each_error_is_the_clients_own_exception() {
        var thing = done(client.twin().create(MILL));
        assertEquals(MILL, thing.getEntityId().orElseThrow());
        var conflict =
                assertThrows(CompletionException.class, () -> done(client.twin().create(MILL)));
        assertInstanceOf(ThingConflictException.class, conflict.getCause());

        done(client.twin().forId(MILL).putAttribute("name", "Mill"));
        done(client.twin().forFeature(MILL, "spindle").putProperty("rpm", 1200));
        done(client.twin().merge(MILL, JsonObject.of("{\"attributes\":{\"bay\":3}}")));
        var found = done(other.twin().forId(MILL).retrieve()).toJson();
        assertEquals(
                JsonObject.of("{\"thingId\":\"plant.a:mill-1\",\"attributes\":{\"name\":\"Mill\",\"bay\":3},"
                        + "\"features\":{\"spindle\":{\"properties\":{\"rpm\":1200}}}}"),
                found);
        assertEquals(
                JsonFactory.newObject("{\"thingId\":\"plant.a:mill-1\"}"),
                done(client.twin()
                                .retrieve(
                                        JsonFactory.newFieldSelector(
                                                "thingId",
                                                org.eclipse.ditto.json.JsonParseOptions.newBuilder()
                                                        .withoutUrlDecoding()
                                                        .build()),
                                        MILL))
                        .getFirst()
                        .toJson());

        done(client.twin().delete(MILL));
        var missing = assertThrows(
                CompletionException.class, () -> done(client.twin().forId(MILL).retrieve()));
        assertInstanceOf(ThingNotAccessibleException.class, missing.getCause());
    }

    @Test
    void changes_are_told_to_the_other_client_whether_a_client_or_a_machine_made_them() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        other.twin()
                .registerForThingChanges(
                        "all",
                        change -> told.add(change.getAction() + " " + change.getPath() + " "
                                + change.getValue().map(JsonValue::toString).orElse("")));
        done(other.twin().startConsumption());
        done(client.twin().create(MILL));
        assertNotNull(told.poll(5, TimeUnit.SECONDS));
        done(client.twin().forFeature(MILL, "spindle").putProperty("rpm", 1200));
        assertEquals(
                "CREATED /features/spindle/properties/rpm"
                        + " {\"features\":{\"spindle\":{\"properties\":{\"rpm\":1200}}}}",
                told.poll(5, TimeUnit.SECONDS));
        store.submit(
                        new Change.Report(new Signal(
                                MILL.toString(),
                                "power",
                                new Reading(5.5, "kW", Instant.parse("2026-01-05T12:00:00Z"), Quality.GOOD))),
                        null)
                .get();
        assertEquals(
                "CREATED /features/power/properties {\"features\":{\"power\":{\"properties\":{\"value\":5.5,\"unit\":\"kW\","
                        + "\"time\":\"2026-01-05T12:00:00Z\",\"quality\":\"good\"}}}}",
                told.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void a_desired_property_of_a_client_is_desired_of_the_twin() {
        done(client.twin().create(MILL));
        done(client.twin()
                .merge(MILL, JsonObject.of("{\"features\":{\"speed\":{\"desiredProperties\":{\"value\":80}}}}")));
        assertEquals(80L, store.twin(MILL.toString()).desired().get("speed").value());
    }

    @Test
    void a_search_gives_all_that_match() {
        for (int i = 0; i < 60; i++) {
            var id = ThingId.of("plant.a:m" + i);
            done(client.twin().create(id));
            done(client.twin().forId(id).putAttribute(JsonPointer.of("load"), i));
        }
        try (var found = client.twin().search().stream(
                query -> query.filter("ge(attributes/load,20)").options(options -> options.size(7)))) {
            assertEquals(40, found.count());
        }
    }

    @Test
    void a_message_goes_to_the_client_that_takes_it_and_its_answer_back() throws Exception {
        done(client.twin().create(MILL));
        other.live().registerForMessage("answers", "ask", String.class, message -> message.reply()
                .httpStatus(org.eclipse.ditto.base.model.common.HttpStatus.OK)
                .payload("fine, " + message.getPayload().orElse(""))
                .send());
        done(other.live().startConsumption());
        var answer = new CompletableFuture<String>();
        client.live()
                .forId(MILL)
                .message()
                .to()
                .subject("ask")
                .payload("mill")
                .send(
                        String.class,
                        (response, problem) -> answer.complete(
                                problem == null ? response.getPayload().orElse("") : problem.toString()));
        assertEquals("fine, mill", answer.get(10, TimeUnit.SECONDS));
    }
}
