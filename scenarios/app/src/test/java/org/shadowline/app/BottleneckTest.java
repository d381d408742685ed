package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rehearse --bottleneck}: both methods on plants whose bottleneck is known. */
class BottleneckTest {
    private static final double STEP = 0.05;

    @TempDir
    private Path folder;

    private Result run(String elements, String route, String... options) throws IOException {
        var file = Files.writeString(folder.resolve("line.shadow"), """
                plant line {
                  %s
                  route part { orders -> %s }
                }
                scenario "Week" on line { run 5 days after warmup 1 day, 4 replications }
                """.formatted(elements, route));
        var all = new ArrayList<String>(List.of(
                "rehearse",
                file.toString(),
                "--bottleneck",
                "--cache",
                folder.resolve("cache").toString(),
                "-o",
                folder.resolve("report.html").toString()));
        all.addAll(List.of(options));
        return Result.of(all);
    }

    private static JsonNode variant(Result result) throws IOException {
        assertEquals(0, result.code(), result.err());
        return result.json().at("/variants/0");
    }

    /** The gain of a candidate as a share of the throughput of the plant as it is. */
    private static double gain(JsonNode variant, String name) {
        var found = variant.get("bottleneck_by_sensitivity");
        for (var gain : found.get("gains")) {
            if (gain.get("name").asText().equals(name)) {
                return gain.get("throughput_per_s").asDouble()
                        / found.get("throughput_per_s").asDouble();
            }
        }
        throw new AssertionError(name + " was not tried: " + found);
    }

    /** By hand: the mill makes a part every 75 s and holds up the saw before it; all else has time left. */
    @Test
    void both_methods_name_the_slowest_station_of_a_line() throws IOException {
        var line = variant(run("""
                source orders makes part unlimited
                station saw takes 60 s
                buffer b1 holds 3
                station mill takes 75 s
                buffer b2 holds 3
                station wash takes 50 s""", "saw -> b1 -> mill -> b2 -> wash", "--json"));

        var found = line.get("bottleneck_by_sensitivity");
        assertEquals("mill", line.at("/bottleneck/station").asText());
        assertEquals(1 / 75.0, found.get("throughput_per_s").asDouble(), 1e-9);
        assertEquals(STEP, gain(line, "mill"), 1e-3);
        assertEquals(0, gain(line, "saw"), 1e-3);
        assertEquals(0, gain(line, "wash"), 1e-3);
        assertEquals(List.of("mill"), names(found.get("first")));
        assertTrue(found.get("methods_agree").asBoolean());
        assertEquals("Both methods name mill.", found.get("verdict").asText());
    }

    /**
     * By hand: one person works 50 s at the saw and 40 s at the mill for each part, so that a part takes 90 s of the person
     * and 80 s of the wash, which alone works for long without a break. A faster person saves 5 % of the 90 s, a faster saw of
     * the 50 s, a faster wash nothing.
     */
    @Test
    void where_people_are_short_they_disagree_and_it_says_so_and_why() throws IOException {
        var elements = """
                source orders makes part unlimited
                station saw takes 50 s needs 1 of crew
                buffer b1 holds 3
                station mill takes 40 s needs 1 of crew
                buffer b2 holds 3
                station wash takes 80 s
                team crew 1 people""";
        var line = variant(run(elements, "saw -> b1 -> mill -> b2 -> wash", "--json"));

        var found = line.get("bottleneck_by_sensitivity");
        assertEquals("wash", line.at("/bottleneck/station").asText());
        assertEquals(List.of("crew"), names(found.get("first")));
        assertEquals("team", found.at("/gains/0/kind").asText());
        assertEquals(STEP, gain(line, "crew"), 2e-3);
        assertEquals(90 / (50 / (1 + STEP) + 40) - 1, gain(line, "saw"), 2e-3);
        assertEquals(90 / (50 + 40 / (1 + STEP)) - 1, gain(line, "mill"), 2e-3);
        assertEquals(0, gain(line, "wash"), 2e-3);
        assertFalse(found.get("methods_agree").asBoolean());

        var shown = run(elements, "saw -> b1 -> mill -> b2 -> wash");
        assertTrue(shown.err().contains("24 replications had been finished before"), shown.err());
        assertTrue(
                shown.out()
                        .contains(
                                "The methods disagree: by active periods it is wash (no gain shown), by sensitivity crew"
                                        + " (throughput +5.0 %). Likely reason: people are no stations"),
                shown.out());
        assertTrue(shown.out().contains("bottleneck by active periods  by sensitivity"), shown.out());
        assertTrue(Files.readString(folder.resolve("report.html")).contains("\"verdict\":\"The methods disagree"));
    }

    /** Parts come every 100 s and stations need 60 s at most: more parts are all that helps. */
    @Test
    void where_stations_keep_up_the_parts_that_come_are_the_limit() throws IOException {
        var line = variant(run("""
                source orders makes part every 100 s
                station saw takes 60 s
                buffer b1 holds 3
                station mill takes 40 s""", "saw -> b1 -> mill", "--json", "--step", "0.1"));

        var found = line.get("bottleneck_by_sensitivity");
        assertEquals("saw", line.at("/bottleneck/station").asText());
        assertEquals(List.of("orders"), names(found.get("first")));
        assertEquals(0.1, gain(line, "orders"), 2e-3);
        assertEquals(0, gain(line, "saw"), 2e-3);
        assertFalse(found.get("methods_agree").asBoolean());
        assertTrue(found.get("verdict").asText().contains("only more parts raise the throughput"), found::toString);
    }

    /** By hand: a vehicle goes 30 m there and 30 m back for each part at 1 m/s, longer than any station needs. */
    @Test
    void a_fleet_can_be_the_limit_which_no_active_period_shows() throws IOException {
        var line = variant(run("""
                source orders makes part unlimited
                station saw at (0 m, 0 m) takes 20 s
                fleet carts moves freely speed 1 m/s parks at saw
                station mill at (30 m, 0 m) takes 40 s""", "saw -> carts -> mill", "--json"));

        var found = line.get("bottleneck_by_sensitivity");
        assertEquals(List.of("carts"), names(found.get("first")), found::toString);
        assertEquals(STEP, gain(line, "carts"), 2e-3);
        assertEquals(0, gain(line, "mill"), 2e-3);
    }

    @Test
    void wrong_use_is_told() throws IOException {
        var elements = "source orders makes part every 100 s\n station saw takes 60 s";
        var once = run(elements, "saw", "--replications", "1");
        assertEquals(2, once.code());
        assertTrue(once.err().contains("--bottleneck needs at least 2 replications"), once.err());
        for (var step : List.of("0", "-1", "2", "NaN")) {
            var wrong = run(elements, "saw", "--step", step);
            assertEquals(2, wrong.code());
            assertTrue(wrong.err().startsWith("error: --step must be above 0"), wrong.err());
        }
    }

    private static List<String> names(JsonNode texts) {
        var names = new ArrayList<String>();
        texts.forEach(text -> names.add(text.asText()));
        return names;
    }
}
