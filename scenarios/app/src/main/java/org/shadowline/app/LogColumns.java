package org.shadowline.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogOptions;
import org.shadowline.sim.calibrate.log.LogReader;
import picocli.CommandLine.Option;

/** How an event log is read; the options that say which columns it has. */
final class LogColumns {
    @Option(names = "--case", paramLabel = "COLUMN", description = "Column of the case (order). Guessed when obvious.")
    private @Nullable String caseColumn;

    @Option(names = "--activity", paramLabel = "COLUMN", description = "Column of the activity.")
    private @Nullable String activity;

    @Option(names = "--resource", paramLabel = "COLUMN", description = "Column of the worker or machine.")
    private @Nullable String resource;

    @Option(names = "--start", paramLabel = "COLUMN", description = "Column of the start time.")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "COLUMN", description = "Column of the end time.")
    private @Nullable String end;

    @Option(names = "--timestamp", paramLabel = "COLUMN", description = "Column of the one time of a row.")
    private @Nullable String timestamp;

    @Option(names = "--lifecycle", paramLabel = "COLUMN", description = "Column that says start or complete.")
    private @Nullable String lifecycle;

    @Option(names = "--product", paramLabel = "COLUMN", description = "Column that tells products apart.")
    private @Nullable String product;

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "For example dd.MM.yyyy HH:mm.")
    private @Nullable String dateFormat;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the plant, such as Europe/Berlin.")
    private @Nullable ZoneId zone;

    @Option(names = "--strict", description = "Refuse a log with bad rows instead of leaving them out.")
    private boolean strict;

    @Nullable ZoneId zone() {
        return zone;
    }

    /** Reads a log, telling how far it is. */
    EventLog read(Path log, ProgressLine progress) throws IOException {
        return LogReader.read(
                log,
                LogOptions.GUESS
                        .withColumns(caseColumn, activity, resource, start, end)
                        .withTimestamp(timestamp, lifecycle)
                        .withProduct(product)
                        .withDateFormat(dateFormat)
                        .withZone(zone)
                        .withStrict(strict),
                (bytes, of, instances) -> progress.tell(String.format(
                        Locale.ROOT,
                        "reading %s: %.0f %%, %,d activities",
                        log,
                        100.0 * bytes / Math.max(1, of),
                        instances)));
    }
}
