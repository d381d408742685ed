package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;
import static org.shadowline.sim.flow.FlowModel.SCRAP;
import static org.shadowline.sim.flow.Machine.EMPTY;
import static org.shadowline.sim.flow.Machine.FINISHED;
import static org.shadowline.sim.flow.Machine.NOT_SET_UP;
import static org.shadowline.sim.flow.Machine.SETTING_UP;
import static org.shadowline.sim.flow.Machine.WORKING;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.DefectCause.After;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.sim.kernel.EventCalendar;

/**
 * The machines of all stations: a part comes, the machine is set up if need be, works, and holds the part until its next
 * place has room. Set-up and work stop while the machine is down, stopped, off shift or without its people, and go on
 * afterwards where they stopped.
 */
final class Machines {
    private static final double[] NO_VALUES = {};

    private final Replication run;
    private final FlowModel model;
    private final Parts parts;
    private final EventCalendar calendar;
    private final EventSink sink;
    private final boolean tellsStarts;
    private final Machine[] machines;
    /** Of each station with many machines those that can take a part; null for other stations. */
    private final @Nullable Pool[] pools;

    private final int[] changed;
    private int changes;

    Machines(Replication run) {
        this.run = run;
        model = run.model;
        parts = run.parts;
        calendar = run.calendar;
        sink = run.sink;
        tellsStarts = sink.wants(EventKind.OPERATION_STARTED);
        machines = new Machine[model.machines];
        for (int i = 0; i < machines.length; i++) {
            machines[i] = new Machine(model, i, run.places.at(model.station[i]), parts);
        }
        pools = new @Nullable Pool[model.elements];
        for (int e = 0; e < pools.length; e++) {
            int count = model.firstMachine[e + 1] - model.firstMachine[e];
            if (count >= Pool.FEWEST) pools[e] = new Pool(count);
        }
        changed = new int[machines.length];
    }

    Machines(Replication run, Machines that) {
        this.run = run;
        model = run.model;
        parts = run.parts;
        calendar = run.calendar;
        sink = run.sink;
        tellsStarts = sink.wants(EventKind.OPERATION_STARTED);
        machines = new Machine[that.machines.length];
        for (int i = 0; i < machines.length; i++) {
            machines[i] = new Machine(that.machines[i], run.places.at(model.station[i]), parts);
        }
        pools = new @Nullable Pool[that.pools.length];
        for (int e = 0; e < pools.length; e++) {
            var pool = that.pools[e];
            if (pool != null) pools[e] = new Pool(pool);
        }
        changed = that.changed.clone();
        changes = that.changes;
    }

    Machine at(int machine) {
        return machines[machine];
    }

    /** A machine that may take the part, one that is warm and set up for it first; null when there is none. */
    @Nullable Machine freeMachine(int station, Part part) {
        int first = model.firstMachine[station];
        int end = model.firstMachine[station + 1];
        var pool = pools[station];
        Machine free = null;
        int least = Integer.MAX_VALUE;
        for (int i = first; i < end; i++) {
            if (pool != null) {
                int next = pool.next(i - first);
                if (next < 0) break;
                i = first + next;
            }
            var m = machines[i];
            if (!m.canTake()) continue;
            int trouble = 2 * m.restLevel + (m.setup == null || m.setUpFor == setupKey(m.setup, part) ? 0 : 1);
            if (trouble == 0) return m;
            if (trouble < least) {
                least = trouble;
                free = m;
            }
        }
        return free;
    }

    /** Number of machines of a station that hold a part. */
    int occupied(int station) {
        int count = 0;
        for (int i = model.firstMachine[station]; i < model.firstMachine[station + 1]; i++) {
            if (machines[i].phase != EMPTY) count++;
        }
        return count;
    }

    boolean isFinished(int machine) {
        return machines[machine].phase == FINISHED;
    }

    /** Seconds of work at the declared speed that have been done on the part of a machine. */
    double workedOn(int machine) {
        var m = machines[machine];
        if (m.phase != WORKING) return 0;
        double left = m.running ? Math.max(0, m.left - worked(m, calendar.now() - m.since) * m.speed) : m.left;
        return Math.max(0, m.total - left);
    }

    /** Seconds of work at the machine's speed that it does while it runs; a robot slows when people are near. */
    private double worked(Machine m, double ran) {
        return isRobotAtWork(m) ? run.robots.worked(m, ran) : ran;
    }

    private static boolean isRobotAtWork(Machine m) {
        return m.robot != NONE && m.phase == WORKING;
    }

    boolean isSettingUp(int machine) {
        return machines[machine].phase == SETTING_UP;
    }

    MachineState state(int machine) {
        return machines[machine].state();
    }

    void enter(Part part, Machine m) {
        run.places.move(part, m);
        begin(m, part);
    }

