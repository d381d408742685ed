package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.state.PlantState;

/**
 * Says what a replication is at this moment by the names of the plant, as {@link StartFromState} reads it. It does not say
 * what a plant cannot see: random numbers, the clocks of failures to come, and times until the next arrivals.
 */
final class PresentState {
    private final Replication run;
    private final FlowModel model;

    PresentState(Replication run) {
        this.run = run;
        model = run.model;
    }

    PlantState state() {
        return new PlantState(
                model.index.plant().id(), parts(), machines(), vehicles(), run.spares.present(), people());
    }

    /** What names the failures and maintenance of a machine, in the order of their numbers. */
    static List<String> failuresOf(FlowModel model, int machine) {
        var names = new ArrayList<String>();
        for (var failure : model.index.elements().get(model.station[machine]).failures()) {
            var name = failure.name();
            names.add(name == null ? Integer.toString(names.size() + 1) : name);
        }
        return names;
    }

    private List<PlantState.Part> parts() {
        return IntStream.range(0, run.parts.rows())
                .mapToObj(run.parts::at)
                .filter(part -> part.exists() && !isPhantom(part))
                .sorted(Comparator.comparingDouble((Part part) -> part.since).thenComparingLong(part -> part.serial))
                .map(this::part)
                .toList();
    }

    /** Whether a part waits at an unlimited source and is not yet in the plant. */
    private boolean isPhantom(Part part) {
        return part.place < model.elements && model.kind[part.place] == FlowModel.SOURCE && Double.isNaN(part.released);
    }

    private PlantState.Part part(Part part) {
        double now = run.now();
        boolean onVehicle = model.isVehicle(part.place);
        boolean onMachine = part.place >= model.elements && !onVehicle;
        var step = model.index.steps().get(part.step).name();
        boolean waitsToGo = onMachine
                ? run.machines.isFinished(part.place - model.elements)
                : model.stepElement[part.step] != model.index.elementOf(part.place);
        return new PlantState.Part(
                Long.toString(part.serial),
                model.index.products().get(part.product).id(),
                model.index.placeName(part.place),
                waitsToGo ? null : step,
                waitsToGo ? step : null,
                now - part.released,
                waitsToGo ? 0 : workedOn(part, onMachine),
                Double.isNaN(part.due) ? null : part.due - now,
                part.priority,
                attributes(part));
    }

    /** What has been done on a part of its operation; how long one is under way in a shipment, or has stayed in a delay. */
    private double workedOn(Part part, boolean onMachine) {
        if (onMachine) return run.machines.workedOn(part.place - model.elements);
        if (part.place >= model.elements) return 0;
        return switch (model.kind[part.place]) {
            case FlowModel.SHIPMENT -> run.shipments.underWayFor(part, part.place);
            case FlowModel.DELAY -> run.now() - part.since;
            default -> 0;
        };
    }

    private Map<String, Double> attributes(Part part) {
        var values = new HashMap<String, Double>();
        for (int a = 0; a < model.attributes; a++) {
            double value = run.parts.attributes[part.number * model.attributes + a];
            // a moment counts from the present one, as it will from the start of the run that begins with the state
            if (model.isMoment[a]) value -= run.now();
            if (!Double.isNaN(value)) values.put(model.attributeNames.get(a), value);
        }
        return values;
    }

    private List<PlantState.Machine> machines() {
        var machines = new ArrayList<PlantState.Machine>();
        for (int m = 0; m < model.machines; m++) {
            int mode = run.failures.brokenMode(m);
            var setUpFor = setUpFor(run.machines.at(m));
            var rest = restOf(run.machines.at(m));
            var machine = run.machines.at(m);
            boolean knowsWear = machine.process != null && (machine.wear > 0 || machine.worn > 0);
            if (mode == NONE && setUpFor == null && rest == null && !knowsWear) continue;
            machines.add(new PlantState.Machine(
                    model.index.placeName(model.placeOfMachine(m)),
                    mode == NONE ? null : run.failures.repairedFor(mode),
                    mode == NONE ? null : failuresOf(model, m).get(mode - model.firstMode[m]),
                    setUpFor,
                    rest,
                    machine.lacksSpares > 0,
                    knowsWear ? machine.wear : 0,
                    knowsWear ? machine.worn : 0));
        }
        return machines;
    }

    private List<PlantState.Vehicle> vehicles() {
        return IntStream.range(0, model.vehicles)
                .mapToObj(v -> vehicle(run.vehicles.at(v)))
                .toList();
    }

    private PlantState.Vehicle vehicle(Vehicle v) {
        boolean handles = v.phase == Vehicle.Phase.LOADED
                || v.phase == Vehicle.Phase.UNLOADED
                || v.phase == Vehicle.Phase.CHARGED;
        double moving = run.now() - v.since;
        return new PlantState.Vehicle(
                model.index.placeName(v.place),
                model.index.nodeName(v.node),
                v.isMoving() ? model.index.nodeName(v.rule.ways().to(v.arc)) : null,
                v.isMoving() ? Math.max(0, v.left - (v.down > 0 ? 0 : v.metresAfter(moving))) : 0,
                v.isMoving() && v.down == 0 ? v.speedAfter(moving) : 0,
                v.part == NONE ? null : Long.toString(run.parts.at(v.part).serial),
                v.carries() && v.steps[0] != NONE
                        ? model.index.steps().get(v.steps[0]).name()
                        : null,
                handles ? (v.down > 0 ? v.stoppedAt : run.now()) - v.begun : null,
                run.vehicles.share(v),
                failed(v));
    }

    private PlantState.@Nullable Failed failed(Vehicle v) {
        int machine = model.machines + v.number;
        int mode = run.failures.brokenMode(machine);
        if (mode == NONE) return null;
        return new PlantState.Failed(
                run.failures.repairedFor(mode),
                failuresOf(model, machine).get(mode - model.firstMode[machine]),
                run.failures.lacksSpares(mode));
    }

    private PlantState.@Nullable Rest restOf(Machine m) {
        if (m.rest == null) return null;
        var rest = run.rests.present(m);
        boolean usual = rest.level() == PlantState.Level.SWITCHED_ON && rest.idleFor() == 0;
        return usual ? null : rest;
    }

    private List<PlantState.Person> people() {
        if (!model.walking && !model.paced && !model.absences) return List.of();
        return IntStream.range(0, model.people)
                .mapToObj(person -> new PlantState.Person(
                        model.index.personName(person),
                        model.walking ? run.people.place(person) : null,
                        run.people.fatigue(person),
                        run.people.practised(person),
                        run.people.staysAway(person)))
                .filter(person -> model.absences
                        || person.at() != null
                        || person.fatigue() > 0
                        || !person.practised().isEmpty())
                .toList();
    }

    private @Nullable String setUpFor(Machine m) {
        var rule = m.setup;
        if (rule == null || m.setUpFor == Machine.NOT_SET_UP) return null;
        if (rule.attribute() == NONE)
            return model.index.products().get(m.setUpFor).id();
        var symbols = model.index.plant().symbols();
        return m.setUpFor >= 0 && m.setUpFor < symbols.size() ? symbols.get(m.setUpFor) : null;
    }
}
