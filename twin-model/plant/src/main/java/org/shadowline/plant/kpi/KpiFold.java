package org.shadowline.plant.kpi;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;

/**
 * Computes the key performance indicators of one run from its events, simulated, live or recorded; what they mean is
 * said in {@link RunKpis} and {@link StationKpis}.
 *
 * <p>Machines are {@link MachineState#STARVED} and people {@link PersonState#IDLE} until an event says otherwise. The
 * time in a state is added up when the state changes; the time mean of a level L(t) over [s, e] comes from
 * {@code e L(e) - s L(s) - sum of (t times the change at t)}, so that an event touches only the places that it changes.
 *
 * <p>{@link EventKind#RUN_STARTED} makes everything new, so that one fold serves many replications.
 * {@link EventKind#WARM_UP_ENDED} clears statistics and keeps states, levels and parts. A part that was released
 * during the warm-up and leaves after it counts. The two series run from the start whatever the warm-up.
 *
 * <p>An event costs a few nanoseconds. Nothing is allocated per event: arrays grow with the number of parts that are in
 * the plant at once, with the range of lead times and with the pairs of places between which parts go. A station line
 * needs about 1 kB per station and up to 25 kB per product. Not thread-safe.
 */
public final class KpiFold implements EventSink {
    static final int MACHINE_STATES = MachineState.values().length;
    static final int PERSON_STATES = PersonState.values().length;
    private static final int STARVED = MachineState.STARVED.ordinal();
    private static final int IDLE = PersonState.IDLE.ordinal();
    private static final int ABSENT = -1;

    final PlantIndex index;
    final int done;
    final int scrap;

    final PlaceSums[] places;
    final ProductSums[] products;
    final int[] personState;
    final double[] personSince;
    final double[] personSeconds;
    /** The pace of each person who works, NaN for one who does not, and its integral over time. */
    final double[] personPace;

    final double[] personPaceSeconds;
    private final FlowCounts flows;
    final VehicleSums vehicles;
    final SensorSums sensors;
    double scrapCost;

    final double bucketSeconds;
    final double[] workInProcessOfBucket;
    final long[] finishedOfBucket;
    private final double endOfSeries;
    private double started;
    private int bucket;
    private double bucketEnd;
    private double sumAtBucket;
    private double workInProcessSum;
    private int workInProcess;
    private long finishedInBucket;

    private final @Nullable LoadSums load;
    final @Nullable UpkeepSums upkeep;
    final @Nullable AttributeSums attributes;
    final @Nullable StockSums stocks;
    final @Nullable RobotSums robots;
    final @Nullable ShipmentSums shipments;
    final @Nullable ToolSums tools;
    private final PlannedTimes planned;
    private final boolean hasMachineCost;
    private Traveller[] parts = new Traveller[0];

    /** What must be known of a part until it leaves. */
    private static final class Traveller {
        int product = ABSENT;
        double released;
        double due;
        /** What was spent on it so far besides its own material: machines, and parts that were joined to it. */
        double cost;
        /** Source and number of the order of a list that it belongs to. */
        int source = ABSENT;

        int order;
    }

    /** Of each source with a list of orders the parts of each order that have not left; null for other sources. */
    private final int[] @Nullable [] openParts;

    private long finishedOrders;

    private double statisticsFrom;
    private double ended;

