package org.shadowline.twin.log;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.event.PlantIndex;

/** A JSON object on each line, with the fields that its event has. */
public final class JsonLinesEvents extends EventLogWriter {
    private final JsonGenerator json;

    public JsonLinesEvents(PlantIndex index, ZonedDateTime start, Path file) throws IOException {
        super(index, start, file);
        json = new JsonFactory()
                .createGenerator(this.file.out(), JsonEncoding.UTF8)
                .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    @Override
    void take(PlantEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("time_s", event.time());
        json.writeStringField("time", clock.at(event.time()));
        EventForm.writeRest(json, event);
        json.writeEndObject();
    }

    @Override
    void end() throws IOException {
        json.writeRaw('\n');
        json.flush();
    }
}
