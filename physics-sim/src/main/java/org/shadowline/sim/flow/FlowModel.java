package org.shadowline.sim.flow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.element.ElementType;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.transport.Footways;
import org.shadowline.sim.kernel.Variates;

/**
 * A plant and a scenario compiled to numbers: what does not change during a run. Made by {@link FlowCompiler}; immutable
 * once made and shared by all replications on all threads.
 *
 * <p>Elements, machines (without the offset of their places), products, steps, people and streams are dense numbers as in
 * {@link PlantIndex}. Slots are the event kinds of {@link SlotKind} laid out one after the other. Times are seconds since
 * the start of the run.
 */
final class FlowModel {
    static final int DONE = -1;
    static final int SCRAP = -2;
    static final int NONE = -1;
    /** In place of the step that follows, where there are several. */
    static final int DIVIDED = -3;

    static final byte SOURCE = 0;
    static final byte SINK = 1;
    static final byte STATION = 2;
    static final byte BUFFER = 3;
    static final byte CONVEYOR = 4;
    static final byte FLEET = 5;
    static final byte RACK = 6;
    static final byte SPARE = 7;
    static final byte CUSTOM = 8;
    static final byte DELAY = 9;
    static final byte SHIPMENT = 10;
    static final byte TOOL = 11;

    final PlantIndex index;
    final Scenario scenario;
    final Variates variates;
    final double horizon;

    FlowModel(PlantIndex index, Scenario scenario, Variates variates, double horizon) {
        this.index = index;
        this.scenario = scenario;
        this.variates = variates;
        this.horizon = horizon;
    }

    /** Differs between models that a snapshot must not be carried between. */
    long hash;

    // elements
    int elements;
    byte[] kind = {};
    int[] capacity = {};
    boolean[] scraps = {};

    /** Elements of the user's own; null for others. */
    @Nullable CustomRule[] customs = {};

    // machines
    int machines;
    /** The station of a machine; behind all machines, the fleet of a vehicle. */
    int[] station = {};

    int[] firstMachine = {};
    int[] workStream = {};
    /** By element, of the times that parts stay in a delay. */
    int[] delayStream = {};

    double[] declaredSpeed = {};
    double[] scrapShare = {};
    int[] scrapStream = {};

    @Nullable SetupRule[] setup = {};

    int[] setupStream = {};
    byte[] rule = {};
    /** By element, the hours of a station or fleet. */
    int[] stationHours = {};

    /** What operations do besides taking time; null for those that do nothing else. */
    @Nullable ProcessRule[] process = {};

    double[] keeps = {};

    // loops
    int loops;
    int[] loopCards = {};
    int[] loopFrom = {};
    int[] loopTo = {};

    // attributes of the simulator's own
    int[] visitColumn = {};
    /** The attributes that count visits. */
    int[] countColumns = {};

    /** The attribute that keeps when an operation at a station ended; {@link #NONE} when nobody asks. */
    int[] endColumn = {};
    /** Attributes that are moments. */
    boolean[] isMoment = {};
    /** How long parts may have waited before an operation at a station; null for no limit. */
    @Nullable LimitRule[] limit = {};
    /** The step to which a part goes back that has waited too long before a step. */
    int[] backStep = {};

    int verdictColumn = NONE;
    double verdictGood;
    double verdictBad;

    // failure modes, one row for each machine or vehicle and mode; vehicles are numbered behind the machines
    int modes;
    int[] firstMode = {};
    int[] modeMachine = {};
    byte[] modeClock = {};
    int[] modeEvery = {};
    int[] modeRepair = {};
    int[] modeStream = {};
    boolean[] modePlanned = {};
    /** Modes after which the machine is as new. */
    boolean[] modeRenews = {};
    /** Machines that have maintenance. */
    boolean[] isMaintained = {};
    /** When the machines of a station rest; null for stations that never do. */
    @Nullable RestRule[] rest = {};

    @Nullable NeedRule[] modeCrew = {};
    /** Stations without failures by operating time skip their book-keeping. */
    boolean[] failsOperating = {};
    /** Machines that fail after a number of operations. */
    boolean[] failsByCount = {};
    /** Machines whose station needs people for set-up or work. */
    boolean[] needsPeople = {};
    /** Elements for which something may have to be done when a part has left them. */
    boolean[] refills = {};

    /** What the repair of a mode takes out of stock; null for nothing. */
    @Nullable SpareNeed[] modeSpares = {};

    // spare parts
    SpareRule[] spares = {};

    // tools
    ToolRule[] tools = {};
    /** The kind of tools that operations of a station need; {@link #NONE} for none. */
    int[] toolKind = {};

