package org.shadowline.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.dsl.check.Checked;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.scenario.Goal;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Settable;

class ShadowLanguageTest {
    private static final String LINE = """
              source orders makes bracket every exponential(65 s)
              station mill * 2 takes 42 s
              route bracket { orders -> mill }
            """;

    private final ShadowLanguage language = new ShadowLanguage();

    private Checked check(String text) {
        return language.check("test.shadow", text, FileAccess.NONE);
    }

    private Plant plant(String statements) {
        var checked = check("plant p {\n" + statements + "\n}");
        assertEquals("", errors(checked));
        return checked.plants().getFirst();
    }

    private static String errors(Checked checked) {
        return checked.hasErrors() ? checked.report() : "";
    }

    private static Station station(Plant plant, String id) {
        return assertInstanceOf(Station.class, plant.element(id));
    }

    private static List<Code> codes(Checked checked) {
        return checked.diagnostics().stream().map(Diagnostic::code).toList();
    }

    // sound texts

    @Test
    void aCorrectFileHasNoMessages() {
        var checked = language.check("everything.shadow", Samples.everything(), Samples.beside("sound"));
        assertEquals("", checked.report());
        assertEquals(1, checked.plants().size());
        assertEquals(3, checked.scenarios().size());
    }

    @Test
    void quantitiesAreInSiUnits() {
        var plant = plant(LINE + """
                  electricity 0.36 EUR/kWh
                  conveyor c1 length 80 cm speed 18 m/min
                  station oven takes 1.5 min costs 36 EUR/h draws 15 kW busy, 3 kW idle
                """);
        assertEquals(0.36 / 3.6e6, plant.electricityPrice(), 1e-20);
        var conveyor = assertInstanceOf(Conveyor.class, plant.element("c1"));
        assertEquals(0.8, conveyor.length());
        assertEquals(0.3, conveyor.speed());
        assertEquals(1, conveyor.holds());
        var oven = station(plant, "oven");
        assertEquals(new Distribution.Constant(90), oven.times().getFirst().time());
        assertEquals(0.01, oven.costPerSecond());
        assertEquals(new Station.Power(15000, 3000, 3000, 3000, 0, 0), oven.power());
    }

    @Test
    void namesMayBeUsedBeforeTheyAreDeclared() {
        var plant = plant("""
                  route a { orders -> mill }
                  station mill takes pace needs 1 of crew
                  let pace = 2 * beat
                  source orders makes a every 5 min
                  team crew 3 people
                  let beat = 21 s
                """);
        assertEquals(
                new Distribution.Constant(42),
                station(plant, "mill").times().getFirst().time());
    }

    @Test
    void keywordsAreLegalNames() {
        var plant = plant("""
                  source source makes product every 1 min
                  station station takes 5 s
                  buffer in holds 5
                  buffer takes holds 5
                  route product { source -> station -> in -> takes }
                """);
        assertEquals(4, plant.elements().size());
    }

    @Test
    void parametersOfDistributionsMayBeNamed() {
        var plant = plant("""
                  let mean = 40 s
                  station a takes normal(sd 5 s, mean 42 s)
                  station b takes normal(mean, 5 s)
                  station c takes triangular(mode 3 s, min 1 s, max 9 s)
                """);
        assertEquals(
                new Distribution.Normal(42, 5),
                station(plant, "a").times().getFirst().time());
        assertEquals(
                new Distribution.Normal(40, 5),
                station(plant, "b").times().getFirst().time());
        assertEquals(
                new Distribution.Triangular(1, 3, 9),
                station(plant, "c").times().getFirst().time());
    }

    @Test
    void hoursPassMidnightAndLeaveOutBreaks() {
        var plant = plant("""
                  hours nights 22:00-06:00 on sunday
                  team a 1 people shift 06:00-14:00 on weekdays break 09:00-09:15
                  team b 1 people shift nights
                  team c 1 people
                """);
        assertEquals(5 * (8 * 3600 - 900), plant.teams().get(0).shift().openSecondsPerWeek());
        assertTrue(plant.teams().get(1).shift().isOpenAt(5 * 3600));
        assertEquals(8 * 3600, plant.teams().get(1).shift().openSecondsPerWeek());
        assertEquals(Hours.ALWAYS, plant.teams().get(2).shift());
    }