    /** Sets the machine up, if need be, and works on a part that is on it, or on a batch with that part as its first. */
    void begin(Machine m, Part part) {
        m.part = part.number;
        if (m.setup == null || !beginSetup(m, m.setup, part)) beginWork(m, part);
    }

    /** Sets the machine up for the part; false when that takes no time. */
    private boolean beginSetup(Machine m, FlowModel.SetupRule rule, Part part) {
        int is = setupKey(rule, part);
        int was = m.setUpFor;
        m.setUpFor = is;
        int sampler = was == is || was == NOT_SET_UP ? NONE : rule.timeOf(was, is);
        double time = sampler == NONE ? 0 : run.draw(sampler, model.setupStream[m.station.number]);
        if (time <= 0) return false;
        enterPhase(m, SETTING_UP, time);
        return true;
    }

    private void beginWork(Machine m, Part part) {
        int sampler = model.timeOf(part.step, part.product);
        m.started = false;
        double time = run.draw(sampler, m.workStream);
        if (model.timesByFormula) time = timeByFormula(part, time);
        if (m.process != null) time *= 1 + m.worn * m.process.slower();
        enterPhase(m, WORKING, time);
    }

    /** The time that a formula gives for the part; the given one where there is none. */
    double timeByFormula(Part part, double given) {
        var formula = model.timeFormula[part.step][part.product];
        if (formula == null) return given;
        double time = formula.of(run, part.number, NO_VALUES);
        if (time >= 0) return time;
        throw new PlantProblem("the time of an operation at `" + model.index.placeName(part.place) + "` would be "
                + time + " s at " + calendar.now() + " s of the run. Maybe limit it: `max(0 s, …)`.");
    }

    private void enterPhase(Machine m, byte phase, double time) {
        m.phase = phase;
        if (m.pooled) pool(m);
        m.left = time;
        m.total = time;
        m.attended = !m.needsPeople || !run.people.needed(m.number, phase == SETTING_UP);
        touch(m);
        if (m.hindrances == 0) goOn(m);
    }

    /** Begins or resumes set-up or work, when the people are there. */
    private void goOn(Machine m) {
        if (m.rest != null && !run.rests.isWarm(m, m.rest)) {
            touch(m);
        } else if (lacksTool(m)) {
            touch(m);
        } else if (m.attended) {
            start(m);
        } else {
            m.awaitsPeople = true;
            run.people.request(m.number);
            touch(m);
        }
    }

    /** Whether the machine must wait for a tool, for which it asks once. */
    private boolean lacksTool(Machine m) {
        if (m.toolKind == NONE || m.phase != WORKING || m.tool != NONE) return false;
        if (!m.awaitsTool) m.awaitsTool = !run.tools.take(m);
        return m.awaitsTool;
    }

    private void start(Machine m) {
        double now = calendar.now();
        boolean working = m.phase == WORKING;
        if (working && !m.started) {
            m.started = true;
            if (tellsStarts) tellStart(m, now);
        }
        m.running = true;
        m.since = now;
        if (m.paced) m.speed = m.setSpeed * run.people.pace(m.number, NONE);
        double time = m.speed == 1 ? m.left : m.left / m.speed;
        if (isRobotAtWork(m)) {
            startRobot(m, time);
            return;
        }
        if (m.failsOperating && working) {
            m.failsNext = run.failures.nextToStop(m.number, time);
            if (m.failsNext != NONE) time = run.failures.left(m.failsNext);
        }
        m.length = time;
        calendar.schedule(m.number, now + time);
    }

    /** As any machine, but by when it is done with people where they are now; it has no event while it stands still. */
    private void startRobot(Machine m, double work) {
        double time = run.robots.begin(m, work);
        if (m.failsOperating && run.robots.moved(m, 1) > 0) {
            m.failsNext = run.failures.nextToStop(m.number, time);
            if (m.failsNext != NONE) time = run.failures.left(m.failsNext);
        }
        m.length = time;
        if (time < Double.POSITIVE_INFINITY) calendar.schedule(m.number, m.since + time);
    }

    /** Lets a robot that works go on at the speed that people allow now. */
    void goOnAtOnce(Machine m) {
        halt(m);
        start(m);
    }

    private void tellStart(Machine m, double now) {
        double share = 1.0 / Math.max(1, m.held);
        int part = m.batch.isEmpty() ? m.part : m.batch.first();
        while (part >= 0) {
            var one = parts.at(part);
            sink.event(now, EventKind.OPERATION_STARTED, m.place, part, one.step, 0, share, 0);
            part = m.batch.isEmpty() ? NONE : one.next;
        }
    }

    /** Stops set-up or work and keeps what is left of it. */
    private void halt(Machine m) {
        if (!m.running) return;
        calendar.cancel(m.number);
        m.failsNext = NONE;
        account(m, calendar.now() - m.since);
    }

