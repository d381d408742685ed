package org.shadowline.plant.kpi;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Site;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.scenario.Measure;

/**
 * The indicators of one run over its time of statistics, which has the length T. All values are SI units and the
 * plant's currency; a value is NaN where there is none, such as a lead time without finished parts. Those of stations
 * are defined in {@link StationKpis}; the others are:
 *
 * <ul>
 *   <li>throughput = good finished parts / T; of a station: finished operations / T
 *   <li>lead time = finish - release, over the parts that were finished
 *   <li>work in process = time mean of the parts that are released and have not left, (1/T) ∫ WIP(t) dt; parts that
 *       wait in the backlog of a source count. Of a station: parts in its queue and on its machines. Quantities keep
 *       Little's law: work in process = throughput × lead time, but for what is in the plant at the beginning and the
 *       end
 *   <li>level = time mean of the parts in a buffer, conveyor, source or a station's own queue
 *   <li>utilisation of a team (worker efficiency) = working, setting up and repairing / on-shift time; walking time =
 *       on the way to a machine / on-shift time; pace = time mean over work of the pace against the declared times;
 *       absence = absent / (absent + on-shift time)
 *   <li>tardiness = max(0, finish - due), on-time share = parts with finish ≤ due / parts, both over finished parts with
 *       a due date
 *   <li>of a fleet, or the crane of a rack: throughput = parts brought / T; empty travel = metres without a part / all metres; distance = metres
 *       driven. The others are shares of the time of all its vehicles: loaded time and empty time, driving with a part and
 *       without (also to park and to charge); handling time, loading and unloading; path waiting; blocked time, when there
 *       is no room for the part; charging time; down time. Utilisation is the share of time with a job: all of these but
 *       charging, being down, and driving to park or to charge
 *   <li>scrap ratio = scrapped / (finished + scrapped)
 *   <li>defect ratio = finished with a defect that was not found / finished
 *   <li>energy = ∑ over machine states of power × time; a starved machine and one that waits for people draw idle power,
 *       one that is stopped draws the power of being off
 *   <li>peak load = the highest mean power over a quarter of an hour, as tariffs of electricity take it: the quarters count
 *       from the start of the run, and only those that lie within T as a whole
 *   <li>demand charge = its price × the peak load of each billing period; these follow each other from the beginning of T, a
 *       quarter belongs to the one in which it ends, and one that T cuts off is charged for its share of time
 *   <li>standby time and warming time: shares of the planned busy time of a station
 *   <li>of a robot beside people: separation loss = ∫ (1 - share of its speed) dt over the time in which it works on a part,
 *       protective stop = what it stands still of that, both shares of the planned busy time; smallest distance of anybody
 *       from what it can reach, while it works on a part
 *   <li>of a shipment: throughput = parts that arrived / T; in transit = time mean of the parts under way, from departure
 *       until they are free; leg time = mean time from when a part comes until it is free at the other site; load factor =
 *       parts that departed / (departures × what a load holds); transport cost = its prices for each departure and each
 *       part that departs
 *   <li>of a site: throughput = parts that were finished there or given to a shipment / T; work in process, energy and
 *       cost of its elements and teams (material, holding and transport are the plant's)
 *   <li>cost = machine (cost per second × time not off shift) + labour (pay × on-shift time) + material (of released
 *       parts) + energy with its demand charge + holding (∫ holding cost of the parts in the plant dt) + maintenance (repairs, maintenance, spare
 *       parts taken, and holding those in stock) + transport between sites. Of a station: machine, energy, repairs and maintenance without spare
 *       parts;  of a team: labour; of a product: material and holding
 *   <li>of a spare part: level = time mean of the stock, fill rate = demands met at once / demands; spare waiting of a
 *       station is part of its down time
 *   <li>value of an attribute of an element = its time mean, in the unit in which it is declared
 *   <li>scrap cost: of this cost, what had gone into the parts that were scrapped: their material and the machine cost
 *       from start to finish of their operations
 * </ul>
 *
 * Immutable.
 */
