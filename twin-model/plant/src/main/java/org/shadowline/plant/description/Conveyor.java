package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * A conveyor, first in first out. A part needs {@code length / speed} seconds at least. On one that accumulates parts queue
 * at the end {@code spacing} metres apart, at most {@code holds} of them; one that does not stands still, with all that is on
 * it, as long as the first part cannot leave.
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
        int holds,
        boolean accumulates)
        implements Element {

    /** A conveyor that accumulates. */
    public Conveyor(
            String id,
            @Nullable String label,
            @Nullable Position at,
            @Nullable String area,
            @Nullable String from,
            @Nullable String to,
            double length,
            double speed,
            double spacing,
            int holds) {
        this(id, label, at, area, from, to, length, speed, spacing, holds, true);
    }
}
