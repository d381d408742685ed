package org.shadowline.plant.twin;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Twins as others see them. Implementations are thread-safe; each twin given is a value of its own. */
public interface TwinView {
    /** The twin as it is now; null when there is none. */
    @Nullable Twin twin(String id);

    int count();

    /** Every twin, in no order; those that come or go meanwhile may be missed. */
    void forEach(Consumer<Twin> action);
}
