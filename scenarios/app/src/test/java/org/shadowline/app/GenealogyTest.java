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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The genealogy of a plant that is small enough to be followed by hand. A sheet (part 2) is cut into two plates (3 and 4) from
 * 100 s to 120 s. The drill works on frame 1 from 100 s, is set up for plates from 120 s, works on them from 125 s and 140 s, is
 * set up for frame 5 from 200 s and works on it until 215 s, which is its fourth operation, so that it is down until 227 s; it
 * works on frame 6 from 300 s. Plates are assembled with frames from 140 s and 215 s, and the two frames are together in the oven
 * from 245 s to 305 s and checked after that. The bit of the drill is changed after three operations, in no time.
 */
class GenealogyTest {
    private static final String PLANT = """
            plant hand {
              product frame
              product sheet
              product plate
              source frames makes frame every 100 s first after 100 s limit 3
              source sheets makes sheet every 100 s first after 100 s limit 1
              station cut takes 20 s splits into 2 plate queue unlimited
              station drill takes 10 s for frame, 15 s for plate queue unlimited
                sets up 5 s when product changes
                needs 1 of crew
                fails every 4 parts for 12 s
                uses bit
              tool bit life 3 parts
              buffer plates
              station assemble takes 30 s joins 1 plate queue unlimited maintained every 1 parts for 5 s
              station oven takes 60 s queue unlimited batch 2..2 defects 100 %
              station check takes 1 s queue unlimited inspects
              team crew 1 person shift 06:00-14:00
              route frame { frames -> drill -> assemble -> oven -> check }
              route sheet { sheets -> cut }
              route plate { cut -> drill -> plates -> assemble }
            }
            scenario "By hand" on hand {
              starts 2026-01-05 05:59 UTC
              run 600 s, 1 replications
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void aPlant() throws IOException {
        Files.writeString(folder.resolve("hand.shadow"), PLANT);
    }

    private Path rehearse(String option, String name) {
        var target = folder.resolve(name);
        var result = Result.of(List.of(
                "rehearse", folder.resolve("hand.shadow").toString(), "--no-report", option, target.toString()));
        assertEquals(0, result.code(), result.err());
        return target;
    }

    private Result genealogy(Path events, String... arguments) {
        var all = new ArrayList<>(List.of("genealogy", events.toString()));
        all.addAll(List.of(arguments));
        return Result.of(all);
    }

    private static JsonNode part(JsonNode all, int part) {
        for (var one : all) if (one.get("part").asInt() == part) return one;
        throw new AssertionError("no part " + part);
    }

    private static void assertOperation(JsonNode part, int number, String expected) throws IOException {
        var found = part.get("operations").get(number);
        var fields = new ObjectMapper().readTree(expected).fields();
        fields.forEachRemaining(field -> assertEquals(
                field.getValue().toString(),
                String.valueOf(found.get(field.getKey())),
                field.getKey() + " of " + found));
    }

    @Test
    void each_part_has_its_people_machines_material_methods_and_environment() throws IOException {
        var all = new ObjectMapper()
                .readTree(rehearse("--genealogy", "parts.json").toFile());
        assertEquals(6, all.size());
        assertEquals("divided", part(all, 2).get("outcome").asText());
        assertEquals("in process", part(all, 6).get("outcome").asText());
        for (int plate = 3; plate <= 4; plate++) {
            assertEquals("2", part(all, plate).get("made_of").asText());
            assertEquals("joined", part(all, plate).get("outcome").asText());
            assertEquals(plate == 3 ? "1" : "5", part(all, plate).get("into").asText());
        }
        assertOperation(part(all, 3), 0, """
                {"step": "drill", "machine": "drill.1", "began_s": 125.0, "ended_s": 140.0, "waited_s": 5.0, "worked_s": 15.0,
                 "set_up_s": 5.0, "people": ["crew.1"], "on_shift_s": 65.0, "since_set_up": 0}""");
        assertOperation(part(all, 4), 0, """
                {"began_s": 140.0, "ended_s": 155.0, "waited_s": 20.0, "set_up_s": 0.0, "since_set_up": 1,
                 "tool": "bit.1", "tool_uses": 2}""");
        assertOperation(part(all, 5), 0, "{\"tool\": \"bit.1\", \"tool_uses\": 0}");
        assertOperation(part(all, 1), 1, """
                {"step": "assemble", "began_s": 140.0, "components": ["3"], "people": [], "began": "2026-01-05T06:01:20.000+00:00"}""");
        assertOperation(part(all, 5), 1, "{\"began_s\": 215.0, \"components\": [\"4\"], \"since_maintenance\": 0}");
        assertOperation(part(all, 1), 2, """
                {"step": "oven", "began_s": 245.0, "ended_s": 305.0, "waited_s": 75.0, "together": 2, "defect": true}""");
        assertOperation(
                part(all, 5), 3, "{\"began_s\": 306.0, \"waited_s\": 1.0, \"verdict\": \"bad\", \"defect\": false}");
        assertOperation(part(all, 6), 0, "{\"since_set_up\": 1, \"since_repair\": 0, \"on_shift_s\": 240.0}");
        assertTrue(part(all, 1).get("defective").asBoolean());
        assertEquals(306, part(all, 1).get("left_s").asDouble());
    }

    @Test
    void a_file_of_events_says_the_same_as_the_rehearsal() throws IOException {
        var rehearsed = Files.readString(rehearse("--genealogy", "parts.csv"));
        for (var name : List.of("events.csv", "events.jsonl", "events.csv.gz")) {
            var again = folder.resolve("again.csv");
            var result = genealogy(rehearse("--events", name), "-o", again.toString());
            assertEquals(0, result.code(), result.err());
            assertEquals(rehearsed, Files.readString(again), name);
        }
        assertEquals(13, rehearsed.lines().count(), "a heading and a row for each operation");
    }

    @Test
    void a_log_of_a_plant_needs_no_more_than_it_knows() throws IOException {
        var log = Files.writeString(folder.resolve("plant.csv"), """
                time,event,subject,part,state,at,good,into
                2026-03-02 08:00:00+01:00,person state,Ann,,working,press 7,,
                2026-03-02 08:00:10+01:00,operation started,press 7,A1,,,,
                2026-03-02 08:00:40+01:00,operation finished,press 7,A1,,,1,
                2026-03-02 08:01:00+01:00,part joined,press 9,A1,,,,B1
                2026-03-02 08:02:00+01:00,operation finished,press 9,B1,,,0,
                """);
        var result = genealogy(log, "--part", "B1");
        assertEquals(0, result.code(), result.err());
        assertTrue(
                result.out().contains("press 9, ended Mon 2026-03-02 08:02:00, joined parts A1, spoiled it"),
                result.out());
        assertTrue(result.out().contains("press 7, Mon 2026-03-02 08:00:10 for 30 s, by Ann"), result.out());
    }

    @Test
    void a_tree_shows_what_went_in_and_where_it_went() {
        var events = rehearse("--events", "events.jsonl");
        var up = genealogy(events, "--part", "1").out();
        assertTrue(up.contains("  comes from\n    part 3: plate, joined to part 1"), up);
        assertTrue(up.contains("      comes from\n        part 2: sheet, divided"), up);
        assertFalse(up.contains("part 5"), up);
        var down = genealogy(events, "--part", "2").out();
        for (int part : List.of(1, 3, 4, 5)) assertTrue(down.contains("part " + part + ":"), down);
        assertFalse(down.contains("part 6"), down);
    }

    @Test
    void parts_are_found_in_the_lot_that_they_went_with() throws IOException {
        Files.writeString(folder.resolve("hand.shadow"), """
                plant lots {
                  product gear
                  product crate
                  source gears makes gear every 10 s first after 0 s in lots of 2 limit 2
                  station packing takes 20 s queue unlimited batch 4 packs into crate
                  station unpacking takes 8 s queue unlimited unpacks crate
                  station press takes 5 s queue unlimited
                  route gear { gears -> packing -> unpacking -> press }
                  route crate { packing -> unpacking }
                }
                scenario "Lots" on lots {
                  run 100 s, 1 replications
                }
                """);
        var all = new ObjectMapper()
                .readTree(rehearse("--genealogy", "parts.json").toFile());
        assertEquals(5, all.size());
        for (int gear = 1; gear <= 4; gear++) {
            assertEquals("[\"5\"]", part(all, gear).get("packed_in").toString());
            assertEquals("gears/" + (gear + 1) / 2, part(all, gear).get("lot").asText());
            assertEquals(
                    gear * 5 + 38,
                    part(all, gear).get("left_s").asInt(),
                    "after 10 s, 20 s of packing and 8 s of unpacking");
        }
        var lot = genealogy(rehearse("--events", "events.csv"), "--lot", "gears/2")
                .out();
        assertTrue(lot.contains("part 3:") && lot.contains("part 4:") && lot.contains("part 5: crate"), lot);
        assertFalse(lot.contains("part 1:"), lot);
    }

    @Test
    void faults_say_what_where_and_what_to_do() throws IOException {
        var events = rehearse("--events", "events.csv");
        assertFault(genealogy(events, "--part", "99"), "the events name no such part, order or lot: 99");
        assertFault(genealogy(events), "what to do is missing");
        assertFault(
                genealogy(events, "-o", "parts.xml"), "expected a file name that ends with one of .csv, .json, .jsonl");
        assertFault(genealogy(folder.resolve("none.csv"), "--part", "1"), "there is no file");
        assertFault(genealogy(folder.resolve("hand.shadow"), "--part", "1"), "expected a file of events");
        assertFault(broken("time_s,event\n1,run begun\n"), "line 2: there is no event `run begun`");
        assertFault(broken("time_s,event\nsoon,run started\n"), "line 2: `soon` is no number of seconds");
        assertFault(broken("time,event\n5 o'clock,run started\n"), "line 2: `5 o'clock` is no moment");
        assertFault(broken("event\nrun started\n"), "line 2: there is neither `time_s` nor `time`");
        assertFault(broken("time_s,event,good\n1,operation finished,yes\n"), "`yes` is no number for `good`");
    }

    private Result broken(String text) throws IOException {
        return genealogy(Files.writeString(folder.resolve("broken.csv"), text), "--part", "1");
    }

    private static void assertFault(Result result, String said) {
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().startsWith("error: ") && result.err().contains(said), result.err());
    }
}
