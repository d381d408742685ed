package org.shadowline.twin.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.twin.Signal;

/**
 * A change that was made to a twin.
 *
 * @param number counts the changes of the store from 1, over restarts
 * @param revision of the twin after it
 * @param time when it was made, by the clock of the store
 * @param what how it changed the document: {@link Change.Action#MODIFY} for a signal
 * @param created whether what is at the path was not there before
 * @param signal the value, where it was reported or desired; null for an edit of the document
 * @param desired whether the signal is desired
 * @param where the path of an edit; null for a signal, see {@link #path}
 * @param value what was put there; null for a deletion, and for a signal, see {@link #json}
 * @param origin who asked for it, to not tell it to whoever knows; null for nobody in particular
 */
public record TwinChange(
        long number,
        String twin,
        long revision,
        Instant time,
        Change.Action what,
        boolean created,
        @Nullable Signal signal,
        boolean desired,
        @Nullable JsonPointer where,
        @Nullable JsonNode value,
        @Nullable Object origin) {

    /** Where the document changed. */
    public JsonPointer path() {
        return signal == null ? Objects.requireNonNull(where) : pathOf(signal.property(), desired);
    }

    /** Where a property stands in the document of its thing. */
    private static JsonPointer pathOf(String property, boolean desired) {
        return JsonPointer.empty()
                .appendProperty("features")
                .appendProperty(property)
                .appendProperty(desired ? "desiredProperties" : "properties");
    }

    /** What was put at the path as JSON; null for a deletion. */
    public @Nullable JsonNode json() {
        return signal == null ? value : ThingJson.ofReading(signal.reading());
    }
}
