package org.shadowline.twin.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;
import org.shadowline.twin.access.Accounts;
import org.shadowline.twin.access.AuditTrail;
import org.shadowline.twin.store.Change;
import org.shadowline.twin.store.TwinStore;

/** The hub as a program sees it that knows nothing of it but Ditto's documents. */
final class HubTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TwinStore store;
    private AuditTrail audit;
    private Hub hub;

    @BeforeEach
    void start() throws IOException {
        store = TwinStore.inMemory();
        audit = new AuditTrail(folder.resolve("audit.jsonl"), InstantSource.system());
        var accounts = folder.resolve("accounts.json");
        Files.writeString(accounts, """
                {"vera": {"role": "viewer", "password": "%s"},
                 "otto": {"role": "operator", "password": "%s"},
                 "erna": {"role": "engineer", "password": "%s"}}""".formatted(hash("v"), hash("o"), hash("e")));
        hub = new Hub(
                store, Accounts.read(accounts, InstantSource.system()), audit, Hub.Address.loopback(0), Hub.Pages.NONE);
    }

    private static String hash(String password) {
        return Accounts.hash(password.toCharArray());
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
        store.close();
        audit.close();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes());
    }

    private HttpResponse<String> call(String method, String path, String body, String... headers) throws Exception {
        return as("erna", "e", method, path, body, headers);
    }

    private HttpResponse<String> as(
            String name, String password, String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path))
                .header("Authorization", basic(name, password))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    private void report(String twin, String property, Object value) throws Exception {
        store.submit(new Change.Report(new Signal(twin, property, new Reading(value, null, NOON, Quality.GOOD))), null)
                .get(5, TimeUnit.SECONDS);
    }

    @Test
    void a_thing_is_created_read_changed_merged_and_deleted() throws Exception {
        var created = call("PUT", "/api/2/things/plant:mill", "{\"attributes\":{\"name\":\"Mill\"}}");
        assertEquals(201, created.statusCode());
        assertEquals("\"rev:1\"", created.headers().firstValue("ETag").orElseThrow());
        assertEquals(
                json("{\"thingId\":\"plant:mill\",\"attributes\":{\"name\":\"Mill\"}}"),
                json(call("GET", "/api/2/things/plant%3Amill", null).body()));
        assertEquals(
                201,
                call("PUT", "/api/2/things/plant:mill/features/spindle/properties/rpm", "1200")
                        .statusCode());
        assertEquals(
                204,
                call("PUT", "/api/2/things/plant:mill/features/spindle/properties/rpm", "1300")
                        .statusCode());
        assertEquals(
                "1300",
                call("GET", "/api/2/things/plant:mill/features/spindle/properties/rpm", null)
                        .body());
        assertEquals(
                204,
                call("PATCH", "/api/2/things/plant:mill", "{\"attributes\":{\"name\":null,\"bay\":3}}")
                        .statusCode());
        assertEquals(
                json("{\"bay\":3}"),
                json(call("GET", "/api/2/things/plant:mill/attributes", null).body()));
        assertEquals(
                json("{\"thingId\":\"plant:mill\",\"attributes\":{\"bay\":3}}"),
                json(call("GET", "/api/2/things/plant:mill?fields=thingId,attributes(bay,x)", null)
                        .body()));
        assertEquals(204, call("DELETE", "/api/2/things/plant:mill", null).statusCode());
        var gone = call("GET", "/api/2/things/plant:mill", null);
        assertEquals(404, gone.statusCode());
        assertEquals("things:thing.notfound", json(gone.body()).get("error").asText());
    }

    @Test
    void a_change_is_made_only_under_its_conditions() throws Exception {
        call("PUT", "/api/2/things/p:a", "{\"attributes\":{\"x\":1}}");
        assertEquals(
                412,
                call("PUT", "/api/2/things/p:a/attributes/x", "2", "If-Match", "\"hash:0\"")
                        .statusCode());
        var tag = call("GET", "/api/2/things/p:a/attributes/x", null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertEquals(
                204,
                call("PUT", "/api/2/things/p:a/attributes/x", "2", "If-Match", tag)
                        .statusCode());
        assertEquals(
                412,
                call("PUT", "/api/2/things/p:a", "{}", "If-None-Match", "*").statusCode());
        assertEquals(
                412,
                call("PUT", "/api/2/things/p:a/attributes/x", "2", "if-equal", "skip")
                        .statusCode());
        assertEquals(
                412,
                call("PUT", "/api/2/things/p:a/attributes/x?condition=gt(attributes/x,5)", "3")
                        .statusCode());
        assertEquals(
                204,
                call("PUT", "/api/2/things/p:a/attributes/x?condition=eq(attributes/x,2)", "3")
                        .statusCode());
        var whole = call("GET", "/api/2/things/p:a", null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertEquals("\"rev:3\"", whole);
        assertEquals(
                304,
                call("GET", "/api/2/things/p:a", null, "If-None-Match", whole).statusCode());
    }

    @Test
    void things_are_found_by_filter_in_order_page_by_page() throws Exception {
        for (int i = 0; i < 30; i++) report("p:m%02d".formatted(i), "speed", (double) i);
        var found = json(call(
                        "GET",
                        "/api/2/search/things?filter=ge(features/speed/properties/value,10)"
                                + "&option=sort(-features/speed/properties/value),size(15)&fields=thingId",
                        null)
                .body());
        assertEquals("p:m29", found.at("/items/0/thingId").asText());
        assertEquals(15, found.get("items").size());
        var next = json(call(
                        "GET",
                        "/api/2/search/things?filter=ge(features/speed/properties/value,10)"
                                + "&option=sort(-features/speed/properties/value),size(15),cursor("
                                + found.get("cursor").asText() + ")",
                        null)
                .body());
        assertEquals(5, next.get("items").size());
        assertNull(next.get("cursor"));
        assertEquals(
                "20",
                call("GET", "/api/2/search/things/count?filter=ge(features/speed/properties/value,10)", null)
                        .body());
        assertEquals(
                400,
                call("GET", "/api/2/search/things?filter=gt(features", null).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1", "\"\\ud83", "", "{\"a\":1}{", "NaN"})
    void a_body_that_is_no_json_is_refused(String body) throws Exception {
        assertEquals(400, call("PUT", "/api/2/things/p:a", body).statusCode());
        assertEquals(200, call("GET", "/status/health", null).statusCode());
    }

    @Test
    void a_body_too_large_or_too_deep_is_refused() throws Exception {
        assertEquals(
                413,
                call("PUT", "/api/2/things/p:a", "\"" + "x".repeat(300_000) + "\"")
                        .statusCode());
        assertEquals(400, call("PUT", "/api/2/things/p:a", "[".repeat(100_000)).statusCode());
        assertEquals(
                413,
                call("PUT", "/api/2/things/p:a", "{\"attributes\":{\"x\":\"" + "x".repeat(150_000) + "\"}}")
                        .statusCode());
    }

    @Test
    void who_is_not_signed_in_gets_nothing() throws Exception {
        assertEquals(401, as("erna", "wrong", "GET", "/api/2/things", null).statusCode());
        assertEquals(401, as("nobody", "e", "GET", "/api/2/things", null).statusCode());
        var forged = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/api/2/things"))
                .header("Authorization", "Bearer x.y.z")
                .build();
        assertEquals(
                401, http.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode());
        var handshake = assertThrows(CompletionException.class, () -> http.newWebSocketBuilder()
                .header("Authorization", basic("erna", "wrong"))
                .buildAsync(URI.create("ws://127.0.0.1:" + hub.port() + "/ws/2"), new WebSocket.Listener() {})
                .join());
        assertEquals(
                401,
                ((java.net.http.WebSocketHandshakeException) handshake.getCause())
                        .getResponse()
                        .statusCode());
    }

    @Test
    void a_token_stands_for_whoever_got_it() throws Exception {
        var token = json(as("otto", "o", "POST", "/api/2/token", null).body())
                .get("token")
                .asText();
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/api/2/whoami"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals("operator", json(answer.body()).get("role").asText());
    }

    @Test
    void roles_say_what_can_be_changed_and_the_audit_trail_what_was_desired() throws Exception {
        report("p:mill", "speed", 5.0);
        var desired = "/api/2/things/p:mill/features/speed/desiredProperties/value";
        assertEquals(403, as("vera", "v", "PUT", desired, "7").statusCode());
        assertEquals(201, as("otto", "o", "PUT", desired, "7").statusCode());
        assertEquals(
                403,
                as("otto", "o", "PUT", "/api/2/things/p:mill/attributes/x", "1").statusCode());
        assertEquals(
                403, as("otto", "o", "DELETE", "/api/2/things/p:mill", null).statusCode());
        assertEquals(7L, store.twin("p:mill").desired().get("speed").value());
        var lines = Files.readAllLines(folder.resolve("audit.jsonl"));
        assertEquals(1, lines.size());
        assertEquals("otto", json(lines.getFirst()).get("who").asText());
        assertNull(AuditTrail.check(folder.resolve("audit.jsonl")).problem());
    }

    /** A client of the WebSocket. */
    private final class Client implements WebSocket.Listener {
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();
        final WebSocket socket;

        Client(String name, String password) {
            socket = http.newWebSocketBuilder()
                    .header("Authorization", basic(name, password))
                    .buildAsync(URI.create("ws://127.0.0.1:" + hub.port() + "/ws/2"), this)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                frames.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        String next() throws InterruptedException {
            var frame = frames.poll(5, TimeUnit.SECONDS);
            assertNotNull(frame, "no frame came");
            return frame;
        }

        JsonNode ask(String frame) throws Exception {
            send(frame);
            return json(next());
        }
    }

    private static String command(String thing, String action, String path, String value) {
        return "{\"topic\":\"%s/things/twin/commands/%s\",\"headers\":{\"correlation-id\":\"c-1\"},\"path\":\"%s\"%s}"
                .formatted(thing, action, path, value == null ? "" : ",\"value\":" + value);
    }

    @Test
    void commands_over_the_socket_are_answered_and_told_to_the_others() throws Exception {
        var writer = new Client("erna", "e");
        var reader = new Client("vera", "v");
        reader.send("START-SEND-EVENTS?correlation-id=x&namespaces=p&filter=gt(features%2Fs%2Fproperties%2Frpm%2C10)");
        assertEquals("START-SEND-EVENTS:ACK", reader.next());
        writer.send("START-SEND-EVENTS");
        assertEquals("START-SEND-EVENTS:ACK", writer.next());

        var created = writer.ask(command("p/a", "create", "/", "{\"attributes\":{}}"));
        assertEquals(201, created.get("status").asInt());
        assertEquals("c-1", created.at("/headers/correlation-id").asText());
        assertEquals(
                409,
                writer.ask(command("p/a", "create", "/", "{}")).get("status").asInt());
        writer.ask(command("p/a", "modify", "/features/s/properties/rpm", "5"));
        writer.ask(command("p/a", "modify", "/features/s/properties/rpm", "15"));
        var event = json(reader.next());
        assertEquals("p/a/things/twin/events/modified", event.get("topic").asText());
        assertEquals("/features/s/properties/rpm", event.get("path").asText());
        assertEquals(15, event.get("value").asInt());
        assertEquals(3, event.get("revision").asInt());
        assertEquals("c-1", event.at("/headers/correlation-id").asText());
        assertTrue(writer.frames.isEmpty(), "who made a change is not told of it");

        var error = reader.ask(command("p/a", "modify", "/attributes/x", "1"));
        assertEquals(403, error.get("status").asInt());
        assertEquals("p/a/things/twin/errors", error.get("topic").asText());
        var missing = reader.ask(command("p/b", "retrieve", "/", null));
        assertEquals("things:thing.notfound", missing.at("/value/error").asText());
        assertEquals(
                15,
                reader.ask(command("p/a", "retrieve", "/features/s/properties/rpm", null))
                        .get("value")
                        .asInt());
    }

    @Test
    void a_search_is_streamed_as_the_client_asks_for_it() throws Exception {
        for (int i = 0; i < 5; i++) report("p:m" + i, "speed", (double) i);
        var client = new Client("vera", "v");
        var created = client.ask("""
                {"topic":"_/_/things/twin/search/subscribe","headers":{"correlation-id":"s"},"path":"/",
                 "value":{"filter":"gt(features/speed/properties/value,0)","options":"size(2)"}}""");
        assertEquals("_/_/things/twin/search/created", created.get("topic").asText());
        var id = created.at("/value/subscriptionId").asText();
        client.send("{\"topic\":\"_/_/things/twin/search/request\",\"headers\":{},\"path\":\"/\","
                + "\"value\":{\"subscriptionId\":\"" + id + "\",\"demand\":9}}");
        var ids = new ArrayList<String>();
        for (var frame = json(client.next()); ; frame = json(client.next())) {
            if (frame.get("topic").asText().endsWith("complete")) break;
            frame.at("/value/items").forEach(item -> ids.add(item.get("thingId").asText()));
        }
        assertEquals(List.of("p:m1", "p:m2", "p:m3", "p:m4"), ids);
    }

    @Test
    void a_message_is_answered_by_whoever_takes_messages() throws Exception {
        report("p:mill", "speed", 5.0);
        var device = new Client("erna", "e");
        device.send("START-SEND-MESSAGES");
        assertEquals("START-SEND-MESSAGES:ACK", device.next());
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return as("otto", "o", "POST", "/api/2/things/p:mill/inbox/messages/ask?timeout=5", "how are you");
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        var message = json(device.next());
        assertEquals("p/mill/things/live/messages/ask", message.get("topic").asText());
        assertEquals("how are you", message.get("value").asText());
        device.send("""
                {"topic":"p/mill/things/live/messages/ask","headers":{"correlation-id":%s,"content-type":"text/plain",
                 "ditto-message-direction":"FROM"},"path":"/outbox/messages/ask","value":"fine","status":200}""".formatted(message.at("/headers/correlation-id")));
        assertEquals("fine", answer.get(5, TimeUnit.SECONDS).body());
        assertEquals(
                408,
                as("otto", "o", "POST", "/api/2/things/p:mill/inbox/messages/ask?timeout=1", "?")
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "[]",
                "null",
                "{\"topic\":5}",
                "{\"topic\":\"a/b/things/twin/commands/modify\"}",
                "{\"topic\":\"a/b/things/twin/commands/modify\",\"path\":\"x\"}",
                "{\"topic\":\"a/b/things/twin/commands/fly\",\"path\":\"/\"}",
                "{\"topic\":\"a/b/things/twin/search/request\",\"value\":7}",
                "{\"topic\":\"////////\"}",
                "START-SEND-EVENTS?filter=gt("
            })
    void every_bad_frame_is_answered_by_an_error_and_the_client_stays(String frame) throws Exception {
        var client = new Client("erna", "e");
        var answer = client.ask(frame);
        assertTrue(answer.get("status") != null || answer.get("topic").asText().endsWith("failed"), answer.toString());
        assertEquals(
                201,
                client.ask(command("p/a", "create", "/", "{}")).get("status").asInt());
    }

    @Test
    void changes_come_as_server_sent_events() throws Exception {
        report("p:mill", "speed", 5.0);
        var lines = new LinkedBlockingQueue<String>();
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + hub.port() + "/api/2/things?ids=p:mill&fields=thingId,features"))
                .header("Authorization", basic("vera", "v"))
                .header("Accept", "text/event-stream")
                .build();
        var stream = http.sendAsync(
                request, HttpResponse.BodyHandlers.fromLineSubscriber(new java.util.concurrent.Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(String item) {
                        lines.add(item);
                    }

                    @Override
                    public void onError(Throwable throwable) {}

                    @Override
                    public void onComplete() {}
                }));
        assertEquals(": connected", lines.poll(5, TimeUnit.SECONDS).replace(":connected", ": connected"));
        report("p:other", "speed", 1.0);
        report("p:mill", "load", 6.0);
        String data = null;
        while (data == null || !data.startsWith("data:")) data = lines.poll(5, TimeUnit.SECONDS);
        assertEquals(
                6.0,
                json(data.substring(5)).at("/features/load/properties/value").asDouble());
        stream.cancel(true);
    }

    @Test
    void a_client_that_never_reads_is_cut_off_and_holds_up_nobody() throws Exception {
        var deaf = new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket webSocket) {
                // asks for nothing
            }
        };
        var socket = http.newWebSocketBuilder()
                .header("Authorization", basic("vera", "v"))
                .buildAsync(URI.create("ws://127.0.0.1:" + hub.port() + "/ws/2"), deaf)
                .join();
        socket.sendText("START-SEND-EVENTS", true).join();
        Thread.sleep(200);
        var large = "x".repeat(20_000);
        for (int i = 0; i < 2_000; i++) {
            store.submit(
                            new Change.Report(new Signal(
                                    "p:a", "text", new Reading(large + i, null, NOON.plusMillis(i), Quality.GOOD))),
                            null)
                    .get(5, TimeUnit.SECONDS);
        }
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (hub.clients() > 0 && System.nanoTime() < end) Thread.sleep(20);
        assertEquals(0, hub.clients());
        socket.abort();
    }

    @Test
    void nothing_listens_beyond_loopback_without_tls() {
        var thrown = assertThrows(
                IOException.class,
                () -> new Hub(
                        store,
                        Accounts.open(org.shadowline.twin.access.Role.VIEWER),
                        null,
                        new Hub.Address("0.0.0.0", 0, null),
                        Hub.Pages.NONE));
        assertFalse(thrown.getMessage().isBlank());
    }
}
