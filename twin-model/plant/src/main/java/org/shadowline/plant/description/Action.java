package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/** Something that a scenario does to the plant at a time or on a condition. */
public sealed interface Action {
    /** A machine ({@code mill.1}) or all machines of a station fail and are repaired after a time. */
    record Fail(String target, Distribution repair) implements Action {}

    /** A machine or station is stopped as planned; not counted as a failure. */
    record Stop(String target, Distribution duration) implements Action {}

    /**
     * What rules do as well: a call of a procedure, a note, or a new value for an attribute of an element.
     *
     * @param text as it is written
     */
    record Does(Logic.Act act, String text) implements Action {}

    record Set(Setting setting, double value) implements Action {}

    /** Releases parts at a source; {@code dueAfter} in seconds, NaN for the source's own rule. */
    record Release(
            int quantity,
            String product,
            String source,
            double dueAfter,
            @Nullable Integer priority) implements Action {}
}
