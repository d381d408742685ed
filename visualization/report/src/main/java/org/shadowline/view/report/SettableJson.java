package org.shadowline.view.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.scenario.Settable;
import org.shadowline.plant.units.Quantity;

/**
 * What of a plant can be given another value, as JSON for other programs; {@code docs/experiments.md} describes it. The
 * numbers of each are in its own unit. Thread-safe: no state.
 */
public final class SettableJson {
    private SettableJson() {}

    public static String of(String scenario, String plant, List<Settable> settables) {
        return ExperimentJson.object(json -> {
            json.writeStringField("scenario", scenario);
            json.writeStringField("plant", plant);
            json.writeArrayFieldStart("settable");
            for (var one : settables) write(one, json);
            json.writeEndArray();
        });
    }

    private static void write(Settable one, JsonGenerator json) throws IOException {
        var quantity = one.quantity();
        json.writeStartObject();
        json.writeStringField("name", one.name());
        json.writeStringField("kind", one.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("value", one.value());
        json.writeStringField("unit", quantity == null ? null : quantity.shown().symbol());
        number("number", quantity, quantity, json);
        number("least", one.least(), quantity, json);
        number("most", one.most(), quantity, json);
        json.writeArrayFieldStart("choices");
        for (var choice : one.choices()) json.writeRawValue(inUnitOf(quantity, choice));
        json.writeEndArray();
        json.writeStringField("help", one.help());
        json.writeArrayFieldStart("varied");
        for (var value : one.varied()) json.writeString(value);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void number(String field, @Nullable Quantity value, @Nullable Quantity unit, JsonGenerator json)
            throws IOException {
        json.writeFieldName(field);
        if (value == null) json.writeNull();
        else json.writeRawValue(inUnitOf(unit, value));
    }

    private static String inUnitOf(@Nullable Quantity unit, Quantity value) {
        if (unit == null || !unit.dimension().equals(value.dimension())) return value.number();
        return value.in(unit.shown()).number();
    }
}
