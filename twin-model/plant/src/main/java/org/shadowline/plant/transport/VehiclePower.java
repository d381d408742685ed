package org.shadowline.plant.transport;

import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.event.VehicleState;

/** The electric power of vehicles in watts, by what they do. Thread-safe: no state. */
public final class VehiclePower {
    private VehiclePower() {}

    /** What a vehicle needs in a state, from its battery or, where it has none, from the mains. */
    public static double drawn(Fleet fleet, VehicleState state) {
        return switch (state) {
            case EMPTY, LOADED, PARKING, TO_CHARGE -> fleet.power().driving();
            case IDLE, LOADING, UNLOADING, WAITING, BLOCKED -> fleet.power().standing();
            case CHARGING, DOWN, OUT_OF_ENERGY, OFF -> 0;
        };
    }

    /** What a vehicle takes from the mains in a state: for itself, or to charge its battery. */
    public static double mains(Fleet fleet, VehicleState state) {
        var battery = fleet.battery();
        if (battery == null) return drawn(fleet, state);
        return state == VehicleState.CHARGING && battery.change() == null ? battery.power() : 0;
    }

    /** Whether vehicles take anything from the mains themselves, and not in batteries that are charged elsewhere. */
    public static boolean drawsMains(Fleet fleet) {
        for (var state : VehicleState.values()) if (mains(fleet, state) > 0) return true;
        return false;
    }
}