    @Test
    void loopsAndPatternsAreWrittenOut() {
        var checked = check("""
                pattern cell(lanes = 1, cycle = 20 s) {
                  station pack * lanes at (1 m, 2 m) takes cycle
                  station label takes 2 s
                  flow pack -> label
                }
                plant p {
                  source orders makes a every 10 min
                  for i in 1..3 { station press[i] takes i * 10 s }
                  use cell(lanes = 2) as west at (10 m, 20 m)
                  use cell as east
                  route a { orders -> press[1] -> west -> press[2] -> east -> press[3] -> done }
                }
                """);
        assertEquals("", checked.report());
        var plant = checked.plants().getFirst();
        assertEquals(
                new Distribution.Constant(30),
                station(plant, "press[3]").times().getFirst().time());
        var pack = station(plant, "west.pack");
        assertEquals(2, pack.count());
        assertEquals(11, pack.at().x());
        assertEquals(22, pack.at().y());
        var steps =
                plant.routes().getFirst().steps().stream().map(Route.Step::name).toList();
        assertEquals(
                List.of(
                        "orders",
                        "press[1]",
                        "west.pack",
                        "west.label",
                        "press[2]",
                        "east.pack",
                        "east.label",
                        "press[3]"),
                steps);
        for (int i = 0; i < steps.size(); i++) {
            int next = i + 1 < steps.size() ? i + 1 : Route.DONE;
            assertEquals(
                    new Route.Exit.To(next),
                    plant.routes().getFirst().steps().get(i).exit());
        }
    }

    @Test
    void theLastWayTakesTheRest() {
        var plant = plant("""
                  source orders makes a every 10 min
                  station inspect takes 5 s
                  station rework takes 5 s queue unlimited
                  route a {
                    orders -> inspect
                    inspect -> done 90 % | rework 7 % | scrap
                  }
                """);
        var exit = assertInstanceOf(
                Route.Exit.Shares.class,
                plant.routes().getFirst().steps().get(1).exit());
        assertEquals(new Route.Share(Route.SCRAP, 0.03), exit.shares().get(2));
        assertEquals(
                1, exit.shares().stream().mapToDouble(Route.Share::probability).sum(), 1e-12);
    }

    @Test
    void anElementBelongsToTheAreaAroundItOrTheOneThatContainsIt() {
        var plant = plant("""
                  area hall 60 m x 24 m { station a takes 5 s }
                  area yard 10 m x 10 m at (100 m, 0 m)
                  station b takes 5 s at (105 m, 5 m)
                  station c takes 5 s in yard
                  station e takes 5 s
                """);
        assertEquals("hall", station(plant, "a").area());
        assertEquals("yard", station(plant, "b").area());
        assertEquals("yard", station(plant, "c").area());
        assertEquals(null, station(plant, "e").area());
    }

    @Test
    void aSourceThatLosesArrivalsHasNoBacklog() {
        var plant = plant("  source a makes p every 1 min loses arrivals when full\n  source b makes p unlimited\n"
                + "  station mill takes 5 s\n  route p { a -> mill\n b -> mill }");
        var a = assertInstanceOf(Source.class, plant.element("a"));
        assertEquals(0, a.holds());
        assertTrue(a.losesWhenFull());
        var b = assertInstanceOf(Source.class, plant.element("b"));
        assertEquals(Buffer.UNLIMITED, b.holds());
        assertEquals(new Source.Arrivals.Unlimited(), b.arrivals());
    }

    // scenarios

    @Test
    void aScenarioIsReadInFull() {
        var checked = check("plant p {\n" + LINE + "}\n" + """
                scenario "Rush order" as rush on p {
                  starts 2026-01-05 06:00 Europe/Berlin
                  run 5 days after warmup 1 day, 30 replications
                  at day 2 10:00 mill.1 fails for 45 min and set mill.speed to 80 %
                  expect mean throughput >= 400 per day with 90 % confidence
                  measure lead time p95, p50 lead time of bracket
                }
                """);
        assertEquals("", checked.report());
        var scenario = checked.scenario("rush").scenario();
        assertEquals(5 * 86400, scenario.length());
        assertEquals(new Scenario.WarmUp.Given(86400), scenario.warmUp());
        assertEquals("Europe/Berlin", scenario.start().getZone().getId());
        assertEquals(2, scenario.timed().getFirst().actions().size());
        assertEquals(
                new Action.Fail("mill.1", new Distribution.Constant(2700)),
                scenario.timed().getFirst().actions().getFirst());
        assertEquals(400 / 86400.0, scenario.expectations().getFirst().value(), 1e-15);
        assertEquals(Measure.Statistic.P95, scenario.measures().get(0).statistic());
        assertEquals("bracket", scenario.measures().get(1).of());
    }

