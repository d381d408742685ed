package org.shadowline.plant.units;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * A number with its unit: the value in SI units, and the unit in which a person wrote it and wants to see it.
 * A decimal of up to 15 digits is printed as it was written.
 */
public record Quantity(double si, Unit shown) {
    private static final MathContext SHOWN_DIGITS = new MathContext(15);
    private static final int LONGEST_PLAIN = 16;

    /** Reads {@code 42 s}, {@code 0.22 EUR/kWh}, {@code 80%} or a plain number. */
    public static Quantity parse(String text) {
        var trimmed = text.strip();
        int end = numberEnd(trimmed);
        try {
            var number = new BigDecimal(trimmed.substring(0, end));
            var unitText = trimmed.substring(end).strip();
            return of(number, unitText.isEmpty() ? Unit.ONE : Units.parse(unitText));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("not a number with a unit: \"" + text + "\"", notANumber);
        }
    }

    public static Quantity of(BigDecimal written, Unit unit) {
        return new Quantity(unit.toSi(written), unit);
    }

    public static Quantity of(double written, Unit unit) {
        return new Quantity(unit.toSi(written), unit);
    }

    public static Quantity of(double written, String unit) {
        return of(written, Units.parse(unit));
    }

    public Dimension dimension() {
        return shown.dimension();
    }

    /** The number as it was written, without its unit. */
    public String number() {
        if (!Double.isFinite(si)) {
            return Double.toString(si);
        }
        var value = shown.inUnit(si).round(SHOWN_DIGITS).stripTrailingZeros();
        var plain = value.toPlainString();
        return plain.length() <= LONGEST_PLAIN + 2 ? plain : value.toString();
    }

    /** The same quantity in another unit of the same dimension. */
    public Quantity in(Unit unit) {
        if (!unit.dimension().equals(dimension())) {
            throw new IllegalArgumentException(this + " is " + dimension().described() + ", not "
                    + unit.dimension().described());
        }
        return new Quantity(si, unit);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Quantity that
                && Double.compare(si, that.si) == 0
                && shown.symbol().equals(that.shown.symbol());
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(si) + shown.symbol().hashCode();
    }

    /** {@code 42 s}; {@code 3 %}; a plain number without a unit. */
    @Override
    public String toString() {
        return shown.symbol().isEmpty() ? number() : number() + " " + shown.symbol();
    }

    private static int numberEnd(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean sign = (c == '-' || c == '+') && (at == 0 || lower(text.charAt(at - 1)) == 'e');
            boolean exponent = lower(c) == 'e'
                    && at + 1 < text.length()
                    && (Character.isDigit(text.charAt(at + 1))
                            || (text.charAt(at + 1) == '-' && at + 2 < text.length()));
            if (!(Character.isDigit(c) || c == '.' || sign || exponent)) {
                return at;
            }
            at++;
        }
        return at;
    }

    private static char lower(char c) {
        return Character.toLowerCase(c);
    }
}
