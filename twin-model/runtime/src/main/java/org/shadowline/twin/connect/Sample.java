package org.shadowline.twin.connect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value as the equipment gave it, before anything is made of it.
 *
 * @param address where it comes from by the connection's own names: a topic, a metric, a node
 * @param value a {@link Double}, {@link Long}, {@link Boolean} or {@link String}, or a Jackson {@code JsonNode} for what
 *     has fields
 * @param time when it was so, by the clock of the source; null when it does not say
 * @param good whether the source itself relies on it
 */
public record Sample(String address, Object value, @Nullable Instant time, boolean good) {}
