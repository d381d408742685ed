package org.shadowline.sim.calibrate.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import org.shadowline.sim.calibrate.LogDistances;
import org.shadowline.sim.calibrate.Logs;

class XesLogTest {

    @Example
    void startsAndCompletesArePairedFirstInFirstOut() {
        var log = xes(
                event("Mill", "start", "Ann", 6, ""),
                event("Mill", "start", "Ann", 7, ""),
                event("Mill", "complete", "Ann", 8, ""),
                event("Mill", "complete", "Ann", 10, ""));
        assertEquals(List.of("6-8", "7-10"), hours(log));
    }

    @Example
    void anInstanceIdOrTheResourceTellsOpenInstancesApart() {
        var byResource = xes(
                event("Mill", "start", "Ann", 6, ""),
                event("Mill", "start", "Bob", 7, ""),
                event("Mill", "complete", "Bob", 8, ""),
                event("Mill", "complete", "Ann", 10, ""));
        assertEquals(List.of("6-10", "7-8"), hours(byResource));
        var byInstance = xes(
                event("Mill", "start", "Ann", 6, "1"),
                event("Mill", "start", "Ann", 7, "2"),
                event("Mill", "complete", "Ann", 8, "2"),
                event("Mill", "complete", "Ann", 10, "1"));
        assertEquals(List.of("6-10", "7-8"), hours(byInstance));
    }

    @Example
    void artificialStartAndEndAreLeftOut() {
        var log = xes(
                event("Start", "start", "Start", 6, ""),
                event("Start", "complete", "Start", 6, ""),
                event("Mill", "start", "Ann", 6, ""),
                event("Mill", "complete", "Ann", 7, ""),
                event("End", "start", "End", 7, ""),
                event("End", "complete", "End", 7, ""));
        assertEquals(List.of("Mill"), log.activities());
        assertEquals(List.of("Ann"), log.resources());
        assertTrue(log.report().findings().getFirst().startsWith("The activities Start and End have no length"));
    }

    @Example
    void anActivityCalledStartThatTakesTimeStays() {
        var log = xes(
                event("Start", "start", "Ann", 6, ""),
                event("Start", "complete", "Ann", 7, ""),
                event("Mill", "start", "Ann", 7, ""),
                event("Mill", "complete", "Ann", 8, ""));
        assertEquals(List.of("Start", "Mill"), log.activities());
    }

    @Example
    void startsWithoutEndsAndEndsWithoutStartsAreSaid() {
        var log = xes(
                event("Mill", "start", "Ann", 6, ""),
                event("Wash", "complete", "Ann", 7, ""),
                event("Mill", "suspend", "Ann", 8, ""));
        assertEquals(List.of("7-7"), hours(log));
        assertEquals(3, log.report().findings().size());
    }

    @Example
    void theLocalClockOfTheLogIsKept() {
        var log = xes(event("Mill", "start", "Ann", 6, ""), event("Mill", "complete", "Ann", 8, ""));
        assertEquals(ZoneOffset.ofHours(2), log.zone());
        assertEquals(Logs.at("2026-01-05T06:00"), log.start(0));
    }

    @Example
    void hostileAndBrokenDocumentsAreRefused() {
        assertProblem("<?xml version=\"1.0\"?><!DOCTYPE log [<!ENTITY a \"x\">]><log>&a;</log>", "document type");
        assertProblem("<!DOCTYPE log SYSTEM \"file:///etc/passwd\"><log><trace/></log>", "document type");
        assertProblem("<log><trace>", "log.csv:1: the XML is broken here");
        assertProblem("<html><body/></html>", "XES begins with <log>");
        assertProblem("<log><trace/></log>", "none of the 0 events");
        assertProblem("<log>" + "<a>".repeat(150), "nested more than 90 deep");
        assertProblem("<log><trace><string key=\"" + "k".repeat(600_000) + "\"/></trace></log>", "end of a tag");
        assertProblem("<log>\u0001\u0002</log>", "broken");
    }

    @Example
    void theRecordedLogIsReadWholeAndItsCsvFormIsTheSame() {
        var log = Logs.production();
        assertEquals(4_106, log.size());
        assertEquals(180, log.cases().size());
        assertEquals(24, log.activities().size());
        assertEquals(46, log.resources().size());
        assertEquals(0, log.report().skipped());
        assertEquals(Logs.at("2012-01-02T07:00"), log.firstStart());
        assertEquals(Logs.at("2012-03-31T09:00"), log.lastEnd());
        var again = Logs.read(Logs.csv(log));
        assertEquals(new LogDistances(0, 0, 0, 0, 0, 0, 0), LogDistances.between(log, again));
        assertEquals(log.resources(), again.resources());
    }

    private static List<String> hours(EventLog log) {
        return IntStream.range(0, log.size())
                .mapToObj(i -> (log.start(i) / 3_600_000 % 24) + "-" + (log.end(i) / 3_600_000 % 24))
                .toList();
    }

    private static String event(String activity, String transition, String resource, int hour, String instance) {
        return """
                <event><string key="concept:name" value="%s"/><string key="lifecycle:transition" value="%s"/>
                <string key="org:resource" value="%s"/>%s
                <date key="time:timestamp" value="2026-01-05T%02d:00:00.000+02:00"/></event>
                """.formatted(
                        activity,
                        transition,
                        resource,
                        instance.isEmpty() ? "" : "<string key=\"concept:instance\" value=\"" + instance + "\"/>",
                        hour);
    }

    private static EventLog xes(String... events) {
        return Logs.read("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">"
                + "<trace><string key=\"concept:name\" value=\"1\"/>" + String.join("", events) + "</trace></log>");
    }

    private static void assertProblem(String text, String part) {
        var file = Logs.temporary("log.csv", text.getBytes(StandardCharsets.UTF_8));
        var problem = assertThrows(LogProblem.class, () -> Logs.read(file));
        assertTrue(problem.getMessage().contains(part), problem.getMessage());
    }
}
