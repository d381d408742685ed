package org.shadowline.twin.state;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/**
 * Durations as people write them: {@code 2 h 10 min}, {@code 1.5 days}, {@code -20 min}. Numbers with units of time that
 * are added up, a sign in front of them all. What is printed reads back as the same number.
 */
public final class DurationText {
    private static final Pattern ITEM = Pattern.compile("\\s*(\\d{1,15}(?:\\.\\d{1,15})?)\\s*([a-z]{1,12})\\s*");
    private static final List<Unit> SHOWN =
            List.of(Units.parse("d"), Units.parse("h"), Units.parse("min"), Units.parse("s"));
    private static final double LONGEST = 1e9;
    private static final int MOST_DECIMALS = 12;

    private DurationText() {}

    /** Seconds; null when the text is no duration. */
    public static @Nullable Double parse(String text) {
        var stripped = text.strip();
        boolean negative = stripped.startsWith("-");
        var rest = negative ? stripped.substring(1) : stripped;
        var items = ITEM.matcher(rest);
        var sum = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length()) {
            items.region(at, rest.length());
            if (!items.lookingAt()) return null;
            var unit = Units.named(items.group(2));
            if (unit == null || !unit.dimension().equals(Dimension.TIME)) return null;
            sum = sum.add(new BigDecimal(items.group(1)).multiply(secondsIn(unit)));
            at = items.end();
        }
        if (at == 0) return null;
        return (negative ? sum.negate() : sum).doubleValue();
    }

    /** The text of a duration; null when it is so long, or so finely divided, that a number says it better. */
    static @Nullable String print(double seconds) {
        if (!(Math.abs(seconds) < LONGEST)) return null;
        var left = BigDecimal.valueOf(Math.abs(seconds)).stripTrailingZeros();
        if (left.scale() > MOST_DECIMALS) return null;
        if (left.signum() == 0) return "0 s";
        var items = new ArrayList<String>();
        for (var unit : SHOWN) {
            var size = secondsIn(unit);
            boolean last = unit.symbol().equals("s");
            var count = last ? left : left.divideToIntegralValue(size);
            if (count.signum() != 0) {
                items.add(count.stripTrailingZeros().toPlainString() + " " + unit.symbol());
            }
            left = left.subtract(count.multiply(size));
        }
        return (seconds < 0 ? "-" : "") + String.join(" ", items);
    }

    private static BigDecimal secondsIn(Unit unit) {
        return BigDecimal.valueOf(unit.factor());
    }
}
