package org.shadowline.sim.calibrate.log;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.calibrate.log.LogReader.Source;
import org.shadowline.sim.calibrate.log.Pairing.Transition;

/**
 * Reads a CSV log: a header row, then one row for each activity instance (start and end) or for each event (one time,
 * with or without a lifecycle column). Not thread-safe: one object reads one file.
 */
final class CsvLog {
    private static final int SAMPLED_ROWS = 5_000;

    private final Source source;
    private final LogOptions options;
    private final CsvShape shape;
    private final Timestamps timestamps;
    private final RowCheck check;
    private final EventLogBuilder log;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Pairing> pairings = new HashMap<>();
    private long starts;
    private long endsWithoutStart;
    private long otherTransitions;
    private long rows;

    CsvLog(Source source, LogOptions options, CsvShape shape) {
        this.source = source;
        this.options = options;
        this.shape = shape;
        timestamps = new Timestamps(options.dateFormat(), options.zone());
        check = new RowCheck(source.file, options.strict());
        log = new EventLogBuilder(source.file.getFileName().toString(), options.limits());
    }

    EventLog read() throws IOException {
        boolean monthFirst = decideMonthFirst();
        var reading = new Timestamps(options.dateFormat(), options.zone());
        reading.setMonthFirst(monthFirst);
        forEachRow((columns, row) -> {
            rows++;
            take(columns, row, reading);
            source.progressed(log.size());
            return true;
        });
        source.finished(log.size());
        if (log.size() == 0) {
            throw new LogProblem(
                    source.file,
                    0,
                    rows == 0
                            ? "there is a header row and nothing below it."
                            : "none of the " + rows + " rows can be used; the first: "
                                    + String.join(
                                            "; ",
                                            check.lines().stream().limit(2).toList()) + ".",
                    "a column was taken for another, or the dates need the option format.");
        }
        sayHowTimesWereRead(reading);
        return Artificial.removedFrom(
                log.zone(reading.zoneFound()), new ReadingReport(rows, check.skipped(), check.lines(), findings));
    }

    /** Whether dates such as 03/04/2012 have the month first; looks as far into the file as it must. */
    private boolean decideMonthFirst() throws IOException {
        var seen = new long[1];
        forEachRow((columns, row) -> {
            for (int column : new int[] {columns.start(), columns.end(), columns.timestamp()}) {
                if (column >= 0 && column < row.getFieldCount()) timestamps.parse(row.getField(column));
            }
            boolean open = timestamps.undecided() > 0
                    && timestamps.dayFirstEvidence() == 0
                    && timestamps.monthFirstEvidence() == 0;
            return ++seen[0] < SAMPLED_ROWS || open;
        });
        long day = timestamps.dayFirstEvidence();
        long month = timestamps.monthFirstEvidence();
        if (day > 0 && month > 0) {
            findings.add("Dates have the day first in " + day + " and the month first in " + month
                    + " of the rows looked at: the more frequent order was taken, the others cannot be read.");
        } else if (day == 0 && month == 0 && timestamps.undecided() > 0) {
            findings.add(
                    "No date tells whether the day or the month comes first (as in 03/04/2012): the day was taken. "
                            + "Give the date format if that is wrong.");
        }
        return month > day;
    }

    private void take(CsvColumns columns, CsvRecord row, Timestamps reading) {
        long line = row.getStartingLineNumber();
        var aCase = field(row, columns.aCase());
        var activity = field(row, columns.activity());
        if (aCase == null || activity == null) {
            check.skip(line, aCase == null ? "the case is missing" : "the activity is missing");
            return;
        }
        var resource = field(row, columns.resource());
        long start = columns.hasStartAndEnd() ? time(row, columns.start(), "start", reading) : 0;
        if (start == Timestamps.UNKNOWN) return;
        long end = time(row, columns.hasStartAndEnd() ? columns.end() : columns.timestamp(), "end", reading);
        if (end == Timestamps.UNKNOWN) return;
        if (columns.hasStartAndEnd()) {
            if (end < start) {
                check.skip(
                        line,
                        "the end " + field(row, columns.end()) + " is before the start " + field(row, columns.start()));
                return;
            }
            log.add(aCase, activity, resource, start, end);
        } else if (!pair(aCase, activity, resource, end, field(row, columns.lifecycle()), line)) {
            return;
        }
        var product = field(row, columns.product());
        if (product != null) log.product(aCase, product);
    }

