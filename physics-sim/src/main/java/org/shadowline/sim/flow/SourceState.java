package org.shadowline.sim.flow;

import org.shadowline.sim.flow.FlowModel.SourceRule;

/** The state of one source, with its rule and its place. */
final class SourceState {
    static final int BYTES = 48;

    final SourceRule rule;
    final ElementState element;
    /** How many times parts have arrived. */
    long arrivals;

    int nextOrder;
    boolean paused;
    double rate = 1;

    SourceState(SourceRule rule, ElementState element) {
        this.rule = rule;
        this.element = element;
    }

    SourceState(SourceState that, ElementState element) {
        rule = that.rule;
        this.element = element;
        arrivals = that.arrivals;
        nextOrder = that.nextOrder;
        paused = that.paused;
        rate = that.rate;
    }

    boolean isFull() {
        return !element.hasRoom();
    }
}
