package org.shadowline.sim.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.shadowline.plant.event.EventKind;
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

    private record Created(Part part, int place, PlantState.Part given) {}

    StartFromState(Replication run, PlantState state) {
        this.run = run;
        model = run.model;
        this.state = state;
    }

    /** Makes the parts and tells of them in the order of their release, which is before the start of the run. */
    void createParts() {
        state.parts().stream()
                .sorted(Comparator.comparingDouble(PlantState.Part::age).reversed())
                .forEach(this::create);
    }

    /** Puts everything in its place; what was assumed or found contradictory, in words. */
    List<String> place() {
        for (var machine : state.machines()) machine(machine);
        for (var part : created) if (model.index.isMachine(part.place)) put(part);
        for (var part : created) if (!model.index.isMachine(part.place)) put(part);
        return notes;
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
        var downFor = machine.downFor();
        if (downFor != null) breakDown(m, downFor, machine.id());
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

    private void breakDown(int machine, double downFor, String id) {
        if (model.firstMode[machine] == model.firstMode[machine + 1]) {
            notes.add("`" + id + "` is down in the start state but has no failures in the plant: taken as up");
            return;
        }
        run.failures.brokenEarlier(model.firstMode[machine], downFor);
    }

    private void create(PlantState.Part part) {
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
        if (model.index.isMachine(place) && !taken.add(place)) {
            notes.add("part " + name(part) + " is on `" + part.place() + "` beside another part: put into its queue");
            place = element;
        }
        var row = row(part, product, place, step);
        created.add(new Created(row, place, part));
        run.sink.event(
                -part.age(), EventKind.PART_RELEASED, place, row.number, product, part.priority(), row.due, row.serial);
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

    private void put(Created part) {
        int element = model.index.elementOf(part.place);
        if (model.index.isMachine(part.place)) {
            run.machines.begunEarlier(part.place - model.elements, part.part, part.given.worked());
        } else {
            run.places.placeEarlier(part.part, element);
        }
    }

    private static String name(PlantState.Part part) {
        var id = part.id();
        return id == null ? "(" + part.product() + ")" : "`" + id + "`";
    }

    private String name(int machine) {
        return model.index.placeName(model.placeOfMachine(machine));
    }
}
