package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * A stock of spare parts of one kind, from which repairs and maintenance take what they need; one that finds too few waits.
 * An order goes to the supplier when the parts in stock and on order, less those that are waited for, are too few.
 *
 * @param stock parts at the start
 * @param below the number below which is ordered; {@link #AS_STOCK} for the stock at the start (base stock)
 * @param quantity parts of an order
 * @param leadTime seconds from order to delivery; null when nothing is ordered
 * @param price money for each part
 * @param holdingPerSecond money per second for each part in stock
 */
public record Spare(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        int stock,
        int below,
        int quantity,
        @Nullable Distribution leadTime,
        double price,
        double holdingPerSecond)
        implements Element {
    public static final int AS_STOCK = -1;

    /** The number of parts, in stock and on order, below which is ordered; 0 when nothing is ever ordered. */
    public int orderPoint() {
        if (leadTime == null) return 0;
        return below == AS_STOCK ? stock : below;
    }
}
