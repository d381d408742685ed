package org.shadowline.sim.flow;

import org.shadowline.plant.description.Station.FailureClock;

/**
 * Breakdowns: each machine has its own clock for each failure mode, which counts time worked, all time, or operations, from
 * the end of a repair to the next failure.
 */
final class Failures {
    static final byte OPERATING = 0;
    static final byte CALENDAR = 1;
    static final byte OPERATIONS = 2;

    private final Replication run;
    private final FlowModel model;
    private final double[] left;
    private final double[] repair;
    /** What had been done of a repair before the start of the run. */
    private final double[] repairedBefore;

    private final boolean[] broken;
    /** Maintenance that waits for the end of an operation. */
    private final boolean[] due;

    Failures(Replication run) {
        this.run = run;
        model = run.model;
        left = new double[model.modes];
        repair = new double[model.modes];
        repairedBefore = new double[model.modes];
        broken = new boolean[model.modes];
        due = new boolean[model.modes];
    }

    Failures(Replication run, Failures that) {
        this.run = run;
        model = that.model;
        left = that.left.clone();
        repair = that.repair.clone();
        repairedBefore = that.repairedBefore.clone();
        broken = that.broken.clone();
        due = that.due.clone();
    }

    static byte of(FailureClock clock) {
        return switch (clock) {
            case OPERATING_TIME -> OPERATING;
            case CALENDAR_TIME -> CALENDAR;
            case OPERATIONS -> OPERATIONS;
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

    /** The mode that fails before the machine has worked for {@code time} more; NONE when there is none. */
    int nextToStop(int machine, double time) {
        double least = time;
        int failing = FlowModel.NONE;
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

    void countOperation(int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (model.modeClock[mode] == OPERATIONS && !broken[mode] && --left[mode] <= 0) fail(mode);
        }
    }

    void fail(int mode) {
        int machine = model.modeMachine[mode];
        broken[mode] = true;
        repair[mode] = run.draw(model.modeRepair[mode], model.modeStream[mode]);
        int name = mode - model.firstMode[machine];
        if (model.modePlanned[mode]) run.machines.beginMaintenance(machine, name);
        else run.machines.goDown(machine, name);
        if (model.modeCrew[mode] == null) startRepair(mode);
        else run.people.requestRepair(mode);
    }

    /** An operation has ended: maintenance that has fallen due meanwhile begins. */
    void maintainWhatIsDue(int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (!model.modePlanned[mode] || broken[mode]) continue;
            if (due[mode] || (model.modeClock[mode] == OPERATING && left[mode] <= 0)) {
                due[mode] = false;
                fail(mode);
            }
        }
    }

    /** A machine is down at the start of a run and has been for some time. */
    void brokenEarlier(int mode, double downFor) {
        int machine = model.modeMachine[mode];
        broken[mode] = true;
        repair[mode] = run.drawBeyond(model.modeRepair[mode], model.modeStream[mode], downFor) - downFor;
        repairedBefore[mode] = downFor;
        int name = mode - model.firstMode[machine];
        if (model.modePlanned[mode]) run.machines.beginMaintenance(machine, name);
        else run.machines.goDown(machine, name);
        if (model.modeCrew[mode] == null) startRepair(mode);
        else run.people.requestRepair(mode);
    }

    /** The mode from which a machine is down or under maintenance; NONE when it is not. */
    int brokenMode(int machine) {
        for (int mode = model.firstMode[machine]; mode < model.firstMode[machine + 1]; mode++) {
            if (broken[mode]) return mode;
        }
        return FlowModel.NONE;
    }

    /** Seconds since the repair of a broken mode began; 0 when it has not begun. */
    double repairedFor(int mode) {
        double end = run.calendar.timeOf(model.modeSlots + mode);
        double since = end == Double.POSITIVE_INFINITY ? 0 : repair[mode] - (end - run.now());
        return repairedBefore[mode] + Math.max(0, since);
    }

    void startRepair(int mode) {
        run.calendar.schedule(model.modeSlots + mode, run.now() + repair[mode]);
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
        repairedBefore[mode] = 0;
        run.people.releaseAfterRepair(mode);
        renew(mode);
        if (model.modePlanned[mode]) run.machines.endMaintenance(machine);
        else run.machines.comeUp(machine);
    }

    long bytes() {
        return 26L * left.length;
    }
}
