package org.shadowline.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.units.Quantity;

/** An expression: quantities, names, operations, distributions and conditions alike. */
public sealed interface Expr {
    Span span();

    /** A number with its unit. */
    record Number(Span span, Quantity value) implements Expr {}

    record Variable(Span span, Ref ref) implements Expr {}

    record Negative(Span span, Expr of) implements Expr {}

    record Binary(Span span, Operator operator, Expr left, Expr right) implements Expr {}

    record Not(Span span, Expr of) implements Expr {}

    /** A function or a distribution with parameters. */
    record Call(Span span, Name function, List<Argument> arguments) implements Expr {}

    /** {@code fit from "wash.csv" column "seconds" in s}. */
    record FromFile(
            Span span,
            Name function,
            Name file,
            @Nullable Name column,
            @Nullable Name unit) implements Expr {}

    /** A condition on the state of a plant: {@code b1 is full}. */
    record Is(Span span, Ref target, Name state) implements Expr {}

    /** Text that could not be read; it has been reported. */
    record Broken(Span span) implements Expr {}

    /** @param share of this value in {@code discrete(10 s 20 %, …)} */
    record Argument(
            Span span,
            @Nullable Name name,
            Expr value,
            @Nullable Expr share) {}

    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        OF("of"),
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        AND("and"),
        OR("or");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public boolean compares() {
            return compareTo(EQUAL) >= 0 && compareTo(AT_LEAST) <= 0;
        }
    }
}
