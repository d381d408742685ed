package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.flow.FlowModel.NeedRule;

/**
 * People who set up, work and repair. A machine asks for all that it needs at once and waits until all of them are free;
 * who has asked first is served first among those that can be served. Tasks of a higher priority come before those of a
 * lower one and take their people away; what these did is resumed later. Of the people that can do it the one who is there
 * soonest goes, and among those the one who has been idle longest. Work begins when the last one is there.
 */
final class People {
    private final Replication run;
    private final FlowModel model;
    private final byte[] state;
    private final int[] at;
    private final boolean[] forSetupOnly;
    /** The failure mode that a person repairs; NONE for other work. */
    private final int[] repairs;

    /** The priority of the task of each person. */
    private final int[] priority;

    /** Who is to be taken away from a task, and for which skill; holds only while a request is served. */
    private final boolean[] marked;

    private final int[] markedFor;

    /** The state in which each person is, or will be when all others are there as well. */
    private final byte[] work;

    private final Walks walks;
    private final Paces paces;
    /** How many people are on the way, by machine and behind them by failure mode. */
    private final int[] underWay;

    private final boolean[] onShift;
    private final boolean[] absent;
    /** Who has not come to the shift that is on. */
    private final boolean[] staysAway;
    /** By team, when its hours last ended. */
    private final double[] endedAt;

    private final double[] idleSince;
    /** Machines whose people stay from set-up to work. */
    private final boolean[] keeps;
    /** Machines, and behind them failure modes, in the order in which they asked. */
    private int[] requests;
    /** The priority of each request. */
    private int[] urgency;

    private int requestCount;
    private boolean mayServe;

    People(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.people;
        state = new byte[n];
        Arrays.fill(state, (byte) PersonState.IDLE.ordinal());
        at = new int[n];
        Arrays.fill(at, NONE);
        forSetupOnly = new boolean[n];
        repairs = new int[n];
        Arrays.fill(repairs, NONE);
        work = new byte[n];
        walks = new Walks(run);
        paces = new Paces(run);
        underWay = new int[model.walking ? model.machines + model.modes : 0];
        onShift = new boolean[n];
        Arrays.fill(onShift, true);
        absent = new boolean[n];
        staysAway = new boolean[n];
        endedAt = new double[model.absentShare.length];
        Arrays.fill(endedAt, Double.NEGATIVE_INFINITY);
        idleSince = new double[n];
        keeps = new boolean[model.machines];
        requests = new int[4];
        urgency = new int[4];
        priority = new int[n];
        marked = new boolean[n];
        markedFor = new int[n];
    }

    People(Replication run, People that) {
        this.run = run;
        model = that.model;
        state = that.state.clone();
        at = that.at.clone();
        forSetupOnly = that.forSetupOnly.clone();
        repairs = that.repairs.clone();
        work = that.work.clone();
        walks = new Walks(run, that.walks);
        paces = new Paces(run, that.paces);
        underWay = that.underWay.clone();
        onShift = that.onShift.clone();
        absent = that.absent.clone();
        staysAway = that.staysAway.clone();
        endedAt = that.endedAt.clone();
        idleSince = that.idleSince.clone();
        keeps = that.keeps.clone();
        requests = that.requests.clone();
        urgency = that.urgency.clone();
        priority = that.priority.clone();
        marked = new boolean[that.marked.length];
        markedFor = new int[that.marked.length];
        requestCount = that.requestCount;
        mayServe = that.mayServe;
    }

    /** Whether a machine must ask for people before it is set up or works. */
    boolean needed(int machine, boolean setup) {
        for (var need : model.needs[model.station[machine]]) {
            if (applies(need, machine, setup)) return true;
        }
        return false;
    }

    private boolean applies(NeedRule need, int machine, boolean setup) {
        return setup ? need.forSetup() : need.forWork() && !(need.forSetup() && keeps[machine]);
    }

    void request(int machine) {
        addRequest(machine);
    }

    void requestRepair(int mode) {
        addRequest(model.machines + mode);
    }

