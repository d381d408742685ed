package org.shadowline.plant.description;

import java.util.List;

/** A condition on the state of the plant. */
public sealed interface Condition {
    /** {@code b1 is full}, {@code mill is down}; a station is in a state when all its machines are. */
    record Is(String target, State state) implements Condition {}

    /** {@code b1.level > 5}. */
    record Level(String element, Comparison comparison, double value) implements Condition {}

    /** A comparison of two numbers that change while the plant runs. */
    record Compare(Formula left, Comparison comparison, Formula right) implements Condition {}

    /** Whether the part at hand is of a product. */
    record PartIs(String product) implements Condition {}

    /** {@code work in process > 100}. */
    record WorkInProcess(Comparison comparison, double value) implements Condition {}

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    enum State {
        FULL,
        EMPTY,
        BUSY,
        IDLE,
        BLOCKED,
        DOWN
    }
}
