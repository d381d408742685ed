package org.shadowline.plant.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plant at a moment: parts with their places, machines that are not in their usual state. Names are those of the
 * description; what the state does not mention is empty, idle and as declared.
 *
 * @param parts those that wait at one place in the order in which they wait
 */
public record PlantState(String plant, List<Part> parts, List<Machine> machines) {
    public PlantState {
        parts = List.copyOf(parts);
        machines = List.copyOf(machines);
    }

    /**
     * A part in process.
     *
     * @param id serial number or order number as people know it; null to number it anew
     * @param place element it waits in, or machine it is on; a part of a station that is on no given machine waits in
     *     the station's queue
     * @param step step of its route that it does at the place; null when the place occurs once in the route
     * @param next step to which it waits to go, what it does at its place being done; null when that is not done, or not
     *     yet decided
     * @param age seconds since its release
     * @param worked seconds of work already done on it where it is on a machine
     * @param due seconds from now to its due date, negative when late; null for none
     */
    public record Part(
            @Nullable String id,
            String product,
            String place,
            @Nullable String step,
            @Nullable String next,
            double age,
            double worked,
            @Nullable Double due,
            int priority,
            Map<String, Double> attributes) {
        public Part {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * A machine that is down or set up.
     *
     * @param downFor seconds since its repair began; null when it is not down
     * @param failure the failure from which it is down: its name, or its number from 1 in the order of declaration; null
     *     for the first one
     * @param setUpFor product, or attribute value, for which it is set up; null when not known
     */
    public record Machine(
            String id,
            @Nullable Double downFor,
            @Nullable String failure,
            @Nullable String setUpFor) {}
}
