package org.shadowline.plant.event;

/** States of a machine, after SEMI E10 and PackML, with the time category of ISO 22400-2 that each belongs to. */
public enum MachineState {
    /** Works on a part: actual production time. */
    BUSY("busy"),
    /** Is being set up for a part: actual unit set-up time. */
    SETUP("set-up"),
    /** Holds a finished part that has nowhere to go: actual unit delay time. */
    BLOCKED("blocked"),
    /** Has no part. */
    STARVED("starved"),
    /** Has a part but not the people it needs: actual unit delay time. */
    WAITING("waiting for people"),
    /** Has failed or is under repair: actual unit down time. */
    DOWN("down"),
    /** Is stopped as planned: planned down time. */
    STOPPED("stopped"),
    /** Is outside its shift: not planned busy time. */
    OFF("off shift"),
    /** Has no part and draws the power of standby: actual unit delay time. */
    STANDBY("standby"),
    /** Has no part and is switched off to save energy: actual unit delay time. */
    SWITCHED_OFF("switched off"),
    /** Has a part and warms up before it can work: actual unit delay time. */
    WARMING("warming up"),
    /** Has failed and waits for spare parts before it can be repaired: actual unit down time. */
    LACKS_SPARES("waiting for spares"),
    /** Has a part but not the tool that it needs: actual unit delay time. */
    LACKS_TOOL("waiting for tools");

    private static final MachineState[] ALL = values();

    private final String words;

    MachineState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public static MachineState of(int ordinal) {
        return ALL[ordinal];
    }
}
