package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * Vehicles or people that carry parts one at a time from element to element: AGVs, forklifts, cranes, walkers. A route
 * passes a fleet as it passes a conveyor. Vehicles are named {@code id.1}, {@code id.2} …
 *
 * @param speed metres per second
 * @param acceleration metres per second squared, also of braking; infinite when speed is reached at once
 * @param loading time to take a part, unloading to give it; null for no time
 * @param parksAt id of the node or element to which a vehicle without work goes, and where all begin; null to stay where
 *     it became free
 * @param battery null when vehicles need no energy of their own
 */
public record Fleet(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        int count,
        Motion motion,
        double speed,
        double acceleration,
        @Nullable Distribution loading,
        @Nullable Distribution unloading,
        @Nullable String parksAt,
        Calls calls,
        @Nullable Battery battery)
        implements Element {

    /** How vehicles get from place to place. */
    public enum Motion {
        /** On the paths of the plant. */
        PATHS("on paths"),
        /** Straight ahead, over any floor. */
        FREELY("freely"),
        /** As a bridge crane or a lift: along x, y and z at the same time, each with the speed and acceleration given. */
        OVERHEAD("overhead");

        private final String words;

        Motion(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Which vehicle fetches which of the parts that wait. */
    public enum Calls {
        /** A vehicle without work takes the nearest part, a part the nearest vehicle without work. */
        NEAREST("nearest"),
        /** A vehicle without work takes the part that waits longest, a part the nearest vehicle without work. */
        OLDEST("oldest call"),
        /** As nearest; a vehicle that still brings another part is taken when it will be there sooner than any without work. */
        LOOK_AHEAD("look ahead");

        private final String words;

        Calls(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * The energy of a vehicle, which begins full. What it draws falls with its load and the floor; these are means.
     *
     * @param capacity joules
     * @param driving watts while it moves, {@code standing} at all other times but while it charges
     * @param station id of the node or element where it is charged or changed
     * @param power watts that come in while it charges, net of what the vehicle draws; infinite when it is changed
     * @param change time to change it; null when it is charged
     * @param below share of the capacity below which a vehicle goes there before its next job
     * @param upTo share of the capacity at which it goes back to work
     * @param whenIdle whether a vehicle without work goes there as well, and leaves when it is called
     */
    public record Battery(
            double capacity,
            double driving,
            double standing,
            String station,
            double power,
            @Nullable Distribution change,
            double below,
            double upTo,
            boolean whenIdle) {}
}
