package org.shadowline.plant.kpi;

import java.util.Locale;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.scenario.Measure;

/**
 * Prints values of indicators for people, in English whatever the locale: {@code 3 min 20 s}, {@code 412 per day},
 * {@code 85.2 %}, {@code 412 ± 6 per day}. Values come in SI units as {@link Measure.Kind} says. NaN is {@code –}.
 * Thread-safe.
 */
public final class Format {
    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;
    private static final double DAY = 86_400;
    private static final double KILOWATT_HOUR = 3.6e6;

    private final String currency;

    /** A unit in which values are shown: shown value = factor × SI value. */
    public record Unit(double factor, String symbol) {}

    /** @param currency ISO 4217 code of money */
    public Format(String currency) {
        this.currency = currency;
    }

    /** A value of a measure with its unit; {@code per part} is added where the measure is. */
    public String value(Measure measure, double value) {
        return value(measure.kpi().kind(), value) + perPart(measure, value);
    }

    /** A mean with the half width of its interval, {@code 412 ± 6 per day}; the mean alone where there is none. */
    public String estimate(Measure measure, Estimate estimate) {
        return estimate(measure.kpi().kind(), estimate) + perPart(measure, estimate.mean());
    }

    public String value(Measure.Kind kind, double value) {
        if (!Double.isFinite(value)) return notFinite(value);
        return switch (kind) {
            case TIME -> duration(value);
            case RATE, PIECES, ENERGY, POWER, LENGTH, QUANTITY ->
                withUnit(significant(value * unit(kind, value).factor()), unit(kind, value));
            case SHARE -> number(100 * value, 1) + " %";
            case MONEY -> number(value, moneyDecimals(value)) + " " + currency;
        };
    }

    public String estimate(Measure.Kind kind, Estimate estimate) {
        double mean = estimate.mean();
        if (!estimate.hasInterval() || estimate.halfWidth() == 0 || !Double.isFinite(mean)) return value(kind, mean);
        var unit = unit(kind, Math.max(Math.abs(mean), estimate.halfWidth()));
        double halfWidth = estimate.halfWidth() * unit.factor();
        double shown = mean * unit.factor();
        // A half width that is only rounding says nothing about the decimals of the mean.
        int decimals = halfWidth > 1e-6 * Math.abs(shown)
                ? decimalsOf(halfWidth)
                : shown == 0 ? 0 : significantDecimals(shown);
        return withUnit(number(shown, decimals) + " ± " + number(halfWidth, decimals), unit);
    }

    /** A duration in its two largest fitting units: {@code 42 s}, {@code 3 min 20 s}, {@code 4 h 10 min}, {@code 2.3 days}. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) return notFinite(seconds);
        if (seconds < 0) return "-" + duration(-seconds);
        if (seconds == 0) return "0 s";
        if (seconds < 9.95) return significant(seconds) + " s";
        long whole = Math.round(seconds);
        if (whole < MINUTE) return whole + " s";
        if (whole < HOUR) return twoUnits(whole / 60, "min", whole % 60, "s");
        long minutes = Math.round(seconds / MINUTE);
        if (minutes < 24 * 60) return twoUnits(minutes / 60, "h", minutes % 60, "min");
        var days = number(seconds / DAY, seconds < 100 * DAY ? 1 : 0).replace(".0", "");
        return days + (days.equals("1") ? " day" : " days");
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "-∞";
    }

    private static String perPart(Measure measure, double value) {
        return measure.perPart() && Double.isFinite(value) ? " per part" : "";
    }

    private static String withUnit(String number, Unit unit) {
        return unit.symbol().isEmpty() ? number : number + " " + unit.symbol();
    }

    /** The unit that suits a value of this size, in which its interval is shown as well. */
    public Unit unit(Measure.Kind kind, double value) {
        double size = Math.abs(value);
        return switch (kind) {
            case RATE -> {
                if (size >= 100) yield new Unit(1, "per s");
                if (size * HOUR >= 100) yield new Unit(HOUR, "per h");
                if (size == 0 || size * DAY >= 1) yield new Unit(DAY, "per day");
                yield new Unit(7 * DAY, "per week");
            }
            case LENGTH -> size < 2000 ? new Unit(1, "m") : new Unit(1e-3, "km");
            case TIME -> {
                if (size < 2 * MINUTE) yield new Unit(1, "s");
                if (size < 2 * HOUR) yield new Unit(1 / MINUTE, "min");
                if (size < 2 * DAY) yield new Unit(1 / HOUR, "h");
                yield new Unit(1 / DAY, "days");
            }
            case PIECES, QUANTITY -> new Unit(1, "");
            case SHARE -> new Unit(100, "%");
            case ENERGY -> {
                if (size == 0 || (size >= 0.1 * KILOWATT_HOUR && size < 1e5 * KILOWATT_HOUR)) {
                    yield new Unit(1 / KILOWATT_HOUR, "kWh");
                }
                if (size >= KILOWATT_HOUR) yield new Unit(1e-3 / KILOWATT_HOUR, "MWh");
                yield size >= 3_600 ? new Unit(1e3 / KILOWATT_HOUR, "Wh") : new Unit(1, "J");
            }
            case POWER -> size < 1e6 ? new Unit(1e-3, "kW") : new Unit(1e-6, "MW");
            case MONEY -> new Unit(1, currency);
        };
    }

    private static int moneyDecimals(double value) {
        double size = Math.abs(value);
        if (size >= 9_999.5) return 0;
        return size == 0 || size >= 0.1 ? 2 : significantDecimals(size);
    }

    /** Three significant digits, and never fewer than the digits before the decimal point. */
    private static String significant(double value) {
        if (value == 0) return "0";
        var text = number(value, significantDecimals(value));
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    private static int significantDecimals(double value) {
        return Math.clamp(2 - (long) Math.floor(Math.log10(Math.abs(value))), 0, 12);
    }

    /** So many that an error shows one significant digit, or two where the first is 1 or 2. */
    private static int decimalsOf(double error) {
        double exponent = Math.floor(Math.log10(error));
        boolean two = error / Math.pow(10, exponent) < 2.95;
        return Math.clamp((long) (two ? 1 - exponent : -exponent), 0, 12);
    }

    /** A number with separators of thousands and a fixed number of decimals, without a minus before zero. */
    private static String number(double value, int decimals) {
        var text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9') ? text.substring(1) : text;
    }
}
