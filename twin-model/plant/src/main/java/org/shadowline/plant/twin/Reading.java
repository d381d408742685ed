package org.shadowline.plant.twin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of a property of a twin.
 *
 * @param value a {@link Double}, {@link Long}, {@link Boolean} or {@link String}
 * @param unit symbol of its unit; null for none
 * @param time when it was so, by the clock of its source
 */
public record Reading(Object value, @Nullable String unit, Instant time, Quality quality) {
    public Reading {
        if (!(value instanceof Double
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof String)) {
            throw new IllegalArgumentException("value must be a Double, Long, Boolean or String: "
                    + value.getClass().getName());
        }
    }
}