    private void account(Machine m, double ran) {
        m.running = false;
        double work = ran;
        double moved = ran;
        if (isRobotAtWork(m)) {
            work = run.robots.account(m, ran);
            moved = run.robots.moved(m, ran);
        }
        m.left = Math.max(0, m.left - work * m.speed);
        if (m.failsOperating && m.phase == WORKING) run.failures.operated(m.number, moved);
    }

    /** The event of a machine: its phase is complete, or it fails. */
    void occur(int machine) {
        var m = machines[machine];
        if (m.rest != null && run.rests.occur(m, m.rest)) {
            if (m.restLevel == Machine.SWITCHED_ON) Defects.begin(m, After.WARMING_UP);
            touch(m);
            if (m.hasWork()) goOn(m);
            return;
        }
        if (m.failsNext != NONE) {
            int mode = m.failsNext;
            m.failsNext = NONE;
            account(m, m.length);
            run.failures.fail(mode);
            return;
        }
        m.running = false;
        if (m.phase == WORKING) {
            if (m.robot != NONE) run.robots.account(m, m.length);
            if (m.failsOperating) run.failures.operated(machine, m.length);
            finish(m);
        } else {
            Defects.begin(m, After.SETUP);
            run.people.releaseAfterSetup(machine);
            beginWork(m, parts.at(m.part));
        }
    }

    private void finish(Machine m) {
        var part = parts.at(m.part);
        m.phase = FINISHED;
        touch(m);
        if (m.tool != NONE) run.tools.giveBack(m);
        if (m.special) {
            run.operations.finish(m, part);
            return;
        }
        boolean good = m.scrapShare == 0 || run.random.nextDouble(model.scrapStream[m.station.number]) >= m.scrapShare;
        sink.event(calendar.now(), EventKind.OPERATION_FINISHED, m.place, part.number, part.step, good ? 1 : 0, 1, 0);
        if (m.needsPeople) run.people.releaseAfterWork(m.number);
        if (m.failsByCount) run.failures.countOperation(m.number);
        if (good) run.places.depart(part);
        else run.places.leavePlant(part, SCRAP);
    }

    /** The part has left. */
    void vacated(int machine) {
        var m = machines[machine];
        if (m.held > 1) {
            m.held--;
            return;
        }
        m.held = 0;
        m.phase = EMPTY;
        m.part = NONE;
        if (m.rest != null && m.hindrances == 0) run.rests.beginIdle(m, m.rest);
        if (m.pooled) pool(m);
        touch(m);
    }

    /** The tool that the machine waited for is there. */
    void toolCame(Machine m) {
        m.awaitsTool = false;
        touch(m);
        goOn(m);
    }

    /** The people that the machine asked for have come. */
    void attend(int machine) {
        var m = machines[machine];
        m.awaitsPeople = false;
        m.attended = true;
        start(m);
        touch(m);
    }

    /** People leave before the work is done: it waits for others. */
    void abandoned(int machine) {
        var m = machines[machine];
        halt(m);
        run.people.release(machine);
        m.attended = false;
        if (m.hasWork()) goOn(m);
    }

    void goDown(int machine, int failure) {
        var m = machines[machine];
        m.lastFailure = failure;
        m.down++;
        hinder(m);
    }

    void comeUp(int machine) {
        var m = machines[machine];
        m.down--;
        Defects.begin(m, After.REPAIR);
        recover(m);
    }

    void endWear(int machine) {
        var m = machines[machine];
        m.worn = 0;
        m.wear = 0;
        sink.event(calendar.now(), EventKind.WEAR_ENDED, m.place, NONE, 0, 0, 0, 0);
    }

    /** A failure of the machine begins or ends to wait for spare parts. */
    void lackSpares(int machine, boolean begins) {
        var m = machines[machine];
        m.lacksSpares += begins ? 1 : -1;
        touch(m);
    }

    void beginMaintenance(int machine, int mode) {
        var m = machines[machine];
        m.lastFailure = mode;
        m.maintained++;
        hinder(m);
    }

    void endMaintenance(int machine) {
        var m = machines[machine];
        m.maintained--;
        Defects.begin(m, After.MAINTENANCE);
        endWear(machine);
        recover(m);
    }

    void stop(int machine) {
        var m = machines[machine];
        if (m.stopped) return;
        m.stopped = true;
        hinder(m);
    }

    void restart(int machine) {
        var m = machines[machine];
        m.stopped = false;
        recover(m);
    }

    void setOff(int machine, boolean off) {
        var m = machines[machine];
        if (m.off == off) return;
        m.off = off;
        if (off) {
            hinder(m);
            if (m.rest != null) run.rests.switchOff(m, m.rest);
        } else {
            recover(m);
        }
    }

