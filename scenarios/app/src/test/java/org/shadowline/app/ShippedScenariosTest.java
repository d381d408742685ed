package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line on what is shipped, as a user calls it. */
class ShippedScenariosTest {
    private static final Path SCENARIOS = Path.of("..").toAbsolutePath().normalize();
    private static final Path LOG = SCENARIOS.resolve("job-shop/production-train.xes.gz");

    @TempDir
    Path folder;

    private static Result run(String... arguments) {
        return Result.of(List.of(arguments));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String shipped(String name) {
        return SCENARIOS.resolve(name).toString();
    }

    @Test
    void the_shipped_scenarios_have_no_faults_and_are_laid_out() throws IOException {
        for (var folder : shippedFolders()) {
            var checked = run("check", folder);
            assertEquals(0, checked.code(), checked.out());
            assertEquals(0, run("format", "--check", folder).code(), folder);
        }
    }

    private static List<String> shippedFolders() throws IOException {
        return ScenarioCatalogue.of(SCENARIOS).stream()
                .map(entry -> entry.folder().toString())
                .distinct()
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> every_shipped_scenario_can_be_rehearsed_in_seconds() throws IOException {
        return ScenarioCatalogue.of(SCENARIOS).stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.scenario().id(),
                        () -> assertTimeout(Duration.ofSeconds(60), () -> {
                            var result = run(
                                    "rehearse",
                                    entry.folder().toString(),
                                    entry.scenario().id(),
                                    "--replications",
                                    "1",
                                    "--fresh",
                                    "--no-report");
                            assertTrue(result.code() <= 1, result.err());
                            assertTrue(result.out().contains(entry.plant()), result.out());
                            assertFalse(result.out().contains("note: part"), result.out());
                        })));
    }

    @Test
    void a_rehearsal_prints_a_table_and_writes_a_whole_page() throws IOException {
        var result = run("rehearse", shipped("bracket-line"), "--replications", "4", "-o", path("report.html"));

        assertTrue(result.code() <= 1, result.err());
        assertTrue(result.out().contains("oee of mill"), result.out());
        assertTrue(Files.readString(folder.resolve("report.html")).strip().endsWith("</html>"));
    }

    @Test
    void the_same_seed_gives_the_same_numbers_on_one_and_on_three_threads() throws IOException {
        var one =
                run("rehearse", shipped("job-shop"), "--threads", "1", "--replications", "4", "--no-report", "--json");
        var three =
                run("rehearse", shipped("job-shop"), "--threads", "3", "--replications", "4", "--no-report", "--json");

        assertEquals(one.out(), three.out());
        assertEquals(
                4,
                new ObjectMapper()
                        .readTree(one.out())
                        .at("/variants/0/replications")
                        .asInt());
    }

    @Test
    void an_expectation_that_is_not_met_gives_exit_code_1() {
        var result = run(
                "rehearse",
                shipped("bracket-line"),
                "--set",
                "mill.count=1",
                "--set",
                "b1.holds=4",
                "--replications",
                "5",
                "--no-report");

        assertEquals(1, result.code(), result.err());
        assertTrue(result.out().contains("✗ not met"), result.out());
    }

    @Test
    void a_run_begins_with_the_work_in_process_of_a_file() throws IOException {
        Files.writeString(folder.resolve("monday.json"), """
                {"plant": "line",
                 "parts": [
                   {"id": "A17", "product": "bracket", "place": "mill.1", "age": "2 h", "worked": "5 min"},
                   {"id": "A18", "product": "bracket", "place": "b1", "age": "1 h"},
                   {"id": "A19", "product": "bracket", "place": "press", "age": "12 min"}],
                 "machines": []}
                """);
        var line = Files.writeString(folder.resolve("line.shadow"), """
                plant line {
                  source orders makes bracket every 10 days
                  buffer b1 holds 8
                  station mill takes 10 min
                  route bracket { orders -> b1 -> mill }
                }
                scenario "Monday" on line {
                  run 1 day, 2 replications
                  begins with "monday.json"
                  expect max lead time = 2 h + 5 min
                  expect mean throughput = 2 per day
                }
                """);

        var result = run("rehearse", line.toString(), "--no-report");

        // A17 has 5 minutes of work left, A18 comes after it: 1 h + 5 min + 10 min
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(
                result.out().contains("note: part `A19` is at `press`, which is not in the plant: left out"),
                result.out());
    }

