package org.shadowline.twin.log;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventKind.Ref;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.event.PlantIndex;

/**
 * All events with the objects they are about, as OCEL 2.0 in JSON (Berti et al., "OCEL 2.0 specification", 2023). Object
 * types are part, order, machine, person and place. Events are written as they come; of each part and order its name and
 * product are kept for the list of objects at the end.
 */
public final class OcelEvents extends EventLogWriter {
    private static final String PART = "part";
    private static final String ORDER = "order";
    private static final String MACHINE = "machine";
    private static final String PERSON = "person";
    private static final String PLACE = "place";
    private static final String PRODUCT = "product";

    private final JsonGenerator json;
    private final Map<String, String> productOfPart = new LinkedHashMap<>();
    private final Map<String, String> orderOfPart = new LinkedHashMap<>();
    private long number;

    public OcelEvents(PlantIndex index, ZonedDateTime start, Path file) throws IOException {
        super(index, start, file);
        json = new JsonFactory()
                .createGenerator(this.file.out(), JsonEncoding.UTF8)
                .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        json.writeStartObject();
        objectTypes();
        eventTypes();
        json.writeArrayFieldStart("events");
    }

    private void objectTypes() throws IOException {
        json.writeArrayFieldStart("objectTypes");
        objectType(PART, PRODUCT);
        objectType(ORDER, null);
        objectType(MACHINE, "station");
        objectType(PERSON, "team");
        objectType(PLACE, null);
        json.writeEndArray();
    }

    private void objectType(String name, @Nullable String attribute) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeArrayFieldStart("attributes");
        if (attribute != null) typed(attribute, "string");
        json.writeEndArray();
        json.writeEndObject();
    }

    private void typed(String name, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("type", type);
        json.writeEndObject();
    }

    private void eventTypes() throws IOException {
        json.writeArrayFieldStart("eventTypes");
        for (var kind : EventKind.values()) {
            json.writeStartObject();
            json.writeStringField("name", EventFields.words(kind));
            json.writeArrayFieldStart("attributes");
            for (var field : EventFields.of(kind)) {
                if (isObject(field.ref())) continue;
                typed(
                        field.nameWithUnit(),
                        switch (field.type()) {
                            case TEXT -> "string";
                            case WHOLE -> "integer";
                            case DECIMAL -> "float";
                        });
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static boolean isObject(Ref ref) {
        return switch (ref) {
            case PLACE, PART, PERSON, ORDER -> true;
            case NONE, PRODUCT, STEP, MACHINE_STATE, PERSON_STATE, VEHICLE_STATE, NODE, SENSOR, PROPERTY, ATTRIBUTE ->
                false;
        };
    }

    @Override
    void take(PlantEvent event) throws IOException {
        remember(event);
        json.writeStartObject();
        json.writeStringField("id", "e" + ++number);
        json.writeStringField("type", EventFields.words(event.kind()));
        json.writeStringField("time", clock.at(event.time()));
        json.writeArrayFieldStart("attributes");
        for (var field : EventFields.of(event.kind())) {
            var value = event.values().get(field.name());
            if (value == null || isObject(field.ref()) || isNoNumber(value)) continue;
            json.writeStartObject();
            json.writeStringField("name", field.nameWithUnit());
            json.writeStringField("value", text(value));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("relationships");
        var schema = event.kind().schema();
        relation(schema.subject() == Ref.PERSON ? PERSON : PLACE, event.subject(), "at");
        relation(PART, event.object(), PART);
        for (var field : EventFields.of(event.kind())) {
            if (isObject(field.ref()) && event.values().get(field.name()) instanceof String name) {
                relation(typeOf(field.ref()), name, field.name());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static boolean isNoNumber(Object value) {
        return value instanceof Double number && !Double.isFinite(number);
    }

    /** The published schema of OCEL 2.0 has texts for values of all types; the type stands with the event type. */
    private static String text(Object value) {
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    private static String typeOf(Ref ref) {
        return switch (ref) {
            case ORDER -> ORDER;
            case PART -> PART;
            case PERSON -> PERSON;
            default -> PLACE;
        };
    }

    private void remember(PlantEvent event) {
        var part = event.object();
        if (part == null) return;
        if (event.values().get(PRODUCT) instanceof String product) productOfPart.put(part, product);
        if (event.values().get(ORDER) instanceof String order) orderOfPart.put(part, order);
    }

    private void relation(String type, @Nullable String name, String qualifier) throws IOException {
        if (name == null) return;
        json.writeStartObject();
        json.writeStringField("objectId", id(type, name));
        json.writeStringField("qualifier", qualifier);
        json.writeEndObject();
    }

    /** Ids are unique over all types: a part and an order may have the same number. */
    private String id(String type, String name) {
        if (!type.equals(PLACE)) return type + " " + name;
        int place = index.place(name);
        return (place >= 0 && index.isMachine(place) ? MACHINE : PLACE) + " " + name;
    }

    @Override
    void end() throws IOException {
        json.writeEndArray();
        json.writeArrayFieldStart("objects");
        for (int place = 0; place < index.placeCount(); place++) {
            if (index.isMachine(place)) {
                object(MACHINE, index.placeName(place), "station", index.placeName(index.elementOf(place)), null);
            } else if (index.isVehicle(place)) {
                object(PLACE, index.placeName(place), null, "", null);
            } else {
                var element = index.elements().get(place);
                object(PLACE, element.id(), null, element instanceof Station ? "station" : "", null);
            }
        }
        for (int person = 0; person < index.peopleCount(); person++) {
            object(
                    PERSON,
                    index.personName(person),
                    "team",
                    index.teams().get(index.teamOf(person)).id(),
                    null);
        }
        for (var order : new java.util.LinkedHashSet<>(orderOfPart.values())) object(ORDER, order, null, "", null);
        for (var part : productOfPart.entrySet()) {
            object(PART, part.getKey(), PRODUCT, part.getValue(), orderOfPart.get(part.getKey()));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void object(String type, String name, @Nullable String attribute, String value, @Nullable String order)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", type + " " + name);
        json.writeStringField("type", type);
        json.writeArrayFieldStart("attributes");
        if (attribute != null) {
            json.writeStartObject();
            json.writeStringField("name", attribute);
            json.writeStringField("time", clock.at(0));
            json.writeStringField("value", value);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("relationships");
        relation(ORDER, order, "of");
        json.writeEndArray();
        json.writeEndObject();
    }
}
