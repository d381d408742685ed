package org.shadowline.twin.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a plant: what its events count their time and their numbers from.
 *
 * @param id differs from that of every other run of the plant; empty for the one run of a plant that names none
 * @param start when the time of its events begins; null as long as nobody has said
 */
public record Run(String id, @Nullable Instant start) {
    /** The longest id. */
    public static final int LONGEST_ID = 100;

    public static final Run UNNAMED = new Run("", null);
}
