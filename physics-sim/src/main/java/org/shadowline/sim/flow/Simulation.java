package org.shadowline.sim.flow;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;

/**
 * A plant and a scenario made ready to run. Immutable, so that any number of replications can run on any number of
 * threads.
 */
public final class Simulation {
    private final FlowModel model;
    private final @Nullable PlantState start;

    private Simulation(FlowModel model, @Nullable PlantState start) {
        this.model = model;
        this.start = start;
    }

    /**
     * Compiles a plant and a scenario.
     *
     * @param start what is in the plant when the run starts; null for an empty plant
     * @param horizon seconds for which shifts and actions are laid out; a run cannot go beyond
     * @throws PlantProblem when the plant cannot be simulated
     */
    public static Simulation of(Plant plant, Scenario scenario, @Nullable PlantState start, double horizon) {
        return new Simulation(new FlowCompiler(plant, scenario, horizon).compile(), start);
    }

    public PlantIndex index() {
        return model.index;
    }

    /** A faster way to the indicators of replications, where the plant is so simple that there is one; otherwise null. */
    public @Nullable SerialLine serialLine() {
        return start == null ? SerialLine.of(model) : null;
    }

    /** Replication {@code number} at time 0: the same number gives the same run. */
    public Replication replication(int number, EventSink sink) {
        return new Replication(model, number, sink, start);
    }

    /**
     * A replication that continues from a snapshot.
     *
     * @throws PlantProblem when the snapshot is of another plant or scenario
     */
    public Replication resume(Snapshot snapshot, EventSink sink) {
        if (snapshot.modelHash() != model.hash) {
            throw new PlantProblem(
                    "the snapshot is of another plant or scenario: model " + Long.toHexString(snapshot.modelHash())
                            + ", expected " + Long.toHexString(model.hash)
                            + ". Maybe start from a plant state instead, which may come from a different description.");
        }
        return snapshot.state().branch(sink);
    }
}
