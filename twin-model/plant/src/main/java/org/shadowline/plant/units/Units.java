package org.shadowline.plant.units;

import static org.shadowline.plant.units.Dimension.ANGLE;
import static org.shadowline.plant.units.Dimension.CURRENT;
import static org.shadowline.plant.units.Dimension.ENERGY;
import static org.shadowline.plant.units.Dimension.FORCE;
import static org.shadowline.plant.units.Dimension.FREQUENCY;
import static org.shadowline.plant.units.Dimension.LENGTH;
import static org.shadowline.plant.units.Dimension.MASS;
import static org.shadowline.plant.units.Dimension.MONEY;
import static org.shadowline.plant.units.Dimension.NONE;
import static org.shadowline.plant.units.Dimension.PIECE;
import static org.shadowline.plant.units.Dimension.POWER;
import static org.shadowline.plant.units.Dimension.PRESSURE;
import static org.shadowline.plant.units.Dimension.TEMPERATURE;
import static org.shadowline.plant.units.Dimension.TIME;
import static org.shadowline.plant.units.Dimension.VOLUME;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The closed table of units, and the reading of compounds: {@code a/b}, {@code a*b}, {@code 1/a} and powers such as
 * {@code m2} or {@code m^2}. Symbols are case-sensitive. Safe for use by several threads.
 */
public final class Units {
    private static final List<Unit> TABLE = List.of(
            Unit.of("s", TIME, "1", "sec", "second", "seconds"),
            Unit.of("ms", TIME, "0.001", "millisecond", "milliseconds"),
            Unit.of("min", TIME, "60", "minute", "minutes"),
            Unit.of("h", TIME, "3600", "hr", "hour", "hours"),
            Unit.of("d", TIME, "86400", "day", "days"),
            Unit.of("week", TIME, "604800", "weeks", "wk"),
            Unit.of("m", LENGTH, "1", "meter", "metre", "meters", "metres"),
            Unit.of("mm", LENGTH, "0.001"),
            Unit.of("cm", LENGTH, "0.01"),
            Unit.of("km", LENGTH, "1000"),
            Unit.of("inch", LENGTH, "0.0254", "inches"),
            Unit.of("ft", LENGTH, "0.3048", "foot", "feet"),
            Unit.of("l", VOLUME, "0.001", "L", "liter", "litre", "liters", "litres"),
            Unit.of("ml", VOLUME, "0.000001"),
            Unit.of("kg", MASS, "1"),
            Unit.of("mg", MASS, "0.000001"),
            Unit.of("g", MASS, "0.001"),
            Unit.of("t", MASS, "1000", "tonne", "tonnes"),
            Unit.of("lb", MASS, "0.45359237", "lbs"),
            Unit.of("A", CURRENT, "1"),
            Unit.of("J", ENERGY, "1"),
            Unit.of("kJ", ENERGY, "1000"),
            Unit.of("MJ", ENERGY, "1000000"),
            Unit.of("Wh", ENERGY, "3600"),
            Unit.of("kWh", ENERGY, "3600000"),
            Unit.of("MWh", ENERGY, "3600000000"),
            Unit.of("W", POWER, "1"),
            Unit.of("kW", POWER, "1000"),
            Unit.of("MW", POWER, "1000000"),
            Unit.of("N", FORCE, "1"),
            Unit.of("kN", FORCE, "1000"),
            Unit.of("Pa", PRESSURE, "1"),
            Unit.of("kPa", PRESSURE, "1000"),
            Unit.of("bar", PRESSURE, "100000"),
            money("EUR", "€"),
            money("USD", "$"),
            money("GBP", "£"),
            money("CNY", "¥"),
            money("CHF"),
            money("JPY"),
            money("INR"),
            money("KRW"),
            money("SEK"),
            money("PLN"),
            money("CZK"),
            Unit.of("ct", MONEY, "0.01", "cent", "cents"),
            Unit.of("K", TEMPERATURE, "1"),
            new Unit("degC", List.of("°C"), TEMPERATURE, Ratio.ONE, "273.15"),
            Unit.of("rad", ANGLE, "1"),
            Unit.of("deg", ANGLE, "0.017453292519943295769236907684886", "°", "degree", "degrees"),
            Unit.of("Hz", FREQUENCY, "1"),
            Unit.of("kHz", FREQUENCY, "1000"),
            Unit.ratio("rpm", FREQUENCY, "1", "60"),
            Unit.of("piece", PIECE, "1", "pieces", "pc", "pcs", "part", "parts", "people", "person"),
            Unit.of("%", NONE, "0.01", "percent"));

    private static final Map<String, Unit> BY_NAME = byName();

    private Units() {}

