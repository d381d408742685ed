package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.shadowline.plant.description.Station.FailureClock;
import org.shadowline.plant.event.EventKind;

/**
 * Breakdowns: each machine has its own clock for each failure mode, which counts time worked, all time, or operations, from
 * the end of a repair to the next failure.
 */
final class Failures {
    static final byte OPERATING = 0;
    static final byte CALENDAR = 1;
    static final byte OPERATIONS = 2;
    static final byte WEAR = 3;

    private static final byte NOT_ASKED = 0;
    private static final byte AWAITED = 1;
    private static final byte TAKEN = 2;

    private final Replication run;
    private final FlowModel model;
    private final double[] left;
    private final double[] repair;
    /** What had been done of a repair before the start of the run. */
    private final double[] repairedBefore;
    /** How fast those repair who repair now, against the declared time. */
    private final double[] repairPace;

    /** Whether the spare parts for the repair of a mode have been asked for, and are there. */
    private final byte[] spares;

    private final boolean[] broken;
    /** Maintenance that waits for the end of an operation. */
    private final boolean[] due;

    Failures(Replication run) {
        this.run = run;
        model = run.model;
        left = new double[model.modes];
        repair = new double[model.modes];
        repairedBefore = new double[model.modes];
        spares = new byte[model.modes];
        repairPace = new double[model.modes];
        Arrays.fill(repairPace, 1);
        broken = new boolean[model.modes];
        due = new boolean[model.modes];
    }

    Failures(Replication run, Failures that) {
        this.run = run;
        model = that.model;
        left = that.left.clone();
        repair = that.repair.clone();
        repairedBefore = that.repairedBefore.clone();
        spares = that.spares.clone();
        repairPace = that.repairPace.clone();
        broken = that.broken.clone();
        due = that.due.clone();
    }

    static byte of(FailureClock clock) {
        return switch (clock) {
            case OPERATING_TIME -> OPERATING;
            case CALENDAR_TIME -> CALENDAR;
            case OPERATIONS -> OPERATIONS;
            case WEAR -> WEAR;
        };
    }

    void begin() {
        for (int mode = 0; mode < model.modes; mode++) renew(mode);
    }

    private void renew(int mode) {
        left[mode] = run.draw(model.modeEvery[mode], model.modeStream[mode]);
        if (model.modeClock[mode] == OPERATIONS) left[mode] = Math.max(1, Math.rint(left[mode]));
        if (model.modeClock[mode] == CALENDAR) {
            run.calendar.schedule(model.modeSlots + mode, run.now() + left[mode]);
        }
    }

