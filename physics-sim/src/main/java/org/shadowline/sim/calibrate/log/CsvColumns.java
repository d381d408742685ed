package org.shadowline.sim.calibrate.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a CSV log is what; {@link #ABSENT} where there is none. Names are compared without regard to case,
 * blanks and punctuation.
 */
record CsvColumns(
        int aCase, int activity, int resource, int start, int end, int timestamp, int lifecycle, int product) {
    static final int ABSENT = -1;

    private static final List<String> CASE = List.of(
            "caseid",
            "case",
            "caseconceptname",
            "casename",
            "casenumber",
            "casekey",
            "traceid",
            "trace",
            "tracename",
            "caseidentifier",
            "processinstance",
            "processinstanceid",
            "orderid",
            "order",
            "ordernumber",
            "orderno",
            "workorder",
            "workorderid",
            "workorderno",
            "productionorder",
            "jobid",
            "job",
            "jobnumber",
            "lotid",
            "lot",
            "batchid",
            "partid",
            "serialnumber",
            "fall",
            "fallid",
            "vorgangsnummer",
            "auftrag",
            "auftragsnummer",
            "fertigungsauftrag");
    private static final List<String> ACTIVITY = List.of(
            "activity",
            "activityname",
            "activityid",
            "conceptname",
            "task",
            "taskname",
            "operation",
            "operationname",
            "process",
            "processstep",
            "step",
            "stepname",
            "event",
            "eventname",
            "workcenter",
            "station",
            "aktivitat",
            "aktivitaet",
            "tatigkeit",
            "taetigkeit",
            "arbeitsgang",
            "arbeitsschritt",
            "vorgang");
    private static final List<String> RESOURCE = List.of(
            "resource",
            "orgresource",
            "resourceid",
            "resourcename",
            "worker",
            "workerid",
            "user",
            "userid",
            "username",
            "employee",
            "employeeid",
            "operator",
            "operatorid",
            "person",
            "personid",
            "performer",
            "agent",
            "machine",
            "machineid",
            "equipment",
            "ressource",
            "mitarbeiter",
            "bediener",
            "maschine",
            "orgrole",
            "role",
            "orggroup");
    private static final List<String> START = List.of(
            "start",
            "starttime",
            "starttimestamp",
            "startdate",
            "startdatetime",
            "timestampstart",
            "begin",
            "begintime",
            "began",
            "started",
            "startedat",
            "starttijd",
            "timestart",
            "from",
            "beginn",
            "startzeit",
            "anfang",
            "von");
    private static final List<String> END = List.of(
            "end",
            "endtime",
            "endtimestamp",
            "enddate",
            "enddatetime",
            "timestampend",
            "complete",
            "completetime",
            "completetimestamp",
            "completiontime",
            "completed",
            "completedat",
            "completion",
            "finish",
            "finishtime",
            "finished",
            "finishedat",
            "stop",
            "stoptime",
            "timeend",
            "to",
            "ende",
            "endzeit",
            "bis");
    private static final List<String> TIMESTAMP = List.of(
            "timestamp",
            "timetimestamp",
            "time",
            "datetime",
            "date",
            "eventtime",
            "eventtimestamp",
            "eventdate",
            "zeit",
            "zeitstempel",
            "zeitpunkt",
            "datum");
    private static final List<String> LIFECYCLE =
            List.of("lifecycle", "lifecycletransition", "transition", "eventtype", "lifecyclestate", "lifecyclestatus");

    /** Columns as the options name them, otherwise as their names suggest. */
    static CsvColumns of(Path file, List<String> header, LogOptions options) {
        var find = new Finder(file, header);
        int start = find.column(options.start(), "start", START, false);
        int end = find.column(options.end(), "end", END, false);
        int timestamp = find.column(options.timestamp(), "timestamp", TIMESTAMP, false);
        if (options.timestamp() != null) {
            start = ABSENT;
            end = ABSENT;
        } else if (start != ABSENT && end != ABSENT) {
            timestamp = ABSENT;
        } else if (timestamp == ABSENT) {
            timestamp = end;
        }
        if (timestamp == ABSENT && (start == ABSENT || end == ABSENT)) {
            throw find.missing("end of an activity", "end");
        }
        boolean pair = timestamp == ABSENT;
        return new CsvColumns(
                find.column(options.caseColumn(), "case", CASE, true),
                find.column(options.activity(), "activity", ACTIVITY, true),
                find.column(options.resource(), "resource", RESOURCE, false),
                pair ? start : ABSENT,
                pair ? end : ABSENT,
                timestamp,
                pair ? ABSENT : find.column(options.lifecycle(), "lifecycle", LIFECYCLE, false),
                find.column(options.product(), "product", List.of(), false));
    }

    boolean hasStartAndEnd() {
        return timestamp == ABSENT;
    }

    private record Finder(Path file, List<String> header, Set<Integer> taken) {
        Finder(Path file, List<String> header) {
            this(file, header, new java.util.HashSet<>());
        }

        int column(@Nullable String wanted, String what, List<String> guesses, boolean needed) {
            int found = wanted == null ? guess(guesses) : named(wanted, what);
            if (found == ABSENT && needed) throw missing(what, what);
            if (found != ABSENT) taken.add(found);
            return found;
        }

        private int named(String wanted, String what) {
            for (int i = 0; i < header.size(); i++) {
                if (header.get(i).strip().equals(wanted.strip())) return i;
            }
            for (int i = 0; i < header.size(); i++) {
                if (plain(header.get(i)).equals(plain(wanted))) return i;
            }
            throw new LogProblem(
                    file,
                    1,
                    "no column is called \"" + wanted + "\" (wanted as " + what + "). " + shownHeader(),
                    "name one of these columns.");
        }

        private int guess(List<String> guesses) {
            var names = new ArrayList<String>();
            for (var cell : header) names.add(plain(cell));
            for (var guess : guesses) {
                int found = names.indexOf(guess);
                if (found >= 0 && !taken.contains(found)) return found;
            }
            return ABSENT;
        }

        LogProblem missing(String what, String option) {
            return new LogProblem(
                    file,
                    1,
                    "no column looks like the " + what + ". " + shownHeader(),
                    "the first row is no header, or the column has an unusual name: give it by the option " + option
                            + ".");
        }

        private String shownHeader() {
            var cells = header.stream()
                    .limit(20)
                    .map(c -> "\"" + Text.shortened(c) + "\"")
                    .toList();
            return "The first row holds " + String.join(", ", cells) + (header.size() > 20 ? ", …" : "") + ".";
        }

        private static String plain(String name) {
            var letters = new StringBuilder();
            for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
                if (Character.isLetterOrDigit(c)) letters.append(c == 'ä' ? 'a' : c == 'ö' ? 'o' : c == 'ü' ? 'u' : c);
            }
            return letters.toString();
        }
    }
}
