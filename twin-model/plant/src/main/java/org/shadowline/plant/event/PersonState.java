package org.shadowline.plant.event;

/** States of a person. */
public enum PersonState {
    OFF("off shift"),
    IDLE("idle"),
    WORKING("working"),
    SETTING_UP("setting up"),
    REPAIRING("repairing"),
    /** Is on the way to a machine. */
    WALKING("walking"),
    /** Is at a machine, and others who are needed there are on the way. */
    WAITING("waiting for others"),
    /** Does not come to the shift. */
    ABSENT("absent");

    private static final PersonState[] ALL = values();

    private final String words;

    PersonState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public static PersonState of(int ordinal) {
        return ALL[ordinal];
    }
}
