package org.shadowline.plant.units;

import java.math.BigDecimal;
import java.util.List;

/**
 * A unit of measure: a quantity of {@code x} units is {@code x * ratio + offset} in SI units. The ratio is exact, so that
 * reading {@code 0.1 h} gives 360 s exactly. Only temperatures have an offset, and a unit with an offset cannot be part of a
 * compound.
 *
 * @param offset a decimal as written; empty for none
 */
public record Unit(String symbol, List<String> aliases, Dimension dimension, Ratio ratio, String offset) {

    /** The unit of plain numbers, shown as nothing. */
    public static final Unit ONE = of("", Dimension.NONE, "1");

    private static final int MAX_EXPONENT = 9;

    public Unit {
        aliases = List.copyOf(aliases);
    }

    static Unit of(String symbol, Dimension dimension, String factor, String... aliases) {
        return new Unit(symbol, List.of(aliases), dimension, Ratio.of(factor), "");
    }

    static Unit ratio(String symbol, Dimension dimension, String numerator, String denominator, String... aliases) {
        var ratio = Ratio.of(numerator).times(Ratio.of(denominator).inverse());
        return new Unit(symbol, List.of(aliases), dimension, ratio, "");
    }

    public double factor() {
        return ratio.value();
    }

    public boolean hasOffset() {
        return !offset.isEmpty();
    }

    /** The SI value of a number written in this unit, rounded once. */
    public double toSi(BigDecimal written) {
        var product = ratio.of(written);
        return (hasOffset() ? product.add(new BigDecimal(offset)) : product).doubleValue();
    }

    /** The SI value of {@code digits / 10^scale}, without the cost of decimals where numbers are small. */
    public double toSi(long digits, int scale) {
        double quick = hasOffset() ? Double.NaN : ratio.of(digits, scale);
        return Double.isNaN(quick) ? toSi(BigDecimal.valueOf(digits, scale)) : quick;
    }

    public double toSi(double written) {
        return toSi(BigDecimal.valueOf(written));
    }

    /** The number to write in this unit for an SI value. */
    public double fromSi(double si) {
        return inUnit(si).doubleValue();
    }

    BigDecimal inUnit(double si) {
        var value = BigDecimal.valueOf(si);
        return ratio.into(hasOffset() ? value.subtract(new BigDecimal(offset)) : value);
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
        var power = Ratio.ONE;
        for (int i = 0; i < n; i++) power = power.times(ratio);
        boolean inverse = exponent < 0;
        return new Unit(
                inverse ? "1/" + symbol + (n == 1 ? "" : n) : symbol + (n == 1 ? "" : n),
                List.of(),
                dimension.power(exponent),
                inverse ? power.inverse() : power,
                "");
    }

    private static Unit compound(String symbol, Unit left, Unit right, int sign) {
        refuseOffset(left);
        refuseOffset(right);
        boolean times = sign > 0;
        return new Unit(
                symbol,
                List.of(),
                times ? left.dimension.times(right.dimension) : left.dimension.per(right.dimension),
                left.ratio.times(times ? right.ratio : right.ratio.inverse()),
                "");
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