    // steps
    int steps;
    int[] stepElement = {};
    byte[] exitKind = {};
    int[] exitTo = {};
    int[][] exitTargets = {};
    double[][] exitWeights = {};

    @Nullable PartTest[][] exitTests = {};

    int[] exitStream = {};
    int[] stepTime = {};
    int[] @Nullable [] stepTimeByProduct = {};
    double[][] workAhead = {};
    /** Elements on a loop of places that all have a limit, where a deadlock is possible. */
    boolean[] onLimitedLoop = {};
    /** For each station the steps that send parts to it as one of several with the shortest queue. */
    int[][] siblings = {};

    // products and sources
    int products;
    int attributes;
    List<String> attributeNames = List.of();
    int[][] productAttributes = {};
    int[][] attributeSampler = {};
    int[][] attributeStream = {};
    int[][] entryStep = {};

    @Nullable SourceRule[] source = {};
    /** The source that refills an element; {@link #NONE} when none does. */
    int[] supplier = {};
    /** By station, the sources that refill the stocks from which it takes parts to join. */
    int[][] demandsFrom = {};

    // conveyors
    double[] travel = {};
    /** The least time between two parts that come on. */
    double[] gap = {};
    /** Time for the last spacing, and the first. */
    double[] lastGap = {};

    double[] firstGap = {};
    /** Time over its length at the speed of the first section. */
    double[] firstTravel = {};
    /** Who comes on first; null when who comes first. */
    @Nullable MergeRule[] merge = {};

    boolean[] accumulates = {};

    /** By conveyor, the first of its sensors. */
    int[] firstSensor = {};

    SensorRule[] sensors = {};

    // fleets
    int vehicles;

    @Nullable FleetRule[] fleet = {};

    int[] vehicleStream = {};
    /** Whether any vehicle ever fails. */
    boolean vehiclesFail;

    int[] laneHolds = {};
    boolean[] isSingleTrack = {};
    int[] nodeHolds = {};
    /** The node at which vehicles stop for an element. */
    int[] stopOf = {};

    // shipments
    @Nullable ShipmentRule[] shipment = {};

    // racks
    @Nullable RackRule[] rack = {};

    // people
    int people;
    NeedRule[][] needs = {};
    int[] team = {};
    int[] teamHours = {};
    boolean[] teamFinishes = {};
    int[] teamPeople = {};
    /** By team, the probability that a person does not come to a shift. */
    double[] absentShare = {};
    /** By person, the stream of whether he comes. */
    int[] absenceStream = {};
    /** Whether anybody ever stays away. */
    boolean absences;

    /** Whether anybody does not always work at the declared pace. */
    boolean paced;
    /** By team. */
    PaceRule[] paces = {};
    /** The skills by their numbers; the last one is the empty text and stands for tasks that need no skill. */
    List<String> skills = List.of();

    /** Whether anybody needs time to get to a station. */
    boolean walking;
    /** By team, metres per second. */
    double[] walkingSpeed = {};
    /** By team, whether they walk along paths. */
    boolean[] walksOnPaths = {};
    /** Robots beside people. */
    RobotRule[] robots = {};
    /** By machine, its number among the robots; {@link #NONE} for others. */
    int[] robotOf = {};
    /** The ways of people along paths; empty where nobody walks on them. */
    Footways footways = Footways.EMPTY;
    /** By element, where people stand who work there. */
    @Nullable Position[] standsAt = {};

    // hours
    OpenHours[] hours = {};

    // actions
    CompiledActions actions = CompiledActions.NONE;

    // logic
    /** Null where the plant has none of its own. */
    @Nullable CompiledLogic logic;

    /** Processing times that depend on the part or the plant, by step and product; null for the others. */
    CompiledLogic.@Nullable Reading[][] timeFormula = {};
    /** Whether there is any. */
    boolean timesByFormula;

    // streams
    long[] streamKeys = {};

    // slots
    int modeSlots;
    int conveyorSlots;
    int entrySlots;
    int arrivalSlots;
    int hourSlots;
    int stopSlots;
    int forcedSlots;
    int timedSlots;
    int conditionSlots;
    int waitSlots;
    int vehicleSlots;
    int rackSlots;
    int spareSlots;
    int personSlots;
    int logicSlot;
    int customSlots;
    /** Behind all others: each part in a delay has the slot of its number. */
    int delaySlots;

    int robotSlots;
    int shipmentSlots;
    int toolSlots;
    int sensorSlots;
    int slots;
    int[] arrivalSource = {};

