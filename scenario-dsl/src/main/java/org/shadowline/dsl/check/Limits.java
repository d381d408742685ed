package org.shadowline.dsl.check;

import java.util.List;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.plant.units.Quantity;

/** What values a parameter may have: all from one to another, or some. */
sealed interface Limits {
    /** Relative, so that a bound in another unit is still met. */
    double ROUNDING = 1e-9;

    boolean hold(double si);

    /** {@code from 30 s to 60 s}. */
    String inWords();

    record Range(Quantity low, Quantity high) implements Limits {
        @Override
        public boolean hold(double si) {
            double room = ROUNDING * Math.max(Math.abs(low.si()), Math.abs(high.si()));
            return si >= low.si() - room && si <= high.si() + room;
        }

        @Override
        public String inWords() {
            return "from " + low + " to " + high;
        }
    }

    record Choice(List<Quantity> values) implements Limits {
        public Choice {
            values = List.copyOf(values);
        }

        @Override
        public boolean hold(double si) {
            return values.stream().anyMatch(value -> Math.abs(si - value.si()) <= ROUNDING * Math.abs(value.si()));
        }

        @Override
        public String inWords() {
            return "one of "
                    + String.join(", ", values.stream().map(Quantity::toString).toList());
        }
    }

    /** Whether a value of a parameter is within; reported when not. */
    default boolean check(String parameter, Value.Number value, Expr expr, Reports reports) {
        if (hold(value.si())) {
            return true;
        }
        reports.error(
                Code.OUT_OF_RANGE,
                expr.span(),
                "`" + parameter + "` must be " + inWords() + ", but it is `" + value.quantity() + "`");
        return false;
    }
}