public final class RunKpis {
    private final PlantIndex index;
    private final double from;
    private final double to;
    private final double seconds;
    private final MachineTotals machines;
    private final double[] personSeconds;
    private final double[] personPaceSeconds;
    private final VehicleSums vehicles;
    private final SensorSums sensors;
    private final double[] levelSeconds;
    private final double[] productLevelSeconds;
    private final long[] lost;
    private final long[] turnedAway;
    private final @Nullable UpkeepSums upkeep;
    private final @Nullable AttributeSums attributes;
    private final @Nullable StockSums stocks;
    private final @Nullable RobotSums robots;
    private final @Nullable ShipmentSums shipments;
    private final @Nullable ToolSums tools;
    private final long[] released;
    private final long[] finished;
    private final long[] defective;
    private final long[] scrapped;
    private final long[] onTime;
    private final QuantileSketch[] leadTimes;
    private final QuantileSketch[] tardiness;
    private final QuantileSketch allLeadTimes;
    private final QuantileSketch allTardiness;
    private final double scrapCost;
    private final double peakLoad;
    private final double demandCharge;
    private final long finishedOrders;
    private final List<RehearsalResult.Flow> flows;
    private final double bucketSeconds;
    private final double[] throughputSeries;
    private final double[] workInProcessSeries;

    RunKpis(KpiFold fold, double from, double to) {
        index = fold.index;
        this.from = from;
        this.to = to;
        seconds = to - from;
        machines = new MachineTotals(fold, to);
        personSeconds = fold.personSeconds.clone();
        for (int p = 0; p < index.peopleCount(); p++) {
            personSeconds[p * KpiFold.PERSON_STATES + fold.personState[p]] += to - fold.personSince[p];
        }
        personPaceSeconds = fold.personPaceSeconds.clone();
        for (int p = 0; p < index.peopleCount(); p++) {
            double pace = fold.personPace[p];
            if (!Double.isNaN(pace)) personPaceSeconds[p] += pace * (to - fold.personSince[p]);
        }
        vehicles = fold.vehicles.until(to);
        sensors = fold.sensors.until(to);
        levelSeconds = Arrays.stream(fold.places)
                .mapToDouble(place -> place.levelSeconds(to))
                .toArray();
        productLevelSeconds = Arrays.stream(fold.products)
                .mapToDouble(product -> product.levelSeconds(to))
                .toArray();
        lost = Arrays.stream(fold.places).mapToLong(place -> place.lost).toArray();
        turnedAway =
                Arrays.stream(fold.places).mapToLong(place -> place.turnedAway).toArray();
        upkeep = fold.upkeep == null ? null : fold.upkeep.copy();
        attributes = fold.attributes == null ? null : fold.attributes.copy();
        stocks = fold.stocks == null ? null : fold.stocks.copy();
        robots = fold.robots == null ? null : fold.robots.until(to);
        shipments = fold.shipments == null ? null : fold.shipments.until(to);
        tools = fold.tools == null ? null : fold.tools.copy();
        released = Arrays.stream(fold.products)
                .mapToLong(product -> product.released)
                .toArray();
        finished = Arrays.stream(fold.products)
                .mapToLong(product -> product.finished)
                .toArray();
        defective = Arrays.stream(fold.products)
                .mapToLong(product -> product.defective)
                .toArray();
        scrapped = Arrays.stream(fold.products)
                .mapToLong(product -> product.scrapped)
                .toArray();
        onTime = Arrays.stream(fold.products)
                .mapToLong(product -> product.onTime)
                .toArray();
        leadTimes = copies(fold, product -> product.leadTimes);
        tardiness = copies(fold, product -> product.tardiness);
        allLeadTimes = united(leadTimes);
        allTardiness = united(tardiness);
        scrapCost = fold.scrapCost;
        peakLoad = fold.peakLoad(to);
        demandCharge = fold.demandCharge(to);
        finishedOrders = fold.finishedOrders();
        flows = fold.flows().between(index);
        bucketSeconds = fold.bucketSeconds;
        workInProcessSeries = fold.workInProcessOfBucket.clone();
        throughputSeries = new double[workInProcessSeries.length];
        int open = fold.openBucket();
        workInProcessSeries[open] = fold.workInProcessInOpenBucket(to);
        for (int b = 0; b < throughputSeries.length; b++) {
            double count = b == open ? fold.finishedInOpenBucket() : fold.finishedOfBucket[b];
            throughputSeries[b] = Double.isNaN(workInProcessSeries[b]) ? Double.NaN : count / bucketSeconds;
        }
    }