    /**
     * @param endOfSeries seconds from the start, warm-up included, that the series cover
     * @param buckets number of equal parts into which the series divide this time
     */
    public KpiFold(PlantIndex index, double endOfSeries, int buckets) {
        if (!(endOfSeries > 0 && endOfSeries < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("end of the series must be finite and > 0: " + endOfSeries);
        }
        if (buckets < 1) throw new IllegalArgumentException("number of buckets must be >= 1: " + buckets);
        this.index = index;
        this.endOfSeries = endOfSeries;
        int people = index.peopleCount();
        done = index.placeCount();
        scrap = done + 1;
        places = new PlaceSums[index.placeCount()];
        for (int p = 0; p < places.length; p++) places[p] = new PlaceSums(index.isMachine(p), machineCost(p));
        hasMachineCost = Arrays.stream(places).anyMatch(place -> place.machineCost > 0);
        products = new ProductSums[index.products().size()];
        for (int p = 0; p < products.length; p++) {
            products[p] = new ProductSums(index.products().get(p).materialCost());
        }
        personState = new int[people];
        personSince = new double[people];
        personSeconds = new double[people * PERSON_STATES];
        personPace = new double[people];
        personPaceSeconds = new double[people];
        flows = new FlowCounts(places.length + 2);
        vehicles = new VehicleSums(index);
        sensors = new SensorSums(index);
        bucketSeconds = endOfSeries / buckets;
        workInProcessOfBucket = new double[buckets];
        finishedOfBucket = new long[buckets];
        load = LoadSums.of(index);
        upkeep = UpkeepSums.of(index);
        attributes = AttributeSums.of(index);
        stocks = StockSums.of(index);
        robots = RobotSums.of(index);
        shipments = ShipmentSums.of(index);
        tools = ToolSums.of(index);
        planned = new PlannedTimes(index);
        openParts = new int[index.elementCount()][];
        start(0);
    }

    private double machineCost(int place) {
        if (!index.isMachine(place)) return 0;
        return index.elements().get(index.elementOf(place)) instanceof Station station ? station.costPerSecond() : 0;
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        // comparisons in the order of how often they hold: they vanish where the call is compiled for one kind
        if (kind == EventKind.PART_MOVED) moved(time, a, subject);
        else if (kind == EventKind.OPERATION_STARTED) operationStarted(time, subject, object, x);
        else if (kind == EventKind.OPERATION_FINISHED) operationFinished(time, subject, object, a, b, x);
        else if (kind == EventKind.MACHINE_STATE) machineState(time, subject, a);
        else if (kind == EventKind.PART_RELEASED) released(time, subject, object, a, x);
        else if (kind == EventKind.PART_FINISHED) finished(time, subject, object, a);
        else seldom(time, kind, subject, object, a, b, x, y);
    }

    private void seldom(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case PERSON_STATE -> person(time, subject, a, x);
            case VEHICLE_STATE -> {
                if (load != null) load.changeVehicle(time, subject, vehicles.state(subject), a);
                vehicles.enter(subject, a, time);
            }
            case SENSOR_STATE -> sensors.enter(a, b == 1, x == 1, time);
            case VEHICLE_MOVED -> vehicles.moved(subject, object < 0 ? 0 : Math.max(1, places[subject].level), y);
            case REPAIR_STARTED -> {
                if (upkeep != null) upkeep.repairStarted(subject, a);
            }
            case SPARES_TAKEN -> {
                if (upkeep != null) upkeep.taken(subject, b, x);
            }
            case ATTRIBUTE_SET -> {
                if (attributes != null) attributes.set(time, a, x);
            }
            case STOCK_ASKED -> {
                if (stocks != null) stocks.asked(subject, a, b);
            }
            case BACK_ORDERS -> {
                if (stocks != null) stocks.backOrders(subject, a, time);
            }
            case TOOL_USE -> {
                if (tools != null) tools.use(subject, a, b, time);
            }
            case SPARE_STOCK -> places[subject].setLevel(time, a);
            case SHIPMENT_DEPARTED -> {
                if (shipments != null) shipments.departs(subject, a, time);
            }
            case SHIPMENT_ARRIVED -> {
                if (shipments != null) shipments.arrives(subject, a, x, time);
            }
            case ROBOT_SPEED -> {
                if (robots != null) robots.speed(subject, x, y, time);
            }
            case ROBOT_SLOWED -> {
                if (robots != null) robots.slowed(subject, x);
            }
            case PART_ORDERED -> ordered(subject, object, a);
            case PART_SCRAPPED -> scrapped(time, subject, object);
            case PART_JOINED -> joined(time, subject, object, a);
            case PART_DIVIDED -> divided(time, subject, object);
            case PART_PACKED -> places[subject].fall(time);
            case PART_UNPACKED -> places[subject].rise(time);
            case PART_LOST -> places[subject].lost++;
            case PART_TURNED_AWAY -> places[subject].turnedAway++;
            case RUN_STARTED -> start(time);
            case WARM_UP_ENDED -> beginStatistics(time);
            case RUN_ENDED -> ended = time;
            default -> {}
        }
    }

    private void machineState(double time, int machine, int state) {
        if (load != null) load.change(time, machine, places[machine].state, state);
        places[machine].enter(state, time);
    }

    private void operationStarted(double time, int machine, int part, double share) {
        if (!hasMachineCost) return;
        var traveller = present(part);
        if (traveller != null) traveller.cost -= places[machine].machineCost * time * given(share);
    }

    /** The share of an operation that falls to a part: all of it where the event does not say. */
    private static double given(double share) {
        return share > 0 ? share : 1;
    }

    /** The start of an operation matters only for what machines cost. */
    @Override
    public boolean wants(EventKind kind) {
        return kind != EventKind.OPERATION_STARTED || hasMachineCost;
    }

    /** The indicators of the run, which must have ended. */
    public RunKpis result() {
        if (Double.isNaN(ended)) {
            throw new IllegalStateException(
                    "the run has not ended: no RUN_ENDED came since its start\nMaybe use resultAt(time) while it goes on.");
        }
        return resultAt(ended);
    }

