package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PersonState;
import org.shadowline.sim.flow.FlowModel.NeedRule;

/**
 * People who set up, work and repair. A machine asks for all that it needs at once and waits until all of them are free;
 * who has asked first is served first among those that can be served. Of the people that can do it the one who has been
 * idle longest goes.
 */
final class People {
    private final Replication run;
    private final FlowModel model;
    private final byte[] state;
    private final int[] at;
    private final boolean[] forSetupOnly;
    /** The failure mode that a person repairs; NONE for other work. */
    private final int[] repairs;

    private final boolean[] onShift;
    private final boolean[] absent;
    private final double[] idleSince;
    /** Machines whose people stay from set-up to work. */
    private final boolean[] keeps;
    /** Machines, and behind them failure modes, in the order in which they asked. */
    private int[] requests;

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
        onShift = new boolean[n];
        Arrays.fill(onShift, true);
        absent = new boolean[n];
        idleSince = new double[n];
        keeps = new boolean[model.machines];
        requests = new int[4];
    }

    People(Replication run, People that) {
        this.run = run;
        model = that.model;
        state = that.state.clone();
        at = that.at.clone();
        forSetupOnly = that.forSetupOnly.clone();
        repairs = that.repairs.clone();
        onShift = that.onShift.clone();
        absent = that.absent.clone();
        idleSince = that.idleSince.clone();
        keeps = that.keeps.clone();
        requests = that.requests.clone();
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

    private void addRequest(int request) {
        if (requestCount == requests.length) requests = Arrays.copyOf(requests, requestCount * 2);
        requests[requestCount++] = request;
        mayServe = true;
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
    }

    boolean mayServe() {
        return mayServe;
    }

    /** Gives people to those who have asked, in the order in which they asked. */
    void serve() {
        mayServe = false;
        for (int i = 0; i < requestCount; ) {
            int request = requests[i];
            if (!take(request)) {
                i++;
                continue;
            }
            removeRequest(i);
            if (request < model.machines) run.machines.attend(request);
            else run.failures.startRepair(request - model.machines);
        }
    }

    private boolean take(int request) {
        if (request >= model.machines) {
            int mode = request - model.machines;
            var crew = model.modeCrew[mode];
            if (crew == null) return true;
            if (!choose(crew)) return false;
            assign(model.modeMachine[mode], PersonState.REPAIRING, false, mode);
            return true;
        }
        boolean setup = run.machines.isSettingUp(request);
        var needs = model.needs[model.station[request]];
        for (var need : needs) {
            if (applies(need, request, setup) && !choose(need)) {
                unchoose();
                return false;
            }
        }
        if (setup) {
            for (var need : needs) if (need.forSetup() && need.forWork()) keeps[request] = true;
        }
        assign(request, setup ? PersonState.SETTING_UP : PersonState.WORKING, setup, NONE);
        return true;
    }

    private static final int CHOSEN = -2;

    /** Marks as many idle people as a need asks for; marks none of them when there are too few. */
    private boolean choose(NeedRule need) {
        for (int k = 0; k < need.count(); k++) {
            int best = NONE;
            for (int person : need.candidates()) {
                if (state[person] == PersonState.IDLE.ordinal()
                        && at[person] == NONE
                        && (best == NONE || idleSince[person] < idleSince[best])) {
                    best = person;
                }
            }
            if (best == NONE) {
                unchoose();
                return false;
            }
            at[best] = CHOSEN;
        }
        return true;
    }

    private void unchoose() {
        for (int person = 0; person < at.length; person++) if (at[person] == CHOSEN) at[person] = NONE;
    }

    private void assign(int machine, PersonState work, boolean setup, int mode) {
        for (int person = 0; person < at.length; person++) {
            if (at[person] != CHOSEN) continue;
            at[person] = machine;
            repairs[person] = mode;
            forSetupOnly[person] = setup && !staysForWork(machine, person);
            become(person, work);
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
                if (forSetupOnly[person]) dismiss(person);
                else become(person, PersonState.WORKING);
            }
        }
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
        var crew = model.modeCrew[mode];
        if (crew == null) return;
        for (int person : crew.candidates()) if (repairs[person] == mode) dismiss(person);
    }

    private void dismiss(int person) {
        at[person] = NONE;
        repairs[person] = NONE;
        forSetupOnly[person] = false;
        idleSince[person] = run.now();
        become(person, onShift[person] && !absent[person] ? PersonState.IDLE : PersonState.OFF);
    }

    private void become(int person, PersonState next) {
        if (state[person] == next.ordinal()) return;
        state[person] = (byte) next.ordinal();
        if (next == PersonState.IDLE) mayServe = true;
        int place = at[person] == NONE ? NONE : model.placeOfMachine(at[person]);
        run.sink.event(run.now(), EventKind.PERSON_STATE, person, NONE, next.ordinal(), place, 0, 0);
    }

    /** A team's shift begins or ends. */
    void setOnShift(int team, boolean on) {
        for (int person = model.index.firstPerson(team); person < model.index.firstPerson(team + 1); person++) {
            onShift[person] = on;
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
        boolean present = onShift[person] && !absent[person];
        if (at[person] == NONE) {
            idleSince[person] = run.now();
            become(person, present ? PersonState.IDLE : PersonState.OFF);
        } else if (!present && !model.teamFinishes[team] && repairs[person] == NONE) {
            run.machines.abandoned(at[person]);
        }
    }

    long bytes() {
        return 28L * state.length + keeps.length + 4L * requests.length;
    }
}
