package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;
import static org.shadowline.sim.flow.FlowModel.SCRAP;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.MachineState;

/**
 * The machines of all stations: a part comes, the machine is set up if need be, works, and holds the part until its next
 * place has room. Set-up and work stop while the machine is down, stopped, off shift or without its people, and go on
 * afterwards where they stopped.
 */
final class Machines {
    private static final byte EMPTY = 0;
    private static final byte SETTING_UP = 1;
    private static final byte WORKING = 2;
    private static final byte FINISHED = 3;
    private static final int NOT_SET_UP = Integer.MIN_VALUE + 1;

    private final Replication run;
    private final FlowModel model;
    private final byte[] phase;
    private final int[] partOn;
    /** Seconds of the present phase that remain, at speed 1. */
    private final double[] left;

    private final double[] since;
    private final double[] length;
    private final boolean[] running;
    private final boolean[] started;
    private final boolean[] attended;
    private final boolean[] awaitsPeople;
    private final boolean[] stopped;
    private final boolean[] off;
    private final int[] down;
    /** How many of down, stopped and off shift apply. */
    private final int[] hindrances;

    private final int[] lastFailure;
    private final int[] setUpFor;
    private final int[] failsNext;
    private final byte[] shown;
    private final boolean[] dirty;
    private int[] changed;
    private int changes;
    final double[] speed;

    Machines(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.machines;
        phase = new byte[n];
        partOn = filled(n, NONE);
        left = new double[n];
        since = new double[n];
        length = new double[n];
        running = new boolean[n];
        started = new boolean[n];
        attended = new boolean[n];
        awaitsPeople = new boolean[n];
        stopped = new boolean[n];
        off = new boolean[n];
        down = new int[n];
        hindrances = new int[n];
        lastFailure = filled(n, NONE);
        setUpFor = filled(n, NOT_SET_UP);
        failsNext = filled(n, NONE);
        shown = new byte[n];
        Arrays.fill(shown, (byte) MachineState.STARVED.ordinal());
        dirty = new boolean[n];
        changed = new int[Math.max(1, n)];
        speed = new double[model.elements];
        System.arraycopy(model.declaredSpeed, 0, speed, 0, speed.length);
    }

    Machines(Replication run, Machines that) {
        this.run = run;
        model = that.model;
        phase = that.phase.clone();
        partOn = that.partOn.clone();
        left = that.left.clone();
        since = that.since.clone();
        length = that.length.clone();
        running = that.running.clone();
        started = that.started.clone();
        attended = that.attended.clone();
        awaitsPeople = that.awaitsPeople.clone();
        stopped = that.stopped.clone();
        off = that.off.clone();
        down = that.down.clone();
        hindrances = that.hindrances.clone();
        lastFailure = that.lastFailure.clone();
        setUpFor = that.setUpFor.clone();
        failsNext = that.failsNext.clone();
        shown = that.shown.clone();
        dirty = that.dirty.clone();
        changed = that.changed.clone();
        changes = that.changes;
        speed = that.speed.clone();
    }

    private static int[] filled(int n, int value) {
        var array = new int[n];
        Arrays.fill(array, value);
        return array;
    }

    /** Whether a machine may take a part now. */
    boolean canTake(int machine) {
        return phase[machine] == EMPTY && isAvailable(machine);
    }

    private boolean isAvailable(int machine) {
        return hindrances[machine] == 0;
    }

    /** A machine that may take the part, one that is set up for it first; -1 when there is none. */
    int freeMachine(int station, int part) {
        int first = model.firstMachine[station];
        int end = model.firstMachine[station + 1];
        var rule = model.setup[station];
        int free = NONE;
        for (int m = first; m < end; m++) {
            if (!canTake(m)) continue;
            if (rule == null || setUpFor[m] == setupKey(rule, part)) return m;
            if (free == NONE) free = m;
        }
        return free;
    }

    int occupied(int station) {
        int count = 0;
        for (int m = model.firstMachine[station]; m < model.firstMachine[station + 1]; m++) {
            if (phase[m] != EMPTY) count++;
        }
        return count;
    }

    int partOn(int machine) {
        return partOn[machine];
    }

    boolean isFinished(int machine) {
        return phase[machine] == FINISHED;
    }

    void enter(int part, int machine) {
        run.places.move(part, model.placeOfMachine(machine));
        partOn[machine] = part;
        begin(machine, part);
    }

