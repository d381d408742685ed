package org.shadowline.dsl.format;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers and durations as text that reads back as the same value, and is as short as that allows. */
final class Numbers {
    private static final double DAY = 86_400;

    /** With unit symbol, largest first. */
    private static final Object[][] UNITS = {{DAY, "days"}, {3_600.0, "h"}, {60.0, "min"}};

    private static final int SHORT = 6;

    private Numbers() {}

    /** Without an exponent; 15 significant digits, which is what the value is known to after a change of unit. */
    static String plain(double value) {
        if (!Double.isFinite(value)) throw new IllegalArgumentException("number must be finite: " + value);
        if (value == 0) return "0";
        var rounded = new BigDecimal(value).round(new MathContext(15));
        return (rounded.doubleValue() == value ? rounded : BigDecimal.valueOf(value))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A share as a number of percent, shifted by two decimal places so that no digits come in. */
    static String percent(double share) {
        return new BigDecimal(plain(share))
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** In the largest unit that gives a short number of at least one, otherwise in seconds. */
    static String duration(double seconds) {
        for (var unit : UNITS) {
            double factor = (double) unit[0];
            double number = seconds / factor;
            var text = plain(number);
            if (Math.abs(number) >= 1
                    && text.length() <= SHORT
                    && new BigDecimal(text).doubleValue() * factor == seconds) {
                return text.equals("1") && factor == DAY ? "1 day" : text + " " + unit[1];
            }
        }
        return plain(seconds) + " s";
    }
}
