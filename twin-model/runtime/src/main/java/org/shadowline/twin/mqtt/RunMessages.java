package org.shadowline.twin.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.shadowline.twin.intake.Run;
import org.shadowline.twin.log.EventForm;

/** What is said of a run: a JSON object with its {@code id}, its {@code start} and the {@code zone} of its plant. */
final class RunMessages {
    private static final int LARGEST = 10_000;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private RunMessages() {}

    static byte[] write(String plant, String id, ZonedDateTime start) {
        var run = JsonNodeFactory.instance.objectNode();
        run.put("plant", plant);
        run.put("id", id);
        run.put("start", start.toOffsetDateTime().toString());
        run.put("zone", start.getZone().getId());
        return run.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Run read(byte[] message) throws EventMessages.Fault {
        if (message.length > LARGEST) throw new EventMessages.Fault("a run is told in at most " + LARGEST + " bytes");
        try (var json = new JsonFactory().createParser(message)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new EventMessages.Fault("a run must be told as a JSON object");
            }
            var fields = EventForm.fields(json);
            var id = fields.getOrDefault("id", "");
            if (id.length() > Run.LONGEST_ID) {
                throw new EventMessages.Fault("the `id` of a run has at most " + Run.LONGEST_ID + " characters");
            }
            var start = fields.get("start");
            return new Run(id, start == null ? null : moment(start));
        } catch (IOException e) {
            throw new EventMessages.Fault("no JSON: " + e.getMessage());
        }
    }

    private static Instant moment(String text) throws EventMessages.Fault {
        try {
            var moment = OffsetDateTime.parse(text).toInstant();
            if (!moment.isBefore(EARLIEST) && moment.isBefore(LATEST)) return moment;
        } catch (DateTimeException e) {
            // told below
        }
        throw new EventMessages.Fault("`" + (text.length() > 40 ? text.substring(0, 40) : text)
                + "` is no `start` of a run; expected e.g. 2026-01-05T06:00:00+01:00, from 1900 to 2199");
    }
}
