package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosCommandTest {
    private static final String PLANT = """
            plant small "Small plant" {
              source orders makes part every 1 h
              station mill * 3 takes 10 min
              team crew 4 people
              route part { orders -> mill }
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        var one = Files.createDirectory(folder.resolve("one"));
        Files.writeString(one.resolve("one.shadow"), PLANT + """
                /// Whether a day
                /// is enough.
                scenario "A day" as day on small {
                  cube intelligent x unit x service
                  run 1 day
                }
                """);
        var two = Files.createDirectory(folder.resolve("two files"));
        Files.writeString(two.resolve("two.shadow"), PLANT + """
                scenario "A week" as week on small { run 1 week }
                scenario "A month" as month on small { run 30 days }
                """);
        Files.writeString(two.resolve("README.md"), "# Two\n\nWhat a week and a month\nbring: nothing new.\n\nMore.\n");
        Files.createDirectory(folder.resolve("empty"));
    }

    private Result list(String... more) {
        var all = new java.util.ArrayList<>(List.of("scenarios", folder.toString()));
        all.addAll(List.of(more));
        return Result.of(all);
    }

    @Test
    void it_tells_what_each_scenario_shows_where_it_stands_and_how_to_rehearse_it() {
        var result = list();

        assertEquals(0, result.code(), result.err());
        assertEquals("""
                A day · Small plant
                  shows     Whether a day is enough.
                  cube      intelligent x unit x service
                  elements  3
                  rehearse  ./shadowline rehearse FOLDER/one

                A week · Small plant
                  shows     What a week and a month bring.
                  cube      not stated
                  elements  3
                  rehearse  ./shadowline rehearse 'FOLDER/two files' week

                A month · Small plant
                  shows     What a week and a month bring.
                  cube      not stated
                  elements  3
                  rehearse  ./shadowline rehearse 'FOLDER/two files' month
                """, result.out().replace(folder.toString(), "FOLDER"));
    }

    @Test
    void the_list_can_be_had_as_json() throws IOException {
        var list = list("--json").json();

        assertEquals(3, list.size());
        assertEquals("day", list.at("/0/id").asText());
        assertEquals("Whether a day is enough.", list.at("/0/shows").asText());
        assertEquals("intelligent", list.at("/0/cube/technology").asText());
        assertEquals("unit", list.at("/0/cube/organisation").asText());
        assertEquals("service", list.at("/0/cube/value").asText());
        assertEquals(3, list.at("/0/elements").asInt());
        assertTrue(list.at("/1/cube").isNull());
        assertTrue(list.at("/1/command").asText().endsWith("week"));
    }

    @Test
    void a_folder_without_scenarios_or_with_faulty_ones_is_refused_with_a_sentence() throws IOException {
        var empty = Result.of(List.of("scenarios", folder.resolve("empty").toString()));
        var missing = Result.of(List.of("scenarios", folder.resolve("missing").toString()));
        var file =
                Result.of(List.of("scenarios", folder.resolve("one/one.shadow").toString()));
        Files.writeString(folder.resolve("empty/faulty.shadow"), "plant faulty { station mill takes 5 }");
        var faulty = list();

        assertEquals(2, empty.code());
        assertTrue(empty.err().startsWith("error: no .shadow file with a scenario in "), empty.err());
        assertEquals(2, missing.code());
        assertTrue(missing.err().startsWith("error: there is no folder "), missing.err());
        assertEquals(2, file.code());
        assertTrue(file.err().contains("expected a folder"), file.err());
        assertEquals(2, faulty.code());
        assertTrue(faulty.err().contains("faulty.shadow:1:"), faulty.err());
    }
}