    /** Adds a request behind those of the same priority, which are there longer. */
    private void addRequest(int request) {
        if (requestCount == requests.length) {
            requests = Arrays.copyOf(requests, requestCount * 2);
            urgency = Arrays.copyOf(urgency, requestCount * 2);
        }
        int own = urgency(request);
        int i = requestCount++;
        for (; i > 0 && urgency[i - 1] < own; i--) {
            requests[i] = requests[i - 1];
            urgency[i] = urgency[i - 1];
        }
        requests[i] = request;
        urgency[i] = own;
        mayServe = true;
    }

    /** The highest priority of those whom a machine or repair needs now. */
    private int urgency(int request) {
        if (request >= model.machines) {
            var crew = model.modeCrew[request - model.machines];
            return crew == null ? 0 : crew.priority();
        }
        boolean setup = run.machines.isSettingUp(request);
        int most = 0;
        for (var need : model.needs[model.station[request]]) {
            if (applies(need, request, setup)) most = Math.max(most, need.priority());
        }
        return most;
    }

    void withdraw(int machine) {
        for (int i = 0; i < requestCount; i++) {
            if (requests[i] == machine) {
                removeRequest(i);
                return;
            }
        }
    }

    private void removeRequest(int i) {
        System.arraycopy(requests, i + 1, requests, i, --requestCount - i);
        System.arraycopy(urgency, i + 1, urgency, i, requestCount - i);
    }

    boolean mayServe() {
        return mayServe;
    }

    /** Gives people to those who have asked, the highest priority first, then in the order in which they asked. */
    void serve() {
        mayServe = false;
        for (int i = 0; i < requestCount; ) {
            int request = requests[i];
            int own = urgency[i];
            if (!take(request, own)) {
                if (own == 0 || !canPreempt(request, own)) {
                    i++;
                    continue;
                }
                preemptFor(request, own);
            }
            removeRequest(i);
            if (!model.walking || underWay[request] == 0) begin(request);
        }
    }

    /** All that a machine or a repair needs are there. */
    private void begin(int request) {
        if (request < model.machines) run.machines.attend(request);
        else run.failures.startRepair(request - model.machines);
    }

    /** Someone has come to the machine to which he was on the way. */
    void arrives(int person) {
        int request = requestOf(person);
        walks.arrive(person, model.whereOf(at[person]));
        if (--underWay[request] > 0) {
            become(person, PersonState.WAITING);
            return;
        }
        become(person, PersonState.of(work[person]));
        beginWork(at[person], repairs[person]);
        begin(request);
    }

    /** For what someone is at a machine, or on the way there: the machine, or behind all machines the failure mode. */
    private int requestOf(int person) {
        return repairs[person] == NONE ? at[person] : model.machines + repairs[person];
    }

    /** Those who have come to a machine for a purpose and wait there begin. */
    private void beginWork(int machine, int mode) {
        for (int person = 0; person < at.length; person++) {
            if (at[person] == machine && repairs[person] == mode && state[person] == PersonState.WAITING.ordinal()) {
                become(person, PersonState.of(work[person]));
            }
        }
    }

    /** Marks whom a request would get if everyone came who is idle, or has a task of a lower priority. */
    private boolean canPreempt(int request, int own) {
        Arrays.fill(marked, false);
        if (request >= model.machines) {
            var crew = model.modeCrew[request - model.machines];
            return crew != null && mark(crew, own);
        }
        boolean setup = run.machines.isSettingUp(request);
        for (var need : model.needs[model.station[request]]) {
            if (applies(need, request, setup) && !mark(need, own)) return false;
        }
        return true;
    }

    private boolean mark(NeedRule need, int own) {
        for (int k = 0; k < need.count(); k++) {
            int best = NONE;
            for (int person : need.candidates()) {
                if (marked[person] || !isPresent(person)) continue;
                boolean idle = at[person] == NONE;
                if (!idle && priority[person] >= own) continue;
                if (best == NONE || rank(person) < rank(best)) best = person;
            }
            if (best == NONE) return false;
            marked[best] = true;
            markedFor[best] = need.skill();
        }
        return true;
    }

