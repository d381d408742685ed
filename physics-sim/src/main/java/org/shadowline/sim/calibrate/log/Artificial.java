package org.shadowline.sim.calibrate.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recognises the activities Start and End that tools put around each case: by their name, no length, at most one in a
 * case, nobody who does them.
 */
final class Artificial {
    private static final Set<String> NAMES =
            Set.of("start", "end", "begin", "finish", "ende", "startevent", "endevent");

    private Artificial() {}

    static EventLog removedFrom(EventLogBuilder builder, ReadingReport report) {
        var log = builder.build(report);
        var artificial = find(log);
        if (artificial.isEmpty() || artificial.size() == log.activities().size()) return log;
        var kept = new EventLogBuilder(log.name(), LogLimits.DEFAULT)
                .zone(log.zone())
                .endsOnly(log.endsOnly());
        int dropped = 0;
        for (int i = 0; i < log.size(); i++) {
            if (artificial.contains(log.activityOf(i))) {
                dropped++;
                continue;
            }
            int resource = log.resourceOf(i);
            int aCase = log.caseOf(i);
            kept.add(
                    log.cases().get(aCase),
                    log.activities().get(log.activityOf(i)),
                    resource == EventLog.NONE ? null : log.resources().get(resource),
                    log.start(i),
                    log.end(i));
            if (log.productOf(aCase) != EventLog.NONE) {
                kept.product(log.cases().get(aCase), log.products().get(log.productOf(aCase)));
            }
        }
        var findings = new ArrayList<>(report.findings());
        findings.add("The activities "
                + String.join(
                        " and ",
                        artificial.stream().map(a -> log.activities().get(a)).toList())
                + " have no length and nobody does them, they only mark where a case begins and ends: left out ("
                + dropped + " instances).");
        return kept.build(new ReadingReport(report.rows(), report.skipped(), report.skippedLines(), findings));
    }

    private static List<Integer> find(EventLog log) {
        var candidates = new ArrayList<Integer>();
        for (int a = 0; a < log.activities().size(); a++) {
            var name = log.activities().get(a).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            if (NAMES.contains(name)) candidates.add(a);
        }
        candidates.removeIf(a -> !isArtificial(log, a));
        return candidates;
    }

    private static boolean isArtificial(EventLog log, int activity) {
        int lastCase = -1;
        for (int i = 0; i < log.size(); i++) {
            if (log.activityOf(i) != activity) continue;
            if (log.start(i) != log.end(i) || log.caseOf(i) == lastCase) return false;
            int resource = log.resourceOf(i);
            if (resource != EventLog.NONE
                    && !log.resources()
                            .get(resource)
                            .equalsIgnoreCase(log.activities().get(activity))) {
                return false;
            }
            lastCase = log.caseOf(i);
        }
        return true;
    }
}
