package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cause of defects that is planted in a plant is found from its events, in which only an inspection tells what is bad. */
class PlantedCauseTest {
    private static final String PLANT = """
            plant planted {
              product a
              product b
              source as makes a every 400 s in lots of 10 %s
              source bs makes b every exponential(90 s)
              station drill takes 12 s queue unlimited sets up 30 s when product changes
              station mill * 2 takes normal(40 s, 3 s) queue unlimited
                sets up 60 s when product changes
                fails every exponential(20 min) for 60 s
                needs 1 with milling
                degrades uniform(0 %%, 2 %%) maintained when wear reaches 95 %% for 2 min
                defects 2 %% %s
              station check takes 5 s queue unlimited inspects missing 3 %% alarms 1 %%
              team masters 1 person skills milling
              team beginners 1 person skills milling level 80 %%
              route * { as -> drill; bs -> drill; drill -> mill -> check }
            }
            scenario "Planted" on planted {
              starts 2026-01-05 06:00 Europe/Berlin
              run 3 days, 1 replications
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "; plus 30 % for 3 parts after setup; at mill; operations after a set-up",
                "; plus 40 % for 4 parts after repair; at mill; operations after a repair",
                "; plus 30 % when wear above 70 %; at mill; wear of at least 7",
                "; plus 25 % when pace below 90 %; at mill; by beginners.1|pace of at most 80 %",
                "; plus 30 % during 22:00-04:00; at mill|at check|at drill; from 22:00 to 4:00",
                "defects discrete(0 % 99 %, 90 % 1 %); ; a; lot as/"
            })
    void the_planted_cause_is_the_clearest(String ofSource, String ofMill, String where, String what)
            throws IOException {
        var plant = PLANT.formatted(ofSource == null ? "" : ofSource, ofMill == null ? "" : ofMill)
                .replace(
                        "{ as -> drill; bs -> drill; drill -> mill -> check }",
                        "{\n    as -> drill\n    bs -> drill -> mill -> check\n  }");
        var file = Files.writeString(folder.resolve("planted.shadow"), plant);
        var events = folder.resolve("events.jsonl.gz");
        var rehearsed = Result.of(List.of("rehearse", file.toString(), "--no-report", "--events", events.toString()));
        assertEquals(0, rehearsed.code(), rehearsed.err());

        var result = Result.of(List.of("genealogy", events.toString(), "--causes"));

        assertEquals(0, result.code(), result.err());
        var first = result.out().lines().skip(1).findFirst().orElse("");
        assertTrue(oneOf(where, first) && oneOf(what, first), result.out());
    }

    private static boolean oneOf(String alternatives, String line) {
        for (var one : alternatives.split("\\|")) if (line.contains(one)) return true;
        return false;
    }
}
