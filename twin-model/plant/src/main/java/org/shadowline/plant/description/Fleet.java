package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * Vehicles or people that carry parts one at a time from element to element: AGVs, forklifts, cranes, walkers. A route
 * passes a fleet as it passes a conveyor. Vehicles are named {@code id.1}, {@code id.2} …
 *
 * @param speed metres per second
 * @param acceleration metres per second squared, also of braking; infinite when speed is reached at once
 * @param loading seconds to take a part, unloading to give it; null for no time
 * @param parksAt id of the node or element to which a vehicle without work goes, and where all begin; null to stay where
 *     it became free
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
        Calls calls)
        implements Element {

    /** How vehicles get from place to place. */
    public enum Motion {
        /** On the paths of the plant. */
        PATHS,
        /** Straight ahead, over any floor. */
        FREE,
        /** As a bridge crane: along x and y at the same time, each with the speed and acceleration given. */
        OVERHEAD
    }

    /** Which of the parts that wait a vehicle without work takes; a part that comes takes the nearest idle vehicle. */
    public enum Calls {
        NEAREST("nearest"),
        OLDEST("oldest");

        private final String word;

        Calls(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
