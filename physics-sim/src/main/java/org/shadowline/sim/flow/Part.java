package org.shadowline.sim.flow;

/**
 * A part in the plant. Its number names it in events, and is used again after the part has left. The state is fields and
 * not a row of many arrays, because an event touches most of them; links between parts are numbers, so that a branch
 * copies each part by itself.
 */
final class Part {
    final int number;
    int product;
    int step;
    /** The element, or the machine behind all elements, where it is; {@link FlowModel#NONE} when it is in no plant. */
    int place = FlowModel.NONE;

    int priority;
    int order;
    /** The part behind it in its list. */
    int next;

    /** The number of its lot at its source; 0 for none. */
    int lot;

    /** The first of the parts that are packed in it, which are chained; {@link FlowModel#NONE} when it is no lot. */
    int contents = FlowModel.NONE;

    /** The stock for which a supplier has delivered it, until it comes there; {@link FlowModel#NONE} for none. */
    int supply = FlowModel.NONE;

    /** The loops of which it holds a card, a bit for each. */
    long cards;

    /** Whether it has a defect, which only an inspection finds. */
    boolean defective;
    /** Whether the operation that has just ended spoiled it. */
    boolean spoiled;

    double due;
    /** When it came into being; NaN before that has been told. */
    double released;
    /** When it asked for its next place; on a conveyor when it reaches the end. */
    double since;
    /** Rank in a list that is ordered by a dispatching rule; smallest first. */
    double rank;

    long serial;

    Part(int number) {
        this.number = number;
    }

    Part(Part that) {
        number = that.number;
        product = that.product;
        step = that.step;
        place = that.place;
        priority = that.priority;
        order = that.order;
        next = that.next;
        lot = that.lot;
        supply = that.supply;
        contents = that.contents;
        cards = that.cards;
        defective = that.defective;
        spoiled = that.spoiled;
        due = that.due;
        released = that.released;
        since = that.since;
        rank = that.rank;
        serial = that.serial;
    }

    boolean exists() {
        return place != FlowModel.NONE;
    }
}
