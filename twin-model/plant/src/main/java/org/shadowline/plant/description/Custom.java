package org.shadowline.plant.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element of one's own.
 *
 * @param type name of its {@link org.shadowline.plant.element.ElementType}
 * @param parameters as the plant gives them
 */
public record Custom(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        String type,
        List<Parameter> parameters)
        implements Element {
    public Custom {
        parameters = List.copyOf(parameters);
    }

    /** @param unit in which the value, which is in SI units, is written; empty for a plain number */
    public record Parameter(String name, double value, String unit) {}

    /** The values by their names. */
    public Map<String, Double> values() {
        var values = new LinkedHashMap<String, Double>();
        for (var parameter : parameters) values.put(parameter.name(), parameter.value());
        return values;
    }
}
