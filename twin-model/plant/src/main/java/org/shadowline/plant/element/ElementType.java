package org.shadowline.plant.element;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of element of one's own, which a plant uses by {@code custom table type "indexing table" with positions 8}. An
 * implementation has a public constructor without arguments and is named in
 * {@code META-INF/services/org.shadowline.plant.element.ElementType}. It is used by several threads at once and has no
 * state that changes.
 */
public interface ElementType {
    /** As plants write it behind {@code type}. */
    String name();

    List<Parameter> parameters();

    /** What is wrong with values that each fit their parameters; null when they can be used. */
    default @Nullable String problem(Map<String, Double> values) {
        return null;
    }

    /** A new element at the start of a replication. @param values of all parameters, in SI units */
    Behaviour behaviour(Map<String, Double> values);

    /**
     * A value that a plant gives after {@code with}.
     *
     * @param name one word
     * @param unit a unit of the kind of quantity that it is, e.g. {@code s}; empty for a plain number
     * @param preset in SI units; NaN when it must be given
     */
    record Parameter(String name, String unit, double preset) {
        public static Parameter required(String name, String unit) {
            return new Parameter(name, unit, Double.NaN);
        }

        public boolean isRequired() {
            return Double.isNaN(preset);
        }
    }
}
