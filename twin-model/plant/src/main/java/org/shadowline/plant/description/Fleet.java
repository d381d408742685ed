package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vehicles or people that carry parts from element to element: AGVs, forklifts, cranes, walkers. A route passes a fleet as
 * it passes a conveyor. One that carries several parts loads, one after the other, those that wait for it where it has come
 * for the first, until it is full or no more wait there; it goes on to where the first is to go, and unloads wherever it
 * comes all that are to go there, in the order in which they were loaded. Vehicles are named {@code id.1}, {@code id.2} …
 *
 * @param speed metres per second
 * @param acceleration metres per second squared, also of braking; infinite when speed is reached at once
 * @param loading time to take each part, unloading to give it; null for no time
 * @param carries how many parts a vehicle has room for
 * @param parksAt id of the node or element to which a vehicle without work goes, and where all begin; null to stay where
 *     it became free
 * @param shift when vehicles work. At its end they finish what they have been sent for and go where they park
 * @param power what each draws from its battery, or from the mains where it has none
 * @param failures how vehicles fail: by time driven, calendar time or parts brought; one that fails stands where it is, keeps
 *     what it has reserved, and gives back the call on its way to which it was
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
        int carries,
        @Nullable String parksAt,
        Calls calls,
        Hours shift,
        Power power,
        List<Station.Failure> failures,
        @Nullable Battery battery)
        implements Element {

    public Fleet {
        failures = List.copyOf(failures);
    }

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
     * Electric power in watts; off shift, failed and out of energy a vehicle draws none.
     *
     * @param driving while it moves, {@code standing} at all other times but while it charges
     */
    public record Power(double driving, double standing) {
        public static final Power NONE = new Power(0, 0);
    }

    /** Whether its batteries are changed and charged elsewhere. */
    public boolean changesBatteries() {
        return battery != null && battery.change() != null;
    }

    /**
     * The energy of a vehicle, which begins full. What it draws falls with its load and the floor; these are means.
     *
     * @param capacity joules
     * @param station id of the node or element where it is charged or changed
     * @param power watts that come in while it charges, net of what the vehicle draws; infinite when it is changed
     * @param change time to change it; null when it is charged
     * @param below share of the capacity below which a vehicle goes there before its next job
     * @param upTo share of the capacity at which it goes back to work
     * @param whenIdle whether a vehicle without work goes there as well, and leaves when it is called
     */
    public record Battery(
            double capacity,
            String station,
            double power,
            @Nullable Distribution change,
            double below,
            double upTo,
            boolean whenIdle) {}
}
