package org.shadowline.sim.flow;

import java.util.Arrays;

/**
 * Conveyors. On one that accumulates a part reaches the end after {@code length / speed}, but not before the part ahead has left and
 * the gap has been closed; a part comes on when the one before has moved on by one spacing and fewer than the capacity are
 * on it. Where the capacity is more than {@code length / spacing}, the last of a full conveyor stands less than a spacing
 * from its beginning, and a part that leaves makes room there when the others have moved up by what lacks. One that does not
 * accumulate stands still from when its first part reaches the end until that leaves, and nothing comes on meanwhile.
 * Sections of different speeds are one conveyor on which parts come on, and reach the end, no sooner after each other than
 * the slowest section lets them keep their spacing.
 */
final class Conveyors {
    private final Replication run;
    private final FlowModel model;
    /** When the next part may come on. */
    private final double[] entry;
    /** When the part that came on last reaches the end. */
    private final double[] lastAtEnd;

    private final boolean[] headWaits;
    /** When the first part reached the end. */
    private final double[] headSince;

    private final double[] speed;
    /** By conveyor where parts come on alternately, and by element, the turn in which a part from there came on last. */
    private final long[][] turns;

    private long turn;

    Conveyors(Replication run) {
        this.run = run;
        model = run.model;
        entry = new double[model.elements];
        lastAtEnd = new double[model.elements];
        headWaits = new boolean[model.elements];
        headSince = new double[model.elements];
        speed = new double[model.elements];
        Arrays.fill(speed, 1);
        turns = new long[model.elements][];
        for (int c = 0; c < turns.length; c++) {
            var rule = model.merge[c];
            turns[c] = new long[rule != null && rule.alternates() ? model.elements : 0];
        }
    }

    Conveyors(Replication run, Conveyors that) {
        this.run = run;
        model = that.model;
        entry = that.entry.clone();
        lastAtEnd = that.lastAtEnd.clone();
        headWaits = that.headWaits.clone();
        headSince = that.headSince.clone();
        speed = that.speed.clone();
        turns = new long[that.turns.length][];
        for (int c = 0; c < turns.length; c++) turns[c] = that.turns[c].clone();
        turn = that.turn;
    }

    void request(Part part, ElementState conveyor) {
        if (conveyor.outside.isEmpty() && canEnter(conveyor)) {
            enter(part, conveyor);
        } else {
            run.places.await(part, conveyor);
            refill(conveyor);
        }
    }

    private boolean canEnter(ElementState conveyor) {
        return conveyor.hasRoom() && run.now() >= entry[conveyor.number] && !stands(conveyor.number);
    }

    /** Whether a belt stands still. */
    boolean stands(int conveyor) {
        return headWaits[conveyor] && !model.accumulates[conveyor];
    }

    /** Takes parts on while that is possible, and else makes sure to try again when it is. */
    void refill(ElementState conveyor) {
        while (!conveyor.outside.isEmpty() && canEnter(conveyor)) enter(takeNext(conveyor), conveyor);
        int slot = model.entrySlots + conveyor.number;
        if (!conveyor.outside.isEmpty()
                && conveyor.hasRoom()
                && !stands(conveyor.number)
                && !run.calendar.isPending(slot)) {
            run.calendar.schedule(slot, entry[conveyor.number]);
        }
    }

    /** The part outside that comes on next. */
    private Part takeNext(ElementState conveyor) {
        var rule = model.merge[conveyor.number];
        if (rule == null || conveyor.outside.length() == 1) return conveyor.outside.takeFirst();
        var best = run.parts.at(conveyor.outside.first());
        for (int number = best.next; number >= 0; number = run.parts.at(number).next) {
            var part = run.parts.at(number);
            if (rank(rule, conveyor.number, part) < rank(rule, conveyor.number, best)) best = part;
        }
        conveyor.outside.remove(best);
        return best;
    }