    /** The value of a measure, whatever its text; NaN when it has none or the measure is not of the catalogue. */
    public double value(Measure measure) {
        var of = measure.of();
        double value = of == null ? ofPlant(measure) : ofSubject(measure, of);
        if (!measure.perPart()) return value;
        return finished() > 0 ? value / finished() : Double.NaN;
    }

    /** Seconds since the start at which the statistics begin: the end of the warm-up. */
    public double from() {
        return from;
    }

    /** Seconds since the start at which the statistics end. */
    public double to() {
        return to;
    }

    /** Length of the time of statistics. */
    public double seconds() {
        return seconds;
    }

    public long released() {
        return sum(released);
    }

    public long finished() {
        return sum(finished);
    }

    public long scrapped() {
        return sum(scrapped);
    }

    public long lost() {
        return sum(lost);
    }

    /** Times and counts of a station, or of one machine of it. */
    public StationKpis station(String stationOrMachine) {
        return machines.station(machines.placeOf(stationOrMachine));
    }

    /** Share of all time of a station's machines in each state, in the order of {@link MachineState}. */
    public List<Double> stateShares(String stationOrMachine) {
        int place = machines.placeOf(stationOrMachine);
        double all = machines.count(place) * seconds;
        return Arrays.stream(MachineState.values())
                .map(state -> StationKpis.share(machines.seconds(place, state), all))
                .toList();
    }

    /** How often machines of a station entered a state; a set-up or a failure is one entry. */
    public long entries(String stationOrMachine, MachineState state) {
        return machines.entries(machines.placeOf(stationOrMachine), state);
    }

    /** Lead times of all finished parts, a copy. */
    public QuantileSketch leadTimes() {
        return allLeadTimes.copy();
    }

    /** Lead times of the finished parts of a product, a copy. */
    public QuantileSketch leadTimes(String product) {
        int number = index.product(product);
        if (number < 0) throw new IllegalArgumentException("no product of the plant: " + product);
        return leadTimes[number].copy();
    }

    /** Parts that went from element to element, to {@code done} and to {@code scrap}, largest number first. */
    public List<RehearsalResult.Flow> flows() {
        return flows;
    }

    public RehearsalResult.Cost cost() {
        double machine = 0;
        double maintenance = 0;
        for (int e = 0; e < index.elementCount(); e++) {
            machine += machines.cost(e);
            var element = index.elements().get(e);
            if (element instanceof Station || element instanceof Fleet) maintenance += repairCost(e);
            else if (element instanceof Spare spare) maintenance += spareCost(spare, e);
            else if (element instanceof Tool) maintenance += toolCost(e);
        }
        double labour = 0;
        for (int t = 0; t < index.teams().size(); t++) labour += labourCost(t);
        double material = 0;
        double holding = 0;
        for (int p = 0; p < released.length; p++) {
            material += materialCost(p);
            holding += holdingCost(p);
        }
        double energy = energy() * index.plant().electricityPrice() + demandCharge;
        double transport = shipments == null ? 0 : shipments.cost();
        double total = machine + labour + material + energy + holding + maintenance + transport;
        double perPart = finished() > 0 ? total / finished() : Double.NaN;
        return new RehearsalResult.Cost(
                machine, labour, material, energy, holding, maintenance, transport, scrapCost, perPart);
    }

    /** Length in seconds of a bucket of the two series, which begin at the start of the run. */
    public double bucketSeconds() {
        return bucketSeconds;
    }

    /** Good finished parts per second in each bucket; NaN for buckets that the run did not reach. */
    public double[] throughputSeries() {
        return throughputSeries.clone();
    }

    /** Mean work in process in each bucket; NaN for buckets that the run did not reach. */
    public double[] workInProcessSeries() {
        return workInProcessSeries.clone();
    }

    private double ofPlant(Measure measure) {
        return switch (measure.kpi()) {
            case LEAD_TIME -> statistic(allLeadTimes, measure.statistic());
            case TARDINESS -> statistic(allTardiness, measure.statistic());
            default -> measure.statistic() == Measure.Statistic.MEAN ? meanOfPlant(measure.kpi()) : Double.NaN;
        };
    }

