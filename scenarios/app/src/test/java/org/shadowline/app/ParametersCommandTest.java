package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersCommandTest {
    /** A part every 100 s: 864 a day while the saw takes less than that for each. */
    private static final String PLANT = """
            plant line {
              parameter pace = 2 min in 30 s..3 min "time of one part at the saw"
              parameter saws = 1 in 1, 2, 4
              source orders makes part every 100 s
              station saw * saws takes pace
              route part { orders -> saw }
            }
            scenario "Day" on line {
              run 1 day after warmup 1 h, 2 replications
              goal maximise throughput
            }
            """;

    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("line.shadow"), PLANT).toString();
    }

    private Result run(String command, String... arguments) {
        var all = new ArrayList<String>(List.of(command, file));
        all.addAll(List.of(arguments));
        if (!command.equals("parameters")) {
            all.addAll(List.of(
                    "--no-report", "--json", "--cache", folder.resolve("cache").toString()));
        }
        return Result.of(all);
    }

    private static double throughput(Result result) throws IOException {
        assertEquals(0, result.code(), result.err());
        for (var kpi : result.json().at("/variants/0/kpis")) {
            if (kpi.get("kpi").asText().equals("throughput") && kpi.get("of").isNull()) {
                return kpi.get("mean").asDouble() * 86_400;
            }
        }
        throw new AssertionError(result.out());
    }

    @Test
    void they_are_listed_with_value_limits_and_meaning() throws Exception {
        var text = run("parameters", "--set", "saws=2");
        var json = run("parameters", "--json").json();

        assertEquals(0, text.code(), text.err());
        assertTrue(
                text.out().matches("(?s).*\n  pace +2 min +30 s to 3 min +time of one part at the saw\n.*"),
                text.out());
        assertTrue(text.out().matches("(?s).*\n  saws +2 +1, 2, 4\n.*"), text.out());
        assertTrue(text.out().matches("(?s).*\n  saw.count +2 +at least 1\n.*"), text.out());
        var pace = json.at("/settable/0");
        assertEquals("parameter", pace.get("kind").asText());
        assertEquals("min", pace.get("unit").asText());
        assertEquals(2, pace.get("number").asDouble());
        assertEquals(0.5, pace.get("least").asDouble());
        assertEquals(3, pace.get("most").asDouble());
        assertEquals(
                List.of(1, 2, 4).toString(),
                json.at("/settable/1/choices").toString().replace(",", ", "));
    }

    @Test
    void all_experiments_can_set_them() throws Exception {
        // 120 s at the saw allow 720 a day, 60 s all 864 that come
        assertEquals(720, throughput(run("rehearse")), 1e-6);
        assertEquals(864, throughput(run("rehearse", "--set", "pace=60s")), 1e-6);
        assertEquals(864, throughput(run("rehearse", "--set", "saws=2")), 1e-6);

        var compared = Result.of(List.of(
                "compare",
                file,
                file,
                "--set",
                "pace=60s",
                "--no-report",
                "--cache",
                folder.resolve("cache").toString()));
        assertEquals(2, compared.code(), compared.out()); // twice the same
        var search = run("search", "--set", "pace=1min", "--vary", "saws in 1, 2");
        assertEquals(0, search.code(), search.err());
        assertEquals(864, search.json().at("/points/0/goals/0/mean").asDouble() * 86_400, 1e-6, search.out());
        var sensitivity = run("sensitivity", "--set", "saws=2", "--vary", "pace in 30 s..60 s");
        assertEquals(0, sensitivity.code(), sensitivity.err());
    }

    @Test
    void a_value_is_set_in_all_that_are_compared() throws Exception {
        var other = Files.writeString(folder.resolve("other.shadow"), PLANT.replace("every 100 s", "every 110 s"));
        var arguments = List.of(
                "compare",
                file,
                other.toString(),
                "--set",
                "pace=60s",
                "--json",
                "--no-report",
                "--cache",
                folder.resolve("cache").toString());

        var result = Result.of(arguments);

        assertEquals(0, result.code(), result.err());
        for (var kpi : result.json().at("/alternatives/0/kpis")) {
            if (kpi.get("kpi").asText().equals("throughput") && kpi.get("of").isNull()) {
                assertEquals(864, kpi.get("baseline").asDouble() * 86_400, 1e-6);
                return;
            }
        }
        throw new AssertionError(result.out());
    }

    @Test
    void a_wrong_value_is_told_with_the_limits_and_a_wrong_name_with_the_nearest() {
        var beyond = run("rehearse", "--set", "pace=5min");
        var unknown = run("search", "--set", "pase=50s", "--vary", "saws in 1, 2");

        assertEquals(2, beyond.code());
        assertTrue(beyond.err().contains("`pace` must be from 30 s to 3 min, but it is `5 min`"), beyond.err());
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("did you mean `pace`?"), unknown.err());
        assertTrue(unknown.err().contains("shadowline parameters"), unknown.err());
    }
}
