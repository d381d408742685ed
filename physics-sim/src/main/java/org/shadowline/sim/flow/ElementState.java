package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

/** The state of one element, and what of the model it needs at every event. Copied as a whole into a branch. */
final class ElementState {
    static final int BYTES = 144;

    final int number;
    final byte kind;
    final byte rule;
    final boolean scraps;
    final boolean refills;
    final boolean onLimitedLoop;

    /** Parts in the element; those on the machines of a station do not count. */
    int level;

    int capacity;
    /** Parts that wait to come in, first in first out. */
    final WaitingList outside;
    /** Parts that wait for a machine of a station, by its dispatching rule. */
    final WaitingList queue;
    /** Parts on a conveyor that have not reached its end. */
    final WaitingList carried;

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
