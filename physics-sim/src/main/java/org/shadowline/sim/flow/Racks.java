package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;
import static org.shadowline.sim.flow.RackRule.FRONT;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.VehicleState;

/**
 * Racks and their cranes. At the front a crane decides what it does next: it stores a part that waits and retrieves another
 * one on the way back, when the output was empty (dual command), or does one of the two (single command; Bozer and White
 * 1984). A crane without work stands at the front.
 */
final class Racks {
    private final Replication run;
    private final FlowModel model;
    /** By element. */
    private final @Nullable State[] racks;

    /** What the crane has done when its event comes. */
    private enum Phase {
        STANDS,
        TAKEN_IN,
        AT_PLACE,
        STORED,
        AT_NEXT,
        TAKEN_OUT,
        AT_FRONT,
        PUT_OUT,
        BACK
    }

    /** Copied as a whole into a branch. */
    private static final class State {
        final RackRule rule;
        final int[] partAt;
        /** Counts what has been stored, by place. */
        final long[] storedAs;

        long stored;
        int free;
        /** The part at the output; NONE when that is empty. */
        int output = NONE;

        Phase phase = Phase.STANDS;
        VehicleState shown = VehicleState.IDLE;
        int storing = NONE;
        int storePlace = NONE;
        int retrieving = NONE;
        int retrievePlace = NONE;

        State(RackRule rule) {
            this.rule = rule;
            partAt = new int[rule.places()];
            Arrays.fill(partAt, NONE);
            storedAs = new long[rule.places()];
            free = rule.places();
        }

        State(State that) {
            rule = that.rule;
            partAt = that.partAt.clone();
            storedAs = that.storedAs.clone();
            stored = that.stored;
            free = that.free;
            output = that.output;
            phase = that.phase;
            shown = that.shown;
            storing = that.storing;
            storePlace = that.storePlace;
            retrieving = that.retrieving;
            retrievePlace = that.retrievePlace;
        }
    }

    Racks(Replication run) {
        this.run = run;
        model = run.model;
        racks = new @Nullable State[model.rack.length];
        for (int e = 0; e < racks.length; e++) {
            var rule = model.rack[e];
            if (rule != null) racks[e] = new State(rule);
        }
    }

    Racks(Replication run, Racks that) {
        this.run = run;
        model = that.model;
        racks = new @Nullable State[that.racks.length];
        for (int e = 0; e < racks.length; e++) {
            var state = that.racks[e];
            if (state != null) racks[e] = new State(state);
        }
    }

    private State at(int element) {
        var state = racks[element];
        if (state == null) throw new IllegalStateException("no rack: " + element);
        return state;
    }

    boolean isFull(int element) {
        return at(element).free == 0;
    }

    boolean hasOutput(int element) {
        return at(element).output != NONE;
    }

    /** The part at the output has left. */
    void left(int element) {
        at(element).output = NONE;
    }

    /** Lets the crane do what there is to do, if it stands. */
    void work(ElementState element) {
        var r = at(element.number);
        if (r.phase != Phase.STANDS) return;
        if (r.output == NONE) chooseNext(r);
        if (!element.outside.isEmpty() && r.free > 0) takeIn(r, element);
        else if (r.retrieving != NONE) drive(r, FRONT, r.retrievePlace, VehicleState.EMPTY, Phase.AT_NEXT);
        else become(r, VehicleState.IDLE);
    }

    private void takeIn(State r, ElementState element) {
        var part = element.outside.takeFirst();
        r.storing = part.number;
        r.storePlace = freePlace(r);
        r.partAt[r.storePlace] = part.number;
        r.free--;
        run.places.move(part, element);
        handle(r, VehicleState.LOADING, r.rule.loading(), Phase.TAKEN_IN);
    }

    /** The event of a crane. */
    void occur(int element) {
        var r = at(element);
        switch (r.phase) {
            case TAKEN_IN -> drive(r, FRONT, r.storePlace, VehicleState.LOADED, Phase.AT_PLACE);
            case AT_PLACE -> handle(r, VehicleState.UNLOADING, r.rule.unloading(), Phase.STORED);
            case STORED -> stored(r);
            case AT_NEXT -> handle(r, VehicleState.LOADING, r.rule.loading(), Phase.TAKEN_OUT);
            case TAKEN_OUT -> takenOut(r);
            case AT_FRONT -> handle(r, VehicleState.UNLOADING, r.rule.unloading(), Phase.PUT_OUT);
            case PUT_OUT -> putOut(r);
            case BACK -> {
                r.phase = Phase.STANDS;
                work(run.places.at(element));
            }
            case STANDS -> throw new IllegalStateException("a crane has an event and does nothing: " + element);
        }
    }

