package org.shadowline.sim.calibrate.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import org.shadowline.sim.calibrate.Logs;

class CsvLogTest {
    private static final String TWO_CASES = """
            case_id,activity,resource,start,end
            1,Mill,Ann,2026-01-05T06:00,2026-01-05T07:00
            2,Mill,Bob,2026-01-05T06:30,2026-01-05T08:00
            1,Wash,Ann,2026-01-05T07:10,2026-01-05T07:20
            """;

    @Example
    void instancesAreSortedByCaseThenStart() {
        var log = Logs.read(TWO_CASES);
        assertEquals(3, log.size());
        assertEquals(List.of("1", "2"), log.cases());
        assertEquals(List.of("Mill", "Wash"), log.activities());
        assertEquals(List.of("Ann", "Bob"), log.resources());
        assertEquals(2, log.to(0) - log.from(0));
        assertEquals("Wash", log.activities().get(log.activityOf(1)));
        assertEquals(Logs.at("2026-01-05T07:10"), log.start(1));
        assertEquals(Logs.at("2026-01-05T07:20"), log.end(1));
        assertNull(log.zone());
    }

    @Example
    void columnsAreFoundByManyNamesAndSeparators() {
        for (var header : List.of(
                "Case ID;Activity;Resource;Start Timestamp;Complete Timestamp",
                "order\toperation\toperator\tbegin\tfinish",
                "case:concept:name,concept:name,org:resource,start_timestamp,time:timestamp",
                "Auftrag;Tätigkeit;Mitarbeiter;Beginn;Ende",
                "TraceId|Task|User|StartTime|EndTime")) {
            char separator = header.replaceAll("[A-Za-z ä:_]", "").charAt(0);
            var rows = TWO_CASES
                    .lines()
                    .skip(1)
                    .map(l -> l.replace(',', separator))
                    .toList();
            var log = Logs.read(header + "\n" + String.join("\n", rows));
            assertEquals(3, log.size(), header);
            assertEquals(List.of("Mill", "Wash"), log.activities(), header);
            assertEquals(List.of("Ann", "Bob"), log.resources(), header);
        }
    }

    @Example
    void namedColumnsWinOverGuesses() {
        var text = "activity,what,who,case,from,to\nx,Mill,Ann,1,2026-01-05 06:00,2026-01-05 07:00\n";
        var log = Logs.read(text, LogOptions.GUESS.withColumns(null, "what", "who", null, null));
        assertEquals(List.of("Mill"), log.activities());
        assertEquals(List.of("Ann"), log.resources());
        var problem = assertThrows(
                LogProblem.class, () -> Logs.read(text, LogOptions.GUESS.withColumns(null, "task", null, null, null)));
        assertTrue(problem.getMessage().contains("no column is called \"task\""), problem.getMessage());
        assertTrue(problem.getMessage().contains("\"what\""), problem.getMessage());
    }

    @Example
    void theOrderOfDayAndMonthIsDecidedOverTheWholeColumn() {
        var days =
                "case,activity,start,end\n1,A,03/04/2012 10:00,03/04/2012 11:00\n1,B,13/04/2012 10:00,13/04/2012 11:00\n";
        assertEquals(Logs.at("2012-04-03T10:00"), Logs.read(days).start(0));
        var months = days.replace("13/04", "04/13");
        assertEquals(Logs.at("2012-03-04T10:00"), Logs.read(months).start(0));
        var open = days.replace("13/04", "05/04");
        assertTrue(Logs.read(open).report().findings().getFirst().contains("No date tells"));
    }

    @Example
    void evidenceForTheOrderIsFoundHoweverLateItComes() {
        var text = new StringBuilder("case,activity,start,end\n");
        for (int i = 0; i < 6_000; i++) text.append("1,A,03/04/2012 10:00,03/04/2012 11:00\n");
        text.append("1,A,12/31/2012 10:00,12/31/2012 11:00\n");
        assertEquals(Logs.at("2012-03-04T10:00"), Logs.read(text.toString()).start(0));
    }

    @Example
    void badRowsAreCountedListedAndSkipped() {
        var log = Logs.read("""
                case,activity,resource,start,end
                1,Mill,Ann,2026-01-05 06:00,2026-01-05 07:00
                1,,Ann,2026-01-05 06:00,2026-01-05 07:00
                1,Mill,Ann,yesterday,2026-01-05 07:00
                1,Mill,Ann,2026-01-05 08:00,2026-01-05 07:00
                1,Mill,Ann,2026-01-05 08:00
                ,Mill,Ann,2026-01-05 06:00,2026-01-05 07:00
                """);
        assertEquals(1, log.size());
        assertEquals(5, log.report().skipped());
        assertEquals(
                List.of(
                        "line 3: the activity is missing",
                        "line 4: \"yesterday\" is not a date and time that is known",
                        "line 5: the end 2026-01-05 07:00 is before the start 2026-01-05 08:00",
                        "line 6: the end is missing",
                        "line 7: the case is missing"),
                log.report().skippedLines());
    }

    @Example
    void strictModeRefusesABadRow() {
        var problem = assertThrows(
                LogProblem.class,
                () -> Logs.read(TWO_CASES + "3,Mill,Ann,now,then\n", LogOptions.GUESS.withStrict(true)));
        assertTrue(problem.getMessage().startsWith("log.csv:5: \"now\""), problem.getMessage());
    }