    /** The indicators up to a time that is not before the last event; the fold can go on after it. */
    public RunKpis resultAt(double time) {
        if (time >= bucketEnd) closeBuckets(time);
        return new RunKpis(this, statisticsFrom, time);
    }

    private void moved(double time, int from, int to) {
        if (from >= 0) {
            var left = places[from];
            left.fall(time);
            left.countWay(from, to, flows);
        }
        places[to].rise(time);
    }

    private void person(double time, int person, int state, double pace) {
        double seconds = time - personSince[person];
        personSeconds[person * PERSON_STATES + personState[person]] += seconds;
        if (!Double.isNaN(personPace[person])) personPaceSeconds[person] += seconds * personPace[person];
        personPace[person] = pace;
        personState[person] = state;
        personSince[person] = time;
    }

    private void operationFinished(double time, int machine, int part, int step, int good, double share) {
        var place = places[machine];
        place.produced++;
        if (good == 0) place.spoiled++;
        if (!hasMachineCost && step >= 0 && !planned.dependsOnProduct(step)) {
            place.plannedSeconds += planned.seconds(step, ABSENT) * given(share);
            return;
        }
        var traveller = present(part);
        if (traveller == null) return;
        if (step >= 0) place.plannedSeconds += planned.seconds(step, traveller.product) * given(share);
        if (hasMachineCost) traveller.cost += place.machineCost * time * given(share);
    }

    private void released(double time, int place, int part, int number, double due) {
        if (part >= parts.length) makeRoomFor(part);
        var traveller = parts[part];
        traveller.product = number;
        traveller.released = time;
        traveller.due = due;
        traveller.cost = 0;
        traveller.source = ABSENT;
        var product = products[number];
        // A part that a run starts with was released before the start.
        if (time >= started) product.released++;
        double since = Math.max(time, started);
        if (since >= bucketEnd) closeBuckets(since);
        workInProcess++;
        workInProcessSum -= since;
        product.level++;
        product.levelSum -= since;
        places[place].rise(since);
    }

    private void ordered(int source, int part, int order) {
        var traveller = present(part);
        var open = source >= 0 && source < openParts.length ? openParts[source] : null;
        if (traveller == null || open == null || order < 0 || order >= open.length) return;
        traveller.source = source;
        traveller.order = order;
    }

    private void leftOrder(Traveller traveller) {
        var open = openParts[traveller.source];
        if (open != null && --open[traveller.order] == 0) finishedOrders++;
        traveller.source = ABSENT;
    }

    /** Orders of lists whose last part has left. */
    long finishedOrders() {
        return finishedOrders;
    }

    private void finished(double time, int place, int part, int defective) {
        var traveller = present(part);
        if (traveller == null) return;
        if (time >= bucketEnd) closeBuckets(time);
        var product = products[traveller.product];
        product.finished++;
        if (defective == 1) product.defective++;
        finishedInBucket++;
        product.leadTimes.add(time - traveller.released);
        double due = traveller.due;
        if (!Double.isNaN(due)) product.finishedWithDueDate(time - due);
        leaves(time, place, traveller, product, done);
    }

    private void scrapped(double time, int place, int part) {
        var traveller = present(part);
        if (traveller == null) return;
        if (time >= bucketEnd) closeBuckets(time);
        var product = products[traveller.product];
        product.scrapped++;
        scrapCost += product.materialCost + traveller.cost;
        leaves(time, place, traveller, product, scrap);
    }

    private void joined(double time, int place, int part, int into) {
        var traveller = present(part);
        if (traveller == null) return;
        var product = products[traveller.product];
        var whole = present(into);
        if (whole != null) whole.cost += product.materialCost + traveller.cost;
        isUsedUp(time, place, traveller, product);
    }

    private void divided(double time, int place, int part) {
        var traveller = present(part);
        if (traveller != null) isUsedUp(time, place, traveller, products[traveller.product]);
    }

    private void leaves(double time, int place, Traveller traveller, ProductSums product, int end) {
        isUsedUp(time, place, traveller, product);
        places[place].countWay(place, end, flows);
    }

    private void isUsedUp(double time, int place, Traveller traveller, ProductSums product) {
        if (time >= bucketEnd) closeBuckets(time);
        traveller.product = ABSENT;
        if (traveller.source != ABSENT) leftOrder(traveller);
        workInProcess--;
        workInProcessSum += time;
        product.level--;
        product.levelSum += time;
        places[place].fall(time);
    }

    private @Nullable Traveller present(int part) {
        if (part < 0 || part >= parts.length) return null;
        var traveller = parts[part];
        return traveller.product == ABSENT ? null : traveller;
    }

    private void makeRoomFor(int part) {
        int before = parts.length;
        parts = Arrays.copyOf(parts, Math.max(16, Math.max(part + 1, before + before / 2)));
        for (int i = before; i < parts.length; i++) parts[i] = new Traveller();
    }