    /** All named units in the order of the documentation. */
    public static List<Unit> all() {
        return TABLE;
    }

    /** A named unit (symbol or alias), not a compound. */
    public static @Nullable Unit named(String name) {
        return BY_NAME.get(name);
    }

    /** A unit as written, compounds included; null when it is none. */
    public static @Nullable Unit find(String text) {
        @Nullable Unit simple = BY_NAME.get(text);
        return simple != null ? simple : compound(text);
    }

    /** As {@link #find}, for text that must be a unit. */
    public static Unit parse(String text) {
        @Nullable Unit unit = find(text);
        if (unit == null) {
            throw new IllegalArgumentException("not a unit: \"" + text + "\"");
        }
        return unit;
    }

    /** Whether the word can stand for a unit, alone or as a factor with a power: {@code m}, {@code m2}. */
    public static boolean isFactor(String word) {
        return factor(word) != null;
    }

    /** The units of a dimension, the usual one first. */
    public static List<Unit> of(Dimension dimension) {
        var units = new ArrayList<Unit>();
        for (var unit : TABLE) {
            if (unit.dimension().equals(dimension)) {
                units.add(unit);
            }
        }
        if (units.isEmpty()) {
            @Nullable Unit usual = find(usualSymbol(dimension));
            if (usual != null) {
                units.add(usual);
            }
        }
        return units;
    }

    /** The unit that a person most likely wants for a dimension, to show values and to make examples. */
    public static Unit usual(Dimension dimension) {
        return dimension.equals(NONE) ? Unit.ONE : parse(usualSymbol(dimension));
    }

    /** All symbols and aliases. */
    public static Collection<String> names() {
        return BY_NAME.keySet();
    }

    private static String usualSymbol(Dimension dimension) {
        if (dimension.equals(Dimension.ENERGY_PRICE)) {
            return "EUR/kWh";
        }
        if (dimension.equals(Dimension.POWER_PRICE)) {
            return "EUR/kW";
        }
        if (dimension.equals(Dimension.WAGE)) {
            return "EUR/h";
        }
        if (dimension.equals(ENERGY)) {
            return "kWh";
        }
        if (dimension.equals(ENERGY.per(PIECE))) {
            return "kWh/piece";
        }
        if (dimension.equals(POWER)) {
            return "kW";
        }
        if (dimension.equals(Dimension.RATE)) {
            return "piece/h";
        }
        if (dimension.equals(VOLUME)) {
            return "m3";
        }
        if (dimension.equals(FREQUENCY)) {
            return "1/h";
        }
        if (dimension.equals(ANGLE)) {
            return "deg";
        }
        if (dimension.equals(TEMPERATURE)) {
            return "degC";
        }
        for (var unit : TABLE) {
            if (unit.dimension().equals(dimension)) {
                return unit.symbol();
            }
        }
        return dimension.siSymbol();
    }

    private static @Nullable Unit compound(String text) {
        @Nullable Unit result = null;
        int from = 0;
        char joint = '*';
        while (from <= text.length()) {
            int to = from;
            while (to < text.length() && text.charAt(to) != '*' && text.charAt(to) != '/') {
                to++;
            }
            var part = text.substring(from, to);
            @Nullable Unit factor = part.equals("1") && result == null && to < text.length() ? Unit.ONE : factor(part);
            if (factor == null || factor.hasOffset()) {
                return null;
            }
            if (result == null) {
                result = factor;
            } else {
                result = joint == '*' ? result.times(factor) : result.per(factor);
            }
            if (to == text.length()) {
                return result;
            }
            joint = text.charAt(to);
            from = to + 1;
        }
        return null;
    }

    private static @Nullable Unit factor(String word) {
        @Nullable Unit plain = BY_NAME.get(word);
        if (plain != null || word.length() < 2) {
            return plain;
        }
        char last = word.charAt(word.length() - 1);
        if (last < '2' || last > '9') {
            return null;
        }
        int end = word.length() - 1;
        if (word.charAt(end - 1) == '^') {
            end--;
        }
        @Nullable Unit base = BY_NAME.get(word.substring(0, end));
        boolean powerful =
                base != null && !base.hasOffset() && !base.dimension().equals(NONE);
        return base != null && powerful ? base.power(last - '0') : null;
    }

    private static Unit money(String code, String... aliases) {
        return Unit.of(code, MONEY, "1", aliases);
    }

    private static Map<String, Unit> byName() {
        var map = new HashMap<String, Unit>();
        for (var unit : TABLE) {
            map.put(unit.symbol(), unit);
            for (var alias : unit.aliases()) {
                if (map.put(alias, unit) != null) {
                    throw new IllegalStateException("two units are called " + alias);
                }
            }
        }
        return Map.copyOf(map);
    }
}