    private void begin(int machine, int part) {
        int station = model.station[machine];
        var rule = model.setup[station];
        if (rule != null) {
            int is = setupKey(rule, part);
            int was = setUpFor[machine];
            setUpFor[machine] = is;
            int sampler = was == is || was == NOT_SET_UP ? NONE : rule.timeOf(was, is);
            double time = sampler == NONE ? 0 : run.draw(sampler, model.setupStream[station]);
            if (time > 0) {
                enterPhase(machine, SETTING_UP, time);
                return;
            }
        }
        beginWork(machine, part);
    }

    private void beginWork(int machine, int part) {
        int sampler = model.timeOf(run.parts.step[part], run.parts.product[part]);
        started[machine] = false;
        enterPhase(machine, WORKING, run.draw(sampler, model.workStream[machine]));
    }

    private void enterPhase(int machine, byte next, double time) {
        phase[machine] = next;
        left[machine] = time;
        attended[machine] = !model.needsPeople[machine] || !run.people.needed(machine, next == SETTING_UP);
        touch(machine);
        if (isAvailable(machine)) goOn(machine);
    }

    /** Begins or resumes set-up or work, when the people are there. */
    private void goOn(int machine) {
        if (phase[machine] != SETTING_UP && phase[machine] != WORKING) return;
        if (attended[machine]) {
            start(machine);
        } else {
            awaitsPeople[machine] = true;
            run.people.request(machine);
            touch(machine);
        }
    }

    private void start(int machine) {
        double now = run.now();
        boolean working = phase[machine] == WORKING;
        if (working && !started[machine]) {
            started[machine] = true;
            int part = partOn[machine];
            run.sink.event(
                    now,
                    EventKind.OPERATION_STARTED,
                    model.placeOfMachine(machine),
                    part,
                    run.parts.step[part],
                    0,
                    0,
                    0);
        }
        running[machine] = true;
        since[machine] = now;
        double time = left[machine] / speed[model.station[machine]];
        if (working && model.failsOperating[machine]) time = run.failures.timeToStop(machine, time, failsNext);
        length[machine] = time;
        run.calendar.schedule(machine, now + time);
    }

    /** Stops set-up or work and keeps what is left of it. */
    private void halt(int machine) {
        if (!running[machine]) return;
        double ran = run.now() - since[machine];
        run.calendar.cancel(machine);
        account(machine, ran);
    }

    private void account(int machine, double ran) {
        running[machine] = false;
        left[machine] = Math.max(0, left[machine] - ran * speed[model.station[machine]]);
        if (phase[machine] == WORKING && model.failsOperating[machine]) run.failures.operated(machine, ran);
    }

    /** The event of a machine: its phase is complete, or it fails. */
    void occur(int machine) {
        if (phase[machine] == WORKING) {
            int mode = failsNext[machine];
            if (mode != NONE) {
                failsNext[machine] = NONE;
                account(machine, length[machine]);
                run.failures.fail(mode);
                return;
            }
            if (model.failsOperating[machine]) run.failures.operated(machine, length[machine]);
            running[machine] = false;
            finish(machine);
        } else {
            running[machine] = false;
            run.people.releaseAfterSetup(machine);
            beginWork(machine, partOn[machine]);
        }
    }

    private void finish(int machine) {
        int part = partOn[machine];
        int station = model.station[machine];
        phase[machine] = FINISHED;
        touch(machine);
        boolean good = model.scrapShare[station] == 0
                || run.random.nextDouble(model.scrapStream[station]) >= model.scrapShare[station];
        run.sink.event(
                run.now(),
                EventKind.OPERATION_FINISHED,
                model.placeOfMachine(machine),
                part,
                run.parts.step[part],
                good ? 1 : 0,
                0,
                0);
        if (model.needsPeople[machine]) run.people.release(machine);
        if (model.failsByCount[machine]) run.failures.countOperation(machine);
        if (good) run.places.depart(part);
        else run.places.leavePlant(part, SCRAP);
    }

    /** The part has left. */
    void vacated(int machine) {
        phase[machine] = EMPTY;
        partOn[machine] = NONE;
        touch(machine);
    }

    /** The people that the machine asked for have come. */
    void attend(int machine) {
        awaitsPeople[machine] = false;
        attended[machine] = true;
        start(machine);
        touch(machine);
    }

    /** People leave before the work is done: it waits for others. */
    void abandoned(int machine) {
        halt(machine);
        run.people.release(machine);
        attended[machine] = false;
        goOn(machine);
    }

    boolean isSettingUp(int machine) {
        return phase[machine] == SETTING_UP;
    }

