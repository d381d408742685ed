package org.shadowline.twin.log;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantEvent;

/**
 * Events by the names of their fields, as tables, JSON Lines and messages have them. Of {@code time_s}, seconds since the
 * start, and {@code time}, a moment with its offset from UTC, one is enough: the first moment is then the start. Fields
 * that no kind of event has are passed over. Not thread-safe: one for each run.
 */
public final class EventForm {
    private static final Map<String, EventKind> KINDS =
            Arrays.stream(EventKind.values()).collect(Collectors.toMap(EventFields::words, kind -> kind));

    private static final int LAST_YEAR = 9_999;

    private @Nullable OffsetDateTime start;

    public EventForm() {
        this(null);
    }

    /** For events of a run that began then; when it is null the first event that tells a moment tells it. */
    public EventForm(@Nullable OffsetDateTime start) {
        this.start = start;
    }

    /** Fields that are no event: what was found and what is expected. */
    public static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** The moment that is 0 s of the run, known as soon as an event has told it; null before. */
    public @Nullable ZonedDateTime start() {
        return start == null ? null : start.toZonedDateTime();
    }

    /** The plain fields of the JSON object that the parser stands at the beginning of. */
    public static Map<String, String> fields(JsonParser json) throws IOException {
        var fields = new HashMap<String, String>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            json.nextToken();
            if (json.currentToken().isStructStart()) json.skipChildren();
            else if (json.currentToken() != JsonToken.VALUE_NULL) fields.put(name, json.getText());
        }
        return fields;
    }

    /** Writes the fields of an event, but no time of day, into the object that the generator is in. */
    public static void write(JsonGenerator json, PlantEvent event) throws IOException {
        json.writeNumberField("time_s", event.time());
        writeRest(json, event);
    }

    static void writeRest(JsonGenerator json, PlantEvent event) throws IOException {
        json.writeStringField("event", EventFields.words(event.kind()));
        if (event.subject() != null) json.writeStringField("subject", event.subject());
        if (event.object() != null) json.writeStringField("part", event.object());
        for (var field : EventFields.of(event.kind())) {
            var value = event.values().get(field.name());
            if (value == null) continue;
            json.writeFieldName(field.nameWithUnit());
            JsonValues.write(json, value);
        }
    }

    /** The event that the fields are. */
    public PlantEvent event(Map<String, String> fields) throws Fault {
        var word = given(fields, "event");
        if (word == null) throw new Fault("there is no field `event`");
        var kind = KINDS.get(word.trim());
        if (kind == null) {
            throw new Fault("there is no event `" + word + "`. There are: "
                    + String.join(", ", KINDS.keySet().stream().sorted().toList()));
        }
        var values = new HashMap<String, Object>();
        for (var field : EventFields.of(kind)) {
            var text = given(fields, field.nameWithUnit());
            if (text == null) continue;
            values.put(field.name(), field.type() == EventFields.Type.TEXT ? text : number(text, field));
        }
        return new PlantEvent(time(fields), kind, given(fields, "subject"), given(fields, "part"), values);
    }

    private static @Nullable String given(Map<String, String> fields, String name) {
        var text = fields.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    private static Object number(String text, EventFields.Field field) throws Fault {
        try {
            if (field.type() == EventFields.Type.DECIMAL) return Double.parseDouble(text);
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Fault("`" + text + "` is no number for `" + field.nameWithUnit() + "`");
        }
    }

    private double time(Map<String, String> fields) throws Fault {
        var seconds = given(fields, "time_s");
        var moment = given(fields, "time");
        if (seconds == null && moment == null) throw new Fault("there is neither `time_s` nor `time`");
        double time;
        try {
            time = seconds == null ? Double.NaN : Double.parseDouble(seconds);
        } catch (NumberFormatException e) {
            throw new Fault("`" + seconds + "` is no number of seconds for `time_s`");
        }
        if (moment == null) return time;
        try {
            var at = OffsetDateTime.parse(moment.replace(' ', 'T'));
            if (at.getYear() < 0 || at.getYear() > LAST_YEAR) throw new DateTimeException("not of this calendar");
            if (start == null) start = seconds == null ? at : at.minusNanos(Math.round(time * 1e9));
            if (seconds != null) return time;
            var since = Duration.between(start, at);
            return since.getSeconds() + since.getNano() / 1e9;
        } catch (DateTimeException e) {
            throw new Fault("`" + moment + "` is no moment for `time`; expected e.g. 2026-01-05T06:00:00+01:00");
        }
    }
}