    private double meanOfPlant(Measure.Kpi kpi) {
        return switch (kpi) {
            case THROUGHPUT -> perSecond(finished());
            case WORK_IN_PROCESS -> perSecond(Arrays.stream(productLevelSeconds).sum());
            case ON_TIME_SHARE -> StationKpis.share(sum(onTime), allTardiness.count());
            case SCRAP_RATIO -> StationKpis.share(scrapped(), finished() + scrapped());
            case DEFECT_RATIO -> StationKpis.share(sum(defective), finished());
            case LOST_ARRIVALS -> lost();
            case WAITED_TOO_LONG -> sum(turnedAway);
            case ENERGY -> energy();
            case PEAK_LOAD -> peakLoad;
            case DEMAND_CHARGE -> demandCharge;
            case COST -> cost().total();
            case MAINTENANCE_COST -> cost().maintenance();
            case TRANSPORT_COST -> cost().transport();
            case IN_TRANSIT -> perSecond(underWaySeconds());
            case ORDER_COST -> finishedOrders > 0 ? cost().total() / finishedOrders : Double.NaN;
            default -> Double.NaN;
        };
    }

    private double ofSubject(Measure measure, String of) {
        int place = index.place(of);
        boolean mean = measure.statistic() == Measure.Statistic.MEAN;
        if (measure.kpi() == Measure.Kpi.VALUE) return valueOf(of);
        if (place >= 0) return mean ? ofPlace(measure.kpi(), place) : Double.NaN;
        int product = index.product(of);
        if (product >= 0) return ofProduct(measure, product);
        int sensor = index.sensor(of);
        if (sensor >= 0) return mean ? ofSensor(measure.kpi(), sensor) : Double.NaN;
        int team = index.team(of);
        if (team >= 0) return mean ? ofTeam(measure.kpi(), team) : Double.NaN;
        if (index.plant().site(of) instanceof Site site) return mean ? ofSite(measure.kpi(), site) : Double.NaN;
        throw new IllegalArgumentException("measure names nothing of the plant: " + of);
    }

    private double valueOf(String name) {
        int attribute = index.attribute(name);
        if (attribute < 0 || attributes == null) {
            throw new IllegalArgumentException("measure names no attribute of the plant: " + name);
        }
        return attributes.mean(attribute, to);
    }

    private double fillRate(int place) {
        if (index.elements().get(index.elementOf(place)) instanceof Spare) {
            return upkeep == null ? Double.NaN : upkeep.fillRate(place);
        }
        return stocks == null ? Double.NaN : stocks.fillRate(place);
    }

    private double ofPlace(Measure.Kpi kpi, int place) {
        return switch (kpi) {
            case LEVEL -> perSecond(levelSeconds[place]);
            case FILL_RATE -> fillRate(place);
            case BACK_ORDERS -> stocks == null ? Double.NaN : perSecond(stocks.backOrderSeconds(place, to));
            case LOST_ARRIVALS -> lost[place];
            case WAITED_TOO_LONG -> turnedAway[place];
            case WORK_IN_PROCESS -> perSecond(partSeconds(place));
            default ->
                switch (index.elements().get(index.elementOf(place))) {
                    case Station _ -> ofStation(kpi, place);
                    case Fleet _, Rack _ -> ofFleet(kpi, place);
                    case Shipment _ -> ofShipment(kpi, place);
                    case Tool tool -> ofTool(kpi, tool, place);
                    case Spare spare when kpi == Measure.Kpi.MAINTENANCE_COST -> spareCost(spare, place);
                    default -> Double.NaN;
                };
        };
    }

    private double ofTool(Measure.Kpi kpi, Tool tool, int place) {
        return switch (kpi) {
            case UTILISATION ->
                tools == null ? Double.NaN : StationKpis.share(tools.useSeconds(place, to), seconds * tool.count());
            case MAINTENANCE_COST -> toolCost(place);
            default -> Double.NaN;
        };
    }

    private double toolCost(int place) {
        return tools == null ? 0 : tools.cost(place);
    }

