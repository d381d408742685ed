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
    /** Levels of rest. */
    static final byte SWITCHED_ON = 0;

    static final byte STANDBY = 1;
    static final byte SWITCHED_OFF = 2;
    static final int NOT_SET_UP = Integer.MIN_VALUE + 1;

    final int number;
    final int place;
    final ElementState station;
    final FlowModel.@Nullable SetupRule setup;
    final int workStream;
    /** What its operations do besides taking time; null for nothing. */
    final FlowModel.@Nullable ProcessRule process;
    /** Whether an operation does anything at its end that most do not. */
    final boolean special;

    /** When it rests; null for never. */
    final FlowModel.@Nullable RestRule rest;

    /** The kind of tools that its operations need; NONE for none. */
    final int toolKind;

    final boolean failsOperating;
    final boolean failsByCount;
    final boolean needsPeople;
    final double scrapShare;
    /** Whether other stations share parts with this one by the length of their queues. */
    final boolean hasSiblings;
    /** Whether its station has so many machines that the free ones are kept in a {@link Pool}. */
    final boolean pooled;

    /** Whether the pace of those who work at it may differ from the declared one. */
    final boolean paced;

    /** Its number among the robots beside people; NONE for others. */
    final int robot;

    /** Factor on the rate of work as it is set, without the people's pace. */
    double setSpeed;
    /** Factor on the rate of work. */
    double speed;

    byte phase;
    int part = FlowModel.NONE;
    /** Parts that it holds; several in a batch, or when one has been divided. */
    int held;
    /** All parts of a batch, as long as it is worked on. */
    final WaitingList batch;
    /** Parts that have just been made of one, until they go on. */
    final WaitingList made;
    /** Operations since the last maintenance. */
    int worn;
    /** Operations since a set-up and so on, where that matters for defects; empty where not. */
    final int[] operationsSince;
    /** Level of wear. */
    double wear;
    /** Seconds of the present phase that remain, at speed 1. */
    double left;
    /** Seconds of the present phase from its beginning to its end, at speed 1. */
    double total;

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
    /** How many of the failures wait for spare parts. */
    int lacksSpares;
    /** How many kinds of maintenance are in progress. */
    int maintained;
    /** How many of down, under maintenance, stopped and off shift apply. */
    int hindrances;

    /** The tool that it has. */
    int tool = FlowModel.NONE;

    boolean awaitsTool;

    byte restLevel;
    boolean warming;
    /** Seconds of the warm-up that remain; NaN when it has not begun. */
    double warmUpLeft = Double.NaN;
    /** Seconds of the warm-up that were done before it was interrupted last. */
    double warmUpBefore;
    /** Since when it has been without a part and nothing has kept it from working. */
    double idleSince;

    int lastFailure = FlowModel.NONE;
    int setUpFor = NOT_SET_UP;
    /** The mode of failure that the scheduled event is; NONE when it is the end of the phase. */
    int failsNext = FlowModel.NONE;

    /** Ordinal of the state told last. */
    int shown = MachineState.STARVED.ordinal();
    /** Whether it stands in the list of machines whose state may have to be told. */
    boolean listed;

    Machine(FlowModel model, int number, ElementState station, Parts parts) {
        this.number = number;
        this.station = station;
        place = model.placeOfMachine(number);
        setup = model.setup[station.number];
        workStream = model.workStream[number];
        process = model.process[station.number];
        rest = model.rest[station.number];
        special = process != null || model.isMaintained[number] || model.endColumn[station.number] != FlowModel.NONE;
        operationsSince = Defects.counters(process);
        batch = new WaitingList(parts);
        made = new WaitingList(parts);
        toolKind = model.toolKind[station.number];
        failsOperating = model.failsOperating[number];
        failsByCount = model.failsByCount[number];
        needsPeople = model.needsPeople[number];
        scrapShare = model.scrapShare[station.number];
        hasSiblings = model.siblings[station.number].length > 0;
        pooled = model.firstMachine[station.number + 1] - model.firstMachine[station.number] >= Pool.FEWEST;
        paced = model.paced && needsPeople;
        robot = model.robotOf[number];
        setSpeed = model.declaredSpeed[station.number];
        speed = setSpeed;
    }

    Machine(Machine that, ElementState station, Parts parts) {
        number = that.number;
        place = that.place;
        this.station = station;
        setup = that.setup;
        workStream = that.workStream;
        process = that.process;
        rest = that.rest;
        restLevel = that.restLevel;
        warming = that.warming;
        warmUpLeft = that.warmUpLeft;
        warmUpBefore = that.warmUpBefore;
        idleSince = that.idleSince;
        special = that.special;
        batch = new WaitingList(that.batch, parts);
        made = new WaitingList(that.made, parts);
        held = that.held;
        worn = that.worn;
        operationsSince = that.operationsSince.clone();
        wear = that.wear;
        maintained = that.maintained;
        toolKind = that.toolKind;
        tool = that.tool;
        awaitsTool = that.awaitsTool;
        failsOperating = that.failsOperating;
        failsByCount = that.failsByCount;
        needsPeople = that.needsPeople;
        scrapShare = that.scrapShare;
        hasSiblings = that.hasSiblings;
        pooled = that.pooled;
        paced = that.paced;
        robot = that.robot;
        setSpeed = that.setSpeed;
        speed = that.speed;
        phase = that.phase;
        part = that.part;
        left = that.left;
        total = that.total;
        since = that.since;
        length = that.length;
        running = that.running;
        started = that.started;
        attended = that.attended;
        awaitsPeople = that.awaitsPeople;
        stopped = that.stopped;
        off = that.off;
        down = that.down;
        lacksSpares = that.lacksSpares;
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
        if (restLevel != SWITCHED_ON && phase != FINISHED) return resting();
        return switch (phase) {
            case EMPTY -> MachineState.STARVED;
            case FINISHED -> MachineState.BLOCKED;
            case WORKING ->
                awaitsTool ? MachineState.LACKS_TOOL : awaitsPeople ? MachineState.WAITING : MachineState.BUSY;
            default -> awaitsPeople ? MachineState.WAITING : MachineState.SETUP;
        };
    }

    private MachineState resting() {
        if (phase != EMPTY) return MachineState.WARMING;
        return restLevel == STANDBY ? MachineState.STANDBY : MachineState.SWITCHED_OFF;
    }

    private MachineState hindrance() {
        if (down > 0) return down == lacksSpares ? MachineState.LACKS_SPARES : MachineState.DOWN;
        return stopped || maintained > 0 ? MachineState.STOPPED : MachineState.OFF;
    }
}