    /** What the event of a slot is. */
    enum SlotKind {
        MACHINE,
        MODE,
        CONVEYOR_HEAD,
        CONVEYOR_ENTRY,
        ARRIVAL,
        HOURS,
        STOP_END,
        FORCED_REPAIR,
        TIMED_ACTION,
        CONDITION,
        WAIT_END,
        VEHICLE,
        CRANE,
        DELIVERY,
        PERSON,
        ROBOT,
        /** A departure or an arrival. */
        SHIPMENT,
        SENSOR,
        LOGIC,
        CUSTOM,
        TOOL,
        DELAY
    }

    void layOutSlots(int arrivals, int timed, int conditions) {
        modeSlots = machines;
        conveyorSlots = modeSlots + modes;
        entrySlots = conveyorSlots + elements;
        arrivalSlots = entrySlots + elements;
        hourSlots = arrivalSlots + arrivals;
        stopSlots = hourSlots + hours.length;
        forcedSlots = stopSlots + machines;
        timedSlots = forcedSlots + machines + vehicles;
        conditionSlots = timedSlots + timed;
        waitSlots = conditionSlots + conditions;
        vehicleSlots = waitSlots + elements;
        rackSlots = vehicleSlots + vehicles;
        spareSlots = rackSlots + rack.length;
        personSlots = spareSlots;
        for (var spare : spares) personSlots += spare.mostOpen();
        robotSlots = personSlots + (walking ? people : 0);
        shipmentSlots = robotSlots + robots.length;
        sensorSlots = shipmentSlots + 2 * shipment.length;
        logicSlot = sensorSlots + 2 * sensors.length;
        customSlots = logicSlot + (logic == null ? 0 : 1);
        toolSlots = customSlots + (hasCustoms() ? elements : 0);
        delaySlots = toolSlots + (tools.length == 0 ? 0 : tools[tools.length - 1].end());
        slots = delaySlots;
    }

    boolean hasCustoms() {
        for (var custom : customs) if (custom != null) return true;
        return false;
    }

    /** Where people go to for a machine: its station; or behind all elements the number of a vehicle. */
    int whereOf(int machine) {
        return machine < machines ? station[machine] : elements + machine - machines;
    }

    int placeOfMachine(int machine) {
        return elements + machine;
    }

    int placeOfVehicle(int vehicle) {
        return elements + machines + vehicle;
    }

    /** What of a mode fails, by its number among machines and vehicles, is a vehicle. */
    boolean isVehicleNumber(int machine) {
        return machine >= machines;
    }

    boolean isVehicle(int place) {
        return place >= elements + machines;
    }

    /** Sampler of the processing time of a product at a step. */
    int timeOf(int step, int product) {
        var byProduct = stepTimeByProduct[step];
        return byProduct == null ? stepTime[step] : byProduct[product];
    }

    /** When and what a source releases. */
    record SourceRule(
            int[] products,
            double[] shares,
            int productStream,
            boolean unlimited,
            int[] intervals,
            int[] intervalStreams,
            OpenHours[] during,
            int firstArrival,
            int lotSize,
            long limit,
            double firstAfter,
            int due,
            int dueStream,
            int priority,
            boolean losesWhenFull,
            boolean ordered,
            OrderList orders,
            @Nullable ReorderRule reorder,
            boolean hasLots,
            int defects,
            int lotStream,
            int defectStream) {
        /** Number of events that a source may have pending. */
        int slots() {
            return ordered || reorder != null ? 1 : intervals.length;
        }
    }

    /**
     * When a source orders what; see {@link org.shadowline.plant.description.Source.Arrivals.Reorder}.
     *
     * @param stations to which parts go from the stock to be joined, and how many each operation takes
     */
    record ReorderRule(
            int stock, int below, int quantity, boolean upTo, int leadTime, int stream, int[] stations, int[] counts) {}

    /** See {@link org.shadowline.plant.description.Process}; products and counts of components in the same order. */
    record ProcessRule(
            int batchLeast,
            int batchMost,
            double batchWait,
            boolean sameProduct,
            int[] joins,
            int[] joinCounts,
            int[] splits,
            int[] splitCounts,
            double slower,
            double moreScrap,
            int degradation,
            int wearStream,
            double defectShare,
            DefectRule[] causes,
            int defectStream,
            double mendShare,
            int mendStream,
            boolean inspects,
            double missShare,
            double alarmShare,
            int inspectStream,
            int packs,
            boolean unpacks) {

        boolean makesDefects() {
            return defectShare > 0 || causes.length > 0;
        }

        boolean isBatch() {
            return batchMost > 0;
        }

        boolean gathers() {
            return isBatch() || joins.length > 0;
        }

        /** Which component a product is; {@link FlowModel#NONE} when it is none. */
        int component(int product) {
            for (int i = 0; i < joins.length; i++) if (joins[i] == product) return i;
            return NONE;
        }
    }

