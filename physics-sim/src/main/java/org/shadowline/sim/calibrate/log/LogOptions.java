package org.shadowline.sim.calibrate.log;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How a log is read. Whatever is null is guessed from the file.
 *
 * @param caseColumn header of the column (of XES: key of the trace attribute) that names the case
 * @param activity column of the activity
 * @param resource column of who or what does it
 * @param start column of the start
 * @param end column of the end
 * @param timestamp column of a single time, with a {@code lifecycle} column for starts and ends, or for ends alone
 * @param lifecycle column that says {@code start} or {@code complete}
 * @param product column (of XES: key of the trace attribute) that tells products apart; null for one product
 * @param dateFormat pattern of {@link java.time.format.DateTimeFormatter}
 * @param zone zone of the plant: times with an instant (Z, epoch) are shown in it; null keeps the local time as written
 * @param separator between the fields of CSV; 0 to guess
 * @param strict refuse a log with bad rows instead of skipping them
 */
public record LogOptions(
        @Nullable String caseColumn,
        @Nullable String activity,
        @Nullable String resource,
        @Nullable String start,
        @Nullable String end,
        @Nullable String timestamp,
        @Nullable String lifecycle,
        @Nullable String product,
        @Nullable String dateFormat,
        @Nullable ZoneId zone,
        char separator,
        boolean strict,
        LogLimits limits) {

    /** Everything guessed, bad rows skipped. */
    public static final LogOptions GUESS = new LogOptions(
            null, null, null, null, null, null, null, null, null, null, (char) 0, false, LogLimits.DEFAULT);

    public LogOptions withColumns(
            @Nullable String caseColumn,
            @Nullable String activity,
            @Nullable String resource,
            @Nullable String start,
            @Nullable String end) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }

    public LogOptions withTimestamp(@Nullable String timestamp, @Nullable String lifecycle) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }

    public LogOptions withProduct(@Nullable String product) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }

    public LogOptions withDateFormat(@Nullable String dateFormat) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }

    public LogOptions withZone(@Nullable ZoneId zone) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }

    public LogOptions withSeparator(char separator) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }

    public LogOptions withStrict(boolean strict) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }

    public LogOptions withLimits(LogLimits limits) {
        return new LogOptions(
                caseColumn,
                activity,
                resource,
                start,
                end,
                timestamp,
                lifecycle,
                product,
                dateFormat,
                zone,
                separator,
                strict,
                limits);
    }
}
