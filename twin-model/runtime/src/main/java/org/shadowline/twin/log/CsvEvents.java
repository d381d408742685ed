package org.shadowline.twin.log;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.event.PlantIndex;

/**
 * A row for each event, with a column for each field that any kind of event has; a field that an event does not have is
 * empty. Comma, line feed, UTF-8, quotes where needed (RFC 4180).
 */
public final class CsvEvents extends EventLogWriter {
    private static final List<String> FIRST = List.of("time_s", "time", "event", "subject", "part");

    private final List<EventFields.Field> fields = EventFields.ofAll();
    private final List<String> row = new ArrayList<>();
    private final CsvWriter csv;

    public CsvEvents(PlantIndex index, ZonedDateTime start, Path file) throws IOException {
        super(index, start, file);
        csv = CsvWriter.builder()
                .lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.LF)
                .build(new OutputStreamWriter(this.file.out(), StandardCharsets.UTF_8));
        row.addAll(FIRST);
        for (var field : fields) row.add(field.nameWithUnit());
        csv.writeRecord(row);
    }

    @Override
    void take(PlantEvent event) {
        row.clear();
        row.add(number(event.time()));
        row.add(clock.at(event.time()));
        row.add(EventFields.words(event.kind()));
        row.add(event.subject() == null ? "" : event.subject());
        row.add(event.object() == null ? "" : event.object());
        for (var field : fields) {
            var value = event.values().get(field.name());
            row.add(value == null ? "" : value instanceof Double number ? number(number) : value.toString());
        }
        csv.writeRecord(row);
    }

    /** Whole numbers without a point. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    void end() throws IOException {
        csv.flush();
    }
}
