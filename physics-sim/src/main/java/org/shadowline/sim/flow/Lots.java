package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;
import static org.shadowline.sim.flow.FlowModel.SCRAP;

import org.shadowline.plant.event.EventKind;

/**
 * Lots: parts of a batch are packed into a part that goes its own way, and come out of it where it is unpacked. In between they are
 * in the plant and in no place. A lot has the earliest due date and the highest priority of its parts; what becomes of it as a whole,
 * a defect, scrap or the end of its way, becomes of all of them. Has no state of its own.
 */
final class Lots {
    /** In place of an element: where a packed part is. */
    private static final int IN_A_LOT = -2;

    private final Replication run;
    private final FlowModel model;

    Lots(Replication run) {
        this.run = run;
        model = run.model;
    }

    /** Packs the good parts of a batch that has just been worked on; the others leave the plant. */
    void pack(Machine m, int product) {
        Part lot = null;
        Part last = null;
        while (!m.batch.isEmpty()) {
            var part = m.batch.takeFirst();
            int next = part.spoiled ? SCRAP : Exits.choose(run, part);
            if (next == SCRAP) {
                run.places.leavePlant(part, SCRAP);
                continue;
            }
            if (lot == null) lot = begin(m, product, part);
            if (last == null) lot.contents = part.number;
            else last.next = part.number;
            last = part;
            part.next = NONE;
            // what has no way of its own after this leaves the plant with the lot
            if (next >= 0) part.step = next;
            lot.due = Double.isNaN(lot.due) || part.due < lot.due ? part.due : lot.due;
            lot.priority = Math.max(lot.priority, part.priority);
            run.sink.event(run.now(), EventKind.PART_PACKED, m.place, part.number, lot.number, 0, 0, 0);
            if (part.cards != 0) run.loops.moved(part, m.station.number, IN_A_LOT);
            part.place = NONE;
            run.places.vacateMachine(m);
        }
        if (lot != null) run.places.depart(lot);
    }

    private Part begin(Machine m, int product, Part first) {
        m.held = Math.max(1, m.held) + 1;
        boolean defective = first.defective;
        first.defective = false;
        var lot = run.sources.make(product, m.station.number, m.place, first);
        first.defective = defective;
        return lot;
    }

    /** The lot ends on a machine, and its parts go on from there. */
    void unpack(Machine m, Part lot) {
        int column = model.endColumn[m.station.number];
        m.held = Math.max(1, m.held);
        for (int number = lot.contents; number != NONE; ) {
            var part = run.parts.at(number);
            number = part.next;
            takeOut(part, lot, m.place);
            if (m.station.visits != NONE) run.parts.attributes[part.number * model.attributes + m.station.visits]++;
            if (column != NONE) run.parts.attributes[part.number * model.attributes + column] = run.now();
            m.held++;
            m.made.append(part);
        }
        lot.contents = NONE;
        run.places.endPart(lot, EventKind.PART_DIVIDED, NONE);
        run.places.vacateMachine(m);
        while (!m.made.isEmpty()) run.places.depart(m.made.takeFirst());
    }

    /** A lot leaves the plant, or becomes part of another part, with all that is in it. */
    void end(Part lot, EventKind how, int other) {
        for (int number = lot.contents; number != NONE; ) {
            var part = run.parts.at(number);
            number = part.next;
            takeOut(part, lot, lot.place);
            if (part.contents != NONE) end(part, how, other);
            int told = how == EventKind.PART_FINISHED ? (part.defective ? 1 : 0) : other;
            run.sink.event(run.now(), how, part.place, part.number, told, 0, 0, 0);
            if (part.cards != 0) run.loops.moved(part, IN_A_LOT, NONE);
            if (part.supply != NONE) run.supplies.gone(part);
            run.parts.remove(part);
        }
        lot.contents = NONE;
    }

    private void takeOut(Part part, Part lot, int place) {
        part.place = place;
        part.defective |= lot.defective;
        run.sink.event(run.now(), EventKind.PART_UNPACKED, place, part.number, lot.number, 0, 0, 0);
    }
}
