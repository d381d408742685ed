package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TestCommandTest {
    /** One part every 100 s through a station that takes 60 s: 864 a day, and a utilisation of 60 %, without chance. */
    private static final String PLANT = """
            plant line {
              source orders makes part every 100 s
              station saw takes 60 s
              route part { orders -> saw }
            }
            """;

    private static final String MET = """
            scenario "Steady" as steady on line {
              run 1 day after warmup 1 h, 2 replications
              expect utilisation of saw >= 59 %
              expect throughput >= 860 per day
            }
            """;
    private static final String NOT_MET = """
            scenario "Too much & <more>" as greedy on line {
              run 1 day after warmup 1 h, 2 replications
              expect throughput >= 900 per day
            }
            """;
    /** Of five arrivals at random the mean is known to a few per cent only. */
    private static final String UNDECIDED = """
            plant random {
              source orders makes part every exponential(100 s)
              station saw takes 1 s
              route part { orders -> saw }
            }
            scenario "By chance" on random {
              run 2 h, 3 replications
              expect throughput >= 864 per day
            }
            """;

    private static final String NOTHING = """
            scenario "Only a look" on line { run 1 h }
            """;

    @TempDir
    private Path folder;

    private Result test(Object... arguments) {
        var all = new ArrayList<String>(
                List.of("test", "--cache", folder.resolve("cache").toString()));
        for (var argument : arguments) all.add(argument.toString());
        return Result.of(all);
    }

    private Path file(String name, String... texts) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, String.join("", texts));
    }

    private static Document xml(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static Element only(Document xml, String tag) {
        assertEquals(1, xml.getElementsByTagName(tag).getLength(), tag);
        return (Element) xml.getElementsByTagName(tag).item(0);
    }

    @Test
    void all_met_is_fine_and_every_expectation_has_a_row_with_what_was_found() throws Exception {
        var file = file("a/line.shadow", PLANT, MET);

        var result = test(folder.resolve("a"));

        assertEquals(0, result.code(), result.err());
        assertTrue(
                result.out()
                        .lines()
                        .anyMatch(line -> line.matches(
                                " *\\Q" + file + "\\E +Steady +utilisation of saw >= 59 % +60\\.0 % +✓ met")),
                result.out());
        assertTrue(result.out().matches("(?s).* throughput >= 860 per day +864 per day +✓ met.*"), result.out());
        assertTrue(
                result.out().endsWith("\n2 expectations in 1 scenario of 1 file: 2 met, 0 not met, 0 undecided\n"),
                result.out());
    }

    @Test
    void folders_inside_are_searched_and_one_that_is_not_met_gives_1() throws Exception {
        file("plants/line.shadow", PLANT, MET, NOTHING);
        file("plants/deep/er/line.shadow", PLANT, NOT_MET);
        file("plants/.old/line.shadow", PLANT, NOT_MET);
        file("plants/cells.shadow", "pattern cell() {\n  station work takes 1 s\n  flow work\n}\n");

        var result = test(folder.resolve("plants"));

        assertEquals(1, result.code(), result.err());
        assertTrue(
                result.out()
                        .endsWith("\n3 expectations in 3 scenarios of 2 files: 2 met, 1 not met, 0 undecided;"
                                + " 1 scenario without an expectation\n"),
                result.out());
        assertTrue(result.out().matches("(?s).* Only a look +none\n.*"), result.out());
        assertFalse(result.out().contains(".old"), result.out());
    }

    @Test
    void undecided_gives_1_and_more_replications_may_be_asked_for() throws Exception {
        var file = file("chance.shadow", UNDECIDED);

        var result = test(file);
        var more = test("--replications", 7, "--json", file);

        assertEquals(1, result.code(), result.err());
        assertTrue(result.out().contains("? undecided"), result.out());
        assertEquals(7, more.json().at("/files/0/scenarios/0/expectations/0/n").asInt(), more.out());
        assertEquals(2, test("--replications", 0, file).code());
    }

    @Test
    void each_variant_is_tested() throws Exception {
        var file = file(
                "varied.shadow",
                PLANT,
                "scenario \"Speeds\" on line {\n  run 1 day after warmup 1 h, 2 replications\n"
                        + "  vary saw.speed in 50 %, 100 %\n  expect throughput >= 860 per day\n}\n");

        var result = test(file);
        var json = test("--json", file).json();

        // at half its speed the saw takes 120 s: 720 a day
        assertEquals(1, result.code(), result.err());
        assertTrue(result.out().matches("(?s).* saw.speed = 50 % .* 720 per day +✗ not met\n.*"), result.out());
        assertTrue(result.out().matches("(?s).* saw.speed = 100 % .* 864 per day +✓ met\n.*"), result.out());
        assertEquals(1, json.get("met").asInt());
        assertEquals(1, json.get("not_met").asInt());
        assertEquals(
                "saw.speed = 50 %",
                json.at("/files/0/scenarios/0/expectations/0/variant").asText());
        assertEquals(
                "not_met",
                json.at("/files/0/scenarios/0/expectations/0/verdict").asText());
        assertEquals(
                720.0 / 86_400,
                json.at("/files/0/scenarios/0/expectations/0/mean").asDouble(),
                1e-9);
    }

    @Test
    void all_faulty_files_are_told_and_the_others_still_run() throws Exception {
        var sound = file("a.shadow", PLANT, MET);
        var faulty = file("b.shadow", "plant line { sation saw takes 4 s }\n");
        var state = file("c.shadow", PLANT, """
                scenario "From Monday" on line {
                  run 1 day
                  begins with "monday.json"
                  expect throughput >= 1 per day
                }
                """);
        var missing = folder.resolve("none.shadow");
        var junit = folder.resolve("junit.xml");

        var result = test("--junit", junit, faulty, missing, state, sound);

        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains("did you mean `station`?"), result.err());
        assertTrue(result.err().contains("error: there is no file " + missing), result.err());
        assertTrue(result.err().contains("error: " + state + ", From Monday: "), result.err());
        assertTrue(result.err().contains("monday.json"), result.err());
        assertTrue(result.out().contains("2 met, 0 not met, 0 undecided; 3 faulty"), result.out());
        var root = xml(junit).getDocumentElement();
        assertEquals("3", root.getAttribute("errors"));
        assertEquals("5", root.getAttribute("tests"));
    }

    @Test
    void junit_names_every_expectation_and_what_was_found_instead() throws Exception {
        var first = file("a.shadow", PLANT, MET, NOTHING);
        var second = file("b.shadow", PLANT, NOT_MET);
        var junit = folder.resolve("junit.xml");

        var result = test("--junit", junit, first, second);

        assertEquals(1, result.code(), result.err());
        var xml = xml(junit);
        var root = xml.getDocumentElement();
        assertEquals("testsuites", root.getTagName());
        assertEquals("4", root.getAttribute("tests"));
        assertEquals("1", root.getAttribute("failures"));
        assertEquals("1", root.getAttribute("skipped"));
        assertEquals("0", root.getAttribute("errors"));
        assertEquals(2, xml.getElementsByTagName("testsuite").getLength());
        assertEquals(4, xml.getElementsByTagName("testcase").getLength());
        var failure = only(xml, "failure");
        assertEquals("not met", failure.getAttribute("type"));
        assertEquals("not met: found 864 per day", failure.getAttribute("message"));
        var failed = (Element) failure.getParentNode();
        assertEquals("greedy", failed.getAttribute("classname"));
        assertEquals("throughput >= 900 per day", failed.getAttribute("name"));
        assertEquals("Only a look", ((Element) only(xml, "skipped").getParentNode()).getAttribute("name"));
    }

    @Test
    void a_report_is_not_written_over_an_input() throws Exception {
        var first = file("a.shadow", PLANT, MET);
        var second = file("b.shadow", PLANT, MET);

        var result = test("--junit", second, first, second);

        assertEquals(2, result.code());
        assertTrue(result.err().contains("would be written over the input"), result.err());
        assertEquals(PLANT + MET, Files.readString(second));
    }

    @Test
    void nothing_to_test_is_wrong_input() throws Exception {
        Files.createDirectories(folder.resolve("empty"));

        var empty = test(folder.resolve("empty"));
        var plantOnly = test(file("plant.shadow", PLANT));

        assertEquals(2, empty.code());
        assertTrue(empty.err().contains("no .shadow file in folder"), empty.err());
        assertEquals(2, plantOnly.code());
        assertTrue(plantOnly.err().startsWith("error: there is no scenario in "), plantOnly.err());
    }
}
