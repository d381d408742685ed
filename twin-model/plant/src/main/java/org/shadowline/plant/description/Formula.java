package org.shadowline.plant.description;

import java.util.List;

/**
 * A number that is worked out while the plant runs, in SI units: of the attributes of a part or an element, of what is in
 * the plant at that moment, and of random numbers.
 */
public sealed interface Formula {
    /** @param unit the unit in which it is written, e.g. {@code kg}; empty for a plain number */
    record Constant(double value, String unit) implements Formula {}

    /** Drawn anew whenever the formula is worked out. */
    record Drawn(Distribution distribution, String unit) implements Formula {}

    /** An attribute of the part that an event, a route or an operation is about. */
    record PartAttribute(String name) implements Formula {}

    record ElementAttribute(String element, String name) implements Formula {}

    /** A value that a procedure or rule has named for itself. */
    record Variable(String name) implements Formula {}

    /** Parts in an element, those on the machines of a station included. */
    record Level(String element) implements Formula {}

    record WorkInProcess() implements Formula {}

    /** Seconds since the start of the run. */
    record Clock() implements Formula {}

    /** Seconds since the part was released. */
    record Age() implements Formula {}

    /** How often the part has come to an element. */
    record Visits(String element) implements Formula {}

    record Arithmetic(Operator operator, Formula left, Formula right) implements Formula {}

    record Function(Name function, List<Formula> arguments) implements Formula {
        public Function {
            arguments = List.copyOf(arguments);
        }
    }

    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public double of(double left, double right) {
            return switch (this) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
            };
        }
    }

    /** The functions of plain numbers and of quantities that a formula may use. */
    enum Name {
        MIN(2),
        MAX(2),
        ROUND(1),
        FLOOR(1),
        ABS(1),
        SQRT(1),
        EXP(1),
        LN(1);

        private final int least;

        Name(int least) {
            this.least = least;
        }

        /** How many arguments it needs at least; those of {@link #MIN} and {@link #MAX} may be more. */
        public int least() {
            return least;
        }

        /** Whether it is of numbers without a unit only. */
        public boolean isOfPlainNumbers() {
            return this == ROUND || this == FLOOR || this == SQRT || this == EXP || this == LN;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** @param b the second argument of the functions that have one, otherwise anything */
        public double of(double a, double b) {
            return switch (this) {
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
                case ROUND -> Math.rint(a);
                case FLOOR -> Math.floor(a);
                case ABS -> Math.abs(a);
                case SQRT -> Math.sqrt(a);
                case EXP -> Math.exp(a);
                case LN -> Math.log(a);
            };
        }
    }
}
