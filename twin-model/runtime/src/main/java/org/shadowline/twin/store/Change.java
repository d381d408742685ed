package org.shadowline.twin.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.twin.Signal;

/** Something to be done to a twin. */
public sealed interface Change {
    String twin();

    /**
     * A property has a value now. The twin comes into being with its first signal. A reading older than the one that is
     * there changes nothing and is counted as late, the same one again as a duplicate.
     */
    record Report(Signal signal) implements Change {
        @Override
        public String twin() {
            return signal.twin();
        }
    }

    /** A property shall have a value. The twin must be there. */
    record Desire(Signal signal) implements Change {
        @Override
        public String twin() {
            return signal.twin();
        }
    }

    /**
     * A change of the thing's JSON document.
     *
     * @param path where in the document; the root for the whole
     * @param value null for a deletion
     */
    record Edit(
            String twin,
            Action action,
            JsonPointer path,
            @Nullable JsonNode value,
            Condition condition) implements Change {}

    /** How a document is changed. */
    enum Action {
        /** Puts the whole document, which must not be there yet. */
        CREATE,
        /** Puts the value at the path, whatever was there. */
        MODIFY,
        /** Merges the value into what is at the path (RFC 7396: null removes). */
        MERGE,
        DELETE
    }

    /** Under what condition an edit is made. Implementations throw {@link TwinProblem} when it does not hold. */
    interface Condition {
        /** Holds always. */
        Condition NONE = (thing, revision) -> {};

        /**
         * @param thing the document as it is; null when there is none
         * @param revision 0 when there is none
         */
        void check(@Nullable ObjectNode thing, long revision);
    }
}
