package org.shadowline.view.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.scenario.Scenario;

class ReportWriterTest {
    private static final int FIVE_MEGABYTES = 5_000_000;

    private final ReportWriter writer = new ReportWriter();

    @Test
    void aPageLoadsNothing() {
        var html = writer.html(Fixtures.brackets());
        var page = withoutScripts(html);
        assertFalse(
                page.matches("(?is).*<(link|iframe|object|embed|img|base)\\b.*"), "an element that loads something");
        assertFalse(page.matches("(?is).*(src|href|action)\\s*=\\s*[\"']?(https?:)?//.*"), "an address of the network");
        assertFalse(page.matches("(?is).*(@import|url\\().*"), "a style that loads something");
        assertTrue(html.contains("default-src 'none'"), "the page's policy forbids it as well");
    }

    @Test
    void theDataOfAPageIsOneBlockOfJson() throws IOException {
        var data = data(Fixtures.brackets());
        assertEquals("Rush order, one mill down", data.at("/scenario/name").asText());
        assertEquals(3, data.at("/variants").size());
        assertEquals(30, data.at("/variants/0/replications").asInt());
        assertEquals(6, data.at("/variants/0/stations").size());
    }

    @Test
    void namesStayTextWhateverTheyHold() throws IOException {
        var evil = "</script><img src=x onerror=alert(1)><!-- & \u2028 {{data}} ]]>";
        var html = writer.html(Fixtures.minimal(evil));
        assertFalse(html.contains("<img src=x"), "the name has become markup");
        assertEquals(evil, data(Fixtures.minimal(evil)).at("/variants/0/plant").asText());
        assertEquals(occurrences(html, "<script"), occurrences(html, "</script>"));
    }

    @Test
    void aSectionIsThereWhenItHasDataAndOnlyThen() {
        assertEquals(Arrays.stream(Section.values()).map(Section::id).toList(), sections(Fixtures.brackets()));
        assertEquals(List.of(), sections(Fixtures.minimal("Empty")));
        assertEquals(
                List.of("expectations", "indicators", "trends", "states", "catalogue"),
                sections(Fixtures.oneReplication()));
    }

    @Test
    void whatIsNotANumberIsNull() throws IOException {
        var variant = data(Fixtures.oneReplication()).at("/variants/0");
        assertTrue(variant.at("/throughput/mean/1").isNull());
        assertTrue(variant.at("/estimates/0/5").isNull(), "half width of one replication");
    }

    @Test
    void aLargePlantMakesAPageOfAFewMegabytes() {
        var html = writer.html(Fixtures.large(1000));
        assertTrue(html.length() < FIVE_MEGABYTES, "characters: " + html.length());
    }

    @Test
    void manyVariantsShareTheRoom() {
        var one = Fixtures.brackets();
        var variants = new ArrayList<RehearsalResult.VariantResult>();
        for (int i = 0; i < 10; i++) variants.addAll(one.variants());
        var html = writer.html(new RehearsalResult(one.scenario(), variants, 1, 1));
        assertTrue(html.length() < FIVE_MEGABYTES, "characters: " + html.length());
    }

    @Test
    void aGanttChartThatIsTooLongIsCutAtTheSameTimeInAllLanes() throws IOException {
        var gantt = data(Fixtures.large(1000)).at("/variants/0/gantt");
        assertTrue(gantt.at("/left").asInt() > 0);
        assertEquals(1000, gantt.at("/lanes").size());
        double start = 0;
        for (int i = 1; i < gantt.at("/bars").size(); i += 6)
            start += gantt.at("/bars").get(i).asDouble() / 10;
        assertTrue(start <= gantt.at("/to").asDouble() + 0.1);
    }

    @Test
    void stationsComeInTheOrderOfThePlant() throws IOException {
        var variant = Fixtures.brackets().variants().getFirst();
        var ofPlant = variant.plant().elements().stream()
                .filter(e -> e instanceof Station)
                .map(e -> e.id())
                .toList();
        var shown = new ArrayList<String>();
        data(Fixtures.brackets())
                .at("/variants/0/stations")
                .forEach(s -> shown.add(s.get(0).asText()));
        assertEquals(ofPlant.stream().filter(shown::contains).toList(), shown);
    }

    @Test
    void ofManyWaysTheDrawingHasThoseThatMostPartsTakeAndTheTableAll() throws IOException {
        var result = Fixtures.large(1000);
        var flow = data(result).at("/variants/0/flow");
        double drawn = 0;
        double least = Double.MAX_VALUE;
        for (var line : flow.at("/lines")) {
            drawn += line.get(2).asDouble();
            least = Math.min(least, line.get(2).asDouble());
        }
        double all = drawn;
        for (var line : flow.at("/minor")) {
            all += line.get(2).asDouble();
            assertTrue(line.get(2).asDouble() <= least);
        }
        assertTrue(drawn >= 0.8 * all, drawn + " of " + all);
        var moves = result.variants().getFirst().flows().stream()
                .filter(f -> f.parts() > 0 && !f.from().equals(f.to()))
                .toList();
        assertEquals(moves.size(), flow.at("/lines").size() + flow.at("/minor").size());
        assertEquals(0, data(Fixtures.brackets()).at("/variants/0/flow/minor").size());
    }

    @Test
    void theClockKnowsAChangeToSummerTime() throws IOException {
        var scenario = Fixtures.minimal("Spring").scenario();
        var spring = new Scenario(
                "s",
                "Spring",
                "p",
                null,
                scenario.start().withMonth(3).withDayOfMonth(28),
                7 * 86_400,
                scenario.warmUp(),
                scenario.replications(),
                1,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        var result = new RehearsalResult(spring, Fixtures.minimal("Spring").variants(), 1, 1);
        // From Saturday 06:00, clocks in Berlin go from 02:00 to 03:00 on Sunday 29 March 2026, 20 hours later.
        assertEquals(
                "[[72000,3600]]", data(result).at("/scenario/clock/changes").toString());
    }

    @Test
    void theSameResultGivesTheSamePage() {
        assertEquals(writer.html(Fixtures.brackets()), writer.html(Fixtures.brackets()));
    }

    @Test
    void aReportIsWrittenWhole(@TempDir Path folder) throws IOException {
        var target = folder.resolve("deep/er/report.html");
        writer.write(Fixtures.minimal("One"), target);
        writer.write(Fixtures.minimal("Two"), target);
        assertTrue(Files.readString(target).endsWith("</html>\n"));
        assertTrue(Files.readString(target).contains("<title>Two"));
        try (var files = Files.list(target.getParent())) {
            assertEquals(List.of(target), files.toList(), "nothing else is left behind");
        }
    }

    @Test
    void aFolderIsNoPlaceForAReport(@TempDir Path folder) {
        var e = assertThrows(IOException.class, () -> writer.write(Fixtures.minimal("One"), folder));
        assertTrue(e.getMessage().contains(folder.toString()));
    }

    private JsonNode data(RehearsalResult result) throws IOException {
        var matcher = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(writer.html(result));
        assertTrue(matcher.find());
        return new ObjectMapper().readTree(matcher.group(1));
    }

    private List<String> sections(RehearsalResult result) {
        return Pattern.compile("<section id=\"([a-z-]+)\"")
                .matcher(writer.html(result))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String withoutScripts(String html) {
        return html.replaceAll("(?s)(<script[^>]*>).*?</script>", "$1</script>");
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
