package org.shadowline.twin.access;

import java.util.Locale;

/** What someone may do; each role may do what those before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Gives commands to machines: writes what is desired, sends messages to twins. */
    OPERATOR,
    /** Also writes what a twin is known by, e.g. names and plans: its attributes. */
    PLANNER,
    /** Also creates, changes and deletes twins, and reports for machines. */
    ENGINEER;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
