package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in processes of their own, of which one is killed while it works. */
@Timeout(240)
class ClusterTest {
    /** Long enough that a node can be killed in the middle. */
    private static final String PLANT = """
            plant line {
              source orders makes part every exponential(20 s)
              station saw takes exponential(14 s) queue unlimited
              station mill * 3 takes gamma(2, 20 s) queue unlimited fails every exponential(6 h) for lognormal(20 min, 8 min)
              route part { orders -> saw -> mill }
            }
            scenario "Week" on line {
              run %d days, 12 replications
              measure throughput, lead time
            }
            """;

    @TempDir
    Path folder;

    private final List<Process> nodes = new ArrayList<>();
    private final String name = "test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @AfterEach
    void end_the_nodes() {
        nodes.forEach(Process::destroyForcibly);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private BufferedReader start(int port, List<Integer> all) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Shadowline.class.getName(),
                "node",
                "--cluster-name",
                name,
                "--threads",
                "1",
                "--port",
                String.valueOf(port),
                "--join",
                String.join(",", all.stream().map(p -> "127.0.0.1:" + p).toList())));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        nodes.add(process);
        return process.inputReader();
    }

    private Result run(Path plant, String... more) {
        var arguments = new ArrayList<>(List.of(
                "rehearse",
                plant.toString(),
                "--no-report",
                "--json",
                "--fresh",
                "--cache",
                folder.resolve("cache" + more.length).toString()));
        arguments.addAll(List.of(more));
        return Result.of(arguments);
    }

    /** Finished replications are stored as soon as they come. */
    private void kill_the_third_when_something_is_finished() {
        try {
            while (true) {
                Thread.sleep(20);
                var stored = folder.resolve("cache3");
                if (!Files.isDirectory(stored)) continue;
                try (var files = Files.walk(stored)) {
                    if (files.anyMatch(Files::isRegularFile)) break;
                }
            }
            ProcessHandle.of(nodes.get(2).pid()).ifPresent(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the notes, in which a loss is told. */
    private static JsonNode numbers(Result result) throws IOException {
        assertEquals(0, result.code(), result.err());
        var tree = new ObjectMapper().readTree(result.out());
        for (var variant : tree.get("variants")) ((ObjectNode) variant).remove("notes");
        return tree;
    }

    @Test
    void a_killed_node_loses_nothing_and_the_numbers_are_those_of_one_machine() throws Exception {
        var ports = List.of(freePort(), freePort(), freePort());
        var outputs = new ArrayList<BufferedReader>();
        for (int port : ports) outputs.add(start(port, ports));
        for (var output : outputs) assertNotNull(output.readLine(), "the node is ready");
        var plant = Files.writeString(folder.resolve("line.shadow"), PLANT.formatted(10));
        var alone = run(plant);

        var cluster = "--cluster=127.0.0.1:" + ports.getFirst();
        var whole = run(plant, cluster, "--cluster-name=" + name);
        assertEquals(numbers(alone), numbers(whole));
        assertTrue(whole.err().contains("running on "), whole.err());
        var limits = run(plant, cluster, "--cluster-name=" + name, "--bottleneck", "--replications=2");
        assertEquals(numbers(run(plant, "--bottleneck", "--replications=2")), numbers(limits));

        var longer = Files.writeString(folder.resolve("longer.shadow"), PLANT.formatted(60));
        var killer = new Thread(this::kill_the_third_when_something_is_finished);
        killer.start();
        var broken = run(longer, cluster, "--cluster-name=" + name, "--threads=1");
        killer.join();
        assertEquals(numbers(run(longer)), numbers(broken));
        assertTrue(
                broken.out().contains("node 127.0.0.1:" + ports.get(2) + " left the cluster"),
                "the loss is told: " + new ObjectMapper().readTree(broken.out()).at("/variants/0/notes"));
    }

    @Test
    void without_nodes_it_says_how_to_start_one() throws IOException {
        var plant = Files.writeString(folder.resolve("line.shadow"), PLANT.formatted(10));
        var result = run(plant, "--cluster=127.0.0.1:" + freePort());
        assertEquals(2, result.code());
        assertTrue(result.err().contains("shadowline node"), result.err());
    }

    @Test
    void an_address_without_a_port_is_refused() throws IOException {
        var plant = Files.writeString(folder.resolve("line.shadow"), PLANT.formatted(10));
        var result = run(plant, "--cluster=elsewhere");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("HOST:PORT"), result.err());
    }
}
