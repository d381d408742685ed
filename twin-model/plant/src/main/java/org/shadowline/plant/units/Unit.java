package org.shadowline.plant.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * A unit of measure: a quantity of {@code x} units is {@code x * numerator / denominator + offset} in SI units. The
 * factor is a ratio of decimals so that reading {@code 0.1 h} gives 360 s exactly. Only temperatures have an offset,
 * and a unit with an offset cannot be part of a compound.
 */
public record Unit(
        String symbol,
        List<String> aliases,
        Dimension dimension,
        BigDecimal numerator,
        BigDecimal denominator,
        BigDecimal offset) {

    /** The unit of plain numbers, shown as nothing. */
    public static final Unit ONE = of("", Dimension.NONE, "1");

    private static final int MAX_EXPONENT = 9;
    /** So many digits times an int stay below 2^53 and exact in a double. */
    private static final int MAX_EXACT_DIGITS = 6;

    public Unit {
        aliases = List.copyOf(aliases);
    }

    static Unit of(String symbol, Dimension dimension, String factor, String... aliases) {
        return new Unit(symbol, List.of(aliases), dimension, new BigDecimal(factor), BigDecimal.ONE, BigDecimal.ZERO);
    }

    static Unit ratio(String symbol, Dimension dimension, String numerator, String denominator, String... aliases) {
        return new Unit(
                symbol,
                List.of(aliases),
                dimension,
                new BigDecimal(numerator),
                new BigDecimal(denominator),
                BigDecimal.ZERO);
    }

    public double factor() {
        return numerator.divide(denominator, MathContext.DECIMAL64).doubleValue();
    }

    public boolean hasOffset() {
        return offset.signum() != 0;
    }

    /** The SI value of a number written in this unit, rounded once. */
    public double toSi(BigDecimal written) {
        if (denominator.equals(BigDecimal.ONE) && !hasOffset()) {
            return written.multiply(numerator).doubleValue();
        }
        return written.multiply(numerator)
                .divide(denominator, MathContext.DECIMAL128)
                .add(offset)
                .doubleValue();
    }

    /** The SI value of a whole number, without the cost of decimals where the factor is whole as well. */
    public double toSi(int written) {
        boolean whole = numerator.scale() == 0
                && numerator.precision() <= MAX_EXACT_DIGITS
                && denominator.equals(BigDecimal.ONE)
                && !hasOffset();
        return whole ? (double) (written * numerator.longValue()) : toSi(BigDecimal.valueOf(written));
    }

    public double toSi(double written) {
        return toSi(BigDecimal.valueOf(written));
    }

    /** The number to write in this unit for an SI value. */
    public double fromSi(double si) {
        return inUnit(si).doubleValue();
    }

    BigDecimal inUnit(double si) {
        return BigDecimal.valueOf(si).subtract(offset).multiply(denominator).divide(numerator, MathContext.DECIMAL128);
    }

    /** The product; both must be free of offsets. */
    public Unit times(Unit other) {
        return compound(symbol + "*" + other.symbol, this, other, 1);
    }

    /** The quotient; both must be free of offsets. */
    public Unit per(Unit other) {
        return compound((symbol.isEmpty() ? "1" : symbol) + "/" + other.symbol, this, other, -1);
    }

    /** This unit to a power from -9 to 9. */
    public Unit power(int exponent) {
        if (exponent < -MAX_EXPONENT || exponent > MAX_EXPONENT) {
            throw new IllegalArgumentException("must be from -9 to 9: exponent=" + exponent);
        }
        refuseOffset(this);
        int n = Math.abs(exponent);
        var up = numerator.pow(n);
        var down = denominator.pow(n);
        boolean inverse = exponent < 0;
        return new Unit(
                inverse ? "1/" + symbol + (n == 1 ? "" : n) : symbol + (n == 1 ? "" : n),
                List.of(),
                dimension.power(exponent),
                inverse ? down : up,
                inverse ? up : down,
                BigDecimal.ZERO);
    }

    private static Unit compound(String symbol, Unit left, Unit right, int sign) {
        refuseOffset(left);
        refuseOffset(right);
        boolean times = sign > 0;
        return new Unit(
                symbol,
                List.of(),
                times ? left.dimension.times(right.dimension) : left.dimension.per(right.dimension),
                left.numerator.multiply(times ? right.numerator : right.denominator),
                left.denominator.multiply(times ? right.denominator : right.numerator),
                BigDecimal.ZERO);
    }

    private static void refuseOffset(Unit unit) {
        if (unit.hasOffset()) {
            throw new IllegalArgumentException(
                    "a unit with an offset cannot be combined: unit=" + unit.symbol + "\nMaybe use K");
        }
    }

    @Override
    public String toString() {
        return symbol;
    }
}