    private double ofShipment(Measure.Kpi kpi, int place) {
        if (shipments == null) return Double.NaN;
        return switch (kpi) {
            case THROUGHPUT -> perSecond(shipments.arrived(place));
            case IN_TRANSIT -> perSecond(shipments.underWaySeconds(place));
            case LEG_TIME -> shipments.legTime(place);
            case LOAD_FACTOR -> shipments.loadFactor(place);
            case TRANSPORT_COST -> shipments.cost(place);
            default -> Double.NaN;
        };
    }

    private double ofSensor(Measure.Kpi kpi, int sensor) {
        return switch (kpi) {
            case THROUGHPUT -> perSecond(sensors.counted(sensor));
            case BLOCKED_TIME -> perSecond(sensors.seconds(sensor));
            default -> Double.NaN;
        };
    }

    private double underWaySeconds() {
        double sum = 0;
        if (shipments == null) return sum;
        for (int e = 0; e < index.elementCount(); e++) sum += shipments.underWaySeconds(e);
        return sum;
    }

    /** What leaves a site finished or on shipments, what is in it, and what it costs. */
    private double ofSite(Measure.Kpi kpi, Site site) {
        double sum = 0;
        for (var id : site.elements()) {
            int place = index.place(id);
            sum += switch (kpi) {
                case WORK_IN_PROCESS ->
                    index.elements().get(place) instanceof Spare ? 0 : perSecond(partSeconds(place));
                case ENERGY -> machines.energy(place) + vehicleEnergy(place);
                case COST -> siteCost(place);
                default -> 0;
            };
        }
        return switch (kpi) {
            case THROUGHPUT -> perSecond(leftSite(site));
            case WORK_IN_PROCESS, ENERGY -> sum;
            case COST ->
                sum
                        + site.teams().stream()
                                .mapToDouble(team -> labourCost(index.team(team)))
                                .sum();
            default -> Double.NaN;
        };
    }

    private double siteCost(int place) {
        return switch (index.elements().get(place)) {
            case Station _ -> ofStation(Measure.Kpi.COST, place);
            case Fleet _ ->
                repairCost(place) + vehicleEnergy(place) * index.plant().electricityPrice();
            case Spare spare -> spareCost(spare, place);
            case Tool _ -> toolCost(place);
            default -> 0;
        };
    }

    /** Parts that were finished in a site or given to a shipment there. */
    private double leftSite(Site site) {
        double left = 0;
        for (var flow : flows) {
            boolean leaves = flow.to().equals("done") || index.plant().element(flow.to()) instanceof Shipment;
            if (leaves && site.elements().contains(flow.from())) left += flow.parts();
        }
        return left;
    }

    private double ofFleet(Measure.Kpi kpi, int place) {
        int first = index.isVehicle(place) ? place : index.firstVehicle(place);
        int end = index.isVehicle(place) ? place + 1 : index.endOfVehicles(place);
        return switch (kpi) {
            case THROUGHPUT -> perSecond(vehicles.delivered(first, end));
            case EMPTY_TRAVEL -> vehicles.emptyShare(first, end);
            case DISTANCE -> vehicles.metres(first, end);
            case PARTS_CARRIED -> vehicles.partsCarried(first, end);
            case UTILISATION -> StationKpis.share(vehicles.busy(first, end), onShift(first, end));
            case ENERGY -> vehicleEnergy(place);
            case LOADED_TIME -> vehicleShare(first, end, VehicleState.LOADED);
            case EMPTY_TIME ->
                vehicleShare(first, end, VehicleState.EMPTY, VehicleState.PARKING, VehicleState.TO_CHARGE);
            case HANDLING_TIME -> vehicleShare(first, end, VehicleState.LOADING, VehicleState.UNLOADING);
            case PATH_WAITING -> vehicleShare(first, end, VehicleState.WAITING);
            case BLOCKED_TIME -> vehicleShare(first, end, VehicleState.BLOCKED);
            case CHARGING_TIME -> vehicleShare(first, end, VehicleState.CHARGING);
            case DOWN_TIME -> vehicleShare(first, end, VehicleState.DOWN, VehicleState.OUT_OF_ENERGY);
            case MAINTENANCE_COST -> repairCost(place);
            default -> Double.NaN;
        };
    }

