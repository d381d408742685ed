package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * A rack with a crane that stores parts and retrieves them at its input and output, the lower corner in front. A part that
 * comes waits before the rack until the crane takes it; the next one to leave is retrieved as soon as the output is empty.
 * The crane drives and lifts at the same time, at full speed at once.
 *
 * @param columns places in a row
 * @param levels rows one above the other
 * @param columnWidth metres from place to place along the rack, {@code levelHeight} upwards
 * @param speed metres per second of the crane along the rack, {@code liftSpeed} upwards
 * @param loading time of the crane to take a part, unloading to give it; null for no time
 */
public record Rack(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        int columns,
        int levels,
        double columnWidth,
        double levelHeight,
        double speed,
        double liftSpeed,
        @Nullable Distribution loading,
        @Nullable Distribution unloading,
        Stores stores,
        Retrieval retrieval)
        implements Element {

    /** Where a part is put. */
    public enum Stores {
        NEAREST("nearest"),
        RANDOM("random");

        private final String words;

        Stores(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Which part is retrieved next; ties go to the one that has been stored longest. */
    public enum Retrieves {
        FIRST_IN("first in"),
        LAST_IN("last in"),
        NEAREST("nearest"),
        EARLIEST_DUE_DATE("earliest due date"),
        PRIORITY("priority"),
        /** Of the least value of an attribute. */
        LEAST("least"),
        GREATEST("greatest");

        private final String words;

        Retrieves(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        public boolean asksAttribute() {
            return this == LEAST || this == GREATEST;
        }
    }

    /** @param attribute whose value is asked; null for rules that ask none */
    public record Retrieval(Retrieves rule, @Nullable String attribute) {
        public static final Retrieval FIRST_IN = new Retrieval(Retrieves.FIRST_IN, null);

        public String words() {
            return attribute == null ? rule.words() : rule.words() + " " + attribute;
        }
    }

    public int places() {
        return columns * levels;
    }
}
