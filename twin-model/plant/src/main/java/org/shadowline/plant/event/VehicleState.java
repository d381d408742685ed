package org.shadowline.plant.event;

/** States of a vehicle of a fleet. */
public enum VehicleState {
    IDLE("idle"),
    /** On its way to a parking place, and free for a call. */
    PARKING("going to park"),
    /** On its way to a part. */
    EMPTY("empty travel"),
    LOADED("loaded travel"),
    LOADING("loading"),
    UNLOADING("unloading"),
    /** Stands at a node because the path ahead, or the room at its end, is taken. */
    WAITING("waiting for a path"),
    /** Has brought a part for which there is no room. */
    BLOCKED("blocked"),
    /** On its way to be charged. */
    TO_CHARGE("going to charge"),
    CHARGING("charging"),
    /** Failed: it stands where it is until it has been repaired. */
    DOWN("down"),
    /** It stands for good. */
    OUT_OF_ENERGY("out of energy"),
    OFF("off shift");

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