    void goDown(int machine, int failure) {
        lastFailure[machine] = failure;
        down[machine]++;
        hindrances[machine]++;
        interrupt(machine);
    }

    void comeUp(int machine) {
        down[machine]--;
        hindrances[machine]--;
        recover(machine);
    }

    void stop(int machine) {
        if (stopped[machine]) return;
        stopped[machine] = true;
        hindrances[machine]++;
        interrupt(machine);
    }

    void restart(int machine) {
        stopped[machine] = false;
        hindrances[machine]--;
        recover(machine);
    }

    void setOff(int machine, boolean isOff) {
        if (off[machine] == isOff) return;
        off[machine] = isOff;
        if (isOff) {
            hindrances[machine]++;
            interrupt(machine);
        } else {
            hindrances[machine]--;
            recover(machine);
        }
    }

    private void interrupt(int machine) {
        halt(machine);
        failsNext[machine] = NONE;
        if (phase[machine] == SETTING_UP || phase[machine] == WORKING) {
            if (awaitsPeople[machine]) run.people.withdraw(machine);
            awaitsPeople[machine] = false;
            run.people.release(machine);
            attended[machine] = !run.people.needed(machine, phase[machine] == SETTING_UP);
        }
        touch(machine);
    }

    private void recover(int machine) {
        touch(machine);
        if (!isAvailable(machine)) return;
        if (phase[machine] == EMPTY) run.places.free(model.placeOfMachine(machine));
        else goOn(machine);
    }

    /** Changes the speed of a station; work in hand goes on at the new speed. */
    void setSpeed(int station, double factor) {
        int first = model.firstMachine[station];
        int count = model.firstMachine[station + 1] - first;
        var ran = new boolean[count];
        for (int i = 0; i < count; i++) {
            ran[i] = running[first + i];
            halt(first + i);
            failsNext[first + i] = NONE;
        }
        speed[station] = model.declaredSpeed[station] * factor;
        for (int i = 0; i < count; i++) if (ran[i]) start(first + i);
    }

    private void touch(int machine) {
        if (dirty[machine]) return;
        dirty[machine] = true;
        if (changes == changed.length) changed = Arrays.copyOf(changed, changes * 2);
        changed[changes++] = machine;
    }

    /** Tells the state of each machine that is not in the state told last. */
    void tellStates() {
        for (int i = 0; i < changes; i++) {
            int machine = changed[i];
            dirty[machine] = false;
            byte state = (byte) state(machine).ordinal();
            if (state != shown[machine]) {
                shown[machine] = state;
                run.sink.event(
                        run.now(),
                        EventKind.MACHINE_STATE,
                        model.placeOfMachine(machine),
                        partOn[machine],
                        state,
                        down[machine] > 0 ? lastFailure[machine] : NONE,
                        0,
                        0);
            }
        }
        changes = 0;
    }

    MachineState state(int machine) {
        if (hindrances[machine] > 0) return hindrance(machine);
        return switch (phase[machine]) {
            case EMPTY -> MachineState.STARVED;
            case FINISHED -> MachineState.BLOCKED;
            default -> {
                if (awaitsPeople[machine]) yield MachineState.WAITING;
                yield phase[machine] == WORKING ? MachineState.BUSY : MachineState.SETUP;
            }
        };
    }

    private MachineState hindrance(int machine) {
        if (down[machine] > 0) return MachineState.DOWN;
        return stopped[machine] ? MachineState.STOPPED : MachineState.OFF;
    }

    private int setupKey(FlowModel.SetupRule rule, int part) {
        return rule.attribute() == NONE
                ? run.parts.product[part]
                : (int) run.parts.attributes[part * model.attributes + rule.attribute()];
    }

    /** Puts a part on a machine at the start of a run, with some of its work already done. */
    void begunEarlier(int machine, int part, double worked) {
        partOn[machine] = part;
        var rule = model.setup[model.station[machine]];
        if (rule != null) setUpFor[machine] = setupKey(rule, part);
        int sampler = model.timeOf(run.parts.step[part], run.parts.product[part]);
        double total = run.drawBeyond(sampler, model.workStream[machine], worked);
        started[machine] = false;
        enterPhase(machine, WORKING, total - worked);
    }

    /** Sets what a machine is set up for at the start of a run: a product, or the value of an attribute. */
    void setUpEarlier(int machine, int key) {
        setUpFor[machine] = key;
    }

    long bytes() {
        return (long) phase.length * (2 + 4 * 6 + 8 * 3 + 7) + 8L * speed.length;
    }
}
