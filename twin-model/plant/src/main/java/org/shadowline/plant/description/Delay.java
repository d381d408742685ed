package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where every part stays for a time of its own, beside any number of others: ageing, curing, cooling, transport by
 * others (a server without limit in the theory of queues). A part whose next place has no room waits here.
 *
 * @param times the most specific match wins (product and step, step, product, otherwise)
 */
public record Delay(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        List<Station.ProcessingTime> times,
        int holds)
        implements Element {
    public Delay {
        times = List.copyOf(times);
    }
}