    private void start(double time) {
        for (var place : places) {
            place.state = STARVED;
            place.level = 0;
        }
        if (upkeep != null) upkeep.fillStocks(places);
        if (stocks != null) stocks.start();
        if (tools != null) tools.start();
        for (var product : products) product.level = 0;
        for (var part : parts) part.product = ABSENT;
        for (int e = 0; e < openParts.length; e++) openParts[e] = quantities(e);
        Arrays.fill(personState, IDLE);
        Arrays.fill(personPace, Double.NaN);
        vehicles.start();
        sensors.start();
        if (load != null) load.start(time);
        if (attributes != null) attributes.start(time);
        if (robots != null) robots.start();
        if (shipments != null) shipments.start();
        Arrays.fill(workInProcessOfBucket, Double.NaN);
        Arrays.fill(finishedOfBucket, 0);
        started = time;
        ended = Double.NaN;
        workInProcess = 0;
        workInProcessSum = 0;
        sumAtBucket = 0;
        finishedInBucket = 0;
        bucket = 0;
        bucketEnd = endOf(0);
        beginStatistics(time);
    }

    private int @Nullable [] quantities(int element) {
        return index.elements().get(element) instanceof Source source
                        && source.arrivals() instanceof Source.Arrivals.Orders(List<Source.Order> orders, String file)
                ? orders.stream().mapToInt(Source.Order::quantity).toArray()
                : null;
    }

    private void beginStatistics(double time) {
        statisticsFrom = time;
        finishedOrders = 0;
        for (var place : places) place.beginStatistics(time);
        for (var product : products) product.beginStatistics(time);
        Arrays.fill(personSince, time);
        Arrays.fill(personSeconds, 0);
        Arrays.fill(personPaceSeconds, 0);
        vehicles.beginStatistics(time);
        sensors.beginStatistics(time);
        if (load != null) load.beginStatistics(time);
        if (upkeep != null) upkeep.beginStatistics();
        if (attributes != null) attributes.beginStatistics(time);
        if (stocks != null) stocks.beginStatistics(time);
        if (robots != null) robots.beginStatistics(time);
        if (shipments != null) shipments.beginStatistics(time);
        if (tools != null) tools.beginStatistics(time);
        flows.clear();
        scrapCost = 0;
    }

    /** The highest mean power of a quarter of an hour up to a time; NaN when there was none. */
    double peakLoad(double time) {
        return load == null ? Double.NaN : load.peak(time);
    }

    /** What the highest loads up to a time cost. */
    double demandCharge(double time) {
        return load == null ? 0 : load.demandCharge(time);
    }

    /** How often parts went from one place to another. */
    FlowCounts flows() {
        for (int p = 0; p < places.length; p++) places[p].handOver(p, flows);
        return flows;
    }

    /** Number of the bucket that is open. */
    int openBucket() {
        return bucket;
    }

    /** Finished parts of the open bucket. */
    long finishedInOpenBucket() {
        return finishedInBucket;
    }

    /** Mean work in process of the open bucket up to a time; NaN when it has just begun. */
    double workInProcessInOpenBucket(double time) {
        double length = time - started - bucket * bucketSeconds;
        return length > 0 ? (workInProcessSum + workInProcess * time - sumAtBucket) / length : Double.NaN;
    }

    double plannedSeconds(int step, int product) {
        return planned.seconds(step, product);
    }

    void count(int from, int to, int parts) {
        flows.count(from, to, parts);
    }

    void closeBucket(int number, long finished, double workInProcessSeconds) {
        finishedOfBucket[number] = finished;
        workInProcessOfBucket[number] = workInProcessSeconds / bucketSeconds;
    }

    /** Makes the last bucket the open one. */
    void openLastBucket(long finished, double workInProcessSeconds, int level, double time) {
        bucket = finishedOfBucket.length - 1;
        bucketEnd = Double.POSITIVE_INFINITY;
        finishedInBucket = finished;
        workInProcess = level;
        sumAtBucket = 0;
        workInProcessSum = workInProcessSeconds - level * time;
    }

    private void closeBuckets(double time) {
        while (time >= bucketEnd) {
            double sum = workInProcessSum + workInProcess * bucketEnd;
            workInProcessOfBucket[bucket] = (sum - sumAtBucket) / bucketSeconds;
            finishedOfBucket[bucket] = finishedInBucket;
            sumAtBucket = sum;
            finishedInBucket = 0;
            bucket++;
            bucketEnd = endOf(bucket);
        }
    }

    /** The last bucket takes what comes at its end and after. */
    double endOf(int bucket) {
        int buckets = finishedOfBucket.length;
        return bucket == buckets - 1 ? Double.POSITIVE_INFINITY : started + endOfSeries * (bucket + 1) / buckets;
    }
}
