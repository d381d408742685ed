package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills real processes in the middle of their work and starts the same command again. */
class InterruptedWorkTest {
    private static final String PLANT = """
            plant line {
              source orders makes part every exponential(70 s)
              station saw takes exponential(60 s)
              buffer b holds 4
              station mill takes exponential(55 s)
              route part { orders -> saw -> b -> mill }
            }
            scenario "Year" on line { run 150 days after warmup 1 day, 12 replications }
            scenario "Slow" on line {
              run 150 days after warmup 1 day, 12 replications
              at day 2 06:00  set saw.speed to 95 %
            }
            """;

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    static Stream<List<String>> experiments() {
        return Stream.of(
                List.of("rehearse", "year"),
                List.of("rehearse", "year", "--bottleneck", "--replications", "4"),
                List.of("compare"),
                List.of("search", "year", "--vary", "b.holds in 2..5", "--goal", "maximise throughput"),
                List.of(
                        "sensitivity",
                        "year",
                        "--vary",
                        "b.holds in 2..5",
                        "--vary",
                        "mill.speed in 90 %..110 %",
                        "--method",
                        "factorial"));
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void what_was_finished_before_a_kill_is_not_run_again_and_the_result_is_the_same(List<String> experiment)
            throws Exception {
        var cache = folder.resolve("cache");
        var process = start("killed", cache, experiment);
        waitForRuns(cache, 4, process);
        process.destroyForcibly(); // SIGKILL
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(137, process.exitValue(), "killed before its end");
        var kept = runs(cache);

        var resumed = finish("resumed", start("resumed", cache, experiment));
        var straight = finish("straight", start("straight", folder.resolve("other"), experiment));

        int all = runs(folder.resolve("other")).size();
        assertTrue(kept.size() >= 4 && kept.size() < all, "kept " + kept.size() + " of " + all);
        assertTrue(resumed.err.contains(kept.size() + " replications had been finished before"), resumed::err);
        var there = runs(cache);
        assertEquals(all, there.size(), "as many as without the kill");
        kept.forEach((file, time) -> assertEquals(time, there.get(file), file + " was written again"));
        assertEquals(results(straight.out), results(resumed.out));
        assertEquals(0, resumed.code, resumed::err);
    }

    @Test
    void an_interrupt_says_what_is_kept_and_how_to_go_on() throws Exception {
        var cache = folder.resolve("cache");
        var process = start("interrupted", cache, List.of("rehearse", "year"));
        waitForRuns(cache, 2, process);
        // as Ctrl-C, which the JVM ignores where the tests themselves run in the background
        process.destroy();
        var ended = finish("interrupted", process);
        assertEquals(143, ended.code);
        assertTrue(
                ended.err.matches(
                        "(?s).*interrupted: \\d+ replications finished and kept\\. The same command goes on.*"),
                ended::err);
        assertEquals("", ended.out);
    }

    private Process start(String name, Path cache, List<String> experiment) throws IOException {
        var plant = Files.writeString(folder.resolve("line.shadow"), PLANT);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.shadowline.app.Shadowline"));
        command.addAll(List.of(experiment.getFirst(), plant.toString()));
        command.addAll(experiment.subList(1, experiment.size()));
        command.addAll(List.of("--no-report", "--json", "--threads", "2", "--cache", cache.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .directory(folder.toFile())
                .start();
    }

    private Ended finish(String name, Process process) throws Exception {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it does not end");
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve(name + ".out")),
                Files.readString(folder.resolve(name + ".err")));
    }

    private static void waitForRuns(Path cache, int wanted, Process process) throws Exception {
        while (runs(cache).size() < wanted) {
            assertTrue(process.isAlive(), () -> "it ended before it could be stopped: " + process.exitValue());
            Thread.sleep(5);
        }
    }

    /** Files of finished replications with the time at which they were written. */
    private static Map<String, FileTime> runs(Path cache) throws IOException {
        var found = new TreeMap<String, FileTime>();
        if (!Files.isDirectory(cache)) return found;
        Files.walkFileTree(cache, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".run")) found.put(file.toString(), attributes.lastModifiedTime());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // a draft has got its name meanwhile
                if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                throw e;
            }
        });
        return found;
    }

    /** All but how long it took. */
    private static String results(String json) {
        return json.replaceAll("\"wallSeconds\" ?: ?[0-9.eE+-]+", "");
    }
}
