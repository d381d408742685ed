package org.shadowline.twin.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantEvent;

/**
 * Reads the events of a run, or of a real plant, from a table or from JSON Lines as {@link CsvEvents} and
 * {@link JsonLinesEvents} write them, one after the other. Of {@code time_s}, seconds since the start, and {@code time}, a
 * moment with its offset from UTC, one is enough: the first moment is then the start. Fields that no kind of event has are
 * passed over. Not thread-safe.
 */
public final class EventLogReader {
    /** Endings of file names that can be read, {@code .gz} behind them or not. */
    public static final String KNOWN = ".csv, .jsonl, .ndjson";

    private static final Map<String, EventKind> KINDS =
            Arrays.stream(EventKind.values()).collect(Collectors.toMap(EventFields::words, kind -> kind));

    private final Path file;
    private final Consumer<PlantEvent> to;
    private @Nullable OffsetDateTime start;

    /** @throws IOException when the name of the file is not that of a form that can be read */
    public EventLogReader(Path file, Consumer<PlantEvent> to) throws IOException {
        if (!knows(file)) {
            throw new IOException(file + ": expected a file of events whose name ends with one of " + KNOWN);
        }
        this.file = file;
        this.to = to;
    }

    public static boolean knows(Path file) {
        return isTable(file) || EventLogFormat.of(file) == EventLogFormat.JSON_LINES;
    }

    /**
     * Reads the whole file.
     *
     * @throws IOException when it cannot be read, or an event is not understood; the message says where and why
     */
    public void read() throws IOException {
        try (var in = open(file)) {
            if (isTable(file)) readTable(in);
            else readLines(in);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The moment that is 0 s of the run, known as soon as an event has come; null when the events say no moment. */
    public @Nullable ZonedDateTime start() {
        return start == null ? null : start.toZonedDateTime();
    }

    private static boolean isTable(Path file) {
        return EventLogFormat.of(file) == EventLogFormat.CSV;
    }

    private static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private void readTable(InputStream in) throws IOException {
        try (var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : csv) take(row.getFieldsAsMap(), row.getStartingLineNumber());
        } catch (CsvParseException e) {
            throw new IOException(file + " is no table: " + e.getMessage(), e);
        }
    }

    private void readLines(InputStream in) throws IOException {
        try (var json = new JsonFactory().createParser(in)) {
            while (json.nextToken() != null) {
                long line = json.currentLocation().getLineNr();
                if (json.currentToken() != JsonToken.START_OBJECT)
                    throw fault(line, "expected an object for each event");
                take(object(json), line);
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ": " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr(),
                    e);
        }
    }

    private static Map<String, String> object(JsonParser json) throws IOException {
        var fields = new HashMap<String, String>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            json.nextToken();
            if (json.currentToken().isStructStart()) json.skipChildren();
            else if (json.currentToken() != JsonToken.VALUE_NULL) fields.put(name, json.getText());
        }
        return fields;
    }

    private void take(Map<String, String> fields, long line) throws IOException {
        var word = given(fields, "event");
        if (word == null) throw fault(line, "there is no field `event`");
        var kind = KINDS.get(word.trim());
        if (kind == null) {
            throw fault(
                    line,
                    "there is no event `" + word + "`. There are: "
                            + String.join(", ", KINDS.keySet().stream().sorted().toList()));
        }
        var values = new HashMap<String, Object>();
        for (var field : EventFields.of(kind)) {
            var text = given(fields, field.nameWithUnit());
            if (text == null) continue;
            values.put(field.name(), field.type() == EventFields.Type.TEXT ? text : number(text, field, line));
        }
        to.accept(new PlantEvent(time(fields, line), kind, given(fields, "subject"), given(fields, "part"), values));
    }

    private static @Nullable String given(Map<String, String> fields, String name) {
        var text = fields.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    private Object number(String text, EventFields.Field field, long line) throws IOException {
        try {
            if (field.type() == EventFields.Type.DECIMAL) return Double.parseDouble(text);
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw fault(line, "`" + text + "` is no number for `" + field.nameWithUnit() + "`");
        }
    }

    private double time(Map<String, String> fields, long line) throws IOException {
        var seconds = given(fields, "time_s");
        var moment = given(fields, "time");
        if (seconds == null && moment == null) throw fault(line, "there is neither `time_s` nor `time`");
        double time;
        try {
            time = seconds == null ? Double.NaN : Double.parseDouble(seconds);
        } catch (NumberFormatException e) {
            throw fault(line, "`" + seconds + "` is no number of seconds for `time_s`");
        }
        if (moment == null) return time;
        try {
            var at = OffsetDateTime.parse(moment.replace(' ', 'T'));
            if (start == null) start = seconds == null ? at : at.minusNanos(Math.round(time * 1e9));
            return seconds == null ? Duration.between(start, at).toNanos() / 1e9 : time;
        } catch (DateTimeParseException e) {
            throw fault(line, "`" + moment + "` is no moment for `time`; expected e.g. 2026-01-05T06:00:00+01:00");
        }
    }

    private IOException fault(long line, String what) {
        return new IOException(file + ", line " + line + ": " + what);
    }
}
