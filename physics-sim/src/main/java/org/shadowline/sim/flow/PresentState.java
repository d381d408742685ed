package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Station;
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
        return new PlantState(model.index.plant().id(), parts(), machines());
    }

    /** What names the failures and maintenance of a machine, in the order of their numbers. */
    static List<String> failuresOf(FlowModel model, int machine) {
        var station = (Station) model.index.elements().get(model.station[machine]);
        var names = new ArrayList<String>();
        for (var failure : station.failures()) {
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
        boolean onMachine = part.place >= model.elements;
        var step = model.index.steps().get(part.step).name();
        boolean waitsToGo = onMachine
                ? run.machines.isFinished(part.place - model.elements)
                : model.stepElement[part.step] != part.place;
        return new PlantState.Part(
                Long.toString(part.serial),
                model.index.products().get(part.product).id(),
                model.index.placeName(part.place),
                waitsToGo ? null : step,
                waitsToGo ? step : null,
                now - part.released,
                onMachine && !waitsToGo ? run.machines.workedOn(part.place - model.elements) : 0,
                Double.isNaN(part.due) ? null : part.due - now,
                part.priority,
                attributes(part));
    }

    private Map<String, Double> attributes(Part part) {
        var values = new HashMap<String, Double>();
        for (int a = 0; a < model.attributes; a++) {
            double value = run.parts.attributes[part.number * model.attributes + a];
            if (!Double.isNaN(value)) values.put(model.attributeNames.get(a), value);
        }
        return values;
    }

    private List<PlantState.Machine> machines() {
        var machines = new ArrayList<PlantState.Machine>();
        for (int m = 0; m < model.machines; m++) {
            int mode = run.failures.brokenMode(m);
            var setUpFor = setUpFor(run.machines.at(m));
            if (mode == NONE && setUpFor == null) continue;
            machines.add(new PlantState.Machine(
                    model.index.placeName(model.placeOfMachine(m)),
                    mode == NONE ? null : run.failures.repairedFor(mode),
                    mode == NONE ? null : failuresOf(model, m).get(mode - model.firstMode[m]),
                    setUpFor));
        }
        return machines;
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
