package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of 100 MB, each read by a process of its own whose memory is bounded. */
@Tag("full")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LargeFilesTest {
    private static final long SIZE = 100_000_000;
    private static final List<String> ACTIVITIES = List.of("Turning", "Milling", "Grinding", "Inspection", "Packing");

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(int megabytes, Object... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + megabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                Shadowline.class.getName()));
        for (var argument : arguments) command.add(argument.toString());
        var out = folder.resolve("out.txt");
        var err = folder.resolve("err.txt");
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(8, TimeUnit.MINUTES), "it does not end");
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private interface Orders {
        void write(BufferedWriter to, int order, List<LocalDateTime> starts, List<LocalDateTime> ends, Random random)
                throws IOException;
    }

    /** Orders come every 100 s on average and go through all activities, until the file is large enough. */
    private static void fill(BufferedWriter to, Path file, Orders orders) throws IOException {
        var random = new Random(1);
        var begin = LocalDateTime.of(2026, 1, 5, 6, 0);
        double released = 0;
        for (int order = 1; Files.size(file) < SIZE; order++) {
            released -= 100 * Math.log(1 - random.nextDouble());
            double at = released;
            var starts = new ArrayList<LocalDateTime>();
            var ends = new ArrayList<LocalDateTime>();
            for (int i = 0; i < ACTIVITIES.size(); i++) {
                at += 1 + 200 * random.nextDouble();
                starts.add(begin.plusSeconds((long) at));
                at += 40 + 260 * random.nextDouble();
                ends.add(begin.plusSeconds((long) at));
            }
            orders.write(to, order, starts, ends, random);
        }
    }

    private Path csv() throws IOException {
        var file = folder.resolve("large.csv");
        try (var to = Files.newBufferedWriter(file)) {
            to.write("case,activity,resource,start,end\n");
            fill(to, file, (text, order, starts, ends, random) -> {
                for (int i = 0; i < ACTIVITIES.size(); i++) {
                    text.write("order " + order + "," + ACTIVITIES.get(i) + ",Machine " + i + random.nextInt(6) + ","
                            + starts.get(i) + "," + ends.get(i) + "\n");
                }
            });
        }
        return file;
    }

    private Path xes() throws IOException {
        var file = folder.resolve("large.xes");
        try (var to = Files.newBufferedWriter(file)) {
            to.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">\n");
            fill(to, file, (text, order, starts, ends, random) -> {
                text.write("<trace><string key=\"concept:name\" value=\"order " + order + "\"/>\n");
                for (int i = 0; i < ACTIVITIES.size(); i++) {
                    var who = "Machine " + i + random.nextInt(6);
                    event(text, ACTIVITIES.get(i), who, "start", starts.get(i));
                    event(text, ACTIVITIES.get(i), who, "complete", ends.get(i));
                }
                text.write("</trace>\n");
            });
            to.write("</log>\n");
        }
        return file;
    }

    private static void event(BufferedWriter to, String activity, String who, String transition, LocalDateTime at)
            throws IOException {
        to.write("<event><string key=\"concept:name\" value=\"" + activity + "\"/><string key=\"org:resource\" value=\""
                + who + "\"/><string key=\"lifecycle:transition\" value=\"" + transition
                + "\"/><date key=\"time:timestamp\" value=\"" + at + ":00+01:00\"/></event>\n");
    }

    private void assertDiscovered(Path log) throws IOException, InterruptedException {
        var found = run(256, "discover", log, "-o", folder.resolve("found"), "--name", "Large");

        assertEquals(0, found.code(), found.err());
        assertTrue(found.err().contains("reading " + log + ": "), "no progress is shown: " + found.err());
        for (var activity : ACTIVITIES) {
            assertTrue(
                    Files.readString(folder.resolve("found/large.shadow"))
                            .contains("station " + activity.toLowerCase(Locale.ROOT)),
                    activity);
        }
    }

    @Test
    void a_csv_log_of_100_MB_is_discovered_in_256_MB_of_memory_with_progress() throws Exception {
        assertDiscovered(csv());
    }

    @Test
    void a_xes_log_of_100_MB_is_discovered_in_256_MB_of_memory_with_progress() throws Exception {
        assertDiscovered(xes());
    }

    @Test
    void where_the_memory_is_not_enough_it_says_so() throws Exception {
        var ended = run(40, "discover", csv(), "-o", folder.resolve("found"));

        assertEquals(2, ended.code());
        assertTrue(ended.err().contains("error: more memory is needed than there is ("), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
        assertFalse(Files.exists(folder.resolve("found")));
    }

    @Test
    void a_plant_of_100_MB_is_refused_at_once() throws Exception {
        var file = folder.resolve("large.shadow");
        try (var to = Files.newBufferedWriter(file)) {
            to.write("plant large {\n");
            for (int i = 0; Files.size(file) < SIZE; i++) to.write("  station s" + i + " takes 42 s\n");
            to.write("}\n");
        }
        for (var command : List.of("check", "format", "rehearse")) {
            var ended = run(64, command, file);

            assertEquals(2, ended.code(), command);
            var said = ended.out() + ended.err();
            assertTrue(said.contains("error") && said.contains("bytes; at most"), said);
            assertFalse(said.contains("\tat "), said);
        }
    }

    @Test
    void a_binary_file_of_100_MB_is_refused() throws Exception {
        var random = new Random(2);
        var block = new byte[1_000_000];
        for (var name : List.of("binary.csv", "binary.xes.gz", "binary.shadow")) {
            var file = folder.resolve(name);
            try (var to = Files.newOutputStream(file)) {
                for (int i = 0; i < 100; i++) {
                    random.nextBytes(block);
                    to.write(block);
                }
            }
            var ended = name.endsWith(".shadow")
                    ? run(64, "check", file)
                    : run(64, "discover", file, "-o", folder.resolve("found"));

            assertEquals(2, ended.code(), name);
            var said = ended.out() + ended.err();
            assertTrue(said.contains("error"), said);
            assertFalse(said.contains("\tat "), said);
        }
        assertFalse(Files.exists(folder.resolve("found")));
    }
}
