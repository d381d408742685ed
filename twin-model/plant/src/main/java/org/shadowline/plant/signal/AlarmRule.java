package org.shadowline.plant.signal;

import org.jspecify.annotations.Nullable;

/**
 * When a property of a twin is cause for alarm, after ISA-18.2.
 *
 * @param id unique in its plant
 * @param label what the operator reads
 * @param twin id of the twin, {@code plant:element}
 * @param property name of the property
 * @param test how the value is compared with the limit
 * @param limit a number, in the unit of the property, or a text such as a state
 * @param deadband by how much a number must be back within its limit before the alarm returns, in the unit of the
 *     property
 * @param delay seconds for which the value must be out of its limit before there is an alarm
 * @param advice what the operator should do; null for none
 */
public record AlarmRule(
        String id,
        String label,
        String twin,
        String property,
        Test test,
        Object limit,
        double deadband,
        double delay,
        Priority priority,
        @Nullable String advice) {
    /** How a value is compared with a limit. */
    public enum Test {
        ABOVE,
        BELOW,
        IS,
        IS_NOT
    }

    /** How soon the operator must act. */
    public enum Priority {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    public AlarmRule {
        boolean number = limit instanceof Double;
        if (!number && !(limit instanceof String)) {
            throw new IllegalArgumentException(
                    "limit must be a Double or a String: " + limit.getClass().getName());
        }
        if (number != (test == Test.ABOVE || test == Test.BELOW)) {
            throw new IllegalArgumentException(test + " does not go with the limit " + limit);
        }
        if (!(deadband >= 0)) throw new IllegalArgumentException("deadband must not be below 0: " + deadband);
        if (!(delay >= 0)) throw new IllegalArgumentException("delay must not be below 0: " + delay);
    }
}
