package org.shadowline.sim.flow;

import org.jspecify.annotations.Nullable;

/**
 * What does not change of a shipment.
 *
 * @param takes sampler of the time from departure to arrival
 * @param customs sampler of the time from there until parts are free; {@link FlowModel#NONE} for none
 * @param interval seconds between departures; 0 when they follow a timetable or leave when full
 * @param first when the first one is, of those at equal intervals
 * @param timetable null for other departures
 * @param longestWait seconds after which parts leave before a load is full; infinite for never, and for other departures
 */
record ShipmentRule(
        int element,
        int least,
        int holds,
        int takes,
        int customs,
        int stream,
        int customsStream,
        double interval,
        double first,
        @Nullable OpenHours timetable,
        double longestWait) {
    boolean leavesWhenFull() {
        return interval == 0 && timetable == null;
    }
}