    @Example
    void eventsWithALifecycleArePaired() {
        var log = Logs.read("""
                case,activity,resource,timestamp,lifecycle:transition
                1,Mill,Ann,2026-01-05 06:00,start
                2,Mill,Bob,2026-01-05 06:10,start
                1,Mill,Ann,2026-01-05 07:00,complete
                2,Mill,Bob,2026-01-05 08:00,COMPLETE
                2,Wash,Bob,2026-01-05 08:10,schedule
                2,Wash,Bob,2026-01-05 08:20,start
                """);
        assertEquals(2, log.size());
        assertEquals(Logs.at("2026-01-05T06:10"), log.start(log.from(1)));
        assertEquals(Logs.at("2026-01-05T08:00"), log.end(log.from(1)));
        assertEquals(
                List.of(
                        "1 starts have no end: left out.",
                        "1 events are neither start nor complete (such as schedule, suspend): left out."),
                log.report().findings());
    }

    @Example
    void aSingleTimestampMakesALogOfEnds() {
        var log = Logs.read("case,activity,timestamp\n1,Mill,2026-01-05 06:00\n1,Wash,2026-01-05 07:00\n");
        assertTrue(log.endsOnly());
        assertEquals(EventLog.NONE, log.resourceOf(0));
    }

    @Example
    void quotesBlanksAndEncodingsAreUnderstood() {
        var text =
                "case,activity,resource,start,end\n1,\"Drehen,  Fräsen\",J. Groß,2026-01-05 06:00,2026-01-05 07:00\n";
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252"))) {
            var log = Logs.read(Logs.temporary("log.csv", text.getBytes(charset)));
            assertEquals(List.of("Drehen, Fräsen"), log.activities(), charset.name());
            assertEquals(List.of("J. Groß"), log.resources(), charset.name());
        }
        var marked = Logs.read(Logs.temporary("log.csv", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of("1"), marked.cases());
    }

    @Example
    void productsComeFromAColumn() {
        var text =
                TWO_CASES.lines().map(l -> l + (l.startsWith("case") ? ",kind" : l.startsWith("1") ? ",red" : ",blue"));
        var log = Logs.read(String.join("\n", text.toList()), LogOptions.GUESS.withProduct("kind"));
        assertEquals(List.of("red", "blue"), log.products());
        assertEquals(0, log.productOf(0));
        assertEquals(1, log.productOf(1));
    }

    @Example
    void compressedLogsAreRecognisedWhateverTheirName() throws IOException {
        assertEquals(3, Logs.read(Logs.temporary("log.txt", gzip(TWO_CASES))).size());
    }

    @Example
    void whatIsNoLogIsRefusedWithWordsThatHelp() throws IOException {
        assertProblem(new byte[0], "the file is empty", "export");
        assertProblem(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 1, 2}, "zip archive or a spreadsheet", "CSV");
        var noise = new byte[5_000];
        new java.util.Random(1).nextBytes(noise);
        assertProblem(noise, "binary", "CSV");
        var zipped = gzip(TWO_CASES.repeat(500));
        assertProblem(Arrays.copyOf(zipped, zipped.length / 2), "ends too early", "fetch it again");
        assertProblem("case,activity,start,end\n", "nothing below", "column");
        assertProblem("a,b,c\n1,2,3\n", "no column looks like the end of an activity", "\"a\", \"b\", \"c\"");
        assertProblem("case,activity,start,end\n1,A,x,y\n", "none of the 1 rows", "line 2");
        assertProblem("just a text", "no column", "header");
        assertProblem(TWO_CASES + "\"1," + "x".repeat(600_000), "not CSV", "quotation mark");
        var missing = assertThrows(LogProblem.class, () -> Logs.read(Path.of("no/such/file.csv")));
        assertTrue(missing.getMessage().contains("no such file"), missing.getMessage());
        var folder = assertThrows(
                LogProblem.class, () -> Logs.read(Path.of(".").toAbsolutePath().normalize()));
        assertTrue(folder.getMessage().contains("cannot be read"), folder.getMessage());
    }

    @Example
    void limitsAreKept() {
        var limits = new LogLimits(100, 6, 2, 2, 2, 4, 1_000);
        var options = LogOptions.GUESS.withLimits(limits);
        assertEquals(3, Logs.read(TWO_CASES, options).size());
        assertLimit(options, TWO_CASES + "3,Mill,Ann,2026-01-05,2026-01-05\n", "more than 2 distinct cases");
        assertLimit(options, TWO_CASES + "1,Sand,Ann,2026-01-05,2026-01-05\n", "more than 2 distinct activities");
        assertLimit(options, TWO_CASES + "1,Mill,Cid,2026-01-05,2026-01-05\n", "more than 2 distinct resources");
        assertLimit(options, TWO_CASES + "1,Mill,Ann,2026-01-05,2026-01-05\n".repeat(2), "more than 4 activity");
        assertLimit(options, TWO_CASES + "1,Mill,Ann,2026-01-05,2026-01-05,a,b\n", "6 fields");
        assertLimit(options, TWO_CASES + "1," + "M".repeat(200) + ",Ann,2026-01-05,2026-01-05\n", "100 characters");
        assertLimit(options, TWO_CASES + "\n".repeat(1_000), "larger than 1000 bytes");
    }

    private static void assertLimit(LogOptions options, String text, String message) {
        var problem = assertThrows(LogProblem.class, () -> Logs.read(text, options), message);
        assertTrue(problem.getMessage().contains(message), problem.getMessage());
    }

    private static void assertProblem(String text, String... parts) {
        assertProblem(text.getBytes(StandardCharsets.UTF_8), parts);
    }

    private static void assertProblem(byte[] content, String... parts) {
        var file = Logs.temporary("log.csv", content);
        var problem = assertThrows(LogProblem.class, () -> Logs.read(file));
        assertTrue(problem.getMessage().startsWith("log.csv"), problem.getMessage());
        assertTrue(problem.getMessage().contains("\nMaybe "), problem.getMessage());
        for (var part : parts) assertTrue(problem.getMessage().contains(part), problem.getMessage());
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
