package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> servers = new ArrayList<>();

    @TempDir
    Path folder;

    private Path plant;

    @BeforeEach
    void write() throws IOException {
        plant = folder.resolve("small.shadow");
        Files.writeString(plant, """
                plant small "Small plant" {
                  source orders makes part every 1 h
                  station mill * 2 takes 10 min needs 1 of crew
                  team crew 1 person
                  route part { orders -> mill }
                }
                scenario "A day" on small { run 1 day }
                """);
    }

    @AfterEach
    void kill() {
        servers.forEach(Process::destroyForcibly);
    }

    private int serve() throws IOException {
        return serve(0);
    }

    /** Starts a server in a process of its own; returns its port. */
    private int serve(int mqttPort) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Shadowline.class.getName(),
                "serve",
                plant.toString(),
                "--port",
                "0",
                "--mqtt-port",
                String.valueOf(mqttPort),
                "--data",
                folder.resolve("data").toString()));
        var server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        servers.add(server);
        var reader = new BufferedReader(new java.io.InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String line;
        var port = -1;
        while ((line = reader.readLine()) != null) {
            if (line.contains("/api/2/things"))
                port = URI.create(line.strip().split("\\s+")[1]).getPort();
            if (line.contains("Ctrl-C")) return port;
        }
        throw new AssertionError("the server ended");
    }

    private HttpResponse<String> send(int port, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void what_was_acknowledged_outlives_a_kill_under_load() throws Exception {
        int port = serve();
        assertTrue(send(port, "GET", "/api/2/things/small:mill.2", null).body().contains("shadowline:machine:1"));
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        var writers = new ArrayList<Thread>();
        for (int w = 0; w < 4; w++) {
            var path = "/api/2/things/small:mill.1/attributes/w" + w;
            writers.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 1; ; i++) {
                        if (send(port, "PUT", path, String.valueOf(i)).statusCode() / 100 == 2)
                            acknowledged.put(path, i);
                    }
                } catch (IOException | InterruptedException e) {
                    // the server is gone
                }
            }));
        }
        while (acknowledged.values().stream().mapToInt(i -> i).sum() < 400) Thread.sleep(5);
        servers.getFirst().destroyForcibly().waitFor();
        for (var writer : writers) writer.join();

        int again = serve();
        for (var entry : new HashMap<>(acknowledged).entrySet()) {
            int found =
                    Integer.parseInt(send(again, "GET", entry.getKey(), null).body());
            assertTrue(found >= entry.getValue(), entry + " was acknowledged, found " + found);
            var sql = "select+max(text::int)+from+changes+where+path+=+'"
                    + entry.getKey().substring(entry.getKey().indexOf("/attributes")) + "'";
            assertTrue(eventually(again, sql) >= entry.getValue(), "in the history too: " + entry);
        }
    }

    private int eventually(int port, String sql) throws Exception {
        for (int i = 0; ; i++) {
            var answer = send(port, "GET", "/api/history?sql=" + sql, null);
            var cell = new ObjectMapper().readTree(answer.body()).at("/rows/0/0");
            if (cell.isNumber() || i == 50) return cell.asInt(-1);
            Thread.sleep(100);
        }
    }

    private JsonNode source(int port) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(send(port, "GET", "/api/status", null).body())
                .at("/sources/0");
    }

    private static int portOf(JsonNode source) {
        return URI.create(source.get("source").asText()).getPort();
    }

    /** Waits until nothing more comes. */
    private JsonNode settled(int port, int folded) throws IOException, InterruptedException {
        for (int i = 0; i < 300 && source(port).get("folded").asInt() < folded; i++) Thread.sleep(100);
        return source(port);
    }

    @Test
    void a_server_that_is_killed_while_a_plant_is_played_has_all_of_it_when_it_comes_again() throws Exception {
        Files.writeString(plant, Files.readString(plant).replace("run 1 day", "run 60 days"));
        int mqttPort = portOf(source(serve()));
        var played = new ArrayList<Result>();
        var playing = Thread.ofPlatform()
                .start(() -> played.add(Result.of(List.of(
                        "emulate",
                        plant.toString(),
                        "--broker",
                        "mqtt://127.0.0.1:" + mqttPort,
                        "--speed",
                        "500000"))));
        Thread.sleep(4_000);
        servers.getFirst().destroyForcibly().waitFor();
        int again = serve(mqttPort);
        playing.join();
        assertEquals(0, played.getFirst().code(), played.getFirst().err());
        var number = played.getFirst().out().split(" ")[0].replace(",", "");
        int events = Integer.parseInt(number);
        assertTrue(events > 5_000, number);
        var source = settled(again, events);
        assertEquals(events, source.get("folded").asInt(), source.toString());
        assertEquals(0, source.get("missing").asInt(), source.toString());
        assertEquals(0, source.get("doNotFit").asInt(), source.toString());
    }

    @Test
    void a_plant_that_is_played_again_is_another_run() throws Exception {
        int port = serve();
        var broker = source(port).get("source").asText();
        var counts = new ArrayList<Integer>();
        var runs = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            var played = Result.of(List.of("emulate", plant.toString(), "--broker", broker, "--speed", "max"));
            assertEquals(0, played.code(), played.err());
            int events = Integer.parseInt(played.out().split(" ")[0].replace(",", ""));
            for (int k = 0;
                    k < 100
                            && (runs.contains(run(port))
                                    || source(port).get("folded").asInt() < events);
                    k++) {
                Thread.sleep(100);
            }
            counts.add(source(port).get("folded").asInt());
            runs.add(run(port));
            assertEquals(events, counts.getLast(), source(port).toString());
        }
        assertEquals(counts.getFirst(), counts.getLast());
        assertEquals(2, Set.copyOf(runs).size(), runs::toString);
        assertEquals(0, source(port).get("duplicates").asInt());
        try (var kept = Files.list(folder.resolve("data"))) {
            assertEquals(
                    1,
                    kept.filter(file -> file.getFileName().toString().startsWith("events-"))
                            .count());
        }
    }

    private String run(int port) throws IOException, InterruptedException {
        return source(port).path("run").asText();
    }

    @Test
    void an_emulation_that_is_interrupted_says_how_far_it_came() throws Exception {
        int port = serve();
        var dropped = folder.resolve("dropped.txt");
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Shadowline.class.getName(),
                "emulate",
                plant.toString(),
                "--broker",
                source(port).get("source").asText(),
                "--speed",
                "3000",
                "--faults",
                "drop 50 %",
                "--dropped",
                dropped.toString()));
        var emulation = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        servers.add(emulation);
        for (int i = 0; i < 300 && source(port).get("received").asInt() < 5; i++) Thread.sleep(50);
        emulation.toHandle().destroy(); // SIGTERM, as good as Ctrl-C
        var out = new String(emulation.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(out.contains("ended before the plant did"), out);
        assertTrue(out.contains("sent and acknowledged"), out);
        var lines = Files.readAllLines(dropped);
        assertTrue(out.contains(lines.size() + " dropped"), out + lines);
        assertTrue(lines.size() > 0);
    }

    @Test
    void what_is_to_be_expected_of_a_served_plant_can_be_asked_from_another_command() throws Exception {
        int port = serve();
        var server = "http://127.0.0.1:" + port;
        var early =
                Result.of(List.of("follow", plant.toString(), "--server", server, "--what-if", "mill.2 fails for 1 h"));
        assertEquals(2, early.code());
        assertTrue(early.err().contains("nothing has happened in the run yet"), early.err());

        var broker = source(port).get("source").asText();
        var played = Result.of(List.of("emulate", plant.toString(), "--broker", broker, "--speed", "max"));
        assertEquals(0, played.code(), played.err());
        var picture = "";
        for (int i = 0; i < 200 && !picture.contains("throughput"); i++) {
            Thread.sleep(100);
            picture = send(port, "GET", "/api/follow", null).body();
        }
        assertTrue(
                new ObjectMapper()
                        .readTree(picture)
                        .at("/predictions/throughput/mean")
                        .isNumber(),
                picture);

        var asked =
                Result.of(List.of("follow", plant.toString(), "--server", server, "--what-if", "mill.2 fails for 1 h"));
        assertEquals(0, asked.code(), asked.err());
        assertTrue(asked.out().contains("against doing nothing"), asked.out());
        var wrong =
                Result.of(List.of("follow", plant.toString(), "--server", server, "--what-if", "mill.7 fails for 1 h"));
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("there is no machine 7 of `mill`"), wrong.err());
        assertEquals(400, send(port, "POST", "/api/follow/what-if", "{").statusCode());
        assertEquals(400, send(port, "POST", "/api/follow/what-if", "{}").statusCode());
    }

    @Test
    void a_server_that_is_not_there_is_told() {
        var nowhere = Result.of(List.of("follow", plant.toString(), "--server", "http://127.0.0.1:1"));
        assertEquals(2, nowhere.code());
        assertTrue(nowhere.err().contains("no plant is served at"), nowhere.err());
        assertEquals(
                2,
                Result.of(List.of("follow", plant.toString(), "--server", "ftp://x"))
                        .code());
        assertEquals(
                2,
                Result.of(List.of("follow", plant.toString(), "--at", "30 h")).code());
    }

    @Test
    void a_folder_that_another_server_uses_is_refused() throws Exception {
        serve();
        var second = Result.of(List.of(
                "serve",
                plant.toString(),
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString()));
        assertEquals(2, second.code());
        assertTrue(second.err().contains("cannot be opened"), second.err());
    }

    @Test
    void an_emulated_plant_is_followed_by_its_twins() throws Exception {
        int port = serve();
        var broker = new ObjectMapper()
                .readTree(send(port, "GET", "/api/status", null).body())
                .at("/sources/0/source")
                .asText();
        var played = Result.of(
                List.of("emulate", plant.toString(), "--broker", broker, "--speed", "max", "--faults", "disorder 5 %"));
        assertEquals(0, played.code(), played.err());
        assertTrue(played.out().contains("sent and acknowledged"), played.out());
        String found = "";
        for (int i = 0; i < 100 && !found.contains("off shift") && !found.contains("\"value\":\""); i++) {
            Thread.sleep(50);
            found = send(port, "GET", "/api/2/things/small:mill.1/features/state/properties", null)
                    .body();
        }
        assertTrue(found.contains("\"quality\":\"good\""), found);
        var status = new ObjectMapper()
                .readTree(send(port, "GET", "/api/status", null).body());
        assertEquals(0, status.at("/sources/0/doNotFit").asInt(), status.toString());
        assertEquals(0, status.at("/sources/0/missing").asInt(), status.toString());
    }

    @Test
    void what_an_emulation_cannot_do_is_told_before_it_begins() {
        for (var wrong : List.of(
                List.of("--speed", "fast"),
                List.of("--faults", "drop everything"),
                List.of("--broker", "http://x"),
                List.of("--broker", "mqtt://127.0.0.1:1"),
                List.of("--source", "a/b"))) {
            var arguments = new ArrayList<>(List.of("emulate", plant.toString()));
            arguments.addAll(wrong);
            var result = Result.of(arguments);
            assertEquals(2, result.code(), wrong::toString);
            assertTrue(result.err().startsWith("error: "), result.err());
        }
    }

    @Test
    void nobody_beyond_this_machine_is_served_without_accounts_and_tls() throws IOException {
        var open = Result.of(List.of("serve", plant.toString(), "--host", "0.0.0.0"));
        assertEquals(2, open.code());
        assertTrue(open.err().contains("--accounts"), open.err());
        var accounts = folder.resolve("accounts.json");
        Files.writeString(accounts, "{\"otto\": {\"role\": \"boss\", \"password\": \"secret\"}}");
        var wrong = Result.of(List.of("serve", plant.toString(), "--accounts", accounts.toString()));
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("`boss`"), wrong.err());
    }
}
