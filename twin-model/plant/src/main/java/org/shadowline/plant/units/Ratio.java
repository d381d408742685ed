package org.shadowline.plant.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exact ratio of two decimals, by which numbers are multiplied and rounded once. Ratios of whole numbers that a double
 * holds exactly, nearly all that occur, are kept and applied as such: {@link BigDecimal} is loaded only for others.
 */
final class Ratio {
    static final Ratio ONE = new Ratio(1, 1);

    /** Whole numbers up to here are exact in a double. */
    private static final long MOST = 1L << 53;

    private static final int MOST_DIGITS = 15;

    private final long up;
    private final long down;
    /** In place of {@code up} and {@code down}; null where these hold the ratio. */
    private final @Nullable Exact exact;

    /** A ratio of two long decimals, as text, so that no decimals are made before they are used. */
    private record Exact(String up, String down) {
        BigDecimal above() {
            return new BigDecimal(up);
        }

        BigDecimal below() {
            return new BigDecimal(down);
        }
    }

    private Ratio(long up, long down) {
        long divisor = common(up, down);
        this.up = up / divisor;
        this.down = down / divisor;
        exact = null;
    }

    private Ratio(Exact exact) {
        this.up = 0;
        this.down = 0;
        this.exact = exact;
    }

    /** Of a decimal above zero as written. */
    static Ratio of(String decimal) {
        int point = decimal.indexOf('.');
        int scale = point < 0 ? 0 : decimal.length() - point - 1;
        if (decimal.length() > MOST_DIGITS) return new Ratio(new Exact(decimal, "1"));
        return new Ratio(Long.parseLong(decimal.replace(".", "")), powerOfTen(scale));
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    private static long common(long a, long b) {
        return b == 0 ? a : common(b, a % b);
    }

    Ratio times(Ratio that) {
        if (exact == null && that.exact == null && fits(up, that.up) && fits(down, that.down)) {
            return new Ratio(up * that.up, down * that.down);
        }
        var a = exact();
        var b = that.exact();
        return new Ratio(new Exact(
                a.above().multiply(b.above()).toString(),
                a.below().multiply(b.below()).toString()));
    }

    Ratio inverse() {
        return exact == null ? new Ratio(down, up) : new Ratio(new Exact(exact.down, exact.up));
    }

    private static boolean fits(long a, long b) {
        return a <= MOST / b;
    }

    private Exact exact() {
        return exact != null ? exact : new Exact(Long.toString(up), Long.toString(down));
    }

    double value() {
        if (exact == null) return (double) up / down;
        return of(BigDecimal.ONE).doubleValue();
    }

    /** The nearest double of {@code digits / 10^scale} times the ratio; NaN where this needs {@link BigDecimal}. */
    double of(long digits, int scale) {
        if (exact != null || scale > MOST_DIGITS) return Double.NaN;
        long size = Math.abs(digits);
        long tens = powerOfTen(scale);
        if (!fits(size, up) || !fits(tens, down)) return Double.NaN;
        return (double) (digits * up) / (double) (tens * down);
    }

    BigDecimal of(BigDecimal number) {
        var ratio = exact();
        var product = number.multiply(ratio.above());
        return ratio.down.equals("1") ? product : product.divide(ratio.below(), MathContext.DECIMAL128);
    }

    /** The number of which {@link #of(BigDecimal)} is the product. */
    BigDecimal into(BigDecimal product) {
        var ratio = exact();
        return product.multiply(ratio.below()).divide(ratio.above(), MathContext.DECIMAL128);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ratio that && up == that.up && down == that.down && Objects.equals(exact, that.exact);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(up) + Long.hashCode(down) + Objects.hashCode(exact);
    }
}
