package org.shadowline.sim.calibrate.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.shadowline.sim.calibrate.Logs;

class TimestampsTest {
    private final Timestamps timestamps = new Timestamps(null, null);

    @Example
    void theUsualFormsOfOneMomentAreTheSameMoment() {
        long expected = Logs.at("2012-02-25T16:05:09");
        for (var form : new String[] {
            "2012-02-25T16:05:09",
            "2012-02-25 16:05:09",
            "2012-02-25T16:05:09.000",
            "2012/02/25 16:05:09.000",
            "25.02.2012 16:05:09",
            "25/02/2012 16:05:09",
            "25-02-2012 16:05:09",
            "25.2.2012 16:05:09",
            "20120225T160509",
            "20120225160509",
            "25-Feb-2012 16:05:09",
            "Feb 25, 2012 16:05:09",
            "February 25 2012 4:05:09 PM",
            "2012-02-25T16:05:09Z",
            "2012-02-25T16:05:09.000+02:00",
            "2012-02-25T16:05:09+0200",
            "2012-02-25 16:05:09 UTC",
            "2012-02-25T16:05:09+02:00[Europe/Helsinki]",
            "1330185909000",
            "1330185909",
            "1330185909.0",
            "  2012-02-25 16:05:09 ",
            "25.02.12 16:05:09",
            "2012-02-25, 16:05:09"
        }) {
            assertEquals(expected, timestamps.parse(form), form);
        }
    }

    @Example
    void secondsAndTimeOfDayMayBeMissing() {
        assertEquals(Logs.at("2012-02-25T16:05:00"), timestamps.parse("25.02.2012 16:05"));
        assertEquals(Logs.at("2012-02-25T00:00:00"), timestamps.parse("2012-02-25"));
        assertEquals(Logs.at("2012-02-25T00:00:00"), timestamps.parse("2012-02-25 12:00 AM"));
    }

    @Example
    void fractionsOfASecondAreKeptToTheMillisecond() {
        assertEquals(Logs.at("2012-02-25T16:05:09.123"), timestamps.parse("2012-02-25T16:05:09.123456789Z"));
        assertEquals(Logs.at("2012-02-25T16:05:09.120"), timestamps.parse("2012-02-25 16:05:09,12"));
    }

    @Example
    void daysOfASpreadsheetAreUnderstood() {
        // 40964 is 2012-02-25 in a spreadsheet of the 1900 system.
        assertEquals(Logs.at("2012-02-25T12:00:00"), timestamps.parse("40964.5"));
    }

    @Example
    void theMonthComesFirstWhenToldSo() {
        assertEquals(Logs.at("2012-04-03T00:00:00"), timestamps.parse("03/04/2012"));
        timestamps.setMonthFirst(true);
        assertEquals(Logs.at("2012-03-04T00:00:00"), timestamps.parse("03/04/2012"));
        assertEquals(2, timestamps.undecided());
    }

    @Example
    void aGivenZoneShowsInstantsOnItsOwnClock() {
        var berlin = new Timestamps(null, ZoneId.of("Europe/Berlin"));
        assertEquals(Logs.at("2012-07-01T14:00:00"), berlin.parse("2012-07-01T12:00:00Z"));
        assertEquals(Logs.at("2012-01-01T13:00:00"), berlin.parse("2012-01-01T12:00:00Z"));
        assertEquals(Logs.at("2012-01-01T12:00:00"), berlin.parse("2012-01-01 12:00:00"));
    }

    @Example
    void theMostFrequentOffsetIsTheZone() {
        timestamps.parse("2012-01-01T12:00:00+02:00");
        timestamps.parse("2012-01-02T12:00:00+02:00");
        timestamps.parse("2012-07-01T12:00:00+03:00");
        assertEquals(ZoneOffset.ofHours(2), timestamps.zoneFound());
    }

    @Example
    void whatIsNoDateIsUnknown() {
        for (var form : new String[] {
            "",
            "abc",
            "2012-13-01",
            "2012-02-30 10:00",
            "31.04.2012",
            "2012-02-25 25:00",
            "2012-02-25 10:61",
            "12",
            "2012-02-25 10:00 lunch",
            "99/99/9999",
            "-",
            "2012-02-25T10:00+99:00",
            "Foo 25, 2012",
            "1.5",
            "25.02."
        }) {
            assertEquals(Timestamps.UNKNOWN, timestamps.parse(form), form);
        }
    }

    @Example
    void aFormatThatIsGivenIsTheOnlyOne() {
        var given = new Timestamps("dd|MM|yyyy HH:mm", null);
        assertEquals(Logs.at("2012-02-25T16:05:00"), given.parse("25|02|2012 16:05"));
        assertEquals(Timestamps.UNKNOWN, given.parse("2012-02-25 16:05"));
        assertThrows(LogProblem.class, () -> new Timestamps("no pattern {", null));
    }

    @Property(tries = 2_000)
    void anyTextGivesATimeOrUnknown(@ForAll @StringLength(max = 70) String text) {
        timestamps.parse(text);
        new Timestamps("yyyy-MM-dd'T'HH:mm[:ss]XXX", null).parse(text);
    }

    /** Written by java.time, read by this. */
    @Property
    void anyMomentWrittenInIsoFormIsReadBack(@ForAll @LongRange(min = 0, max = 4_102_444_800L) long second) {
        var written =
                java.time.LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).toString();
        assertEquals(second * 1000, timestamps.parse(written), written);
    }
}
