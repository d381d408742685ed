package org.shadowline.sim.calibrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.EventLogBuilder;
import org.shadowline.sim.calibrate.log.LogLimits;
import org.shadowline.sim.calibrate.log.LogOptions;
import org.shadowline.sim.calibrate.log.LogProgress;
import org.shadowline.sim.calibrate.log.LogReader;

/** Logs for tests: small ones written down, and the recorded one of a job shop. */
public final class Logs {
    private Logs() {}

    /** Milliseconds of a local time such as 2026-01-05T06:00; that day is a Monday. */
    public static long at(String local) {
        return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    public static EventLogBuilder builder() {
        return new EventLogBuilder("test", LogLimits.DEFAULT);
    }

    public static EventLog read(Path file) {
        return LogReader.read(file, LogOptions.GUESS, LogProgress.NONE);
    }

    /** Writes a text to a file of a new temporary folder and reads it as a log. */
    public static EventLog read(String text, LogOptions options) {
        var file = temporary("log.csv", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return LogReader.read(file, options, LogProgress.NONE);
    }

    public static EventLog read(String text) {
        return read(text, LogOptions.GUESS);
    }

    public static Path temporary(String name, byte[] content) {
        try {
            var folder = Files.createTempDirectory("log");
            folder.toFile().deleteOnExit();
            var file = Files.write(folder.resolve(name), content);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] productionBytes() {
        try (var in = Logs.class.getResourceAsStream("production-train.xes.gz")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded log, from its XES form. */
    public static EventLog production() {
        return read(temporary("production-train.xes.gz", productionBytes()));
    }

    /** A log as CSV with the columns case_id, activity, resource, start, end. */
    public static String csv(EventLog log) {
        var text = new StringBuilder("case_id,activity,resource,start,end\n");
        for (int i = 0; i < log.size(); i++) {
            text.append(log.cases().get(log.caseOf(i))).append(',');
            text.append('"').append(log.activities().get(log.activityOf(i))).append("\",");
            text.append(log.resourceOf(i) < 0 ? "" : log.resources().get(log.resourceOf(i)))
                    .append(',');
            text.append(local(log.start(i)))
                    .append(',')
                    .append(local(log.end(i)))
                    .append('\n');
        }
        return text.toString();
    }

    private static LocalDateTime local(long millis) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), 0, ZoneOffset.UTC);
    }
}
