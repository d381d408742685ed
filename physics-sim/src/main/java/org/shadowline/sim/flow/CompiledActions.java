package org.shadowline.sim.flow;

import java.util.List;

/** The timed and conditional actions of a scenario with their names resolved. */
record CompiledActions(double[] times, List<List<Effect>> timed, List<Rule> rules) {
    static final CompiledActions NONE = new CompiledActions(new double[0], List.of(), List.of());

    /** Something that changes a running replication. */
    interface Effect {
        void on(Replication run);
    }

    /** Acts when a condition has become true and has stayed so for some seconds. */
    record Rule(CompiledLogic.Test condition, double forSeconds, List<Effect> effects) {}
}
