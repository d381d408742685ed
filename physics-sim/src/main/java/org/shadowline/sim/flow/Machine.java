package org.shadowline.sim.flow;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.MachineState;

/**
 * The state of one machine, and what of the model it needs at every event. The state is fields, not a row in many arrays:
 * an event touches most of them, and one object is one place in memory. Copied as a whole into a branch.
 */
final class Machine {
    static final byte EMPTY = 0;
    static final byte SETTING_UP = 1;
    static final byte WORKING = 2;
    static final byte FINISHED = 3;
    static final int NOT_SET_UP = Integer.MIN_VALUE + 1;

    final int number;
    final int place;
    final ElementState station;
    final FlowModel.@Nullable SetupRule setup;
    final int workStream;
    final boolean failsOperating;
    final boolean failsByCount;
    final boolean needsPeople;
    final double scrapShare;
    /** Whether other stations share parts with this one by the length of their queues. */
    final boolean hasSiblings;

    double speed;
    byte phase;
    int part = FlowModel.NONE;
    /** Seconds of the present phase that remain, at speed 1. */
    double left;

    double since;
    /** Seconds until the event that is scheduled, from {@code since}. */
    double length;

    boolean running;
    boolean started;
    boolean attended;
    boolean awaitsPeople;
    boolean stopped;
    boolean off;
    int down;
    /** How many of down, stopped and off shift apply. */
    int hindrances;

    int lastFailure = FlowModel.NONE;
    int setUpFor = NOT_SET_UP;
    /** The mode of failure that the scheduled event is; NONE when it is the end of the phase. */
    int failsNext = FlowModel.NONE;

    /** Ordinal of the state told last. */
    int shown = MachineState.STARVED.ordinal();
    /** Whether it stands in the list of machines whose state may have to be told. */
    boolean listed;

    Machine(FlowModel model, int number, ElementState station) {
        this.number = number;
        this.station = station;
        place = model.placeOfMachine(number);
        setup = model.setup[station.number];
        workStream = model.workStream[number];
        failsOperating = model.failsOperating[number];
        failsByCount = model.failsByCount[number];
        needsPeople = model.needsPeople[number];
        scrapShare = model.scrapShare[station.number];
        hasSiblings = model.siblings[station.number].length > 0;
        speed = model.declaredSpeed[station.number];
    }

    Machine(Machine that, ElementState station) {
        number = that.number;
        place = that.place;
        this.station = station;
        setup = that.setup;
        workStream = that.workStream;
        failsOperating = that.failsOperating;
        failsByCount = that.failsByCount;
        needsPeople = that.needsPeople;
        scrapShare = that.scrapShare;
        hasSiblings = that.hasSiblings;
        speed = that.speed;
        phase = that.phase;
        part = that.part;
        left = that.left;
        since = that.since;
        length = that.length;
        running = that.running;
        started = that.started;
        attended = that.attended;
        awaitsPeople = that.awaitsPeople;
        stopped = that.stopped;
        off = that.off;
        down = that.down;
        hindrances = that.hindrances;
        lastFailure = that.lastFailure;
        setUpFor = that.setUpFor;
        failsNext = that.failsNext;
        shown = that.shown;
        listed = that.listed;
    }

    boolean isAvailable() {
        return hindrances == 0;
    }

    boolean canTake() {
        return phase == EMPTY && hindrances == 0;
    }

    boolean hasWork() {
        return phase == SETTING_UP || phase == WORKING;
    }

    MachineState state() {
        if (hindrances > 0) return hindrance();
        return switch (phase) {
            case EMPTY -> MachineState.STARVED;
            case FINISHED -> MachineState.BLOCKED;
            case WORKING -> awaitsPeople ? MachineState.WAITING : MachineState.BUSY;
            default -> awaitsPeople ? MachineState.WAITING : MachineState.SETUP;
        };
    }

    private MachineState hindrance() {
        if (down > 0) return MachineState.DOWN;
        return stopped ? MachineState.STOPPED : MachineState.OFF;
    }
}