    private double vehicleShare(int first, int end, VehicleState... states) {
        return StationKpis.share(vehicles.seconds(first, end, states), onShift(first, end));
    }

    private double onShift(int first, int end) {
        return seconds * (end - first) - vehicles.seconds(first, end, VehicleState.OFF);
    }

    private double vehicleEnergy(int place) {
        if (!(index.elements().get(index.elementOf(place)) instanceof Fleet fleet)) return 0;
        int first = index.isVehicle(place) ? place : index.firstVehicle(place);
        return vehicles.energy(fleet, first, index.isVehicle(place) ? place + 1 : index.endOfVehicles(place));
    }

    /** Share of the time of a fleet's vehicles in each state, in the order of {@link VehicleState}. */
    public List<Double> vehicleShares(String fleetOrVehicle) {
        int place = index.place(fleetOrVehicle);
        if (place < 0) throw new IllegalArgumentException("no fleet of the plant: " + fleetOrVehicle);
        int first = index.isVehicle(place) ? place : index.firstVehicle(place);
        int end = index.isVehicle(place) ? place + 1 : index.firstVehicle(place + 1);
        return Arrays.stream(VehicleState.values())
                .map(state -> StationKpis.share(vehicles.seconds(first, end, state), seconds * (end - first)))
                .toList();
    }

    private double ofStation(Measure.Kpi kpi, int place) {
        var station = machines.station(place);
        return switch (kpi) {
            case THROUGHPUT -> perSecond(station.produced());
            case UTILISATION -> station.utilisation();
            case AVAILABILITY -> station.availability();
            case EFFECTIVENESS -> station.effectiveness();
            case QUALITY_RATIO -> station.qualityRatio();
            case OEE -> station.oee();
            case BLOCKED_TIME -> station.ofPlannedBusy(station.blocked());
            case STARVED_TIME -> station.ofPlannedBusy(station.starved());
            case DOWN_TIME -> station.ofPlannedBusy(station.down());
            case SETUP_TIME -> station.ofPlannedBusy(station.setup());
            case STANDBY_TIME -> station.ofPlannedBusy(station.resting());
            case WARMING_TIME -> station.ofPlannedBusy(station.warming());
            case SPARE_WAITING -> station.ofPlannedBusy(station.lacksSpares());
            case SEPARATION_LOSS ->
                station.ofPlannedBusy(robots == null ? Double.NaN : robots.lost(first(place), end(place)));
            case PROTECTIVE_STOP ->
                station.ofPlannedBusy(robots == null ? Double.NaN : robots.stopped(first(place), end(place)));
            case SMALLEST_DISTANCE -> robots == null ? Double.NaN : robots.nearest(first(place), end(place));
            case TOOL_WAITING -> station.ofPlannedBusy(station.lacksTool());
            case SCRAP_RATIO -> station.scrapRatio();
            case ENERGY -> machines.energy(place);
            case MAINTENANCE_COST -> repairCost(place);
            case COST ->
                machines.cost(place)
                        + repairCost(place)
                        + machines.energy(place) * index.plant().electricityPrice();
            default -> Double.NaN;
        };
    }

    private int first(int place) {
        return index.isMachine(place) ? place : index.firstMachine(place);
    }

    private int end(int place) {
        return index.isMachine(place) ? place + 1 : index.firstMachine(place + 1);
    }

    private double ofProduct(Measure measure, int product) {
        boolean mean = measure.statistic() == Measure.Statistic.MEAN;
        return switch (measure.kpi()) {
            case LEAD_TIME -> statistic(leadTimes[product], measure.statistic());
            case TARDINESS -> statistic(tardiness[product], measure.statistic());
            default -> mean ? meanOfProduct(measure.kpi(), product) : Double.NaN;
        };
    }

    private double meanOfProduct(Measure.Kpi kpi, int product) {
        return switch (kpi) {
            case THROUGHPUT -> perSecond(finished[product]);
            case WORK_IN_PROCESS -> perSecond(productLevelSeconds[product]);
            case ON_TIME_SHARE -> StationKpis.share(onTime[product], tardiness[product].count());
            case SCRAP_RATIO -> StationKpis.share(scrapped[product], finished[product] + scrapped[product]);
            case DEFECT_RATIO -> StationKpis.share(defective[product], finished[product]);
            case COST -> materialCost(product) + holdingCost(product);
            default -> Double.NaN;
        };
    }

