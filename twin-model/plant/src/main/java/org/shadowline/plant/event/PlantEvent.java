package org.shadowline.plant.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored and exchanged, with names in place of numbers.
 *
 * @param time seconds since the start of the run
 * @param subject place or person; null where the kind has none
 * @param object serial number of a part as text; null where there is none
 * @param values further fields by the names of {@link Schema}; text, {@link Double} or {@link Long}
 */
public record PlantEvent(
        double time,
        EventKind kind,
        @Nullable String subject,
        @Nullable String object,
        Map<String, Object> values) {
    public PlantEvent {
        values = Map.copyOf(values);
    }
}
