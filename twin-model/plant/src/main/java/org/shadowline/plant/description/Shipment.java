package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * Transport of parts from one site to another in loads. Parts wait at the first site for the next departure, travel together,
 * pass customs together and go on from there at the other site as soon as their next places have room.
 *
 * @param from id of a site
 * @param to id of another site
 * @param departures when loads leave
 * @param least parts that a departure needs, otherwise it is left out
 * @param holds parts that a load has at most; {@link Buffer#UNLIMITED} for any number
 * @param takes seconds from departure to arrival
 * @param customs seconds after arrival until the parts are free; null for none
 * @param costPerLoad money for each departure
 * @param costPerPart money for each part that departs
 */
public record Shipment(
        String id,
        @Nullable String label,
        String from,
        String to,
        Departures departures,
        int least,
        int holds,
        Distribution takes,
        @Nullable Distribution customs,
        double costPerLoad,
        double costPerPart)
        implements Element {

    @Override
    public @Nullable Position at() {
        return null;
    }

    @Override
    public @Nullable String area() {
        return null;
    }

    /** When loads leave. */
    public sealed interface Departures {
        /** The first one {@code first} seconds after the start of the run. */
        record Every(double interval, double first) implements Departures {}

        /** By the clock; every interval of the hours begins with a departure. */
        record Timetable(Hours hours) implements Departures {}

        /**
         * As soon as a load is full.
         *
         * @param longestWait seconds after which the first part leaves with those that are there; infinite for never
         */
        record WhenFull(double longestWait) implements Departures {}
    }
}