    @Test
    void everyCombinationOfVariedValuesIsAPlant() {
        var checked = check("let pace = 42 s\nplant p {\n" + LINE.replace("42 s", "pace") + "}\n"
                + "scenario \"a\" {\n  run 1 d\n  vary mill.count in 1..3\n  vary pace in 40 s, 41 s\n}\n");
        assertFalse(checked.hasErrors());
        var scenario = checked.scenario("a");
        assertEquals(List.of("mill.count", "pace"), scenario.variedTargets());
        assertEquals(6, scenario.variantCount());
        var last = scenario.variants().getLast();
        assertEquals("mill.count = 3, pace = 41 s", last.label());
        assertEquals(Map.of("mill.count", "3", "pace", "41 s"), last.settings());
        assertEquals(3, station(last.plant(), "mill").count());
        assertEquals(
                new Distribution.Constant(41),
                station(last.plant(), "mill").times().getFirst().time());
        assertEquals(2, station(scenario.plant(), "mill").count());
    }

    @Test
    void valuesAreReplacedFromOutside() {
        var text = "let pace = 42 s\nplant p {\n" + LINE.replace("42 s", "pace") + "}\n";
        var checked = language.check("t", text, FileAccess.NONE, Map.of("pace", "30 s", "mill.count", "5"));
        assertEquals("", errors(checked));
        var mill = station(checked.plants().getFirst(), "mill");
        assertEquals(5, mill.count());
        assertEquals(new Distribution.Constant(30), mill.times().getFirst().time());
    }

    @Test
    void aValueFromOutsideIsCheckedAsAnyOther() {
        var text = "plant p {\n" + LINE + "}\n";
        assertTrue(language.check("t", text, FileAccess.NONE, Map.of("mill.count", "3 m"))
                .hasErrors());
        assertTrue(language.check("t", text, FileAccess.NONE, Map.of("mill.speeed", "80 %"))
                .hasErrors());
        assertTrue(
                language.check("t", text, FileAccess.NONE, Map.of("mil", "3")).hasErrors());
        assertTrue(language.check("t", text, FileAccess.NONE, Map.of("mill.count", "((("))
                .hasErrors());
    }

    // files

    @Test
    void filesThatImportEachOtherAreNamed() {
        var files = Samples.memory(Map.of("b", "import \"c\"\n", "c", "import \"a\"\n"), "sound");
        var checked = language.check("a", "import \"b\"\nplant p { }\n", files);
        assertEquals(List.of(Code.IMPORT_CYCLE), codes(checked));
        assertTrue(checked.report().contains("a -> b -> c -> a"), checked::report);
    }

    @Test
    void aFaultInAnImportedPatternAlsoNamesThePlaceOfUse() {
        var files = Samples.memory(
                Map.of("cells", "pattern cell(cycle) {\n  station pack takes cycle\n  flow pack\n}\n"), "sound");
        var checked = language.check(
                "main", "import \"cells\" as cells\nplant p {\n  use cells.cell(3 m) as west\n}\n", files);
        var fault = checked.diagnostics().getFirst();
        assertEquals("cells", fault.span().source().name());
        assertEquals("main", fault.notes().getFirst().span().source().name());
        assertEquals(3, fault.notes().getFirst().span().line());
    }

    @Test
    void pathsAreRelativeToTheFileThatNamesThem(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(
                folder.resolve("lib/cells.shadow"),
                "pattern cell { station wash takes fit from \"wash.csv\"\n flow wash }\n");
        Files.writeString(folder.resolve("lib/wash.csv"), "31\n29\n30\n");
        var main = folder.resolve("main.shadow");
        Files.writeString(
                main,
                "import \"lib/cells.shadow\" as lib\nplant p {\n use lib.cell as c\n source orders makes a every 1 h\n route a { orders -> c }\n}\n");
        var checked = language.check(main);
        assertEquals("", checked.report());
        var wash = station(checked.plants().getFirst(), "c.wash");
        assertEquals(
                3,
                assertInstanceOf(Distribution.Fit.class, wash.times().getFirst().time())
                        .observations()
                        .size());
    }

