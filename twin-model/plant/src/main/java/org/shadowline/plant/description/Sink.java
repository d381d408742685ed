package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/** Where parts leave the plant: finished, or as scrap. */
public record Sink(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        boolean scraps) implements Element {}
