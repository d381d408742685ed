package org.shadowline.plant.description;

/** Which waiting part is taken next; ties go to the one that has waited longest. */
public enum DispatchRule {
    FIRST_IN("first in"),
    SHORTEST_PROCESSING("shortest processing"),
    EARLIEST_DUE_DATE("earliest due date"),
    /** Highest priority number first. */
    PRIORITY("priority"),
    /** Least (time to the due date) / (mean work that remains) first. */
    CRITICAL_RATIO("critical ratio");

    private final String words;

    DispatchRule(String words) {
        this.words = words;
    }

    /** The rule as it is written in the language. */
    public String words() {
        return words;
    }
}