    @Test
    void ordersKeepTheirDatesAndAttributes() {
        var checked = language.check("everything.shadow", Samples.everything(), Samples.beside("sound"));
        var rush = assertInstanceOf(Source.class, checked.plants().getFirst().element("rush"));
        var orders =
                assertInstanceOf(Source.Arrivals.Orders.class, rush.arrivals()).orders();
        assertEquals("A-1", orders.getFirst().id());
        assertEquals(5, orders.getFirst().quantity());
        assertEquals(Map.of("size", 0.02), orders.getFirst().attributes());
    }

    // limits

    @Test
    void deepNestingIsRefusedWithoutOverflow() {
        for (var deep : List.of(
                "(".repeat(100_000),
                "-".repeat(100_000),
                "min(".repeat(100_000),
                "1 + ".repeat(100_000),
                "not ".repeat(100_000))) {
            assertTrue(check("let a = " + deep + "1 s\nplant p { }\n").hasErrors());
        }
        assertTrue(check("plant p {\n" + "area a 1 m x 1 m {\n".repeat(100_000)).hasErrors());
        assertTrue(check("plant p {\n" + "for i in 1..2 {\n".repeat(100_000)).hasErrors());
        assertTrue(check("plant p {\n" + "station s[".repeat(100_000)).hasErrors());
    }

    @Test
    void valuesThatDependOnEachOtherInALongChainAreRefused() {
        var text = new StringBuilder("plant p {\n station mill takes a0 \n");
        for (int i = 0; i < 20_000; i++) {
            text.append("let a").append(i).append(" = a").append(i + 1).append("\n");
        }
        assertEquals(List.of(Code.TOO_LARGE), codes(check(text + "let a20000 = 5 s\n}\n")));
    }

    @Test
    void hoursAndPatternsThatDependOnEachOtherInALongChainAreRefused() {
        var hours = new StringBuilder("plant p {\n team crew 1 people shift h0 \n");
        var patterns = new StringBuilder("plant p {\n use p0 \n}\n");
        for (int i = 0; i < 20_000; i++) {
            hours.append("hours h").append(i).append(" h").append(i + 1).append("\n");
            patterns.append("pattern p")
                    .append(i)
                    .append(" { use p")
                    .append(i + 1)
                    .append(" }\n");
        }
        assertEquals(List.of(Code.TOO_LARGE), codes(check(hours + "hours h20000 06:00-14:00\n}\n")));
        assertEquals(List.of(Code.TOO_LARGE), codes(check(patterns + "pattern p20000 { station mill takes 5 s }\n")));
    }

    @Test
    void tooManyElementsAreRefusedQuickly() {
        var checked = check("plant p {\n for i in 1..90000 { for j in 1..90000 { buffer b[i] } }\n}\n");
        assertTrue(checked.hasErrors());
    }

    @Test
    void afterAHundredMessagesTheRestIsLeftOut() {
        var checked = check("plant p {\n" + "  station mill tajes 5 s\n".repeat(500) + "}\n");
        assertEquals(101, checked.diagnostics().size());
        assertEquals(Code.TOO_MANY_MESSAGES, checked.diagnostics().getLast().code());
    }

    // parameters

    private static final String PACED = """
            plant p {
              parameter pace = 42 s in 30 s..60 s "time of one bracket"
              parameter mills = lanes + 1
              parameter lanes = 1 in 1, 2, 4
              let spare = 5 s
              source orders makes bracket every exponential(65 s)
              station mill * mills takes pace + spare
              buffer b1 holds 8
              route bracket { orders -> b1 -> mill }
            }
            scenario "s" on p {
              run 1 d
              vary lanes in 1..2
            }
            """;

