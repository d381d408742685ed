package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.event.VehicleState;
import org.shadowline.plant.transport.VehiclePower;
import org.shadowline.plant.transport.Ways;

/**
 * What does not change of a fleet.
 *
 * @param first number of its first vehicle
 * @param laneOfArc by the arcs of its ways; empty where nothing is reserved
 * @param brakingDistance metres in which a vehicle stops from full speed
 * @param loading sampler; {@link FlowModel#NONE} for no time
 * @param home node at which vehicles begin
 * @param parks whether vehicles without work go home
 * @param origins elements at which parts wait for the fleet, ascending
 * @param station node where batteries are charged or changed; {@link FlowModel#NONE} without batteries
 * @param change sampler of the time to change a battery; {@link FlowModel#NONE} when it is charged
 */
record FleetRule(
        Fleet fleet,
        int element,
        int first,
        int count,
        Ways ways,
        int[] laneOfArc,
        double speed,
        double acceleration,
        double brakingDistance,
        int loading,
        int unloading,
        double meanUnloading,
        int carries,
        Fleet.Calls calls,
        int home,
        boolean parks,
        int[] origins,
        int station,
        Fleet.@Nullable Battery battery,
        int change) {

    /** The lane of an arc; {@link FlowModel#NONE} where nothing is reserved. */
    int lane(int arc) {
        return laneOfArc.length == 0 ? NONE : laneOfArc[arc];
    }

    /** Whether its vehicles keep off each other. */
    boolean reserves() {
        return laneOfArc.length > 0;
    }

    /** Whether two arcs, one behind the other, are reserved as one lane. */
    boolean isOneLane(int arc, int next) {
        return laneOfArc.length > 0 && laneOfArc[arc] == laneOfArc[next];
    }

    /** Whether a vehicle in a state is under way. */
    static boolean isDriving(VehicleState state) {
        return switch (state) {
            case EMPTY, LOADED, PARKING, TO_CHARGE -> true;
            default -> false;
        };
    }

    /** Watts that a vehicle draws from its battery in a state; negative when it is charged. */
    double power(VehicleState state) {
        return VehiclePower.drawn(fleet, state) - VehiclePower.mains(fleet, state);
    }
}
