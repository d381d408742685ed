package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * An accumulating conveyor, first in first out. A part needs {@code length / speed} seconds at least; parts queue at the
 * end {@code spacing} metres apart, at most {@code holds} of them.
 *
 * @param from id of the element at its beginning, for the layout; null when not said
 * @param to id of the element at its end, for the layout; null when not said
 */
public record Conveyor(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        @Nullable String from,
        @Nullable String to,
        double length,
        double speed,
        double spacing,
        int holds)
        implements Element {}
