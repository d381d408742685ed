package org.shadowline.follow;

/** Key figures that are predicted for a horizon, in the order of {@link HorizonFold#figures}. */
public enum Figure {
    /** Parts finished within the horizon. */
    THROUGHPUT("throughput"),
    /** Mean lead time of the parts finished within the horizon, seconds. */
    LEAD_TIME("lead time"),
    /** Mean number of parts in the plant over the horizon. */
    WORK_IN_PROCESS("work in process"),
    /** Mean time after their due date of the parts finished within the horizon, 0 for those in time; seconds. */
    TARDINESS("tardiness");

    private final String words;

    Figure(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether its values are seconds. */
    public boolean isTime() {
        return this == LEAD_TIME || this == TARDINESS;
    }
}
