package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a plant at the end of a rehearsal, and rehearsals that begin with it. */
class StateTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Result rehearse(Path file, String... more) {
        var all = new ArrayList<>(List.of("rehearse", file.toString(), "--no-report"));
        all.addAll(List.of(more));
        return Result.of(all);
    }

    /** One part a day that ages for three days, the next one each at 6:00. */
    private static String ageing(String begins) {
        return """
                plant cellar {
                  source orders makes cheese every 1 day
                  delay ageing takes 3 days
                  route cheese { orders -> ageing }
                }
                scenario "Filled" on cellar {
                  starts 2026-01-05 06:00 Europe/Berlin
                  run 60 h, 1 replications
                  %s
                }
                """.formatted(begins);
    }

    @Test
    void a_part_in_a_delay_stays_for_the_rest_of_its_time() throws IOException {
        write("state.json", """
                {"plant": "cellar",
                 "parts": [
                   {"product": "cheese", "place": "ageing", "age": "5 days", "worked": "70 h"},
                   {"product": "cheese", "place": "ageing", "age": "26 h", "worked": "20 h"}]}
                """);
        var file = write("cellar.shadow", ageing("""
                begins with "state.json"
                  expect max lead time = 122 h
                  expect mean lead time = 100 h"""));

        var result = rehearse(file);

        // one has 2 h of three days left and is 122 h old then, the other has 52 h left: 78 h
        assertEquals(0, result.code(), result.out() + result.err());
    }

    @Test
    void a_rehearsal_begins_where_another_one_has_ended() throws IOException {
        var empty = write("empty.shadow", ageing(""));
        var state = folder.resolve("state.json.gz");

        var first = rehearse(empty, "--state", state.toString());
        var second = rehearse(write("filled.shadow", ageing("begins with \"state.json.gz\"")), "--json");

        assertEquals(0, first.code(), first.err());
        assertTrue(first.err().contains("state: " + state), first.err());
        // arrivals after 24 and 48 h; 60 h later the older one has been finished after 36 h and the other one after 60
        // h
        var lead = second.json().at("/variants/0/kpis");
        assertEquals(0, second.code(), second.err());
        for (var kpi : lead) {
            if (kpi.get("kpi").asText().equals("lead time")
                    && kpi.get("statistic").asText().equals("mean")) {
                assertEquals(3 * 86_400, kpi.get("mean").asDouble(), 1e-6);
                return;
            }
        }
        throw new AssertionError("no lead time: " + second.out());
    }

    @Test
    void what_ages_at_a_site_is_in_process_there() throws IOException {
        var file = write("sites.shadow", """
                plant two {
                  site here {
                    source orders makes cheese every 1 day
                    delay ageing takes 3 days
                  }
                  site there { sink shop }
                  shipment lorry from here to there departs every 1 day takes 1 h
                  route cheese { orders -> ageing -> shop by lorry }
                }
                scenario "A while" on two {
                  run 20 days after warmup 10 days, 1 replications
                  expect mean work in process of here >= 3
                }
                """);

        var result = rehearse(file);

        assertEquals(0, result.code(), result.out() + result.err());
    }

    @Test
    void parts_may_go_from_site_to_site_in_a_lot() throws IOException {
        var file = write("lots.shadow", """
                plant two {
                  product tea
                  product chest
                  site here {
                    source leaves makes tea every 1 h
                    station pack takes 1 min queue unlimited batch 4 packs into chest
                  }
                  site there { station unpack takes 1 min queue unlimited unpacks chest }
                  shipment ship from here to there departs every 1 day takes 3 days
                  route tea { leaves -> pack -> unpack }
                  route chest { pack -> unpack by ship }
                }
                scenario "A while" on two {
                  run 20 days after warmup 10 days, 1 replications
                  expect mean throughput = 1 per h
                  expect mean lead time >= 3 days
                }
                """);

        var result = rehearse(file);

        assertEquals(0, result.code(), result.out() + result.err());
    }
}
