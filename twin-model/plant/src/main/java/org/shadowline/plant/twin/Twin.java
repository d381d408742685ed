package org.shadowline.plant.twin;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an element, part or person of a plant, and what is wanted of it, at a moment.
 *
 * @param id {@code plant:element}
 * @param definition what kind of thing it is, e.g. {@code shadowline:machine:1}; null when not told
 * @param reported by the name of the property
 * @param desired what is wanted of it, by the name of the property, until it is confirmed or given up
 * @param revision counts its changes from 1
 * @param modified when it was changed last, by the clock of the store
 */
public record Twin(
        String id,
        @Nullable String definition,
        Map<String, Reading> reported,
        Map<String, Reading> desired,
        long revision,
        Instant modified) {
    public Twin {
        reported = Map.copyOf(reported);
        desired = Map.copyOf(desired);
    }
}
