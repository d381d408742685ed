package org.shadowline.sim.flow;

import org.shadowline.sim.flow.FlowModel.SourceRule;

/** The state of one source, with its rule and its place. */
final class SourceState {
    static final int BYTES = 64;

    final SourceRule rule;
    final ElementState element;
    /** How many times parts have arrived. */
    long arrivals;

    int nextOrder;
    /** Lots that have come so far. */
    int lots;
    /** Share of the parts of the present lot that have a defect. */
    double defectShare;

    boolean paused;
    double rate = 1;

    /** Whether parts of one product come one by one without end, which needs no further look at the rule. */
    final boolean plain;

    SourceState(SourceRule rule, ElementState element) {
        this.rule = rule;
        this.element = element;
        plain = !rule.ordered()
                && rule.reorder() == null
                && rule.products().length == 1
                && rule.lotSize() == 1
                && !rule.hasLots()
                && rule.limit() == Long.MAX_VALUE
                && !rule.losesWhenFull()
                && !element.refills;
    }

    SourceState(SourceState that, ElementState element) {
        rule = that.rule;
        plain = that.plain;
        this.element = element;
        arrivals = that.arrivals;
        nextOrder = that.nextOrder;
        lots = that.lots;
        defectShare = that.defectShare;
        paused = that.paused;
        rate = that.rate;
    }

    /** The stock that it refills; {@link FlowModel#NONE} for none. */
    int stock() {
        return rule.reorder() == null ? FlowModel.NONE : rule.reorder().stock();
    }

    boolean isFull() {
        return !element.hasRoom();
    }
}
