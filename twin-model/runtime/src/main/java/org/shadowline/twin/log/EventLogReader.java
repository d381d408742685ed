package org.shadowline.twin.log;

import com.fasterxml.jackson.core.JsonFactory;
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
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
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

    private final Path file;
    private final Consumer<PlantEvent> to;
    private final EventForm form = new EventForm();

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
        return form.start();
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
                take(EventForm.fields(json), line);
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ": " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr(),
                    e);
        }
    }

    private void take(Map<String, String> fields, long line) throws IOException {
        try {
            to.accept(form.event(fields));
        } catch (EventForm.Fault e) {
            throw fault(line, e.getMessage());
        }
    }

    private IOException fault(long line, String what) {
        return new IOException(file + ", line " + line + ": " + what);
    }
}