    private long rank(FlowModel.MergeRule rule, int conveyor, Part part) {
        int from = run.places.elementOf(part.place);
        var rank = rule.rank();
        return rank == null ? turns[conveyor][from] : rank[from];
    }

    private void enter(Part part, ElementState conveyor) {
        var turns = this.turns[conveyor.number];
        if (turns.length > 0) turns[run.places.elementOf(part.place)] = ++turn;
        run.places.move(part, conveyor);
        carry(part, conveyor);
    }

    /** A part is at the beginning of a conveyor. */
    void carry(Part part, ElementState element) {
        int conveyor = element.number;
        double now = run.now();
        double spacing = model.gap[conveyor] / speed[conveyor];
        double atEnd = now + model.travel[conveyor] / speed[conveyor];
        // not by the level: parts that are on it at the start of a run all count before the first is carried
        boolean first = element.carried.isEmpty() && !headWaits[conveyor];
        if (!first) atEnd = Math.max(atEnd, lastAtEnd[conveyor] + spacing);
        lastAtEnd[conveyor] = atEnd;
        part.since = atEnd;
        element.carried.append(part);
        entry[conveyor] = now + spacing;
        if (model.sensors.length > 0) run.sensors.enters(conveyor, speed[conveyor]);
        if (first) run.calendar.schedule(model.conveyorSlots + conveyor, atEnd);
    }

    /** The first part reaches the end. */
    void headArrives(int conveyor) {
        headWaits[conveyor] = true;
        headSince[conveyor] = run.now();
        if (!model.accumulates[conveyor] && model.sensors.length > 0) run.sensors.stops(conveyor);
        run.places.depart(run.places.at(conveyor).carried.takeFirst());
    }

    /** The first part has left, so that the next one moves up. */
    void headLeft(ElementState element) {
        int conveyor = element.number;
        if (!headWaits[conveyor]) return;
        headWaits[conveyor] = false;
        double now = run.now();
        if (model.sensors.length > 0) {
            if (!model.accumulates[conveyor]) run.sensors.startsAgain(conveyor, now - headSince[conveyor]);
            run.sensors.leaves(conveyor);
        }
        if (!model.accumulates[conveyor]) {
            startAgain(element, now - headSince[conveyor]);
            return;
        }
        double spacing = model.firstGap[conveyor] / speed[conveyor];
        boolean wasFull = element.level + 1 >= element.capacity;
        if (wasFull) {
            double lacks = element.capacity * spacing - model.firstTravel[conveyor] / speed[conveyor];
            if (lacks > 0) entry[conveyor] = Math.max(entry[conveyor], now + Math.min(lacks, spacing));
        }
        if (element.carried.isEmpty()) return;
        var next = run.parts.at(element.carried.first());
        double headway = model.gap[conveyor] / speed[conveyor];
        double atEnd = Math.max(
                Math.max(next.since, now + model.lastGap[conveyor] / speed[conveyor]), headSince[conveyor] + headway);
        if (next.next < 0) lastAtEnd[conveyor] = Math.max(lastAtEnd[conveyor], atEnd);
        run.calendar.schedule(model.conveyorSlots + conveyor, atEnd);
    }

    /** A belt that stood still goes on: all that is on it is later by that. */
    private void startAgain(ElementState element, double stood) {
        int conveyor = element.number;
        if (entry[conveyor] > headSince[conveyor]) entry[conveyor] += stood;
        if (element.carried.isEmpty()) return;
        lastAtEnd[conveyor] += stood;
        for (int number = element.carried.first(); number >= 0; number = run.parts.at(number).next) {
            run.parts.at(number).since += stood;
        }
        run.calendar.schedule(model.conveyorSlots + conveyor, run.parts.at(element.carried.first()).since);
    }

    /** Changes the speed for the parts that come on from now. */
    void setSpeed(int conveyor, double factor) {
        speed[conveyor] = factor;
    }

    long bytes() {
        return 33L * entry.length;
    }
}
