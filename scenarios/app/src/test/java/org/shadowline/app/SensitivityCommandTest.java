package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sensitivity --method …} on a line without chance whose throughput is the smaller rate of two stations. */
class SensitivityCommandTest {
    /** Parts per second at the declared speeds. */
    private static final double RATE = 1 / 60.0;

    @TempDir
    private Path folder;

    private Result run(String vary, String... arguments) throws IOException {
        var file = Files.writeString(folder.resolve("line.shadow"), """
                plant line {
                  source orders makes part unlimited
                  station saw takes 60 s
                  buffer between holds 4
                  station mill takes 60 s
                  buffer after holds 4
                  station wash takes 20 s
                  route part { orders -> saw -> between -> mill -> after -> wash }
                }
                scenario "Week" on line {
                  run 1 day after warmup 2 h
                  vary %s
                  measure throughput
                }
                """.formatted(vary));
        var all = new ArrayList<String>(List.of(
                "sensitivity",
                file.toString(),
                "--cache",
                folder.resolve("cache").toString(),
                "--report",
                folder.resolve("report.html").toString()));
        all.addAll(List.of(arguments));
        return Result.of(all);
    }

    private JsonNode answer(String vary, String... arguments) throws IOException {
        var all = new ArrayList<String>(List.of("--json"));
        all.addAll(List.of(arguments));
        var result = run(vary, all.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return result.json().at("/answers/0");
    }

    private static double effect(JsonNode answer, String... term) {
        for (var contrast : answer.get("contrasts")) {
            var names = new ArrayList<String>();
            contrast.at("/terms/0").forEach(name -> names.add(name.asText()));
            if (names.equals(List.of(term))) return contrast.get("effect").asDouble();
        }
        throw new AssertionError("no effect of " + List.of(term) + ": " + answer);
    }

    /** By hand: the smaller of two speeds of 0.8 and 1.2 is 0.8, 0.8, 0.8, 1.2; each effect and the interaction is 0.2. */
    @Test
    void a_factorial_tells_main_effects_and_the_interaction_of_two_stations_in_line() throws IOException {
        var answer = answer(
                "saw.speed in 80 %..120 %, mill.speed in 80 %..120 %, wash.speed in 80 %..120 %",
                "--method", "factorial", "--replications", "2");

        assertEquals(6, answer.get("contrasts").size());
        assertEquals(0.2 * RATE, effect(answer, "saw.speed"), 2e-3 * RATE);
        assertEquals(0.2 * RATE, effect(answer, "mill.speed"), 2e-3 * RATE);
        assertEquals(0.2 * RATE, effect(answer, "saw.speed", "mill.speed"), 2e-3 * RATE);
        assertEquals(0, effect(answer, "wash.speed"), 2e-3 * RATE);
        assertEquals(0, effect(answer, "mill.speed", "wash.speed"), 2e-3 * RATE);

        var shown = run(
                "saw.speed in 80 %..120 %, mill.speed in 80 %..120 %, wash.speed in 80 %..120 %",
                "--method", "factorial", "--replications", "2");
        assertTrue(shown.out().contains("full factorial of the ends, 2^3: 8 points"), shown.out());
        assertTrue(shown.out().contains("how much depends most on saw.speed × mill.speed together"), shown.out());
        var page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("saw.speed × mill.speed"), "the page has the interaction");
    }

    @Test
    void a_fraction_runs_fewer_points_and_names_what_it_cannot_tell_apart() throws IOException {
        var vary =
                "saw.speed in 80 %..120 %, mill.speed in 80 %..120 %, wash.speed in 80 %..120 %, between.holds in 4..9";
        var answer = answer(vary, "--method", "fractional", "--replications", "2");

        assertEquals(7, answer.get("contrasts").size());
        assertEquals(0.2 * RATE, effect(answer, "saw.speed"), 2e-3 * RATE);
        assertEquals(0.2 * RATE, effect(answer, "mill.speed"), 2e-3 * RATE);
        assertEquals(0, effect(answer, "wash.speed"), 2e-3 * RATE);
        assertEquals(0.2 * RATE, effect(answer, "saw.speed", "mill.speed"), 2e-3 * RATE);
        var file = folder.resolve("line.shadow").toString();
        var rehearsed = Result.of(List.of("rehearse", file, "--no-report"));
        assertRefused("combinations, more than 10000. Maybe search", rehearsed);
        var shown = run(vary, "--method", "fractional", "--replications", "2");
        assertTrue(shown.out().contains("2^(4-1), resolution IV: 8 points"), shown.out());
        assertTrue(shown.out().contains("saw.speed × mill.speed or wash.speed × between.holds"), shown.out());
    }

    /** The smaller of two uniform variables: each explains 1/45 of the variance 1/18 alone, 0.4, and 0.6 with the other. */
    @Test
    void Sobol_tells_the_known_shares_of_the_smaller_of_two_rates() throws IOException {
        var answer = answer(
                "saw.speed in 80 %..120 % step 1 %, mill.speed in 80 %..120 % step 1 %",
                "--method", "sobol", "--base", "256", "--replications", "1");

        for (int f = 0; f < 2; f++) {
            assertEquals(0.4, answer.at("/indices/" + f + "/first").asDouble(), 0.05, answer::toString);
            assertEquals(0.6, answer.at("/indices/" + f + "/total").asDouble(), 0.05, answer::toString);
            assertTrue(answer.at("/indices/" + f + "/total_error").asDouble() < 0.1, answer::toString);
        }
        var shown =
                run("saw.speed in 80 %..120 %, mill.speed in 80 %..120 %", "--method", "sobol", "--replications", "1");
        assertTrue(shown.out().contains("with interactions"), shown.out());
    }

    @Test
    void wrong_use_is_told() throws IOException {
        var vary = "saw.speed in 80 %..120 %";
        assertRefused("--base goes with --method sobol, not morris", run(vary, "--base", "8"));
        assertRefused(
                "--trajectories goes with --method morris", run(vary, "--method", "sobol", "--trajectories", "8"));
        assertRefused("--base must be at least 8: 4", run(vary, "--method", "sobol", "--base", "4"));
        assertRefused("--trajectories must be at least 2: 1", run(vary, "--trajectories", "1"));
        assertRefused("--replications must be at least 1: 0", run(vary, "--replications", "0"));
        assertEquals(2, run(vary, "--method", "guess").code());
    }

    private static void assertRefused(String said, Result result) {
        assertEquals(2, result.code());
        assertTrue(result.err().startsWith("error: ") && result.err().contains(said), result.err());
    }
}
