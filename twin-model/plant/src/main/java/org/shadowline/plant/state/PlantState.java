package org.shadowline.plant.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Position;

/**
 * A plant at a moment: parts with their places, machines that are not in their usual state, vehicles, people. Names are
 * those of the description; what the state does not mention is empty, idle and as declared.
 *
 * @param parts those that wait at one place in the order in which they wait
 */
public record PlantState(
        String plant,
        List<Part> parts,
        List<Machine> machines,
        List<Vehicle> vehicles,
        List<Stock> spares,
        List<Person> people) {
    public PlantState {
        spares = List.copyOf(spares);
        parts = List.copyOf(parts);
        machines = List.copyOf(machines);
        vehicles = List.copyOf(vehicles);
        people = List.copyOf(people);
    }

    /** The state of a plant whose stocks of spare parts and people, if any, are as at the start. */
    public PlantState(String plant, List<Part> parts, List<Machine> machines, List<Vehicle> vehicles) {
        this(plant, parts, machines, vehicles, List.of(), List.of());
    }

    /** The state of a plant whose vehicles, if any, stand where they begin. */
    public PlantState(String plant, List<Part> parts, List<Machine> machines) {
        this(plant, parts, machines, List.of());
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
     * @param worked seconds of work already done on it where it is on a machine; of a part in a shipment, since its departure;
     *     in a delay, since it came there
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
     * @param rest null when it is switched on and its time without a part is not known
     * @param lacksSpares whether its repair waits for spare parts
     * @param wear its level of wear, 0 to 1
     * @param worn operations since its last maintenance
     */
    public record Machine(
            String id,
            @Nullable Double downFor,
            @Nullable String failure,
            @Nullable String setUpFor,
            @Nullable Rest rest,
            boolean lacksSpares,
            double wear,
            int worn) {
        public Machine(String id, @Nullable Double downFor, @Nullable String failure, @Nullable String setUpFor) {
            this(id, downFor, failure, setUpFor, null, false, 0, 0);
        }
    }

    /**
     * A stock of spare parts.
     *
     * @param orderedFor of each open order the seconds since it was given
     */
    public record Stock(String spare, int count, List<Double> orderedFor) {
        public Stock {
            orderedFor = List.copyOf(orderedFor);
        }
    }

    /** How far a machine has gone to rest. */
    public enum Level {
        SWITCHED_ON("switched on"),
        STANDBY("standby"),
        SWITCHED_OFF("switched off");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * The rest of a machine that saves energy.
     *
     * @param idleFor seconds that it has been without a part
     * @param warmedFor seconds that it has warmed up from this level for the part on it
     */
    public record Rest(Level level, double idleFor, double warmedFor) {}

    /**
     * A vehicle of a fleet.
     *
     * @param at node or element where it stands, or which it left last
     * @param next node or element that it reaches next; null when it stands
     * @param metres to there; 0 when it stands
     * @param speed metres per second
     * @param part id of the part that it goes to fetch; null for none
     * @param to step of the route of the part on it to which it brings that; null when it carries none, or when that is not
     *     yet decided
     * @param spent seconds that the loading, unloading, charging or change in hand has taken; null when there is none
     * @param energy share of its battery; 1 where it has none
     * @param failed null when it has not failed
     */
    public record Vehicle(
            String id,
            String at,
            @Nullable String next,
            double metres,
            double speed,
            @Nullable String part,
            @Nullable String to,
            @Nullable Double spent,
            double energy,
            @Nullable Failed failed) {}

    /**
     * The failure of a vehicle, which stands where it is.
     *
     * @param downFor seconds since its repair began
     * @param failure its name, or its number from 1 in the order of declaration; null for the first one
     * @param lacksSpares whether the repair waits for spare parts
     */
    public record Failed(double downFor, @Nullable String failure, boolean lacksSpares) {}

    /**
     * A person of a team.
     *
     * @param at where he is, also while he walks; null when not known
     * @param fatigue from 0 to 1
     * @param practised how many tasks he has finished, by skill; those that need no skill under the empty text
     * @param absent whether he has not come to the shift that is on
     */
    public record Person(
            String id, @Nullable Position at, double fatigue, Map<String, Integer> practised, boolean absent) {
        public Person {
            practised = Map.copyOf(practised);
        }
    }
}
