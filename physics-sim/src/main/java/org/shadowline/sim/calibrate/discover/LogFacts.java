package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.shadowline.sim.calibrate.log.EventLog;

/** What a reader should know of a log before trusting what is found in it, in words. */
final class LogFacts {
    private LogFacts() {}

    /** @param log with starts, guessed ones where it was read without */
    static List<String> of(EventLog asRead, EventLog log) {
        var facts = new ArrayList<>(asRead.report().findings());
        if (asRead.report().skipped() > 0) {
            facts.add(asRead.report().skipped() + " of " + asRead.report().rows() + " rows could not be used: "
                    + Words.list(asRead.report().skippedLines()) + ".");
        }
        if (asRead.endsOnly()) {
            facts.add("Starts were guessed: an activity begins when the one before it in the case and the one before it"
                    + " of the same person have ended. Processing times are therefore too long where anything waited.");
        }
        int copies = 0;
        int zero = 0;
        int again = 0;
        int pairs = 0;
        for (int c = 0; c < log.cases().size(); c++) {
            for (int i = log.from(c); i < log.to(c); i++) {
                if (log.start(i) == log.end(i)) zero++;
                if (hasCopyBefore(log, i, log.from(c))) copies++;
                if (i == log.from(c)) continue;
                pairs++;
                if (log.activityOf(i) == log.activityOf(i - 1)) again++;
            }
        }
        if (zero > 0) facts.add(zero + " activities begin and end at the same time: kept, they take no time.");
        if (copies > 0) {
            facts.add(copies
                    + " rows repeat another one, case, activity, person and times: kept, they may be pieces of one"
                    + " lot.");
        }
        if (again > 0) {
            facts.add(Words.percent(again, pairs) + " of the activities repeat the one before them in the case: "
                    + "steps of the route lead back to themselves.");
        }
        if (log.resources().isEmpty()) {
            facts.add("The log names nobody who does the work: stations work without people.");
        } else {
            long weekend = IntStream.range(0, log.size())
                    .filter(i -> OpenTime.hourOfWeek(log.start(i)) >= 120)
                    .count();
            facts.add(Words.percent(weekend, log.size()) + " of the activities begin on a Saturday or Sunday.");
        }
        return facts;
    }

    private static boolean hasCopyBefore(EventLog log, int i, int first) {
        for (int k = i - 1; k >= first && log.start(k) == log.start(i) && log.end(k) == log.end(i); k--) {
            if (log.activityOf(k) == log.activityOf(i) && log.resourceOf(k) == log.resourceOf(i)) return true;
        }
        return false;
    }
}