    private void hinder(Machine m) {
        m.hindrances++;
        if (m.pooled) pool(m);
        halt(m);
        if (m.rest != null) run.rests.interrupt(m);
        if (m.hasWork()) {
            if (m.awaitsTool) run.tools.withdraw(m);
            m.awaitsTool = false;
            if (m.awaitsPeople) run.people.withdraw(m.number);
            m.awaitsPeople = false;
            run.people.release(m.number);
            m.attended = !run.people.needed(m.number, m.phase == SETTING_UP);
        }
        touch(m);
    }

    private void recover(Machine m) {
        touch(m);
        if (--m.hindrances > 0) return;
        if (m.pooled) pool(m);
        if (m.phase == EMPTY) {
            if (m.rest != null) run.rests.beginIdle(m, m.rest);
            run.places.free(m.place);
        } else if (m.hasWork()) {
            goOn(m);
        }
    }

    /** Changes the speed of a station, or of the machine at a place; work in hand goes on at the new speed. */
    void setSpeed(int place, double factor) {
        boolean one = place >= model.elements;
        int first = one ? place - model.elements : model.firstMachine[place];
        int count = one ? 1 : model.firstMachine[place + 1] - first;
        var ran = new boolean[count];
        for (int i = 0; i < count; i++) {
            var m = machines[first + i];
            ran[i] = m.running;
            halt(m);
            m.setSpeed = model.declaredSpeed[m.station.number] * factor;
            m.speed = m.setSpeed;
        }
        for (int i = 0; i < count; i++) if (ran[i]) start(machines[first + i]);
    }

    /** Notes in the pool whether the machine can take a part. */
    private void pool(Machine m) {
        int station = m.station.number;
        Objects.requireNonNull(pools[station]).set(m.number - model.firstMachine[station], m.canTake());
    }

    private void touch(Machine m) {
        if (m.listed) return;
        m.listed = true;
        changed[changes++] = m.number;
    }

    /** Tells the state of each machine that is not in the state told last. */
    void tellStates() {
        for (int i = 0; i < changes; i++) {
            var m = machines[changed[i]];
            m.listed = false;
            int state = m.state().ordinal();
            if (state != m.shown) tell(m, state);
        }
        changes = 0;
    }

    private void tell(Machine m, int state) {
        m.shown = state;
        sink.event(
                calendar.now(),
                EventKind.MACHINE_STATE,
                m.place,
                partOn(m),
                state,
                m.down + m.maintained > 0 ? m.lastFailure : NONE,
                0,
                0);
    }

    /** The part on the machine; a state may be told when it has just gone. */
    private int partOn(Machine m) {
        return m.part != NONE && parts.at(m.part).place == m.place ? m.part : NONE;
    }

    private int setupKey(FlowModel.SetupRule rule, Part part) {
        return rule.attribute() == NONE
                ? part.product
                : (int) parts.attributes[part.number * model.attributes + rule.attribute()];
    }

    /** Puts a part on a machine at the start of a run, with some of its work already done. */
    void begunEarlier(int machine, Part part, double worked) {
        var m = machines[machine];
        if (m.process != null && m.process.isBatch()) {
            m.batch.append(part);
            if (++m.held > 1) return;
        }
        m.part = part.number;
        if (m.setup != null) m.setUpFor = setupKey(m.setup, part);
        int sampler = model.timeOf(part.step, part.product);
        double total = run.drawBeyond(sampler, m.workStream, worked);
        if (model.timesByFormula) total = Math.max(worked, timeByFormula(part, total));
        m.started = false;
        enterPhase(m, WORKING, total - worked);
        m.total = total;
    }

    /** Puts a part on a machine at the start of a run whose operation on it is complete. */
    void finishedEarlier(int machine, Part part) {
        var m = machines[machine];
        m.part = part.number;
        if (m.setup != null) m.setUpFor = setupKey(m.setup, part);
        m.held++;
        m.phase = FINISHED;
        if (m.pooled) pool(m);
        touch(m);
    }

    /** Machines that are idle at the start of a run begin to count the time until they rest. */
    void beginRests() {
        for (var m : machines) if (m.rest != null) run.rests.begin(m, m.rest);
    }

    void wornEarlier(int machine, double wear, int worn) {
        machines[machine].wear = wear;
        machines[machine].worn = worn;
    }

    /** Sets what a machine is set up for at the start of a run: a product, or the value of an attribute. */
    void setUpEarlier(int machine, int key) {
        machines[machine].setUpFor = key;
    }

    long bytes() {
        long bytes = 240L * machines.length + 4L * changed.length;
        for (var pool : pools) if (pool != null) bytes += pool.bytes();
        return bytes;
    }
}
