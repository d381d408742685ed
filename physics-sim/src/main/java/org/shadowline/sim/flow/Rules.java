package org.shadowline.sim.flow;

/** The conditional actions of a replication: which conditions hold, and since when they are waiting to act. */
final class Rules {
    private final Replication run;
    private final FlowModel model;
    private static final double[] NO_VALUES = {};

    private final boolean[] held;

    Rules(Replication run) {
        this.run = run;
        model = run.model;
        held = new boolean[model.actions.rules().size()];
    }

    Rules(Replication run, Rules that) {
        this.run = run;
        model = that.model;
        held = that.held.clone();
    }

    /** Looks at every condition; called when an event has been dealt with. */
    void look() {
        for (int i = 0; i < held.length; i++) {
            boolean holds = model.actions.rules().get(i).condition().holds(run, FlowModel.NONE, NO_VALUES);
            if (holds == held[i]) continue;
            held[i] = holds;
            int slot = model.conditionSlots + i;
            if (holds)
                run.calendar.schedule(
                        slot, run.now() + model.actions.rules().get(i).forSeconds());
            else run.calendar.cancel(slot);
        }
    }

    /** A condition has stayed true for its time. */
    void occur(int rule) {
        for (var effect : model.actions.rules().get(rule).effects()) effect.on(run);
    }
}