    /** Idle people are taken first, then those with the least urgent task. */
    private int rank(int person) {
        return at[person] == NONE ? NONE : priority[person];
    }

    /** Takes those who are marked away from their tasks, and gives them to a request. */
    private void preemptFor(int request, int own) {
        for (int person = 0; person < marked.length; person++) {
            if (!marked[person] || at[person] == NONE) continue;
            if (repairs[person] == NONE) run.machines.abandoned(at[person]);
            else run.failures.abandoned(repairs[person]);
        }
        for (int person = 0; person < marked.length; person++) {
            if (!marked[person]) continue;
            at[person] = CHOSEN;
            if (model.paced) paces.chosen(person, markedFor[person]);
        }
        give(request, own);
    }

    private boolean isPresent(int person) {
        return onShift[person] && !absent[person] && !staysAway[person];
    }

    /** What someone without a task is. */
    private PersonState unoccupied(int person) {
        if (isPresent(person)) return PersonState.IDLE;
        return onShift[person] && !absent[person] ? PersonState.ABSENT : PersonState.OFF;
    }

    private boolean take(int request, int own) {
        if (request >= model.machines) {
            int mode = request - model.machines;
            var crew = model.modeCrew[mode];
            if (crew == null) return true;
            if (!choose(crew, model.whereOf(model.modeMachine[mode]))) return false;
            give(request, own);
            return true;
        }
        boolean setup = run.machines.isSettingUp(request);
        int station = model.station[request];
        var needs = model.needs[station];
        for (var need : needs) {
            if (applies(need, request, setup) && !choose(need, station)) {
                unchoose();
                return false;
            }
        }
        give(request, own);
        return true;
    }

    /** Those who are chosen go to a machine, or to repair one. */
    private void give(int request, int own) {
        if (request >= model.machines) {
            int mode = request - model.machines;
            assign(model.modeMachine[mode], PersonState.REPAIRING, false, mode, own);
            return;
        }
        boolean setup = run.machines.isSettingUp(request);
        if (setup) {
            for (var need : model.needs[model.station[request]]) {
                if (need.forSetup() && need.forWork()) keeps[request] = true;
            }
        }
        assign(request, setup ? PersonState.SETTING_UP : PersonState.WORKING, setup, NONE, own);
    }

    private static final int CHOSEN = -2;

    /** Seconds for which hours may end without another shift beginning after them. */
    private static final double LONGEST_BREAK = 4 * 3600.0;

    /** Marks as many idle people as a need asks for; marks none of them when there are too few. */
    private boolean choose(NeedRule need, int station) {
        for (int k = 0; k < need.count(); k++) {
            int best = NONE;
            double least = 0;
            for (int person : need.candidates()) {
                if (state[person] != PersonState.IDLE.ordinal() || at[person] != NONE) continue;
                double way = model.walking ? walks.secondsTo(person, station) : 0;
                if (best == NONE || way < least || (way == least && idleSince[person] < idleSince[best])) {
                    best = person;
                    least = way;
                }
            }
            if (best == NONE) {
                unchoose();
                return false;
            }
            at[best] = CHOSEN;
            if (model.paced) paces.chosen(best, need.skill());
        }
        return true;
    }

    private void unchoose() {
        for (int person = 0; person < at.length; person++) if (at[person] == CHOSEN) at[person] = NONE;
    }

    private void assign(int machine, PersonState task, boolean setup, int mode, int own) {
        boolean someWalk = model.walking && someWalk(model.whereOf(machine));
        for (int person = 0; person < at.length; person++) {
            if (at[person] != CHOSEN) continue;
            at[person] = machine;
            repairs[person] = mode;
            priority[person] = own;
            forSetupOnly[person] = setup && !staysForWork(machine, person);
            work[person] = (byte) task.ordinal();
            if (someWalk) setOut(person, machine);
            else if (model.walking) walks.arrive(person, model.whereOf(machine));
            if (!someWalk) become(person, task);
        }
    }

    private boolean someWalk(int station) {
        for (int person = 0; person < at.length; person++) {
            if (at[person] == CHOSEN && walks.secondsTo(person, station) > 0) return true;
        }
        return false;
    }