    /** What will be as new cannot fail, nor fall due for maintenance, while it is repaired. */
    private void stopOthers(int repaired, int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (mode != repaired && !broken[mode]) run.calendar.cancel(model.modeSlots + mode);
        }
    }

    /** The machine is as new after the repair of a mode. */
    private void renewOthers(int repaired, int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (mode == repaired || broken[mode]) continue;
            due[mode] = false;
            renew(mode);
        }
    }

    /** The mode that fails before the machine has worked for {@code time} more; NONE when there is none. */
    int nextToStop(int machine, double time) {
        double least = time;
        int failing = NONE;
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (model.modeClock[mode] == OPERATING && left[mode] < least && !model.modePlanned[mode]) {
                least = left[mode];
                failing = mode;
            }
        }
        return failing;
    }

    /** What a mode's clock has left until it fails. */
    double left(int mode) {
        return left[mode];
    }

    /** A machine has worked for some time. */
    void operated(int machine, double time) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (model.modeClock[mode] == OPERATING) left[mode] -= time;
        }
    }

    /** A vehicle begins to drive, and with it the clocks that count the time driven. */
    void drives(int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (model.modeClock[mode] == OPERATING && !broken[mode]) {
                run.calendar.schedule(model.modeSlots + mode, run.now() + Math.max(0, left[mode]));
            }
        }
    }

    /** A vehicle that has driven for some time stands. */
    void stands(int machine, double time) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (model.modeClock[mode] == OPERATING && !broken[mode]) run.calendar.cancel(model.modeSlots + mode);
        }
        operated(machine, time);
    }

    /** Whether the repair of a broken mode waits for spare parts. */
    boolean lacksSpares(int mode) {
        return broken[mode] && spares[mode] == AWAITED;
    }

    void countOperation(int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (model.modeClock[mode] == OPERATIONS && !broken[mode] && --left[mode] <= 0) fail(mode);
        }
    }

    /** An operation has added to the wear: what comes of it. One that has gone too far for maintenance fails. */
    void hasWorn(int machine, double wear) {
        int most = NONE;
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (model.modeClock[mode] != WEAR || broken[mode] || wear < left[mode]) continue;
            boolean first = most == NONE || (model.modePlanned[most] && !model.modePlanned[mode]);
            if (first) most = mode;
        }
        if (most != NONE) fail(most);
    }

    void fail(int mode) {
        var needed = model.modeSpares[mode];
        boolean planned = model.modePlanned[mode];
        if (planned && needed != null && spares[mode] != TAKEN) {
            // until its parts are there, a machine that need not stop works on
            if (spares[mode] == AWAITED || !takes(mode, needed)) {
                due[mode] = true;
                return;
            }
        }
        int machine = model.modeMachine[mode];
        due[mode] = false;
        broken[mode] = true;
        repair[mode] = run.draw(model.modeRepair[mode], model.modeStream[mode]);
        int name = mode - model.firstMode[machine];
        if (model.modeRenews[mode]) stopOthers(mode, machine);
        if (planned) run.machines.beginMaintenance(machine, name);
        else goDown(machine, name);
        if (planned || needed == null || takes(mode, needed)) summonCrew(mode);
        else lackSpares(machine, true);
    }

    private void goDown(int machine, int name) {
        if (model.isVehicleNumber(machine)) run.breakdowns.goDown(machine - model.machines);
        else run.machines.goDown(machine, name);
    }

    private void lackSpares(int machine, boolean begins) {
        if (!model.isVehicleNumber(machine)) run.machines.lackSpares(machine, begins);
    }

    private boolean takes(int mode, FlowModel.SpareNeed needed) {
        boolean there = run.spares.take(mode, needed);
        spares[mode] = there ? TAKEN : AWAITED;
        return there;
    }

    /** The spare parts that a repair has waited for are there. */
    void sparesCame(int mode) {
        int machine = model.modeMachine[mode];
        spares[mode] = TAKEN;
        if (broken[mode]) {
            lackSpares(machine, false);
            summonCrew(mode);
        } else if (!run.machines.at(machine).hasWork()) {
            fail(mode);
        }
    }

    private void summonCrew(int mode) {
        if (model.modeCrew[mode] == null) startRepair(mode);
        else run.people.requestRepair(mode);
    }

    /** An operation has ended: maintenance that has fallen due meanwhile begins. */
    void maintainWhatIsDue(int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (!model.modePlanned[mode] || broken[mode]) continue;
            if (due[mode] || (model.modeClock[mode] == OPERATING && left[mode] <= 0)) {
                fail(mode);
            }
        }
    }

    /** A machine is down at the start of a run and has been for some time. */
    void brokenEarlier(int mode, double downFor, boolean lacksSpares) {
        int machine = model.modeMachine[mode];
        broken[mode] = true;
        repair[mode] = run.drawBeyond(model.modeRepair[mode], model.modeStream[mode], downFor) - downFor;
        repairedBefore[mode] = downFor;
        int name = mode - model.firstMode[machine];
        if (model.modeRenews[mode]) stopOthers(mode, machine);
        if (model.modePlanned[mode]) run.machines.beginMaintenance(machine, name);
        else goDown(machine, name);
        var needed = model.modeSpares[mode];
        if (needed != null && lacksSpares && !takes(mode, needed)) {
            lackSpares(machine, true);
            return;
        }
        if (needed != null) spares[mode] = TAKEN;
        summonCrew(mode);
    }

    /** The mode from which a machine is down or under maintenance; NONE when it is not. */
    int brokenMode(int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (broken[mode]) return mode;
        }
        return NONE;
    }

    /** Seconds at the declared pace since the repair of a broken mode began; 0 when it has not begun. */
    double repairedFor(int mode) {
        double end = run.calendar.timeOf(model.modeSlots + mode);
        double since = end == Double.POSITIVE_INFINITY ? 0 : repair[mode] - (end - run.now()) * repairPace[mode];
        return repairedBefore[mode] + Math.max(0, since);
    }

    void startRepair(int mode) {
        int machine = model.modeMachine[mode];
        if (repairedBefore[mode] == 0) {
            run.sink.event(
                    run.now(),
                    EventKind.REPAIR_STARTED,
                    model.placeOfMachine(machine),
                    NONE,
                    mode - model.firstMode[machine],
                    0,
                    0,
                    0);
        }
        if (model.paced) repairPace[mode] = run.people.pace(model.modeMachine[mode], mode);
        run.calendar.schedule(model.modeSlots + mode, run.now() + repair[mode] / repairPace[mode]);
    }

    /** Those who repair have gone to something more urgent: what is left of the repair waits for others. */
    void abandoned(int mode) {
        double end = run.calendar.timeOf(model.modeSlots + mode);
        if (end < Double.POSITIVE_INFINITY) {
            run.calendar.cancel(model.modeSlots + mode);
            double left = (end - run.now()) * repairPace[mode];
            repairedBefore[mode] += repair[mode] - left;
            repair[mode] = left;
        }
        run.people.releaseFromRepair(mode);
        run.people.requestRepair(mode);
    }

    /** The event of a mode: a repair ends, or a failure by calendar time happens. */
    void occur(int mode) {
        int machine = model.modeMachine[mode];
        if (!broken[mode]) {
            if (model.modePlanned[mode] && run.machines.at(machine).hasWork()) due[mode] = true;
            else fail(mode);
            return;
        }
        broken[mode] = false;
        spares[mode] = NOT_ASKED;
        repairedBefore[mode] = 0;
        run.people.releaseAfterRepair(mode);
        renew(mode);
        if (model.modeRenews[mode]) renewOthers(mode, machine);
        if (model.isVehicleNumber(machine)) {
            run.breakdowns.comeUp(machine - model.machines);
        } else if (model.modePlanned[mode]) {
            run.machines.endMaintenance(machine);
        } else {
            if (model.modeRenews[mode] || model.modeClock[mode] == WEAR) run.machines.endWear(machine);
            run.machines.comeUp(machine);
        }
    }

    long bytes() {
        return 35L * left.length;
    }
}
