package org.shadowline.twin.store;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where changes are kept so that they outlive the process. Used by one thread at a time; a write that returns can be
 * relied on.
 */
public interface Durability extends AutoCloseable {
    /**
     * Changes that are made durable together, or not at all.
     *
     * @param last number of the last change
     * @param journal the changes, as {@link TwinForm} writes them
     */
    record Batch(long last, byte[] journal, List<Entry> twins) {}

    /** @param state null when the twin is gone */
    record Entry(String twin, byte @Nullable [] state) {}

    void write(Batch batch) throws IOException;

    /** Gives every twin that was kept. Returns the number of the last change, 0 for none. */
    long read(BiConsumer<String, byte[]> twin) throws IOException;

    @Override
    void close();

    /** Keeps nothing: twins are gone with the process. */
    static Durability none() {
        return new Durability() {
            @Override
            public void write(Batch batch) {}

            @Override
            public long read(BiConsumer<String, byte[]> twin) {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}