    /** Someone goes to the machine that he was chosen for, or waits there already. */
    private void setOut(int person, int machine) {
        double seconds = walks.secondsTo(person, model.whereOf(machine));
        if (seconds > 0) {
            walks.setOut(person, seconds);
            underWay[requestOf(person)]++;
            become(person, PersonState.WALKING);
        } else {
            walks.arrive(person, model.whereOf(machine));
            become(person, PersonState.WAITING);
        }
    }

    private boolean staysForWork(int machine, int person) {
        for (var need : model.needs[model.station[machine]]) {
            if (!need.forSetup() || !need.forWork()) continue;
            for (int candidate : need.candidates()) if (candidate == person) return true;
        }
        return false;
    }

    /** Set-up is done: those who came for it alone go, the others work on. */
    void releaseAfterSetup(int machine) {
        for (var need : model.needs[model.station[machine]]) {
            if (!need.forSetup()) continue;
            for (int person : need.candidates()) {
                if (at[person] != machine || repairs[person] != NONE) continue;
                if (model.paced) paces.practised(person);
                if (forSetupOnly[person]) dismiss(person);
                else become(person, PersonState.WORKING);
            }
        }
    }

    /** An operation is finished: everyone who worked at it is free again. */
    void releaseAfterWork(int machine) {
        if (model.paced) {
            for (int person = 0; person < at.length; person++) {
                if (at[person] == machine && repairs[person] == NONE) paces.practised(person);
            }
        }
        release(machine);
    }

    /** The pace of the slowest person who works at a machine, or repairs it from a failure mode. */
    double pace(int machine, int mode) {
        double least = Double.POSITIVE_INFINITY;
        for (int person = 0; person < at.length; person++) {
            if (at[person] == machine && repairs[person] == mode) least = Math.min(least, paces.pace(person));
        }
        return least < Double.POSITIVE_INFINITY ? least : 1;
    }

    /** Everyone who works at a machine, but not who repairs it, is free again. */
    void release(int machine) {
        keeps[machine] = false;
        for (var need : model.needs[model.station[machine]]) {
            for (int person : need.candidates()) {
                if (at[person] == machine && repairs[person] == NONE) dismiss(person);
            }
        }
    }

    void releaseAfterRepair(int mode) {
        releaseRepairers(mode, model.paced);
    }

    /** Those who repair are needed elsewhere. */
    void releaseFromRepair(int mode) {
        releaseRepairers(mode, false);
    }

    private void releaseRepairers(int mode, boolean practise) {
        var crew = model.modeCrew[mode];
        if (crew == null) return;
        for (int person : crew.candidates()) {
            if (repairs[person] != mode) continue;
            if (practise) paces.practised(person);
            dismiss(person);
        }
    }

    private void dismiss(int person) {
        if (state[person] == PersonState.WALKING.ordinal()) {
            walks.breakOff(person, model.whereOf(at[person]));
            underWay[requestOf(person)]--;
        }
        at[person] = NONE;
        repairs[person] = NONE;
        forSetupOnly[person] = false;
        idleSince[person] = run.now();
        become(person, unoccupied(person));
    }

    private void become(int person, PersonState next) {
        if (state[person] == next.ordinal()) return;
        state[person] = (byte) next.ordinal();
        if (next == PersonState.IDLE) mayServe = true;
        if (model.robots.length > 0) run.robots.noteChange();
        if ((next == PersonState.OFF || next == PersonState.ABSENT) && model.walking) walks.goHome(person);
        int place = at[person] == NONE ? NONE : model.placeOfMachine(at[person]);
        double pace = model.paced ? paceIn(person, next) : Double.NaN;
        run.sink.event(run.now(), EventKind.PERSON_STATE, person, NONE, next.ordinal(), place, pace, 0);
    }

    /** The pace with which someone begins what he does next; NaN when that is no work. */
    private double paceIn(int person, PersonState next) {
        paces.enters(person, next);
        return Paces.isWork(next) ? paces.pace(person) : Double.NaN;
    }

