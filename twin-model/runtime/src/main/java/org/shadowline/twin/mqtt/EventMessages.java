package org.shadowline.twin.mqtt;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.intake.SourcedEvent;
import org.shadowline.twin.log.EventForm;

/**
 * Events as messages: JSON objects with {@code sequence} and the fields that an event has in JSON Lines, one or several in
 * a message, each on a line.
 */
final class EventMessages {
    static final int LARGEST = 256 * 1024;
    private static final int MOST_EVENTS = 5_000;
    /** Seconds from the start of a run: what a clock of nanoseconds can count. */
    private static final double FARTHEST = 9e9;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(10_000)
                    .maxNumberLength(100)
                    .maxNameLength(200)
                    .build())
            .build();

    /** A message that is none: why, in words. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    byte[] write(List<SourcedEvent> events) {
        var bytes = new ByteArrayOutputStream(200 * events.size());
        try (var json = factory.createGenerator(bytes)) {
            json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
            for (var event : events) {
                json.writeStartObject();
                json.writeNumberField("sequence", event.sequence());
                EventForm.write(json, event.event());
                json.writeEndObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The events of a message: all of them, or none when one is wrong.
     *
     * @param start when the time of the run begins; null when that is not known
     */
    List<SourcedEvent> read(String source, @Nullable Instant start, byte[] message) throws Fault {
        var form = new EventForm(start == null ? null : start.atOffset(ZoneOffset.UTC));
        if (message.length > LARGEST) {
            throw new Fault("the message has " + message.length + " bytes, at most " + LARGEST + " are taken");
        }
        if (message.length == 0) throw new Fault("the message is empty");
        var events = new ArrayList<SourcedEvent>();
        try (var json = factory.createParser(message)) {
            while (json.nextToken() != null) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw new Fault("an event must be a JSON object, found "
                            + json.currentToken().asString());
                }
                if (events.size() == MOST_EVENTS) throw new Fault("more than " + MOST_EVENTS + " events in a message");
                events.add(event(form, source, json));
            }
        } catch (JacksonException e) {
            throw new Fault("no JSON: " + e.getOriginalMessage());
        } catch (EventForm.Fault e) {
            throw new Fault(e.getMessage());
        } catch (IOException e) {
            throw new Fault("cannot be read: " + e.getMessage());
        }
        return events;
    }

    private SourcedEvent event(EventForm form, String source, JsonParser json)
            throws IOException, EventForm.Fault, Fault {
        var fields = EventForm.fields(json);
        var number = fields.get("sequence");
        if (number == null || !number.matches("\\d{1,18}")) {
            throw new Fault("`sequence` must be a number that counts the events of the source, found "
                    + (number == null
                            ? "none"
                            : "`" + (number.length() > 40 ? number.substring(0, 40) : number) + "`"));
        }
        var event = form.event(fields);
        if (!(Math.abs(event.time()) <= FARTHEST)) {
            throw new Fault("the time of an event must be within 285 years of the start of its run, it is "
                    + event.time() + " s");
        }
        return new SourcedEvent(source, Long.parseLong(number), event);
    }
}