    @Test
    void a_list_of_orders_with_due_dates_is_dispatched_and_judged() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), """
                id,release,product,quantity,due
                A1,2026-01-05 06:00,bracket,3,2026-01-05 06:55
                A2,2026-01-05 06:05,hinge,1,2026-01-05 06:50
                """);
        Files.writeString(folder.resolve("matrix.csv"), "from,bracket,hinge\nbracket,0,5 min\nhinge,5 min,0\n");
        var shop = Files.writeString(folder.resolve("shop.shadow"), """
                plant shop {
                  product bracket
                  product hinge
                  source orders makes bracket, hinge from "orders.csv"
                  station mill takes 10 min for bracket, 20 min for hinge queue unlimited
                    sets up from "matrix.csv" when product changes
                    dispatch earliest due date
                  route * { orders -> mill }
                }
                scenario "Monday" on shop {
                  starts 2026-01-05 06:00 Europe/Berlin
                  run 4 h, 1 replications
                  expect mean on-time share = 75 %
                  expect max tardiness = 5 min
                }
                """);

        var result = run("rehearse", shop.toString(), "--no-report");

        // bracket 6:00-6:10, set-up, hinge 6:15-6:35, set-up, brackets 6:40-6:50 and 6:50-7:00: the last one is 5 min
        // late
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("on-time share"), result.out());
    }

    @Test
    void every_event_can_be_had_in_four_forms() throws Exception {
        for (var name : List.of("e.csv", "e.jsonl", "e.xes", "e.ocel.json")) {
            var result = run(
                    "rehearse",
                    shipped("bracket-line"),
                    "--set",
                    "mill.count=2",
                    "--set",
                    "b1.holds=8",
                    "--replications",
                    "1",
                    "--no-report",
                    "--events",
                    path(name));
            assertTrue(result.code() <= 1, result.err());
        }
        var traces = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("e.xes").toFile())
                .getElementsByTagName("trace")
                .getLength();
        var ocel = new ObjectMapper().readTree(folder.resolve("e.ocel.json").toFile());
        long parts = 0;
        for (var object : ocel.get("objects")) if (object.get("type").asText().equals("part")) parts++;
        long rows = Files.lines(folder.resolve("e.csv")).count() - 1;
        assertEquals(parts, traces);
        assertEquals(rows, ocel.get("events").size());
        assertEquals(rows, Files.lines(folder.resolve("e.jsonl")).count());
        assertTrue(parts > 2_000, "parts: " + parts);
    }

    @Test
    void what_was_simulated_can_be_discovered_again() {
        run(
                "rehearse",
                shipped("bracket-line"),
                "--set",
                "mill.count=2",
                "--set",
                "b1.holds=8",
                "--replications",
                "1",
                "--no-report",
                "--events",
                path("e.xes"));

        var result = run("discover", path("e.xes"), "-o", path("found"), "--name", "Found");

        assertEquals(0, result.code(), result.err());
        assertEquals(0, run("check", path("found")).code());
        var again = run("rehearse", path("found"), "--replications", "2", "--no-report");
        assertEquals(0, again.code(), again.err());
    }

    @Test
    void discovery_writes_the_job_shop_that_is_shipped() throws IOException {
        var result = run("discover", LOG.toString(), "-o", path("shop"), "--name", "Job shop");

        assertEquals(0, result.code(), result.err());
        try (Stream<Path> files = Files.list(folder.resolve("shop"))) {
            for (var file : files.toList()) {
                assertEquals(
                        Files.readString(SCENARIOS.resolve("job-shop").resolve(file.getFileName())),
                        Files.readString(file),
                        "made anew: ./shadowline discover scenarios/job-shop/production-train.xes.gz -o scenarios/job-shop"
                                + " --name \"Job shop\" --overwrite");
            }
        }
    }

    @Test
    void files_that_are_no_plants_or_logs_are_refused_with_a_sentence() throws IOException {
        var empty = Files.createFile(folder.resolve("empty.shadow"));
        var binary = Files.write(folder.resolve("binary.csv"), bytes(5_000));
        Files.write(folder.resolve("binary.shadow"), bytes(5_000));
        Files.createFile(folder.resolve("empty.csv"));
        for (var command : List.of(
                List.of("rehearse", empty.toString()),
                List.of("check", path("binary.shadow")),
                List.of("rehearse", path("missing.shadow")),
                List.of("discover", binary.toString(), "-o", path("x")),
                List.of("discover", path("empty.csv"), "-o", path("x")),
                List.of("discover", path("missing.csv"), "-o", path("x")))) {
            var result = run(command.toArray(String[]::new));
            assertEquals(2, result.code(), command + result.out());
            assertClear(result, command.toString());
        }
        assertFalse(Files.exists(folder.resolve("x")));
    }

    private static byte[] bytes(int n) {
        var bytes = new byte[n];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static void assertClear(Result result, String what) {
        var all = result.out() + result.err();
        assertFalse(all.contains("\tat ") || all.contains("Exception"), () -> what + "\n" + all);
        if (result.code() == 2) assertTrue(all.contains("error"), () -> what + "\n" + all);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void mutations_of_the_shipped_scenarios_give_an_answer_or_a_clear_error() throws IOException {
        mutateScenarios(100);
    }

    @Test
    @Tag("full")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void a_thousand_mutations_of_each_shipped_scenario_give_an_answer_or_a_clear_error() throws IOException {
        mutateScenarios(1_000);
    }

    private void mutateScenarios(int times) throws IOException {
        for (var name : List.of("bracket-line/bracket-line.shadow", "job-shop/job_shop.shadow")) {
            var original = SCENARIOS.resolve(name);
            var copy = folder.resolve("mutants");
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(original.getParent())) {
                for (var file : files.toList()) {
                    Files.copy(
                            file, copy.resolve(file.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
            var random = new Random(name.hashCode());
            var text = Files.readAllBytes(original);
            var mutant = copy.resolve("mutant.shadow");
            for (int i = 0; i < times; i++) {
                Files.write(mutant, mutate(text, random));
                int number = i;
                var result = run("rehearse", mutant.toString(), "--replications", "1", "--no-report");
                assertClear(result, name + " mutant " + number);
                assertTrue(result.code() <= 2);
            }
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void mutations_of_the_shipped_log_give_an_answer_or_a_clear_error() throws IOException {
        mutateLog(25);
    }

    @Test
    @Tag("full")
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void a_thousand_mutations_of_the_shipped_log_give_an_answer_or_a_clear_error() throws IOException {
        mutateLog(1_000);
    }

    private void mutateLog(int times) throws IOException {
        byte[] plain;
        try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(LOG))) {
            plain = in.readAllBytes();
        }
        var zipped = Files.readAllBytes(LOG);
        var random = new Random(99);
        for (int i = 0; i < times; i++) {
            boolean gz = i % 2 == 0;
            var file = folder.resolve(gz ? "mutant.xes.gz" : "mutant.xes");
            Files.write(file, mutate(gz ? zipped : plain, random));
            assertClear(run("discover", file.toString(), "-o", path("found"), "--overwrite"), "log mutant " + i);
        }
    }

    /** Bytes changed, a stretch cut out, or one doubled. */
    private static byte[] mutate(byte[] text, Random random) {
        int from = random.nextInt(text.length);
        int length = 1 + random.nextInt(Math.min(200, text.length - from));
        return switch (random.nextInt(4)) {
            case 0 -> {
                var changed = text.clone();
                for (int i = 0; i < 3; i++) changed[random.nextInt(text.length)] = (byte) random.nextInt(256);
                yield changed;
            }
            case 1 -> joined(text, 0, from, text, from + length, text.length);
            case 2 -> joined(text, 0, from + length, text, from, text.length);
            default -> java.util.Arrays.copyOf(text, from);
        };
    }

    private static byte[] joined(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        var joined = new byte[aTo - aFrom + bTo - bFrom];
        System.arraycopy(a, aFrom, joined, 0, aTo - aFrom);
        System.arraycopy(b, bFrom, joined, aTo - aFrom, bTo - bFrom);
        return joined;
    }
}
