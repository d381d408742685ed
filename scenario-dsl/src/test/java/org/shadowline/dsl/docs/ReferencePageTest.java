package org.shadowline.dsl.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.dsl.syntax.Keyword;
import org.shadowline.dsl.syntax.Language;
import org.shadowline.dsl.syntax.Statement.Kind;

class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/reference.md");

    /** With {@code -Ddocs.update} the page is written anew. */
    @Test
    void the_page_says_what_the_tables_say() throws IOException {
        var text = ReferencePage.text();
        if (System.getProperty("docs.update") != null) Files.writeString(PAGE, text);
        assertEquals(text, Files.readString(PAGE), "run the tests of scenario-dsl with -Ddocs.update");
    }

    @TestFactory
    Stream<DynamicTest> every_example_is_free_of_errors() {
        return Language.all().stream()
                .filter(keyword -> !keyword.example().isEmpty())
                .map(keyword -> DynamicTest.dynamicTest(keyword.place() + " " + keyword.example(), () -> run(keyword)));
    }

    private static void run(Keyword keyword) {
        var text = whole(keyword);
        var checked = new ShadowLanguage().check("example.shadow", text, FILES);
        assertTrue(!checked.hasErrors(), () -> checked.report() + "\n" + text);
        assertTrue(
                checked.files().size() > 1 || !text.contains("import"),
                "the example is part of the text that was checked");
    }

    private static final FileAccess FILES = new FileAccess() {
        @Override
        public String resolve(String from, String mentioned) {
            return mentioned;
        }

        @Override
        public String read(String name) throws IOException {
            return switch (name) {
                case "cells.shadow" ->
                    "pattern packing(lanes = 1) {\n  station sealer * lanes takes 25 s\n  flow sealer\n}\n";
                case "wash.csv" -> "seconds\n41\n45\n52\n";
                case "orders.csv" -> "release,product,quantity,due\n0 s,bracket,5,1 day\n";
                default -> throw new IOException("there is no such file");
            };
        }
    };

    /** The lines of a plant by the names they declare, in which an example finds all that it mentions. */
    private static Map<String, String> plant() {
        var lines = new LinkedHashMap<String, String>();
        lines.put("machining", "area machining 60 m x 24 m");
        lines.put("lanes", "let lanes = 2");
        lines.put("bracket", "product bracket has colour red 50 %, blue 50 %");
        lines.put("hinge", "product hinge");
        lines.put("orders", "source orders makes bracket every 1 h");
        lines.put("hinges", "source hinges makes hinge every 1 h");
        lines.put("saw", "station saw takes 10 s queue unlimited");
        lines.put("mill", "station mill * 2 takes 10 s queue unlimited has cycles 0");
        lines.put("wash", "station wash takes 10 s queue unlimited");
        lines.put("b1", "buffer b1 holds 8");
        lines.put("shipping", "sink shipping");
        lines.put("operators", "team operators 3 people skills milling, inspection");
        lines.put("clean", "procedure clean(time in min) { mill stops for time }");
        lines.put("munich", "site munich { buffer yard }");
        lines.put("shenzhen", "site shenzhen { buffer quay }");
        lines.put("route bracket", "route bracket { orders -> saw -> b1 -> mill -> wash -> shipping }");
        lines.put("route hinge", "route hinge { hinges -> saw -> b1 -> mill -> wash -> shipping }");
        return lines;
    }

    private static String whole(Keyword keyword) {
        var lines = plant();
        var scenario = new ArrayList<>(List.of("run 1 day"));
        var head = "import \"cells.shadow\" as cells\n";
        var example = keyword.example();
        switch (keyword.place()) {
            case FILE -> {
                if (keyword.word().equals("scenario")) return head + text("brackets", lines, scenario) + example + "\n";
                if (keyword.word().equals("import")) return text("docs", lines, scenario) + example + "\n";
                return head + text("docs", lines, scenario) + example + "\n";
            }
            case PLANT -> {
                if (keyword.word().equals("flow")) {
                    return head + "pattern cell() {\n  station pack takes 1 s\n  station label takes 1 s\n  " + example
                            + "\n}\n" + text("docs", lines, scenario);
                }
                var name = keyword.word().equals("when") ? "" : example.split("[ ,(]+")[1];
                if (keyword.word().equals("route")) lines.remove("route " + name);
                else if (!keyword.word().equals("dispatch")) lines.remove(name);
                lines.put("", example);
            }
            case PROPERTY -> element(keyword, lines);
            case FUNCTION -> {
                lines.remove("wash");
                boolean number = List.of("min(a, b)", "max(a, b)", "round(x)", "floor(x)")
                        .contains(keyword.word());
                if (!number && keyword.word().endsWith("(x)")) {
                    lines.put("value", "let value = " + example);
                    example = "10 s";
                }
                lines.put(
                        "wash", number ? "station wash * " + example + " takes 1 s" : "station wash takes " + example);
            }
            case SCENARIO -> {
                if (keyword.word().equals("run")) scenario.clear();
                scenario.add(example);
            }
            case RULE -> lines.put("", "when run starts { " + example + " }");
            case ACTION -> scenario.add("at 1 h " + example);
        }
        return head + text("docs", lines, scenario);
    }

    /** An element with the property of the example, and what it cannot be without. */
    private static void element(Keyword keyword, Map<String, String> lines) {
        var example = keyword.example();
        var kind = List.of(
                        Kind.STATION,
                        Kind.SOURCE,
                        Kind.CONVEYOR,
                        Kind.BUFFER,
                        Kind.SINK,
                        Kind.TEAM,
                        Kind.PRODUCT,
                        Kind.AREA,
                        Kind.LOOP,
                        Kind.NODE,
                        Kind.PATH,
                        Kind.FLEET,
                        Kind.RACK,
                        Kind.SPARE,
                        Kind.CUSTOM,
                        Kind.SITE,
                        Kind.SHIPMENT,
                        Kind.TOOL)
                .stream()
                .filter(keyword.fits()::contains)
                .filter(k -> keyword.fits().size() == 1 || !(k == Kind.STATION && example.contains("m/s")))
                .findFirst()
                .orElseThrow();
        var word = keyword.word();
        switch (kind) {
            case STATION -> {
                if (word.equals("uses")) lines.put("cutter", "tool cutter");
                lines.put(
                        "wash",
                        "station wash " + unless(word, "takes", "takes 10 s ") + "queue unlimited "
                                + without(word, "queue", example));
            }
            case CUSTOM ->
                lines.put(
                        "wash",
                        "custom wash " + unless(word, "type", "type \"indexing table\" ")
                                + unless(word, "with", "with positions 8, cycle 30 s ") + example);
            case SOURCE -> {
                boolean arrives =
                        List.of("every", "from", "unlimited", "reorders").contains(word);
                lines.put(
                        "orders",
                        "source orders " + unless(word, "makes", "makes bracket ") + (arrives ? "" : "every 1 h ")
                                + example);
                if (word.equals("makes"))
                    lines.put(
                            "route hinge",
                            "route hinge { orders -> saw -> b1\n hinges -> saw\n b1 -> mill -> wash -> shipping }");
            }
            case CONVEYOR ->
                lines.put(
                        "tried",
                        "conveyor tried " + unless(word, "length", "length 8 m ")
                                + unless(word, "speed", "speed 0.3 m/s ") + example);
            case BUFFER -> lines.put("tried", "buffer tried " + example);
            case SINK -> lines.put("tried", "sink tried " + example);
            case TEAM -> lines.put("tried", "team tried " + unless(word, "people", "3 people ") + example);
            case SPARE -> lines.put("tried", "spare tried " + unless(word, "stock", "stock 2 ") + example);
            case SITE -> lines.put("tried", "site tried " + example + " { buffer there }");
            case SHIPMENT ->
                lines.put(
                        "tried",
                        "shipment tried " + unless(word, "from", "from munich to shenzhen ")
                                + unless(word, "departs", "departs every 7 days ")
                                + unless(word, "takes", "takes 3 days ") + example);
            case TOOL -> lines.put("tried", "tool tried " + unless(word, "life", "life 200 parts ") + example);
            case PRODUCT -> lines.put("bracket", "product bracket " + example);
            case AREA -> lines.put("tried", "area tried 1 m x 1 m " + example);
            case NODE -> lines.put("tried", "node tried " + example);
            case PATH -> lines.put("tried", "path tried from saw to mill length 8 m " + example);
            case FLEET -> fleet(word, example, lines);
            case RACK ->
                lines.put("tried", "rack tried " + unless(word, "places", "places 4 x 2 ") + "speed 1 m/s " + example);
            default -> throw new IllegalStateException("no element for " + keyword);
        }
    }

    private static void fleet(String word, String example, Map<String, String> lines) {
        lines.put("depot", "node depot");
        lines.put("charger", "node charger");
        lines.put("there", "path there from depot to charger length 9 m");
        boolean energy = List.of("battery", "charges", "swaps").contains(word);
        lines.put(
                "tried",
                "fleet tried speed 1 m/s " + unless(word, "moves", "moves on paths ")
                        + (energy ? "draws 800 W driving " : "")
                        + (energy && !word.equals("battery") ? "battery 2 kWh " : "")
                        + (word.equals("battery") ? "charges at charger with 3 kW below 20 % " : "") + example);
    }

    private static String unless(String word, String own, String usual) {
        return word.equals(own) ? "" : usual;
    }

    private static String without(String word, String own, String example) {
        return word.equals(own) ? "" : example;
    }

    private static String text(String plant, Map<String, String> lines, List<String> scenario) {
        return "plant " + plant + " {\n  " + String.join("\n  ", lines.values()) + "\n}\nscenario \"Example\" on "
                + plant + " {\n  " + String.join("\n  ", scenario) + "\n}\n";
    }
}
