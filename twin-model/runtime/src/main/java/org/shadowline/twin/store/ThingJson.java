package org.shadowline.twin.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;

/**
 * A twin as a thing of the Eclipse Ditto model. A reported property is a feature of its name, whose properties are
 * {@code value}, {@code unit}, {@code time} and {@code quality}; a desired one stands in the same feature's
 * {@code desiredProperties}. Everything else that a document holds is kept as it is.
 */
final class ThingJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> OF_READING = Set.of("value", "unit", "time", "quality");

    private ThingJson() {}

    static ObjectNode ofReading(Reading reading) {
        var node = JSON.objectNode();
        switch (reading.value()) {
            case Double number -> node.put("value", number);
            case Long number -> node.put("value", number);
            case Boolean truth -> node.put("value", truth);
            default -> node.put("value", reading.value().toString());
        }
        if (reading.unit() != null) node.put("unit", reading.unit());
        node.put("time", reading.time().toString());
        node.put("quality", reading.quality().word());
        return node;
    }

    static ObjectNode of(TwinCell cell) {
        var thing = JSON.objectNode();
        thing.put("thingId", cell.id);
        var rest = cell.rest();
        if (rest != null && rest.has("policyId")) thing.set("policyId", rest.get("policyId"));
        var definition = cell.shape().definition();
        if (definition != null) thing.put("definition", definition);
        if (rest != null) {
            for (var field : rest.deepCopy().properties()) thing.set(field.getKey(), field.getValue());
        }
        cell.reported().forEach((name, reading) -> feature(thing, name).set("properties", ofReading(reading)));
        cell.desired().forEach((name, reading) -> feature(thing, name).set("desiredProperties", ofReading(reading)));
        return thing;
    }

    private static ObjectNode feature(ObjectNode thing, String name) {
        return thing.withObjectProperty("features").withObjectProperty(name);
    }

    /** Puts a document into a cell. Its shape is that of a thing: see {@link ThingRules}. */
    static void into(TwinCell cell, ObjectNode thing, Instant now, Shape.Pool pool) {
        var rest = thing.deepCopy();
        rest.remove("thingId");
        var definition = rest.remove("definition");
        var reported = new LinkedHashMap<String, Reading>();
        var desired = new LinkedHashMap<String, Reading>();
        if (rest.get("features") instanceof ObjectNode features) {
            for (var entry : asMap(features).entrySet()) {
                if (!(entry.getValue() instanceof ObjectNode feature)) continue;
                var reading = reading(feature.get("properties"), null);
                if (reading != null) {
                    reported.put(entry.getKey(), reading);
                    feature.remove("properties");
                }
                var wanted = reading(feature.get("desiredProperties"), now);
                if (wanted != null) {
                    desired.put(entry.getKey(), wanted);
                    feature.remove("desiredProperties");
                }
                if (feature.isEmpty() && (reading != null || wanted != null)) features.remove(entry.getKey());
            }
            if (features.isEmpty() && (!reported.isEmpty() || !desired.isEmpty())) rest.remove("features");
        }
        cell.replace(
                definition == null || definition.isNull() ? null : definition.asText(),
                reported,
                desired,
                rest.isEmpty() ? null : rest,
                pool);
    }

    private static Map<String, JsonNode> asMap(ObjectNode node) {
        var map = new LinkedHashMap<String, JsonNode>();
        node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    /**
     * The reading that an object is, if it is one and nothing else.
     *
     * @param now stands in for a missing time and lets the quality be missing; null when both must be there
     */
    private static @Nullable Reading reading(@Nullable JsonNode node, @Nullable Instant now) {
        if (!(node instanceof ObjectNode object) || !object.has("value")) return null;
        var names = object.fieldNames();
        while (names.hasNext()) {
            if (!OF_READING.contains(names.next())) return null;
        }
        var value = value(object.get("value"));
        var unit = object.get("unit");
        var time = object.has("time") ? time(object.get("time")) : now;
        var quality = object.has("quality") ? quality(object.get("quality")) : now == null ? null : Quality.GOOD;
        if (value == null || time == null || quality == null || (unit != null && !unit.isTextual())) return null;
        return new Reading(value, unit == null ? null : unit.textValue(), time, quality);
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isTextual()) return node.textValue();
        if (node.isBoolean()) return node.booleanValue();
        if (node.isIntegralNumber()) return node.canConvertToLong() ? node.longValue() : null;
        return node.isNumber() ? node.doubleValue() : null;
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            var time = node.isTextual() ? Instant.parse(node.textValue()) : null;
            // What cannot be told in microseconds is left in the document as it is.
            return time != null && TwinCell.instant(TwinCell.micros(time)).equals(time) ? time : null;
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Quality quality(JsonNode node) {
        for (var quality : Quality.values()) {
            if (node.isTextual() && quality.word().equals(node.textValue())) return quality;
        }
        return null;
    }
}
