package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conveyor, first in first out. A part needs {@link #seconds} over its whole length at least. On one that accumulates parts
 * queue at the end {@code spacing} metres apart, at most {@code holds} of them; one that does not stands still, with all that
 * is on it, as long as the first part cannot leave. Parts follow each other at the pace of the slowest section, so that they
 * never come closer than the spacing.
 *
 * @param from id of the element at its beginning, for the layout; null when not said
 * @param to id of the element at its end, for the layout; null when not said
 * @param length metres of its first section, {@code speed} metres per second there
 * @param then the sections behind that one
 * @param merge who comes on first
 * @param partLength metres from the front of a part to its end
 */
public record Conveyor(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        @Nullable String from,
        @Nullable String to,
        double length,
        double speed,
        double spacing,
        int holds,
        boolean accumulates,
        List<Section> then,
        Merge merge,
        List<Sensor> sensors,
        double partLength)
        implements Element {

    public Conveyor {
        then = List.copyOf(then);
        sensors = List.copyOf(sensors);
    }

    /** One straight piece, where who comes first goes first. */
    public Conveyor(
            String id,
            @Nullable String label,
            @Nullable Position at,
            @Nullable String area,
            @Nullable String from,
            @Nullable String to,
            double length,
            double speed,
            double spacing,
            int holds,
            boolean accumulates) {
        this(
                id,
                label,
                at,
                area,
                from,
                to,
                length,
                speed,
                spacing,
                holds,
                accumulates,
                List.of(),
                Merge.FIRST_COME,
                List.of(),
                spacing);
    }

    /** One straight piece that accumulates. */
    public Conveyor(
            String id,
            @Nullable String label,
            @Nullable Position at,
            @Nullable String area,
            @Nullable String from,
            @Nullable String to,
            double length,
            double speed,
            double spacing,
            int holds) {
        this(id, label, at, area, from, to, length, speed, spacing, holds, true);
    }

    /**
     * A straight section, or a curve.
     *
     * @param length metres along its middle
     * @param speed metres per second
     * @param angle radians that it turns by; 0 when it is straight
     */
    public record Section(double length, double speed, double angle) {}

    /**
     * Which of the parts that wait to come on does so first.
     *
     * @param alternately those from the element that has waited longest for its turn
     * @param first ids of the elements whose parts go before others, the most urgent first
     */
    public record Merge(boolean alternately, List<String> first) {
        /** Who comes first goes first. */
        public static final Merge FIRST_COME = new Merge(false, List.of());

        public Merge {
            first = List.copyOf(first);
        }
    }

    /** A light barrier, so many metres from the beginning, that sees whether a part is before it. */
    public record Sensor(String name, double at) {}

    /** Metres of all sections. */
    public double totalLength() {
        double sum = length;
        for (var section : then) sum += section.length();
        return sum;
    }

    /** Seconds of a part that nothing holds up from the beginning to a distance. */
    public double seconds(double metres) {
        double left = metres - length;
        if (left <= 0) return metres / speed;
        double seconds = length / speed;
        for (var section : then) {
            if (left <= section.length()) return seconds + left / section.speed();
            seconds += section.length() / section.speed();
            left -= section.length();
        }
        return seconds;
    }

    /** The least time between two parts so that they are never closer than the spacing: the longest time for one spacing. */
    public double headway() {
        // the time for one spacing, by where it begins, is greatest where it begins or ends at an end of a section
        double most = Math.max(spacingFrom(0), spacingFrom(totalLength() - spacing));
        double end = length;
        for (var section : then) {
            most = Math.max(most, Math.max(spacingFrom(end), spacingFrom(end - spacing)));
            end += section.length();
        }
        return most;
    }

    private double spacingFrom(double metres) {
        double begin = Math.max(0, Math.min(metres, totalLength() - spacing));
        double end = begin + spacing;
        return end <= totalLength() ? seconds(end) - seconds(begin) : spacing / speed;
    }
}