    /**
     * See {@link org.shadowline.plant.description.DefectCause}: what is looked at is above or below a threshold, or hours are open.
     * Of {@link #AGE} the share is that of each operation.
     */
    record DefectRule(
            byte what,
            double share,
            double threshold,
            @Nullable OpenHours hours) {
        static final byte WORN = 0;
        static final byte AGE = 1;
        static final byte SLOW = 2;
        static final byte DURING = 3;
        /** Operations since something, {@link org.shadowline.plant.description.DefectCause.After} by its number. */
        static final byte FIRST = 4;
    }

    /** Orders as arrays, ascending by release time; order numbers are those of the declaration. */
    record OrderList(
            int[] number,
            double[] release,
            int[] product,
            int[] quantity,
            double[] due,
            int[] priority,
            double[][] attributes) {
        static final OrderList EMPTY = new OrderList(
                new int[0], new double[0], new int[0], new int[0], new double[0], new int[0], new double[0][]);

        int size() {
            return release.length;
        }
    }

    /** Set-up times by what the machine was set up for and what comes; both are products, or attribute values. */
    record SetupRule(int attribute, int[] from, int[] to, int[] time, int otherwise) {
        static final int ANY = Integer.MIN_VALUE;

        /** The sampler of the set-up time; {@link FlowModel#NONE} when there is none. */
        int timeOf(int was, int is) {
            int best = otherwise;
            int specific = -1;
            for (int i = 0; i < time.length; i++) {
                if ((from[i] == ANY || from[i] == was) && (to[i] == ANY || to[i] == is)) {
                    int rank = (from[i] == ANY ? 0 : 1) + (to[i] == ANY ? 0 : 1);
                    if (rank > specific) {
                        specific = rank;
                        best = time[i];
                    }
                }
            }
            return best;
        }
    }

    /**
     * When a machine without a part rests (infinite for never), and the samplers of its warm-up from there ({@link #NONE} for
     * none).
     */
    record RestRule(double standbyAfter, int fromStandby, double offAfter, int fromOff, int stream) {
        boolean switchesOff() {
            return offAfter < Double.POSITIVE_INFINITY;
        }
    }

    /**
     * A stock of spare parts.
     *
     * @param leadTime sampler; {@link #NONE} when nothing is ordered
     * @param firstOrder number of the first of its slots among those of all stocks, of which it has {@code mostOpen}
     */
    record SpareRule(
            int element,
            int stock,
            int orderPoint,
            int quantity,
            int leadTime,
            int stream,
            int firstOrder,
            int mostOpen) {}

    record CustomRule(ElementType type, Map<String, Double> values, int stream) {}

    /** A pool of tools, numbered from {@code first} to before {@code end} among those of all pools. */
    record ToolRule(int element, int first, int end, int life, int change, int stream) {}

    /** See {@link org.shadowline.plant.description.Process.WaitingLimit}; the column is that of the other station. */
    record LimitRule(double most, int column, boolean goesBack) {}

    /** Stocks, by their number among the spare parts, and how many parts are taken of each. */
    record SpareNeed(int[] spares, int[] counts) {}

    /** A number of people out of candidates that may be taken for a purpose. */
    record NeedRule(int count, int[] candidates, int skill, int priority, boolean forSetup, boolean forWork) {}

    /** See {@link Pace}; the levels are by the number of the skill. */
    record PaceRule(double[] levels, Pace.@Nullable Learning learning, Pace.@Nullable Fatigue fatigue) {
        double level(int skill) {
            return levels[skill];
        }
    }

    /** By the element that a part comes from, which is the more urgent the smaller; null when they come on alternately. */
    record MergeRule(int @Nullable [] rank) {
        boolean alternates() {
            return rank == null;
        }
    }

    /**
     * A point of a conveyor.
     *
     * @param seconds to there from the beginning
     * @param ahead how many parts before the next one stop a part before it
     * @param movesUp seconds to there from where the last of so many stops
     * @param isBehind whether it is behind the end
     */
    record Point(double seconds, int ahead, double movesUp, boolean isBehind) {}

    /** A light barrier of a conveyor; {@code most} is how many parts stop between it and the end. */
    record SensorRule(int conveyor, Point front, Point end, int most) {}

    /** A condition on a part; its attributes begin at {@code from}. */
    interface PartTest {
        boolean holds(Replication run, int part, double[] attributes, int from);
    }
}
