package org.shadowline.twin.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to equipment of a plant. It connects again by itself after an interruption, and subscribes again to
 * everything. Memory is bounded: who takes samples in too slowly holds the source up, or samples are dropped and counted in
 * the status. Implementations are thread-safe.
 */
public interface Connection extends AutoCloseable {
    /**
     * Asks for the values at addresses (with the wildcards of the protocol, where it has some), and for each change of
     * them from now on.
     *
     * @param to called on one thread at a time
     * @throws IOException when an address cannot be asked for, and why
     */
    void subscribe(Collection<String> addresses, Consumer<Sample> to) throws IOException;

    /**
     * Writes a value to an address.
     *
     * @param value a {@link Double}, {@link Long}, {@link Boolean} or {@link String}
     * @return done when the equipment, or the broker on the way to it, has taken it; fails with why it has not
     */
    CompletableFuture<@Nullable Void> write(String address, Object value);

    boolean isConnected();

    /** What it is, whether it is connected, how much has come and what was wrong: for the status of the server. */
    ObjectNode status();

    @Override
    void close() throws IOException;
}
