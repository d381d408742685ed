package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot or must not be written: refused with exit code 2, before the work. */
class OutputFilesTest {
    private static final String LOG = """
            case,activity,start,end
            1,saw,2026-01-05 06:00,2026-01-05 06:10
            1,mill,2026-01-05 06:10,2026-01-05 06:30
            2,saw,2026-01-05 06:20,2026-01-05 06:31
            2,mill,2026-01-05 06:40,2026-01-05 07:02
            """;

    private static final String LINE = """
            plant line {
              source orders makes bracket every 10 min
              station mill takes 5 min
              route bracket { orders -> mill }
            }
            scenario "Monday" on line { run 1 day, 2 replications }
            """;

    @TempDir
    Path folder;

    private Path line = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void aPlant() throws IOException {
        line = Files.writeString(folder.resolve("line.shadow"), LINE);
    }

    private int run(Object... arguments) {
        var result = Result.of(List.of(arguments).stream().map(Object::toString).toList());
        out = result.out();
        err = result.err();
        return result.code();
    }

    private int rehearse(Object... options) {
        var all = new java.util.ArrayList<Object>(List.of("rehearse", line, "--cache", folder.resolve("cache")));
        all.addAll(List.of(options));
        return run(all.toArray());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void results_that_cannot_be_written_are_refused_before_the_run() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "kept");
        for (var option : List.of("--report", "--csv", "--events")) {
            var target = file.resolve(option.equals("--events") ? "e.xes" : "r.html");

            assertEquals(2, rehearse(option, target), option);

            assertEquals("", out);
            assertTrue(err.startsWith("error: " + option + " " + target + " cannot be written: "), err);
            assertTrue(err.contains("this is a file where a folder is needed: " + file), err);
            assertFalse(Files.exists(folder.resolve("cache")), "replications were run");
        }
        assertEquals("kept", Files.readString(file));
        assertEquals(Set.of("file", "line.shadow"), names(folder));
    }

    @Test
    void a_folder_is_no_place_for_a_report() {
        assertEquals(2, rehearse("-o", folder));
        assertTrue(err.contains("cannot write a file over a folder: " + folder), err);
        assertFalse(Files.exists(folder.resolve("cache")), "replications were run");
    }

    @Test
    void two_results_do_not_share_a_file() {
        assertEquals(2, rehearse("-o", folder.resolve("a"), "--csv", folder.resolve("x/../a")));
        assertTrue(err.contains("--report and --csv name the same file"), err);
    }

    @Test
    void the_scenario_itself_is_not_written_over() throws IOException {
        assertEquals(2, rehearse("--csv", line));
        assertTrue(err.contains("would be written over the input"), err);
        assertEquals(LINE, Files.readString(line));
    }

    @Test
    void folders_that_are_missing_are_made() {
        assertEquals(0, rehearse("-o", folder.resolve("a/b/r.html"), "--csv", folder.resolve("c/r.csv")), () -> err);
        assertTrue(Files.exists(folder.resolve("a/b/r.html")));
        assertTrue(Files.exists(folder.resolve("c/r.csv")));
    }

    @Test
    void a_device_is_written_to_and_stays_one() throws IOException {
        var nothing = Path.of("/dev/null");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(nothing));

        assertEquals(0, rehearse("-o", nothing), () -> err);

        assertFalse(Files.isRegularFile(nothing));
    }

    @Test
    void discovery_refuses_a_folder_that_holds_a_plant_before_it_reads_the_log() throws IOException {
        var before = names(folder);

        assertEquals(2, run("discover", folder.resolve("no such log.csv"), "-o", folder));

        assertTrue(err.contains(folder + " already holds line.shadow. Nothing was written."), err);
        assertTrue(err.contains("--overwrite"), err);
        assertEquals(before, names(folder));
        assertEquals(LINE, Files.readString(line));
    }

    @Test
    void discovery_refuses_a_folder_that_cannot_be_made() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "kept");

        assertEquals(2, run("discover", folder.resolve("log.csv"), "-o", file.resolve("x")));

        assertTrue(err.startsWith("error: --output " + file.resolve("x") + " cannot be written: "), err);
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void discovery_does_not_write_over_data_of_the_user() throws IOException {
        var log = Files.writeString(folder.resolve("log.csv"), logOfTwoKindsOfTime());
        var shop = Files.createDirectory(folder.resolve("shop"));
        Files.writeString(shop.resolve("saw.csv"), "mine");

        assertEquals(2, run("discover", log, "-o", shop));

        assertTrue(err.contains(shop + " already holds saw.csv. Nothing was written."), err);
        assertEquals(Set.of("saw.csv"), names(shop));
        assertEquals("mine", Files.readString(shop.resolve("saw.csv")));
    }

    @Test
    void discovery_with_overwrite_replaces_the_plant_and_leaves_the_rest() throws IOException {
        var log = Files.writeString(folder.resolve("log.csv"), LOG);
        var shop = Files.createDirectory(folder.resolve("shop"));
        Files.writeString(shop.resolve("log.shadow"), "old");
        Files.writeString(shop.resolve("notes.txt"), "mine");

        assertEquals(0, run("discover", log, "-o", shop, "--overwrite"), () -> err);

        assertTrue(Files.readString(shop.resolve("log.shadow")).contains("plant log"));
        assertEquals("mine", Files.readString(shop.resolve("notes.txt")));
        assertTrue(names(shop).stream().noneMatch(name -> name.endsWith(".tmp")), "drafts are left");
    }

    @Test
    void after_discovery_beside_another_plant_the_next_command_names_the_file() throws IOException {
        var log = Files.writeString(folder.resolve("log.csv"), LOG);

        assertEquals(0, run("discover", log, "-o", folder, "--overwrite"), () -> err);

        assertTrue(out.contains("next: shadowline rehearse " + folder.resolve("log.shadow")), out);
        assertEquals(LINE, Files.readString(line));
    }

    @Test
    void a_log_is_never_written_over_by_the_data_of_its_own_plant() throws IOException {
        var text = logOfTwoKindsOfTime();
        var log = Files.writeString(folder.resolve("saw.csv"), text);
        assertEquals(2, run("discover", log, "-o", folder, "--overwrite"));

        assertTrue(err.contains(log + " is the log itself"), err);
        assertEquals(text, Files.readString(log));
    }

    /** No common distribution fits, so that the plant gets the times of the saw in a file {@code saw.csv}. */
    private static String logOfTwoKindsOfTime() {
        var text = new StringBuilder("case,activity,start,end\n");
        for (int i = 0; i < 200; i++) {
            text.append("%d,saw,2026-01-%02d %02d:00:00,2026-01-%02d %02d:%02d:%02d%n"
                    .formatted(i, 1 + i / 20, i % 20, 1 + i / 20, i % 20, i % 2 == 0 ? 1 : 50, i % 7));
        }
        return text.toString();
    }
}
