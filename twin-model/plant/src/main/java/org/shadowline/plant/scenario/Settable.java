package org.shadowline.plant.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.units.Quantity;

/**
 * Something of a plant that may be given another value from outside before a run.
 *
 * @param name {@code pace}, {@code mill.count}
 * @param value that holds now, as it is written
 * @param quantity the same as a number with its unit; null for a distribution and for what is unlimited
 * @param least the least value that it may have; null for none
 * @param most the greatest; null for none
 * @param choices the only values that it may have; empty for any within the others
 * @param help what it is; null when nobody says so
 * @param varied the values with which the scenario runs; empty for one that it does not vary
 */
public record Settable(
        String name,
        Kind kind,
        String value,
        @Nullable Quantity quantity,
        @Nullable Quantity least,
        @Nullable Quantity most,
        List<Quantity> choices,
        @Nullable String help,
        List<String> varied) {
    public Settable {
        choices = List.copyOf(choices);
        varied = List.copyOf(varied);
    }

    public enum Kind {
        /** Declared to be set from outside. */
        PARAMETER,
        /** A name for a value. */
        VALUE,
        /** A property of an element. */
        SETTING
    }
}
