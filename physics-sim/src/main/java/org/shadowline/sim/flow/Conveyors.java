package org.shadowline.sim.flow;

import java.util.Arrays;

/**
 * Accumulating conveyors. A part reaches the end after {@code length / speed}, but not before the part ahead has left and
 * the gap has been closed; a part comes on when the one before has moved on by one spacing and fewer than the capacity are
 * on it. When the conveyor was full, the gap that a leaving part makes is at the beginning after {@code spacing / speed}.
 */
final class Conveyors {
    private final Replication run;
    private final FlowModel model;
    /** When the next part may come on. */
    private final double[] entry;
    /** When the part that came on last reaches the end. */
    private final double[] lastAtEnd;

    private final boolean[] headWaits;
    private final double[] speed;

    Conveyors(Replication run) {
        this.run = run;
        model = run.model;
        entry = new double[model.elements];
        lastAtEnd = new double[model.elements];
        headWaits = new boolean[model.elements];
        speed = new double[model.elements];
        Arrays.fill(speed, 1);
    }

    Conveyors(Replication run, Conveyors that) {
        this.run = run;
        model = that.model;
        entry = that.entry.clone();
        lastAtEnd = that.lastAtEnd.clone();
        headWaits = that.headWaits.clone();
        speed = that.speed.clone();
    }

    void request(int part, int conveyor) {
        if (run.lists.isEmpty(conveyor) && canEnter(conveyor)) {
            enter(part, conveyor);
        } else {
            run.places.await(conveyor, part);
            refill(conveyor);
        }
    }

    private boolean canEnter(int conveyor) {
        return hasRoom(conveyor) && run.now() >= entry[conveyor];
    }

    private boolean hasRoom(int conveyor) {
        return run.places.level[conveyor] < run.places.capacity[conveyor];
    }

    /** Takes parts on while that is possible, and else makes sure to try again when it is. */
    void refill(int conveyor) {
        while (!run.lists.isEmpty(conveyor) && canEnter(conveyor)) enter(run.lists.takeFirst(conveyor), conveyor);
        int slot = model.entrySlots + conveyor;
        if (!run.lists.isEmpty(conveyor) && hasRoom(conveyor) && !run.calendar.isPending(slot)) {
            run.calendar.schedule(slot, entry[conveyor]);
        }
    }

    private void enter(int part, int conveyor) {
        run.places.move(part, conveyor);
        carry(part, conveyor);
    }

    /** A part is at the beginning of a conveyor. */
    void carry(int part, int conveyor) {
        double now = run.now();
        double spacing = model.gap[conveyor] / speed[conveyor];
        double atEnd = now + model.travel[conveyor] / speed[conveyor];
        boolean first = run.places.level[conveyor] == 1;
        if (!first) atEnd = Math.max(atEnd, lastAtEnd[conveyor] + spacing);
        lastAtEnd[conveyor] = atEnd;
        run.parts.since[part] = atEnd;
        run.lists.append(run.places.conveyorList(conveyor), part);
        entry[conveyor] = now + spacing;
        if (first) run.calendar.schedule(model.conveyorSlots + conveyor, atEnd);
    }

    /** The first part reaches the end. */
    void headArrives(int conveyor) {
        int list = run.places.conveyorList(conveyor);
        int part = run.lists.first(list);
        headWaits[conveyor] = true;
        run.lists.takeFirst(list);
        run.places.depart(part);
    }

    /** The first part has left, so that the next one moves up. */
    void headLeft(int conveyor) {
        if (!headWaits[conveyor]) return;
        headWaits[conveyor] = false;
        double now = run.now();
        double spacing = model.gap[conveyor] / speed[conveyor];
        boolean wasFull = run.places.level[conveyor] + 1 >= run.places.capacity[conveyor];
        if (wasFull) entry[conveyor] = Math.max(entry[conveyor], now + spacing);
        int next = run.lists.first(run.places.conveyorList(conveyor));
        if (next < 0) return;
        double atEnd = Math.max(run.parts.since[next], now + spacing);
        if (run.parts.next[next] < 0) lastAtEnd[conveyor] = Math.max(lastAtEnd[conveyor], atEnd);
        run.calendar.schedule(model.conveyorSlots + conveyor, atEnd);
    }

    /** Changes the speed for the parts that come on from now. */
    void setSpeed(int conveyor, double factor) {
        speed[conveyor] = factor;
    }

    long bytes() {
        return 25L * entry.length;
    }
}
