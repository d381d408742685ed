package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in the plant that parts come from, go to or pass through, or a stock of spare parts or tools. Ids are unique over the
 * plant.
 */
public sealed interface Element
        permits Source, Sink, Station, Buffer, Conveyor, Rack, Fleet, Spare, Custom, Delay, Shipment, Tool {
    String id();

    /** The name shown to people; the id where there is none. */
    @Nullable String label();

    /** Where the element stands; null when the description does not say. */
    @Nullable Position at();

    /** The id of the area in which the element stands; null when in none. */
    @Nullable String area();

    /** How its machines or vehicles fail, and their planned maintenance. */
    default List<Station.Failure> failures() {
        return List.of();
    }

    default String displayName() {
        var label = label();
        return label == null ? id() : label;
    }
}
