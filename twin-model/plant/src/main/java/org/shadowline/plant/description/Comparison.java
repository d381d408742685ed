package org.shadowline.plant.description;

/** A comparison of two numbers. */
public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    GREATER(">");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    public boolean holds(double left, double right) {
        return switch (this) {
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case AT_LEAST -> left >= right;
            case GREATER -> left > right;
        };
    }
}