    private double ofTeam(Measure.Kpi kpi, int team) {
        return switch (kpi) {
            case UTILISATION -> {
                double without = personSeconds(team, PersonState.IDLE)
                        + personSeconds(team, PersonState.WALKING)
                        + personSeconds(team, PersonState.WAITING);
                double onShift = onShiftSeconds(team);
                yield StationKpis.share(onShift - without, onShift);
            }
            case WALKING_TIME -> StationKpis.share(personSeconds(team, PersonState.WALKING), onShiftSeconds(team));
            case ABSENCE -> {
                double absent = personSeconds(team, PersonState.ABSENT);
                yield StationKpis.share(absent, absent + onShiftSeconds(team));
            }
            case PACE -> StationKpis.share(paceSeconds(team), workSeconds(team));
            case COST -> labourCost(team);
            default -> Double.NaN;
        };
    }

    private double workSeconds(int team) {
        return personSeconds(team, PersonState.WORKING)
                + personSeconds(team, PersonState.SETTING_UP)
                + personSeconds(team, PersonState.REPAIRING);
    }

    private double paceSeconds(int team) {
        double sum = 0;
        for (int p = index.firstPerson(team); p < index.firstPerson(team + 1); p++) sum += personPaceSeconds[p];
        return sum;
    }

    private double partSeconds(int place) {
        double sum = levelSeconds[place];
        if (index.isMachine(place) || index.isVehicle(place)) return sum;
        for (int m = index.firstMachine(place); m < index.firstMachine(place + 1); m++) sum += levelSeconds[m];
        for (int v = index.firstVehicle(place); v < index.endOfVehicles(place); v++) sum += levelSeconds[v];
        return sum;
    }

    private double energy() {
        double sum = 0;
        for (int e = 0; e < index.elementCount(); e++) sum += machines.energy(e) + vehicleEnergy(e);
        return sum;
    }

    private double spareCost(Spare spare, int place) {
        return upkeep == null ? 0 : upkeep.cost(spare, place, levelSeconds[place]);
    }

    private double repairCost(int place) {
        return upkeep == null ? 0 : upkeep.repairs(place);
    }

    private double labourCost(int team) {
        return index.teams().get(team).payPerSecond() * onShiftSeconds(team);
    }

    private double materialCost(int product) {
        return index.products().get(product).materialCost() * released[product];
    }

    private double holdingCost(int product) {
        return index.products().get(product).holdingPerSecond() * productLevelSeconds[product];
    }

    private double onShiftSeconds(int team) {
        double people = index.firstPerson(team + 1) - index.firstPerson(team);
        return people * seconds - personSeconds(team, PersonState.OFF) - personSeconds(team, PersonState.ABSENT);
    }

    private double personSeconds(int team, PersonState state) {
        double sum = 0;
        for (int p = index.firstPerson(team); p < index.firstPerson(team + 1); p++) {
            sum += personSeconds[p * KpiFold.PERSON_STATES + state.ordinal()];
        }
        return sum;
    }

    private double perSecond(long count) {
        return perSecond((double) count);
    }

    private double perSecond(double amount) {
        return StationKpis.share(amount, seconds);
    }

    private static double statistic(QuantileSketch values, Measure.Statistic statistic) {
        return switch (statistic) {
            case MEAN -> values.mean();
            case P5 -> values.quantile(0.05);
            case P50 -> values.quantile(0.5);
            case P95 -> values.quantile(0.95);
            case MAX -> values.max();
        };
    }

    private static QuantileSketch[] copies(KpiFold fold, Function<ProductSums, @Nullable QuantileSketch> which) {
        return Arrays.stream(fold.products)
                .map(product -> {
                    var sketch = which.apply(product);
                    return sketch == null ? new QuantileSketch() : sketch.copy();
                })
                .toArray(QuantileSketch[]::new);
    }

    private static QuantileSketch united(QuantileSketch[] sketches) {
        if (sketches.length == 1) return sketches[0];
        var united = new QuantileSketch();
        for (var sketch : sketches) united.add(sketch);
        return united;
    }

    private static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
