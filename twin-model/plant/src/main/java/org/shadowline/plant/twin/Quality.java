package org.shadowline.plant.twin;

import java.util.Locale;

/** How far a value of a twin can be trusted. */
public enum Quality {
    /** Reported by its source, within its time-out. */
    GOOD,
    /** Was good, and its source has been silent for longer than the time-out since. */
    STALE,
    /** Its source says that it cannot be relied on, or it was rejected where it came in. */
    BAD,
    /** Comes from a simulation and from no real machine. */
    SIMULATED;

    /** The word for it in files, messages and on screen. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
