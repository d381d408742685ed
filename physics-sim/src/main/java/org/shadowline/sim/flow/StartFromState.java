package org.shadowline.sim.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.VehicleState;
import org.shadowline.plant.state.PlantState;

/**
 * Fills a replication with what is in the plant when the run starts. The time that remains of an operation or repair is
 * drawn given the time already spent. What does not fit the description is put where it fits best, and said.
 */
final class StartFromState {
    private final Replication run;
    private final FlowModel model;
    private final PlantState state;
    private final List<String> notes = new ArrayList<>();
    private final List<Created> created = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();
    private final Map<Integer, Integer> onVehicle = new HashMap<>();

    /** {@code inList} is where the state lists the part. */
    private record Created(Part part, int place, int next, int inList, PlantState.Part given) {}

    StartFromState(Replication run, PlantState state) {
        this.run = run;
        model = run.model;
        this.state = state;
    }

    /** Makes the parts and tells of them in the order of their release, which is before the start of the run. */
    void createParts() {
        IntStream.range(0, state.parts().size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                                (Integer i) -> state.parts().get(i).age())
                        .reversed())
                .forEach(this::create);
        created.sort(Comparator.comparingInt(Created::inList));
    }

    /** Puts everything in its place; what was assumed or found contradictory, in words. */
    List<String> place() {
        for (var stock : state.spares()) stock(stock);
        for (var machine : state.machines()) machine(machine);
        for (var person : state.people()) person(person);
        // everything takes its room before anything moves
        for (var vehicle : state.vehicles()) stand(vehicle);
        for (var part : created) occupy(part);
        for (var part : created) goOn(part);
        for (var vehicle : state.vehicles()) vehicle(vehicle);
        for (int i = 0; i < model.vehicles; i++) {
            var v = run.vehicles.at(i);
            if (!v.carries() || v.steps[v.loaded - 1] != FlowModel.NONE) continue;
            if (v.hasBrought) run.vehicles.chooseEarlier(v);
            else run.vehicles.bringEarlier(v, FlowModel.NONE, Double.NaN);
        }
        return notes;
    }

    private void stock(PlantState.Stock stock) {
        int element = model.index.place(stock.spare());
        if (element < 0 || !run.spares.isSpare(element)) {
            notes.add("spare part `" + stock.spare() + "` of the start state is not in the plant: left out");
        } else if (!run.spares.stockEarlier(element, stock)) {
            notes.add("more orders of spare part `" + stock.spare()
                    + "` are open in the start state than can be in the plant: the last ones are left out");
        }
    }

    private void machine(PlantState.Machine machine) {
        int place = model.index.place(machine.id());
        if (place < 0 || !model.index.isMachine(place)) {
            notes.add("machine `" + machine.id() + "` of the start state is not in the plant: left out");
            return;
        }
        int m = place - model.elements;
        var setUpFor = machine.setUpFor();
        if (setUpFor != null) setUp(m, setUpFor);
        if (machine.wear() > 0 || machine.worn() > 0) run.machines.wornEarlier(m, machine.wear(), machine.worn());
        var rest = machine.rest();
        if (rest != null) rest(m, rest);
        var downFor = machine.downFor();
        if (downFor != null || machine.lacksSpares()) breakDown(m, downFor == null ? 0 : downFor, machine);
    }

    private void rest(int machine, PlantState.Rest rest) {
        var rule = model.rest[model.station[machine]];
        boolean known = rule != null
                && switch (rest.level()) {
                    case SWITCHED_ON -> true;
                    case STANDBY -> rule.standbyAfter() < Double.POSITIVE_INFINITY;
                    case SWITCHED_OFF -> rule.switchesOff();
                };
        if (rule != null && known) {
            run.rests.restEarlier(run.machines.at(machine), rule, rest);
        } else if (rest.level() != PlantState.Level.SWITCHED_ON) {
            notes.add("`" + name(machine) + "` is " + rest.level().words()
                    + " in the start state, which it never is in the plant: taken as switched on");
        }
    }

    private void person(PlantState.Person person) {
        int number = model.index.person(person.id());
        if (number < 0) {
            notes.add("person `" + person.id() + "` of the start state is not in the plant: left out");
            return;
        }
        run.people.beginEarlier(number, person);
    }

    private void setUp(int machine, String setUpFor) {
        var rule = model.setup[model.station[machine]];
        if (rule == null) return;
        int key = rule.attribute() == FlowModel.NONE
                ? model.index.product(setUpFor)
                : model.index.plant().symbols().indexOf(setUpFor);
        if (key >= 0) run.machines.setUpEarlier(machine, key);
        else
            notes.add("`" + setUpFor + "`, for which `" + name(machine) + "` is set up, is not in the plant: left out");
    }

    private void breakDown(int machine, double downFor, PlantState.Machine given) {
        int first = model.firstMode[machine];
        int modes = model.firstMode[machine + 1] - first;
        if (modes == 0) {
            notes.add("`" + given.id() + "` is down in the start state but has no failures in the plant: taken as up");
            return;
        }
        var failure = given.failure();
        int mode = failure == null ? 0 : PresentState.failuresOf(model, machine).indexOf(failure);
        if (mode < 0) {
            notes.add("`" + given.id() + "` is down by `" + failure
                    + "` in the start state, which is no failure of it in the plant: taken as the first one");
            mode = 0;
        }
        run.failures.brokenEarlier(first + mode, downFor, given.lacksSpares());
    }

    /** Lets vehicles that have failed stand where they are; after all have begun to go on. */
    void breakVehicles() {
        for (var vehicle : state.vehicles()) {
            var failed = vehicle.failed();
            int place = model.index.place(vehicle.id());
            if (failed == null || place < 0 || !model.index.isVehicle(place)) continue;
            int machine = place - model.elements;
            if (model.firstMode[machine] == model.firstMode[machine + 1]) {
                run.notes.add("`" + vehicle.id()
                        + "` has failed in the start state but has no failures in the plant: it drives");
                continue;
            }
            var failure = failed.failure();
            int mode = failure == null
                    ? 0
                    : PresentState.failuresOf(model, machine).indexOf(failure);
            if (mode < 0) {
                run.notes.add("`" + vehicle.id() + "` has failed by `" + failure
                        + "` in the start state, which is no failure of it in the plant: taken as the first one");
                mode = 0;
            }
            run.failures.brokenEarlier(model.firstMode[machine] + mode, failed.downFor(), failed.lacksSpares());
        }
    }

    private void create(int inList) {
        var part = state.parts().get(inList);
        int product = model.index.product(part.product());
        if (product < 0) {
            notes.add("part " + name(part) + " is of product `" + part.product()
                    + "`, which is not in the plant: left out");
            return;
        }
        int place = model.index.place(part.place());
        if (place < 0) {
            notes.add("part " + name(part) + " is at `" + part.place() + "`, which is not in the plant: left out");
            return;
        }
        int element = model.index.elementOf(place);
        int step = stepAt(element, part);
        if (step < 0) {
            notes.add("part " + name(part) + " is at `" + part.place() + "`, where the route of `" + part.product()
                    + "` does not pass: left out");
            return;
        }
        boolean onNoVehicle = place == element && model.kind[element] == FlowModel.FLEET;
        boolean fullVehicle = model.index.isVehicle(place) && onVehicle.merge(place, 1, Integer::sum) > room(element);
        if (onNoVehicle || fullVehicle) {
            notes.add("part " + name(part) + " is on `" + part.place() + "`, which has no room for it: left out");
            return;
        }
        if (model.index.isMachine(place) && !taken.add(place) && !holdsSeveral(element)) {
            notes.add("part " + name(part) + " is on `" + part.place() + "` beside another part: put into its queue");
            place = element;
        }
        var row = row(part, product, place, step);
        created.add(new Created(row, place, next(part), inList, part));
        run.sink.event(
                -part.age(), EventKind.PART_RELEASED, place, row.number, product, part.priority(), row.due, row.serial);
    }

    private int room(int fleet) {
        var rule = model.fleet[fleet];
        return rule == null ? 0 : rule.carries();
    }

    private boolean holdsSeveral(int station) {
        var process = model.process[station];
        return process != null && (process.isBatch() || process.splits().length > 0 || process.unpacks());
    }

    private int stepAt(int element, PlantState.Part part) {
        int found = -1;
        int matches = 0;
        for (int s = 0; s < model.steps; s++) {
            var ref = model.index.steps().get(s);
            if (model.stepElement[s] != element || model.index.plant().routeOf(part.product()) != ref.route()) {
                continue;
            }
            var wanted = part.step();
            if (wanted != null && (ref.name().equals(wanted) || ref.name().endsWith(":" + wanted))) return s;
            if (found < 0) found = s;
            matches++;
        }
        if (matches > 1) {
            notes.add("part " + name(part) + " may be at several steps of its route at `" + part.place()
                    + "`: taken as `" + model.index.steps().get(found).name() + "`");
        }
        return found;
    }

    private Part row(PlantState.Part given, int product, int place, int step) {
        var part = run.parts.create(product);
        part.place = place;
        part.step = step;
        part.priority = given.priority();
        part.released = -given.age();
        var due = given.due();
        part.due = due == null ? Double.NaN : due;
        run.sources.drawAttributes(part, product);
        given.attributes().forEach((name, value) -> {
            int a = model.attributeNames.indexOf(name);
            if (a >= 0) run.parts.attributes[part.number * model.attributes + a] = value;
            else notes.add("attribute `" + name + "` of part " + name(given) + " is not in the plant: left out");
        });
        return part;
    }

    private void occupy(Created part) {
        if (model.index.isVehicle(part.place)) {
            run.vehicles.carryEarlier(vehicleAt(part.place), part.part);
        } else if (!model.index.isMachine(part.place)) {
            run.places.occupyEarlier(part.place);
        } else if (part.next >= 0) {
            run.machines.finishedEarlier(part.place - model.elements, part.part);
        } else {
            run.machines.begunEarlier(part.place - model.elements, part.part, part.given.worked());
        }
    }

    private void goOn(Created part) {
        if (model.index.isVehicle(part.place)) {
            if (part.next >= 0) run.vehicles.waitEarlier(vehicleAt(part.place), part.part, part.next);
        } else if (part.next >= 0) run.places.send(part.part, part.next);
        else if (part.place < model.elements && model.kind[part.place] == FlowModel.SHIPMENT)
            run.shipments.beginEarlier(part.part, run.places.at(part.place), part.given.worked());
        else if (part.place < model.elements && model.kind[part.place] == FlowModel.DELAY)
            run.places.stayEarlier(part.part, run.places.at(part.place), part.given.worked());
        else if (!model.index.isMachine(part.place)) run.places.goOnEarlier(part.part, part.place);
    }

    private Vehicle vehicleAt(int place) {
        return run.vehicles.at(place - model.placeOfVehicle(0));
    }

    /** Puts a vehicle where it is; one that is not known to be anywhere stands where it begins. */
    private void stand(PlantState.Vehicle vehicle) {
        int place = model.index.place(vehicle.id());
        if (place < 0 || !model.index.isVehicle(place)) {
            notes.add("vehicle `" + vehicle.id() + "` of the start state is not in the plant: left out");
            return;
        }
        var v = vehicleAt(place);
        int at = node(vehicle.at(), v);
        var next = vehicle.next();
        int arc = next == null ? FlowModel.NONE : v.rule.ways().between(at, node(next, v));
        if (next != null && arc == FlowModel.NONE) {
            notes.add("vehicle `" + vehicle.id() + "` is between `" + vehicle.at() + "` and `" + next
                    + "`, where it has no way: taken as standing at `" + model.index.nodeName(at) + "`");
        }
        v.node = at;
        v.target = at;
        if (arc != FlowModel.NONE) {
            v.target = v.rule.parks() ? v.rule.home() : v.rule.ways().to(arc);
            v.state = VehicleState.PARKING;
            v.travel = VehicleState.PARKING;
            v.arc = arc;
            v.left = Math.min(vehicle.metres(), v.rule.ways().length(arc));
            v.speed = Math.min(vehicle.speed(), v.rule.ways().speed(arc));
        }
        var battery = v.rule.battery();
        if (battery != null) v.energy = vehicle.energy() * battery.capacity();
    }

    private int node(String name, Vehicle v) {
        int node = model.index.node(name);
        if (node >= 0 && v.rule.ways().reaches(node)) return node;
        notes.add("vehicle `" + model.index.placeName(v.place) + "` is at `" + name
                + "`, where it cannot be in the plant: put where it begins");
        return v.rule.home();
    }

    /** Goes on with what a vehicle was doing. */
    private void vehicle(PlantState.Vehicle vehicle) {
        int place = model.index.place(vehicle.id());
        if (place < 0 || !model.index.isVehicle(place)) return;
        var v = vehicleAt(place);
        double spent = vehicle.spent() == null ? Double.NaN : vehicle.spent();
        var fetches = vehicle.part();
        if (v.hasBrought) return;
        if (v.carries() && fetches == null) {
            run.vehicles.bringEarlier(v, step(vehicle.to(), run.parts.at(v.load[0])), spent);
        } else if (fetches != null) {
            var part = called(fetches, v);
            if (v.carries() && part != null) {
                v.steps[0] = step(vehicle.to(), run.parts.at(v.load[0]));
                run.vehicles.chooseEarlier(v);
            }
            if (part != null) run.vehicles.fetchEarlier(v, part, spent);
        } else if (!Double.isNaN(spent) && v.node == v.rule.station()) {
            run.vehicles.chargeEarlier(v, spent);
        }
    }

    private @Nullable Part called(String id, Vehicle v) {
        for (var one : created) {
            boolean waits = one.next >= 0 && model.stepElement[one.next] == v.rule.element();
            if (waits && id.equals(one.given.id())) return one.part;
        }
        notes.add("vehicle `" + model.index.placeName(v.place) + "` goes to fetch part `" + id
                + "`, which does not wait for it: it is free");
        return null;
    }

    /** The step of a name to which the step of a part can lead; negative when there is none. */
    private int step(@Nullable String name, Part part) {
        for (int target : RouteCompiler.targetsOf(model, part.step)) {
            if (model.index.steps().get(target).name().equals(name)) return target;
        }
        return FlowModel.NONE;
    }

    /** The step to which a part waits to go; negative when there is none. */
    private int next(PlantState.Part part) {
        var wanted = part.next();
        if (wanted == null) return FlowModel.NONE;
        var route = model.index.plant().routeOf(part.product());
        for (int s = 0; s < model.steps; s++) {
            var ref = model.index.steps().get(s);
            if (ref.route() == route && ref.name().equals(wanted)) return s;
        }
        notes.add("part " + name(part) + " waits to go to `" + wanted + "`, which the route of `" + part.product()
                + "` does not have: it goes where its route says");
        return FlowModel.NONE;
    }

    private static String name(PlantState.Part part) {
        var id = part.id();
        return id == null ? "(" + part.product() + ")" : "`" + id + "`";
    }

    private String name(int machine) {
        return model.index.placeName(model.placeOfMachine(machine));
    }
}
