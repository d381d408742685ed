package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final String PLANT = """
            plant line {
              %s
              source orders makes part every exponential(70 s)
              station saw takes exponential(%s) %s
              %s
            }
            scenario "Week" on line { run %s after warmup 1 h, 10 replications
              seed %d
            }
            """;

    @TempDir
    private Path folder;

    private Result compare(String... arguments) {
        var all = new ArrayList<String>(List.of(
                "compare",
                "--cache",
                folder.resolve("cache").toString(),
                "--report",
                folder.resolve("report.html").toString()));
        all.addAll(List.of(arguments));
        return Result.of(all);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String line(String name, String time) throws IOException {
        return file(name, PLANT.formatted("", time, "", "route part { orders -> saw }", "2 days", 1));
    }

    private static JsonNode kpi(JsonNode alternative, String kpi) {
        for (var row : alternative.get("kpis")) {
            if (row.get("kpi").asText().equals(kpi)
                    && row.get("of").isNull()
                    && row.get("statistic").asText().equals("mean")) return row;
        }
        throw new AssertionError("no " + kpi + " in " + alternative);
    }

    @Test
    void the_same_plant_in_two_files_does_not_differ_at_all() throws Exception {
        var result = compare("--json", line("a.shadow", "60 s"), line("b.shadow", "60 s"));

        assertEquals(0, result.code(), result.err());
        var rows = new ObjectMapper().readTree(result.out()).at("/alternatives/0/kpis");
        assertTrue(rows.size() > 5, result.out());
        for (var row : rows) {
            assertEquals(0, row.get("difference").asDouble(), row.toString());
            assertEquals(0, row.get("half_width").asDouble(), row.toString());
            assertEquals("no difference shown", row.get("verdict").asText());
        }
    }

    @Test
    void a_faster_station_is_better_and_common_random_numbers_show_it_sooner() throws Exception {
        var slow = line("slow.shadow", "60 s");
        var fast = line("fast.shadow", "50 s");

        var text = compare(slow, fast);
        var leadTime = kpi(
                new ObjectMapper().readTree(compare("--json", slow, fast).out()).at("/alternatives/0"), "lead time");

        assertEquals(0, text.code(), text.err());
        assertTrue(text.out().contains("compared with the baseline " + slow), text.out());
        assertTrue(text.out().matches("(?s).*lead time .* -.* ± .* better .*"), text.out());
        assertEquals("better", leadTime.get("verdict").asText());
        assertEquals(
                leadTime.get("other").asDouble() - leadTime.get("baseline").asDouble(),
                leadTime.get("difference").asDouble(),
                1e-9);
        assertTrue(leadTime.get("variance_reduction").asDouble() > 0, leadTime.toString());
        assertEquals(10, leadTime.get("pairs").asInt());
    }

    @Test
    void the_intervals_of_several_alternatives_hold_together() throws Exception {
        var a = line("a.shadow", "60 s");
        var b = line("b.shadow", "58 s");
        var c = line("c.shadow", "50 s");

        var two = new ObjectMapper().readTree(compare("--json", a, b).out());
        var three = new ObjectMapper().readTree(compare("--json", a, b, c).out());

        assertEquals(0.95, two.get("interval_confidence").asDouble(), 1e-12);
        assertEquals(0.975, three.get("interval_confidence").asDouble(), 1e-12);
        double alone =
                kpi(two.at("/alternatives/0"), "lead time").get("half_width").asDouble();
        double together =
                kpi(three.at("/alternatives/0"), "lead time").get("half_width").asDouble();
        // t quantiles with 9 degrees of freedom: 2.685 at 0.9875 (tables of t, two-sided 2.5 %), 2.262 at 0.975
        assertEquals(2.685 / 2.262, together / alone, 1e-3);
        assertTrue(compare(a, b, c).out().contains("97.5 % each"));
    }

    @Test
    void what_only_one_plant_has_is_left_out_and_said() throws Exception {
        var a = line("a.shadow", "60 s");
        var b = file(
                "b.shadow",
                PLANT.formatted(
                        "electricity 0.22 USD/kWh",
                        "60 s",
                        "",
                        "buffer b holds 4\n station mill takes 20 s\n route part { orders -> saw -> b -> mill }",
                        "2 days",
                        5));

        var result = compare("--all", a, b);

        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("left out: only in " + b), result.out());
        assertTrue(result.out().contains("utilisation of mill"), result.out());
        assertTrue(result.out().contains("left out: money: it is EUR in " + a + " and USD in " + b), result.out());
        assertFalse(result.out().contains("\n  cost"), result.out());
        assertTrue(result.out().contains("note: " + b + " has the seed 5; it was run with 1"), result.out());
    }

    @Test
    void scenarios_and_variants_of_one_file_are_compared() throws Exception {
        var both = file(
                "both.shadow",
                PLANT.formatted("", "60 s", "", "route part { orders -> saw }", "1 day", 1)
                        + "scenario \"Repair\" on line {\n  run 1 day, 10 replications\n at 2 h saw fails for 3 h\n}\n");

        var result = compare(both);
        var named = compare("--scenario", "Repair", "--scenario", "Week", both);

        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("compared with the baseline Week\n"), result.out());
        assertTrue(result.out().contains("note: the warm-ups differ"), result.out());
        assertTrue(named.out().startsWith("compared with the baseline Repair\n"), named.out() + named.err());
    }

    @Test
    void what_cannot_be_compared_is_wrong_input() throws Exception {
        var a = line("a.shadow", "60 s");
        var longer =
                file("longer.shadow", PLANT.formatted("", "60 s", "", "route part { orders -> saw }", "3 days", 1));

        wrong(compare(a), "error: there is only one to compare: Week");
        wrong(compare(a, a), "is there twice");
        wrong(compare(a, longer), "error: " + a + " runs 2 days and " + longer + " 3 days");
        wrong(compare("--replications", "1", a, longer), "--replications must be at least 2: 1");
        wrong(compare("--scenario", "Weak", a, longer), "there is no scenario `Weak`");
        wrong(compare(a, folder.resolve("none.shadow").toString()), "error: there is no file");
    }

    private static void wrong(Result result, String said) {
        assertEquals(2, result.code(), result.out());
        assertEquals("", result.out());
        assertTrue(result.err().contains(said), result.err());
    }
}
