package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {
    /** A saw feeds a mill without chance: throughput is the smaller of both rates. */
    private static final String LINE = """
            plant line {
              source orders makes part unlimited
              station saw takes 60 s
              buffer between holds 2
              station mill takes 150 s costs 40 EUR/h
              route part { orders -> saw -> between -> mill }
            }
            scenario "Week" on line {
              run 1 day after warmup 2 h, 2 replications
              vary mill.count in 1..4%s
              %s
            }
            """;

    @TempDir
    private Path folder;

    private Result run(String command, String text, String... arguments) throws IOException {
        var file = Files.writeString(folder.resolve("line.shadow"), text);
        var all = new ArrayList<String>(List.of(
                command,
                "--cache",
                folder.resolve("cache").toString(),
                "--report",
                folder.resolve("report.html").toString()));
        all.addAll(List.of(arguments));
        all.add(file.toString());
        return Result.of(all);
    }

    private static String line(String more, String goals) {
        return LINE.formatted(more, goals);
    }

    @Test
    void finds_what_is_known_to_be_best() throws Exception {
        // one to four mills of 150 s after a saw of 60 s: 24, 48, 60, 60 per hour
        var result = run("search", line("", "goal maximise throughput"), "--json");

        assertEquals(0, result.code(), result.err());
        var json = result.json();
        assertEquals("all combinations", json.get("method").asText());
        assertEquals(4, json.get("points").size());
        var found = new ArrayList<Long>();
        for (var point : json.get("points")) {
            found.add(Math.round(point.at("/goals/0/mean").asDouble() * 3600));
        }
        assertEquals(List.of(24L, 48L, 60L, 60L), found);
        assertTrue(json.at("/best/0").asInt() >= 2, result.out());
        assertTrue(json.at("/choice/sure").asBoolean(), result.out());
        assertEquals(1, json.at("/effects/0/shares/0/share").asDouble(), 1e-9);
        assertEquals(24, json.at("/effects/0/means/mill.count/1").asDouble() * 3600, 0.5);
        var page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("\"verdict\":\"Best: mill.count"), "the page says what is best");
    }

    /** Mills that are clearly too few are given up after the first stage, the others run on until they can be told apart. */
    @Test
    void the_choice_says_how_many_runs_it_saved_against_equal_numbers_for_all() throws Exception {
        var text = line("", "goal maximise throughput")
                .replace("takes 60 s", "takes exponential(60 s)")
                .replace("takes 150 s", "takes exponential(150 s)");
        var result = run("search", text, "--json");

        assertEquals(0, result.code(), result.err());
        long runs = result.json().at("/choice/runs").asLong();
        long equal = result.json().at("/choice/equal_runs").asLong();
        assertTrue(runs < equal, runs + " of " + equal);
        var shown = run("search", text);
        assertTrue(
                shown.out()
                        .contains(String.format(
                                Locale.ROOT,
                                "(KN++, %,d replications; giving up the worse ones early saved %,d of %,d)",
                                runs,
                                equal - runs,
                                equal)),
                shown.out());
        assertTrue(Files.readString(folder.resolve("report.html")).contains("giving up the worse ones early saved"));
    }

    /** By hand: 24, 48, 60, 60 per hour whatever the buffer holds; a faster saw tells with three mills or more only. */
    @Test
    void all_combinations_tell_what_moves_the_goal_alone_and_together() throws Exception {
        var text = line(", between.holds in 2, 9, saw.speed in 100 %, 150 %", "goal maximise throughput");
        var shares = run("search", text, "--json").json().at("/effects/0/shares");

        double[][] cells = {{24, 24}, {48, 48}, {60, 72}, {60, 90}};
        double mean = 0;
        for (var row : cells) mean += (row[0] + row[1]) / 8;
        double mills = 0;
        double both = 0;
        double[] saw = {48, 58.5};
        for (var row : cells) {
            double ofRow = (row[0] + row[1]) / 2;
            mills += 2 * (ofRow - mean) * (ofRow - mean);
            for (int s = 0; s < 2; s++) both += Math.pow(row[s] - ofRow - saw[s] + mean, 2);
        }
        double speed = 4 * (Math.pow(saw[0] - mean, 2) + Math.pow(saw[1] - mean, 2));
        double total = mills + speed + both;
        assertEquals("mill.count", shares.at("/0/factors/0").asText());
        assertEquals(mills / total, shares.at("/0/share").asDouble(), 0.01);
        for (var share : shares) {
            var names = share.get("factors").toString();
            double expected =
                    switch (names) {
                        case "[\"mill.count\"]" -> mills / total;
                        case "[\"saw.speed\"]" -> speed / total;
                        case "[\"mill.count\",\"saw.speed\"]" -> both / total;
                        default -> 0;
                    };
            assertEquals(expected, share.get("share").asDouble(), 0.01, names);
        }
        assertTrue(
                run("search", text).out().contains("what moves throughput (share of the sum of squares): mill.count"));
        assertTrue(Files.readString(folder.resolve("report.html")).contains("What moves throughput"));
    }

    @Test
    void keeps_the_limits_and_says_when_none_can() throws Exception {
        // three mills cost 2 EUR per part, two that always work 1.67 EUR
        var kept = run("search", line("", "goal maximise throughput\n  subject to cost <= 1.8 EUR"), "--json");
        assertEquals(0, kept.code(), kept.err());
        assertEquals(
                "2",
                kept.json()
                        .at("/points/" + kept.json().at("/best/0").asInt() + "/settings/mill.count")
                        .asText());

        var broken = run("search", line("", "goal maximise throughput\n  subject to cost <= 1 EUR"));
        assertEquals(1, broken.code(), broken.err());
        assertTrue(broken.out().contains("no point keeps the limits"), broken.out());
    }

    @Test
    void several_goals_make_a_front_without_what_is_worse_in_all() throws Exception {
        var result = run("search", line("", "goal maximise throughput\n  goal minimise cost"), "--json");

        assertEquals(0, result.code(), result.err());
        var json = result.json();
        assertEquals(0, json.at("/choice").size());
        var counts = new ArrayList<String>();
        for (var best : json.get("best")) {
            counts.add(
                    json.at("/points/" + best.asInt() + "/settings/mill.count").asText());
        }
        // a part costs as much on one mill as on two, which make more; four are dearer than three and make no more
        assertEquals(List.of("2", "3"), counts);
    }

    @Test
    void the_surrogate_finds_the_best_of_many_with_few_points() throws Exception {
        var result = run(
                "search",
                line(", saw.speed in 50 %..150 % step 2 %", "goal maximise throughput"),
                "--json",
                "--budget",
                "24",
                "--replications",
                "2");

        assertEquals(0, result.code(), result.err());
        var json = result.json();
        assertTrue(json.get("points").size() <= 24);
        int best = json.at("/best/0").asInt();
        // 4 mills take 96 per hour, the saw gives 90 at 150 %
        assertEquals("4", json.at("/points/" + best + "/settings/mill.count").asText());
        double perHour = json.at("/points/" + best + "/goals/0/mean").asDouble() * 3600;
        assertTrue(perHour > 88, () -> result.out());
    }

    @Test
    void the_same_command_gives_the_same_answer_on_one_thread_and_two() throws Exception {
        var text = line(", saw.speed in 50 %..150 %", "goal maximise throughput\n  goal minimise work in process");
        var one = run("search", text, "--budget", "16", "--threads", "1", "--fresh");
        var two = run("search", text, "--budget", "16", "--threads", "2", "--fresh");

        assertEquals(0, one.code(), one.err());
        assertEquals(one.out(), two.out());
    }

    @Test
    void goals_and_ranges_can_come_from_the_command_line() throws Exception {
        var result = run(
                "search",
                line("", ""),
                "--goal",
                "maximise throughput",
                "--vary",
                "saw.speed in 90 %, 110 %",
                "--subject-to",
                "cost <= 5000 EUR",
                "--json");
        assertEquals(0, result.code(), result.err());
        assertEquals(8, result.json().get("points").size());
    }

    @Test
    void wrong_use_is_told() throws Exception {
        var without = run("search", line("", ""));
        assertEquals(2, without.code());
        assertTrue(without.err().contains("has no goal. Maybe add"), without.err());

        var wrong = run("search", line("", ""), "--goal", "maximise troughput");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("throughput"), wrong.err());

        var many = run("search", line("", "goal maximise throughput"), "--method", "factorial", "--budget", "3");
        assertEquals(2, many.code());
        assertTrue(many.err().contains("4 combinations"), many.err());

        for (var arguments : List.of(
                List.of("--budget", "1"),
                List.of("--replications", "1"),
                List.of("--probability", "2"),
                List.of("--indifference", "0"),
                List.of("--threads", "0"))) {
            var refused = run("search", line("", "goal maximise throughput"), arguments.toArray(String[]::new));
            assertEquals(2, refused.code(), arguments::toString);
            assertTrue(refused.err().startsWith("error: " + arguments.getFirst().substring(0, 3)), refused.err());
        }
    }

    @Test
    void sensitivity_tells_what_moves_an_answer_and_what_does_not() throws Exception {
        // the mill is slower than the saw at every setting, so that only the mill counts: 24 per hour times its speed
        var text = """
                plant line {
                  source orders makes part unlimited
                  station saw takes 60 s
                  buffer between holds 2
                  station mill takes 150 s
                  route part { orders -> saw -> between -> mill }
                }
                scenario "Week" on line {
                  run 1 day after warmup 2 h, 2 replications
                  vary saw.speed in 80 %..120 %, mill.speed in 80 %..120 %, between.holds in 1..9
                  measure throughput
                }
                """;
        var result = run("sensitivity", text, "--json", "--replications", "1", "--trajectories", "4");

        assertEquals(0, result.code(), result.err());
        var effects = result.json().at("/answers/0/effects");
        assertEquals("saw.speed", effects.at("/0/factor").asText());
        assertEquals(0, effects.at("/0/mu_star").asDouble() * 3600, 0.2);
        assertEquals(24 * 0.4, effects.at("/1/mu_star").asDouble() * 3600, 0.2);
        assertEquals(0, effects.at("/2/mu_star").asDouble() * 3600, 0.2);
        var shown = run("sensitivity", text, "--replications", "1", "--trajectories", "4");
        assertTrue(shown.out().contains("rises"), shown.out());

        var nothing = run("sensitivity", text.replaceAll("vary .*", ""));
        assertEquals(2, nothing.code());
        assertTrue(nothing.err().contains("nothing varies in Week"), nothing.err());
    }
}