    /** Whether people come to the shifts that are on when the run starts. */
    void begin() {
        for (int team = 0; team < model.absentShare.length; team++) {
            int first = model.index.firstPerson(team);
            int end = model.index.firstPerson(team + 1);
            for (int person = first; person < end && model.absentShare[team] > 0 && onShift[first]; person++) {
                drawAbsence(person, team);
                presenceChanged(person, team);
            }
        }
    }

    private void drawAbsence(int person, int team) {
        staysAway[person] = run.random.nextDouble(model.absenceStream[person]) < model.absentShare[team];
    }

    /** A team's hours begin or end. They begin a new shift unless they have ended for no more than a break. */
    void setOnShift(int team, boolean on) {
        boolean newShift = on && model.absentShare[team] > 0 && run.now() - endedAt[team] > LONGEST_BREAK;
        if (!on && run.now() > 0) endedAt[team] = run.now();
        for (int person = model.index.firstPerson(team); person < model.index.firstPerson(team + 1); person++) {
            onShift[person] = on;
            if (newShift) drawAbsence(person, team);
            presenceChanged(person, team);
        }
    }

    /** The first {@code present} people of a team come to work, the others do not. */
    void setPresent(int team, int present) {
        int first = model.index.firstPerson(team);
        for (int person = first; person < model.index.firstPerson(team + 1); person++) {
            absent[person] = person - first >= present;
            presenceChanged(person, team);
        }
    }

    private void presenceChanged(int person, int team) {
        boolean present = isPresent(person);
        if (at[person] == NONE) {
            idleSince[person] = run.now();
            become(person, unoccupied(person));
        } else if (!present && !model.teamFinishes[team] && repairs[person] == NONE) {
            run.machines.abandoned(at[person]);
        }
    }

    /** Where a person is; null when that is not known. */
    @Nullable Position place(int person) {
        boolean onTheWay = state[person] == PersonState.WALKING.ordinal();
        return walks.at(person, onTheWay, onTheWay ? model.whereOf(at[person]) : NONE);
    }

    /**
     * Whether somebody is where robots must keep their distance from him: he works or waits at a place, or is on the way to
     * one, but not to a given machine; then {@code motion} is his.
     */
    boolean isInTheWay(int person, int machine, Robots.Motion motion) {
        if (at[person] == NONE || at[person] == machine) return false;
        int station = model.whereOf(at[person]);
        var stands = walks.positionOf(station);
        if (stands == null) return false;
        if (state[person] == PersonState.WALKING.ordinal()) {
            walks.motion(person, station, motion);
            return true;
        }
        motion.x = stands.x();
        motion.y = stands.y();
        motion.z = stands.z();
        motion.vx = 0;
        motion.vy = 0;
        motion.vz = 0;
        motion.until = Double.POSITIVE_INFINITY;
        return true;
    }

    boolean staysAway(int person) {
        return onShift[person] && staysAway[person];
    }

    double fatigue(int person) {
        return model.paced ? paces.fatigue(person) : 0;
    }

    /** How many tasks someone has finished, by skill. */
    Map<String, Integer> practised(int person) {
        var times = new HashMap<String, Integer>();
        if (model.paced) {
            for (int skill = 0; skill < model.skills.size(); skill++) {
                int done = paces.done(person, skill);
                if (done > 0) times.put(model.skills.get(skill), done);
            }
        }
        return times;
    }

    /** How someone is at the start of a run. */
    void beginEarlier(int person, PlantState.Person earlier) {
        if (model.walking) walks.stand(person, earlier.at());
        int team = model.index.teamOf(person);
        if (model.absentShare[team] > 0 && staysAway[person] != earlier.absent()) {
            staysAway[person] = earlier.absent();
            presenceChanged(person, team);
        }
        if (!model.paced) return;
        paces.tiredEarlier(person, earlier.fatigue());
        earlier.practised().forEach((skill, times) -> {
            int number = model.skills.indexOf(skill);
            if (number >= 0) paces.beginEarlier(person, number, times);
        });
    }

    long bytes() {
        return 43L * state.length
                + keeps.length
                + 8L * requests.length
                + walks.bytes()
                + paces.bytes()
                + 4L * underWay.length;
    }
}
