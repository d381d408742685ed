package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Station;

class FitCommandTest {
    @TempDir
    Path folder;

    private static Result run(Path folder, String data, String... arguments) throws IOException {
        var file = Files.writeString(folder.resolve("times.csv"), data);
        var all = new ArrayList<String>(List.of(
                "fit",
                file.toString(),
                "--report",
                folder.resolve("report.html").toString()));
        all.addAll(List.of(arguments));
        return Result.of(all);
    }

    /** Numbered rows with times drawn from an exponential distribution of mean 75. */
    private static String table(String heading) {
        var random = new SplittableRandom(5);
        var text = new StringBuilder("part," + heading + "\n");
        for (int i = 1; i <= 300; i++) {
            text.append(i).append(String.format(Locale.ROOT, ",%.3f%n", -75 * Math.log1p(-random.nextDouble())));
        }
        return text.toString();
    }

    @Test
    void what_it_says_to_write_is_understood_by_the_language() throws IOException {
        var result = run(folder, table("wash [s]"), "--json");
        assertEquals(0, result.code(), result.err());
        var json = new ObjectMapper().readTree(result.out());
        assertEquals("wash", json.get("name").asText(), "the column with a unit, not the number of the row");
        assertEquals(300, json.get("observations").asInt());
        var text = """
                plant line {
                  source arrivals makes part every 200 s
                  station wash takes %s
                  route part { arrivals -> wash }
                }
                """;
        for (var candidate : json.get("candidates")) {
            var checked = new ShadowLanguage()
                    .check(
                            "line.shadow",
                            text.formatted(candidate.get("expression").asText()),
                            FileAccess.NONE);
            assertFalse(checked.hasErrors(), checked::report);
        }
        assertTrue(Files.readString(folder.resolve("report.html")).contains("Quantiles beside quantiles"));
    }

    /** Two kinds of times, which no family describes, in columns that are hard to name. */
    @Test
    void what_it_says_to_write_where_no_family_fits_is_understood_beside_the_file() throws IOException {
        assertUnderstood(1, "%s,%s%n", "");
        assertUnderstood(5, "%s,%s%n", "", "--column", "2");
        assertUnderstood(5, "%s,%s%n", "part,wash [s]%n");
        assertUnderstood(5, "%s,%s%n", "wash,wash%n", "--column", "2");
        assertUnderstood(300, "%s,%s%n", "a,\"the \"\"wash\"\"\"%n", "--column", "2", "--unit", "min");
        assertUnderstood(1, ",%s%n", "");
        assertUnderstood(1, "%s,%s%n", ",wash%n", "--column", "1");
    }

    private void assertUnderstood(double least, String row, String heading, String... arguments) throws IOException {
        var data = new StringBuilder(heading.replace("%n", "\n"));
        for (int i = 0; i < 200; i++) data.append(row.formatted(i % 2 == 0 ? 1 + i % 7 : 3000 + i, 5 + i % 2 * 4000));
        var result = run(folder, data.toString(), arguments);
        assertEquals(0, result.code(), result.err());
        var written = result.out().replaceAll("(?s).*\nwrite: ([^\n]*)\n.*", "$1");
        assertTrue(written.startsWith("empirical from "), result.out());
        var plant = Files.writeString(folder.resolve("line.shadow"), """
                plant line {
                  source arrivals makes part every 2 days
                  station wash takes %s
                  route part { arrivals -> wash }
                }
                """.formatted(written));
        var checked = new ShadowLanguage().check(plant, Map.of());
        assertFalse(checked.hasErrors(), () -> written + "\n" + checked.report());
        var wash = (Station) checked.plants().getFirst().element("wash");
        var time = (Distribution.Empirical) wash.times().getFirst().time();
        assertEquals(least, time.sorted().get(0), 1e-9, written);
    }

    @Test
    void a_table_marks_the_choice() throws IOException {
        var result = run(folder, table("wash [s]"));
        assertTrue(result.out().contains("→"), result.out());
        assertTrue(result.out().contains("write: "), result.out());
    }

    @Test
    void columns_are_found_by_heading_and_number() throws IOException {
        assertTrue(run(folder, table("wash [s]"), "--column", "1").out().startsWith("part:"));
        assertTrue(run(folder, table("wash [s]"), "--column", "Wash").out().startsWith("wash:"));
        assertTrue(run(folder, table("wash"), "--column", "wash", "--unit", "min")
                .out()
                .contains(" min"));
    }

    @Test
    void faults_say_what_where_and_what_to_do() throws IOException {
        assertFault("is empty", "");
        assertFault("row 3, column 1: `x7` is not a number", "t\n3\nx7\n");
        assertFault("row 2, column 1: -1 is negative", "3\n-1\n");
        assertFault("did you mean `wash`?", table("wash [s]"), "--column", "wsh");
        assertFault("It has: part, wash", table("wash [s]"), "--column", "zzzzzz");
        assertFault("`parsec` is not a unit", table("wash [s]"), "--unit", "parsec");
        assertFault("`foo` is not a unit", table("wash [foo]"));
        assertFault("no column of numbers", "a,b\nx,y\n");
    }

    private void assertFault(String said, String data, String... arguments) throws IOException {
        Files.deleteIfExists(folder.resolve("report.html"));
        var result = run(folder, data, arguments);
        assertEquals(2, result.code());
        assertTrue(result.err().contains(said), result.err());
        assertTrue(result.err().startsWith("error: "), result.err());
        assertFalse(Files.exists(folder.resolve("report.html")));
    }

    @Property(tries = 200)
    void any_text_is_answered_or_refused(@ForAll String data) throws IOException {
        var own = Files.createTempDirectory("fit");
        Result result;
        try {
            result = run(own, data, "--no-report");
        } finally {
            Files.deleteIfExists(own.resolve("times.csv"));
            Files.delete(own);
        }
        assertTrue(result.code() == 0 || result.code() == 2 && result.err().startsWith("error: "), result.err());
    }
}