    private boolean pair(
            String aCase,
            String activity,
            @Nullable String resource,
            long time,
            @Nullable String lifecycle,
            long line) {
        switch (Transition.of(lifecycle)) {
            case START -> {
                starts++;
                pairings.computeIfAbsent(aCase, c -> new Pairing()).start(activity, null, resource, time, line);
                return false;
            }
            case OTHER -> {
                otherTransitions++;
                return false;
            }
            case COMPLETE -> {
                var pairing = pairings.get(aCase);
                var open = pairing == null ? null : pairing.complete(activity, null, resource);
                if (pairing != null && pairing.openCount() == 0) pairings.remove(aCase);
                if (open != null && open.time() > time) {
                    check.skip(line, "the end is before the start in line " + open.line());
                    return false;
                }
                if (open == null) endsWithoutStart++;
                log.add(aCase, activity, resource, open == null ? time : open.time(), time);
                return true;
            }
        }
        return false;
    }

    private long time(CsvRecord row, int column, String what, Timestamps reading) {
        var text = field(row, column);
        if (text == null) {
            check.skip(row.getStartingLineNumber(), "the " + what + " is missing");
            return Timestamps.UNKNOWN;
        }
        long time = reading.parse(text);
        if (time == Timestamps.UNKNOWN) {
            check.skip(
                    row.getStartingLineNumber(),
                    "\"" + Text.shortened(text) + "\" is not a date and time that is known");
        }
        return time;
    }

    private static @Nullable String field(CsvRecord row, int column) {
        if (column < 0 || column >= row.getFieldCount()) return null;
        return Text.tidy(row.getField(column));
    }

    private void sayHowTimesWereRead(Timestamps reading) {
        if (starts == 0 && endsWithoutStart > 0) {
            log.endsOnly(true);
            findings.add("The log records ends only; when an activity began has to be guessed.");
        } else if (endsWithoutStart > 0) {
            findings.add(endsWithoutStart + " ends have no start before them: taken as activities without length.");
        }
        int open = pairings.values().stream().mapToInt(Pairing::openCount).sum();
        if (open > 0) findings.add(open + " starts have no end: left out.");
        if (otherTransitions > 0) {
            findings.add(
                    otherTransitions + " events are neither start nor complete (such as schedule, suspend): left out.");
        }
        XesLog.sayZone(reading, options, findings);
    }

    private interface RowUse {
        /** Returns whether to go on. */
        boolean use(CsvColumns columns, CsvRecord row);
    }

    private void forEachRow(RowUse use) throws IOException {
        var limits = options.limits();
        var handler = CsvRecordHandler.builder()
                .maxFields(limits.fields())
                .maxFieldSize(limits.line())
                .maxRecordSize(limits.line())
                .build();
        long line = 0;
        try (var in = source.open()) {
            in.skipNBytes(shape.skippedBytes());
            var csv = CsvReader.builder()
                    .fieldSeparator(shape.separator())
                    .maxBufferSize(Math.max(limits.line(), 1 << 16))
                    .skipEmptyLines(true)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .build(handler, new InputStreamReader(in, shape.charset()));
            CsvColumns columns = null;
            for (var each = csv.iterator(); each.hasNext(); ) {
                var row = each.next();
                line = row.getStartingLineNumber();
                if (columns == null) columns = CsvColumns.of(source.file, row.getFields(), options);
                else if (!use.use(columns, row)) return;
            }
        } catch (CsvParseException | UncheckedIOException e) {
            // Damage of the compressed form comes wrapped, and is told as such.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException damage) throw damage;
            }
            throw new LogProblem(
                    source.file,
                    line + 1,
                    "this row is not CSV, or larger than " + limits.line() + " characters and " + limits.fields()
                            + " fields allow (" + e.getMessage() + ").",
                    "a quotation mark is opened and never closed, or the separator is another than \""
                            + shape.separator() + "\".");
        }
    }
}