    private Checked paced(String... settings) {
        var given = new LinkedHashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) given.put(settings[i], settings[i + 1]);
        return language.check("t", PACED, FileAccess.NONE, given);
    }

    @Test
    void aParameterIsAValueThatMayBeGivenFromOutside() {
        var declared = station(paced().plants().getFirst(), "mill");
        assertEquals("", paced().report());
        assertEquals(2, declared.count());
        assertEquals(new Distribution.Constant(47), declared.times().getFirst().time());

        var given = paced("pace", "0.5 min", "lanes", "4");
        assertEquals("", given.report());
        var mill = station(given.plants().getFirst(), "mill");
        assertEquals(5, mill.count());
        assertEquals(new Distribution.Constant(35), mill.times().getFirst().time());
    }

    @Test
    void aParameterVariesWithinItsLimits() {
        var scenario = paced().scenario("s");
        assertEquals(2, scenario.variantCount());
        assertEquals(3, station(scenario.variant(1).plant(), "mill").count());
        assertTrue(paced("lanes", "2").scenario("s").variedTargets().isEmpty());
        var beyond = language.check("t", PACED.replace("1..2", "1..3"), FileAccess.NONE);
        assertTrue(beyond.report().contains("`lanes` must be one of 1, 2, 4, but it is `3`"), beyond.report());
    }

    @Test
    void aWrongValueOfAParameterIsToldWithItsLimits() {
        assertTrue(
                paced("pace", "75 s").report().contains("`pace` must be from 30 s to 60 s, but it is `75 s`"),
                paced("pace", "75 s").report());
        assertTrue(paced("pace", "1 min").report().isEmpty());
        assertTrue(paced("pace", "35").report().contains("`pace` needs a unit, e.g. `35 s`"));
        assertTrue(paced("pace", "3 m").report().contains("`pace` is a time, but `3 m` is a length"));
        assertTrue(paced("pace", "normal(40 s, 2 s)").report().contains("`pace` is a single value"));
        assertTrue(paced("pase", "40 s").report().contains("did you mean `pace`?"));
        assertTrue(paced("b1.hold", "4").hasErrors());
        assertTrue(paced("mil.count", "3").report().contains("did you mean `mill.count`?"));
    }

    @Test
    void whatCanBeSetIsListedWithItsValue() {
        var checked = paced("b1.holds", "unlimited");
        var all = checked.scenario("s").settables();
        assertEquals(
                List.of(
                        "pace",
                        "mills",
                        "lanes",
                        "spare",
                        "orders.rate",
                        "mill.count",
                        "mill.speed",
                        "mill.queue",
                        "b1.holds"),
                all.stream().map(Settable::name).toList());
        var pace = all.get(0);
        assertEquals(Settable.Kind.PARAMETER, pace.kind());
        assertEquals("42 s", pace.value());
        assertEquals("30 s", String.valueOf(pace.least()));
        assertEquals("60 s", String.valueOf(pace.most()));
        assertEquals("time of one bracket", pace.help());
        assertEquals("2", all.get(1).value());
        assertEquals(3, all.get(2).choices().size());
        assertEquals(List.of("1", "2"), all.get(2).varied());
        assertEquals(Settable.Kind.VALUE, all.get(3).kind());
        assertEquals("100 %", all.get(4).value());
        assertEquals("unlimited", all.get(8).value());
        // every one may be set to the value that it has
        for (var one : all) {
            assertEquals("", paced(one.name(), one.value()).report(), one.name());
        }
    }

    // scenarios that extend others

    private static final String BASE = """
            plant p {
              source orders makes bracket every exponential(65 s)
              station mill * 2 takes 42 s
              buffer b1 holds 8
              route bracket { orders -> b1 -> mill }
            }
            scenario "Base" as base on p {
              let wanted = 400 per day
              starts 2026-01-05 06:00 Europe/Berlin
              run 5 days, 30 replications
              seed 7
              at 2 h mill.1 fails for 45 min
              vary b1.holds in 4, 8
              vary mill.count in 1..2
              measure throughput
              expect throughput >= wanted
              goal maximise throughput
            }
            """;

    @Test
    void aScenarioTakesOverWhatItDoesNotReplaceOrAddTo() {
        var checked = check(BASE + """
                scenario "Longer" as longer extends base {
                  let wanted = 500 per day
                  run 10 days, 5 replications
                  at 3 h mill.2 fails for 45 min
                  vary mill.count in 3..5
                  measure lead time
                  expect lead time <= 2 h
                  goal minimise lead time
                }
                scenario "Longer still" extends "Longer" {
                  run 20 days
                }
                """);
        assertEquals("", checked.report());
        var base = checked.scenario("base");
        var longer = checked.scenario("longer");
        var scenario = longer.scenario();
        assertEquals(10 * 86400, scenario.length());
        assertEquals(new Scenario.Replications.Fixed(5), scenario.replications());
        assertEquals(7, scenario.seed());
        assertEquals(base.scenario().start(), scenario.start());
        assertEquals(2, scenario.timed().size());
        assertEquals(base.scenario().timed().getFirst(), scenario.timed().getFirst());
        assertEquals(2, scenario.measures().size());
        assertEquals(2, scenario.expectations().size());
        assertEquals(500 / 86400.0, scenario.expectations().getFirst().value(), 1e-15);
        assertEquals(400 / 86400.0, base.scenario().expectations().getFirst().value(), 1e-15);
        assertEquals(List.of("b1.holds", "mill.count"), longer.variedTargets());
        assertEquals(6, longer.variantCount());
        assertEquals(4, base.variantCount());
        assertEquals(
                List.of("minimise lead time"),
                longer.goals().stream().map(Goal::text).toList());
        var still = checked.scenario("longer-still").scenario();
        assertEquals(20 * 86400, still.length());
        assertEquals(new Scenario.Replications.Fixed(1), still.replications());
        assertEquals(scenario.expectations(), still.expectations());
    }

    @Test
    void aScenarioOfAnImportedFileMayBeExtended(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(
                folder.resolve("lib/base.shadow"), BASE.replace("  seed 7\n", "  begins with \"monday.json\"\n"));
        var main = folder.resolve("main.shadow");
        for (var form : List.of(
                "import \"lib/base.shadow\" as lib\nscenario \"Mine\" as mine extends lib.base {",
                "import \"lib/base.shadow\"\nscenario \"Mine\" as mine extends base on p {",
                "import \"lib/base.shadow\" as lib\nscenario \"Mine\" as mine extends \"Base\" {")) {
            Files.writeString(main, form + "\n  run 1 day\n}\n");
            var checked = language.check(main);
            assertEquals("", checked.report());
            var mine = checked.scenario("mine");
            assertEquals(86400, mine.scenario().length());
            assertEquals("lib/monday.json", mine.scenario().beginsWith());
            assertEquals(4, mine.variants().size());
            assertEquals(1, checked.scenarios().size());
        }
    }

    @Test
    void theNameOfTheScenarioThatIsExtendedLeadsToIt() {
        var text = BASE + "scenario \"Mine\" extends base {\n  run 1 day\n}\n";
        var checked = check(text);
        var symbol = checked.mentions().at("test.shadow", text.lastIndexOf("base"));
        assertEquals("a scenario", symbol.what());
        assertEquals(text.indexOf("base"), symbol.declaration().start());
    }

    @Test
    void aSlipInAScenarioIsSaidOnceHoweverOftenItIsExtended() {
        var text = BASE.replace("mill.1 fails", "mil.1 fails")
                + "scenario \"Mine\" extends base {\n  run 1 day\n}\nscenario \"Other\" extends base {\n  seed 3\n}\n";
        assertEquals(1, check(text).diagnostics().size(), check(text).report());
    }

    // tools

    @Test
    void aNameKnowsItsDeclarationAndItsUses() {
        var text = "plant p {\n" + LINE + "}\n";
        var checked = check(text);
        int use = text.lastIndexOf("mill");
        var symbol = checked.mentions().at("test.shadow", use);
        assertEquals("mill", symbol.name());
        assertEquals("a station", symbol.what());
        assertEquals(text.indexOf("mill"), symbol.declaration().start());
        assertEquals(1, checked.mentions().uses(symbol).size());
    }

    @Test
    void everyQuickFixLeavesFewerFaults() {
        var text = "plant p {\n"
                + LINE.replace("takes", "taks").replace("-> mill", "-> mil").replace("65 s", "65") + "}\n";
        int before = check(text).diagnostics().size();
        for (var diagnostic : check(text).diagnostics()) {
            var edit = diagnostic.edit();
            assertTrue(edit != null, diagnostic::message);
            var fixed = text.substring(0, edit.span().start())
                    + edit.replacement()
                    + text.substring(edit.span().end());
            assertEquals(before - 1, check(fixed).diagnostics().size(), diagnostic::message);
        }
    }
}
