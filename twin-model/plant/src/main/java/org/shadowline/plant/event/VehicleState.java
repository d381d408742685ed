package org.shadowline.plant.event;

/** States of a vehicle of a fleet. */
public enum VehicleState {
    IDLE("idle"),
    /** On its way to a parking place, and free for a call. */
    PARKING("going to park"),
    EMPTY("empty travel"),
    LOADED("loaded travel"),
    LOADING("loading"),
    UNLOADING("unloading"),
    /** Stands at a node because the path ahead is taken. */
    WAITING("waiting for a path"),
    /** Has brought a part for which there is no room. */
    BLOCKED("waiting to unload");

    private static final VehicleState[] ALL = values();

    private final String words;

    VehicleState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public static VehicleState of(int ordinal) {
        return ALL[ordinal];
    }
}
