package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import org.jspecify.annotations.Nullable;

/** The state of one element, and what of the model it needs at every event. Copied as a whole into a branch. */
final class ElementState {
    static final int BYTES = 176;

    final int number;
    final byte kind;
    final byte rule;
    final boolean scraps;
    final boolean refills;
    final boolean onLimitedLoop;
    /** A station whose machines take several parts at once. */
    final boolean gathers;
    /** The loop that begins here; {@link FlowModel#NONE} when none does. */
    final int loopFrom;
    /** The attribute that counts how often a part has come here; {@link FlowModel#NONE} when nobody asks. */
    final int visits;
    /** The source that refills this buffer; {@link FlowModel#NONE} when none does. */
    final int supplier;
    /** How long parts may have waited before an operation of this station; null for no limit. */
    final FlowModel.@Nullable LimitRule limit;
    /** Seconds after which a part that waits here is scrapped. */
    final double keeps;

    /** Parts in the element; those on the machines of a station do not count. */
    int level;

    int capacity;
    /** Parts that wait to come in, first in first out. */
    final WaitingList outside;
    /** Parts that wait for a machine of a station, by its dispatching rule. */
    final WaitingList queue;
    /** Parts on a conveyor that have not reached its end. */
    final WaitingList carried;
    /** Parts that wait, wherever they are, to be joined to others at this station; a list for each component. */
    final WaitingList[] components;

    ElementState(FlowModel model, int number, Parts parts) {
        this.number = number;
        kind = model.kind[number];
        rule = model.rule[number];
        scraps = model.scraps[number];
        refills = model.refills[number];
        onLimitedLoop = model.onLimitedLoop[number];
        capacity = model.capacity[number];
        outside = new WaitingList(parts);
        queue = new WaitingList(parts);
        carried = new WaitingList(parts);
        var process = model.process[number];
        gathers = process != null && process.gathers();
        loopFrom = model.loopFrom[number];
        visits = model.visitColumn[number];
        supplier = model.supplier[number];
        keeps = model.keeps[number];
        limit = model.limit[number];
        components = new WaitingList[process == null ? 0 : process.joins().length];
        for (int i = 0; i < components.length; i++) components[i] = new WaitingList(parts);
    }

    ElementState(ElementState that, Parts parts) {
        number = that.number;
        kind = that.kind;
        rule = that.rule;
        scraps = that.scraps;
        refills = that.refills;
        onLimitedLoop = that.onLimitedLoop;
        level = that.level;
        capacity = that.capacity;
        outside = new WaitingList(that.outside, parts);
        queue = new WaitingList(that.queue, parts);
        carried = new WaitingList(that.carried, parts);
        gathers = that.gathers;
        loopFrom = that.loopFrom;
        visits = that.visits;
        supplier = that.supplier;
        keeps = that.keeps;
        limit = that.limit;
        components = new WaitingList[that.components.length];
        for (int i = 0; i < components.length; i++) components[i] = new WaitingList(that.components[i], parts);
    }

    boolean hasRoom() {
        return level < capacity;
    }

    /** Whether a part may come in without waiting behind another. */
    boolean isOpen() {
        return level < capacity && outside.first() == NONE;
    }

    /** The list in which a part waits that was sent to this station and is not in it. */
    WaitingList outsideOfStation() {
        return capacity == 0 ? queue : outside;
    }
}
