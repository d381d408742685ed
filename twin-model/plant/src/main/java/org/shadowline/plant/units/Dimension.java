package org.shadowline.plant.units;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of thing a quantity measures, as exponents of eight base dimensions. Money and pieces are dimensions of
 * their own, so that a price per hour and a price per part are told apart.
 */
public record Dimension(int time, int length, int mass, int current, int temperature, int money, int piece, int angle) {

    public static final Dimension NONE = new Dimension(0, 0, 0, 0, 0, 0, 0, 0);
    public static final Dimension TIME = new Dimension(1, 0, 0, 0, 0, 0, 0, 0);
    public static final Dimension LENGTH = new Dimension(0, 1, 0, 0, 0, 0, 0, 0);
    public static final Dimension MASS = new Dimension(0, 0, 1, 0, 0, 0, 0, 0);
    public static final Dimension CURRENT = new Dimension(0, 0, 0, 1, 0, 0, 0, 0);
    public static final Dimension TEMPERATURE = new Dimension(0, 0, 0, 0, 1, 0, 0, 0);
    public static final Dimension MONEY = new Dimension(0, 0, 0, 0, 0, 1, 0, 0);
    public static final Dimension PIECE = new Dimension(0, 0, 0, 0, 0, 0, 1, 0);
    public static final Dimension ANGLE = new Dimension(0, 0, 0, 0, 0, 0, 0, 1);
    public static final Dimension AREA = LENGTH.power(2);
    public static final Dimension VOLUME = LENGTH.power(3);
    public static final Dimension SPEED = LENGTH.per(TIME);
    public static final Dimension ACCELERATION = SPEED.per(TIME);
    public static final Dimension FREQUENCY = NONE.per(TIME);
    public static final Dimension RATE = PIECE.per(TIME);
    public static final Dimension ENERGY = MASS.times(AREA).per(TIME.power(2));
    public static final Dimension POWER = ENERGY.per(TIME);
    public static final Dimension FORCE = ENERGY.per(LENGTH);
    public static final Dimension PRESSURE = FORCE.per(AREA);
    public static final Dimension WAGE = MONEY.per(TIME);
    public static final Dimension ENERGY_PRICE = MONEY.per(ENERGY);
    public static final Dimension POWER_PRICE = MONEY.per(POWER);

    private static final Map<Dimension, String> NAMES = Map.ofEntries(
            Map.entry(NONE, "a plain number"),
            Map.entry(TIME, "a time"),
            Map.entry(LENGTH, "a length"),
            Map.entry(MASS, "a mass"),
            Map.entry(CURRENT, "a current"),
            Map.entry(TEMPERATURE, "a temperature"),
            Map.entry(MONEY, "an amount of money"),
            Map.entry(PIECE, "a number of pieces"),
            Map.entry(ANGLE, "an angle"),
            Map.entry(AREA, "an area"),
            Map.entry(VOLUME, "a volume"),
            Map.entry(SPEED, "a speed"),
            Map.entry(ACCELERATION, "an acceleration"),
            Map.entry(FREQUENCY, "a frequency"),
            Map.entry(RATE, "a rate of pieces"),
            Map.entry(ENERGY, "an energy"),
            Map.entry(POWER, "a power"),
            Map.entry(FORCE, "a force"),
            Map.entry(PRESSURE, "a pressure"),
            Map.entry(WAGE, "money per time"),
            Map.entry(ENERGY_PRICE, "a price of energy"),
            Map.entry(POWER_PRICE, "a price of power"),
            Map.entry(MONEY.per(PIECE), "money per piece"),
            Map.entry(ENERGY.per(PIECE), "energy per piece"),
            Map.entry(TIME.per(PIECE), "time per piece"));

    private static final String[] BASE_SYMBOLS = {"s", "m", "kg", "A", "K", "EUR", "piece", "rad"};

    public Dimension times(Dimension other) {
        return new Dimension(
                time + other.time,
                length + other.length,
                mass + other.mass,
                current + other.current,
                temperature + other.temperature,
                money + other.money,
                piece + other.piece,
                angle + other.angle);
    }

    public Dimension per(Dimension other) {
        return times(other.power(-1));
    }

    public Dimension power(int n) {
        return new Dimension(
                time * n, length * n, mass * n, current * n, temperature * n, money * n, piece * n, angle * n);
    }

    /** The exponents as signed bytes of one word, time in the lowest; defined for exponents from -128 to 127. */
    public long packed() {
        long word = 0;
        var exponents = exponents();
        for (int i = 0; i < exponents.length; i++) {
            word |= (exponents[i] & 0xFFL) << (8 * i);
        }
        return word;
    }

    public static Dimension unpacked(long word) {
        return new Dimension(
                (byte) word,
                (byte) (word >> 8),
                (byte) (word >> 16),
                (byte) (word >> 24),
                (byte) (word >> 32),
                (byte) (word >> 40),
                (byte) (word >> 48),
                (byte) (word >> 56));
    }

    /** Written out: it is asked for every quantity of a text, and the record's own has to be linked at its first call. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Dimension that
                        && time == that.time
                        && length == that.length
                        && mass == that.mass
                        && current == that.current
                        && temperature == that.temperature
                        && money == that.money
                        && piece == that.piece
                        && angle == that.angle);
    }

    @Override
    public int hashCode() {
        int hash = time;
        hash = 31 * hash + length;
        hash = 31 * hash + mass;
        hash = 31 * hash + current;
        hash = 31 * hash + temperature;
        hash = 31 * hash + money;
        hash = 31 * hash + piece;
        return 31 * hash + angle;
    }

    /** In words and with its article: "a length"; for an unusual one its unit: "a quantity in kg*m". */
    public String described() {
        @Nullable String name = NAMES.get(this);
        return name != null ? name : "a quantity in " + siSymbol();
    }

    /** The product of base units that measures this: {@code kg*m/s2}; {@code 1} for a plain number. */
    public String siSymbol() {
        var above = new StringBuilder();
        var below = new StringBuilder();
        var exponents = exponents();
        for (int i = 0; i < exponents.length; i++) {
            if (exponents[i] > 0) {
                append(above, '*', BASE_SYMBOLS[i], exponents[i]);
            } else if (exponents[i] < 0) {
                append(below, '/', BASE_SYMBOLS[i], -exponents[i]);
            }
        }
        var top = above.isEmpty() ? "1" : above.toString();
        return below.isEmpty() ? top : top + "/" + below;
    }

    private int[] exponents() {
        return new int[] {time, length, mass, current, temperature, money, piece, angle};
    }

    private static void append(StringBuilder out, char joint, String symbol, int exponent) {
        if (!out.isEmpty()) {
            out.append(joint);
        }
        out.append(symbol);
        if (exponent > 1) {
            out.append(exponent);
        }
    }
}