    private void stored(State r) {
        int place = r.storePlace;
        var part = run.parts.at(r.storing);
        part.since = run.now();
        r.storedAs[place] = ++r.stored;
        r.storing = NONE;
        r.storePlace = NONE;
        if (r.retrieving != NONE) drive(r, place, r.retrievePlace, VehicleState.EMPTY, Phase.AT_NEXT);
        else drive(r, place, FRONT, VehicleState.EMPTY, Phase.BACK);
    }

    private void takenOut(State r) {
        r.partAt[r.retrievePlace] = NONE;
        r.free++;
        drive(r, r.retrievePlace, FRONT, VehicleState.LOADED, Phase.AT_FRONT);
    }

    private void putOut(State r) {
        r.phase = Phase.STANDS;
        r.output = r.retrieving;
        r.retrieving = NONE;
        r.retrievePlace = NONE;
        run.places.depart(run.parts.at(r.output));
        work(run.places.at(r.rule.element()));
    }

    private void drive(State r, int from, int to, VehicleState as, Phase then) {
        double seconds = r.rule.seconds(from, to);
        become(r, as);
        int part = as == VehicleState.LOADED ? (r.storing != NONE ? r.storing : r.retrieving) : NONE;
        int node = r.rule.element();
        run.sink.event(
                run.now(), EventKind.VEHICLE_MOVED, r.rule.crane(), part, node, node, seconds, r.rule.metres(from, to));
        r.phase = then;
        run.calendar.schedule(model.rackSlots + r.rule.element(), run.now() + seconds);
    }

    private void handle(State r, VehicleState as, int sampler, Phase then) {
        become(r, as);
        r.phase = then;
        double seconds = sampler == NONE ? 0 : run.draw(sampler, r.rule.stream());
        run.calendar.schedule(model.rackSlots + r.rule.element(), run.now() + seconds);
    }

    private void become(State r, VehicleState state) {
        if (r.shown == state) return;
        r.shown = state;
        run.sink.event(
                run.now(), EventKind.VEHICLE_STATE, r.rule.crane(), NONE, state.ordinal(), r.rule.element(), 0, 0);
    }

    // places

    private int freePlace(State r) {
        if (r.rule.rack().stores() == Rack.Stores.RANDOM) {
            int skip = (int) (run.random.nextDouble(r.rule.placing()) * r.free);
            for (int place = 0; ; place++) if (r.partAt[place] == NONE && skip-- == 0) return place;
        }
        int best = NONE;
        double soonest = Double.POSITIVE_INFINITY;
        for (int place = 0; place < r.partAt.length; place++) {
            if (r.partAt[place] != NONE) continue;
            double seconds = r.rule.seconds(FRONT, place);
            if (seconds < soonest) {
                soonest = seconds;
                best = place;
            }
        }
        return best;
    }

    /** Chooses the part to retrieve next, if there is any. */
    private void chooseNext(State r) {
        int best = NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int place = 0; place < r.partAt.length; place++) {
            if (r.partAt[place] == NONE) continue;
            double rank = rank(r, place);
            boolean earlier = best != NONE && rank == least && r.storedAs[place] < r.storedAs[best];
            if (best != NONE && rank >= least && !earlier) continue;
            least = rank;
            best = place;
        }
        r.retrievePlace = best;
        r.retrieving = best == NONE ? NONE : r.partAt[best];
    }

    /** Least first. */
    private double rank(State r, int place) {
        var part = run.parts.at(r.partAt[place]);
        return switch (r.rule.rack().retrieval().rule()) {
            case FIRST_IN -> r.storedAs[place];
            case LAST_IN -> -r.storedAs[place];
            case NEAREST -> r.rule.seconds(FRONT, place);
            case EARLIEST_DUE_DATE -> Double.isNaN(part.due) ? Double.MAX_VALUE : part.due;
            case PRIORITY -> -part.priority;
            case LEAST -> value(r, part, Double.MAX_VALUE);
            case GREATEST -> -value(r, part, -Double.MAX_VALUE);
        };
    }

    private double value(State r, Part part, double otherwise) {
        double value = run.parts.attributes[part.number * model.attributes + r.rule.attribute()];
        return Double.isNaN(value) ? otherwise : value;
    }

    // the start of a run

    /** A part is in a rack at the start of a run, at a place or, when it waits to go on, at the output. */
    void storeEarlier(Part part, boolean waitsToGo) {
        var r = at(part.place);
        if (waitsToGo || r.free == 0) {
            r.output = part.number;
            if (!waitsToGo) run.places.depart(part);
            return;
        }
        int place = freePlace(r);
        r.partAt[place] = part.number;
        r.storedAs[place] = ++r.stored;
        r.free--;
        run.places.free(part.place);
    }

    long bytes() {
        long bytes = 0;
        for (var r : racks) if (r != null) bytes += 12L * r.partAt.length + 64;
        return bytes;
    }
}
