package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * A place where parts wait without order of their own: whoever takes from it chooses by its dispatching rule.
 *
 * @param keeps seconds after which a part that still waits here is scrapped; infinite when it keeps
 */
public record Buffer(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        int holds,
        double keeps) implements Element {
    /** The capacity of what has no limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;
}
