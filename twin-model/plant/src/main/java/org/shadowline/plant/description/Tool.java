package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * A pool of like tools that stations share: an operation needs one from its beginning to its end, and waits for one that is free. Of
 * the free ones that with the most use behind it is taken. A tool whose life is over is changed or reground and comes back as new.
 *
 * @param count number of tools
 * @param life operations after which a tool is changed; {@link #UNLIMITED} for never
 * @param change seconds that a change takes, in which the tool is missing; null for none
 * @param changeCost money for each change
 */
public record Tool(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        int count,
        int life,
        @Nullable Distribution change,
        double changeCost)
        implements Element {
    public static final int UNLIMITED = Integer.MAX_VALUE;
}
