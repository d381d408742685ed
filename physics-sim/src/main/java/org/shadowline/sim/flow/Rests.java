package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;
import static org.shadowline.sim.flow.Machine.EMPTY;
import static org.shadowline.sim.flow.Machine.STANDBY;
import static org.shadowline.sim.flow.Machine.SWITCHED_OFF;
import static org.shadowline.sim.flow.Machine.SWITCHED_ON;

import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.flow.FlowModel.RestRule;

/**
 * Machines that save energy: one that has had no part for some time goes to standby, later it is switched off, and it warms
 * up with the next part on it before it works. Its event is that of the machine, which has no other one meanwhile. Has no
 * state of its own; machines without a rule never come here.
 */
final class Rests {
    private final Replication run;

    Rests(Replication run) {
        this.run = run;
    }

    /** The machine has lost its last part, or nothing keeps it from working any more. */
    void beginIdle(Machine m, RestRule rule) {
        m.idleSince = run.now();
        wait(m, rule);
    }

    private void wait(Machine m, RestRule rule) {
        double after =
                switch (m.restLevel) {
                    case SWITCHED_ON -> Math.min(rule.standbyAfter(), rule.offAfter());
                    case STANDBY -> rule.offAfter();
                    default -> Double.POSITIVE_INFINITY;
                };
        if (after < Double.POSITIVE_INFINITY) {
            run.calendar.schedule(m.number, Math.max(run.now(), m.idleSince + after));
        }
    }

    /** Whether the machine can work at once; otherwise it begins to warm up. */
    boolean isWarm(Machine m, RestRule rule) {
        if (m.restLevel == SWITCHED_ON) {
            run.calendar.cancel(m.number);
            return true;
        }
        if (Double.isNaN(m.warmUpLeft)) {
            int sampler = sampler(m, rule);
            m.warmUpLeft = sampler == NONE ? 0 : run.draw(sampler, rule.stream());
            m.warmUpBefore = 0;
        }
        m.warming = true;
        m.since = run.now();
        run.calendar.schedule(m.number, m.since + m.warmUpLeft);
        return false;
    }

    private static int sampler(Machine m, RestRule rule) {
        return m.restLevel == STANDBY ? rule.fromStandby() : rule.fromOff();
    }

    /** The event of the machine: true when it was its rest, false when it was its work. */
    boolean occur(Machine m, RestRule rule) {
        if (m.warming) {
            m.warming = false;
            m.warmUpLeft = Double.NaN;
            m.restLevel = SWITCHED_ON;
            return true;
        }
        if (m.phase != EMPTY) return false;
        boolean standby = m.restLevel == SWITCHED_ON && rule.standbyAfter() < Double.POSITIVE_INFINITY;
        m.restLevel = standby ? STANDBY : SWITCHED_OFF;
        wait(m, rule);
        return true;
    }

    /** Something keeps the machine from working: it neither warms up nor goes further to rest. */
    void interrupt(Machine m) {
        if (m.warming) {
            double warmed = run.now() - m.since;
            m.warmUpLeft = Math.max(0, m.warmUpLeft - warmed);
            m.warmUpBefore += warmed;
            m.warming = false;
        }
        run.calendar.cancel(m.number);
    }

    /** The shift is over. */
    void switchOff(Machine m, RestRule rule) {
        if (!rule.switchesOff()) return;
        m.restLevel = SWITCHED_OFF;
        m.warmUpLeft = Double.NaN;
    }

    /** How far the machine has gone to rest. */
    PlantState.Rest present(Machine m) {
        double idle = m.phase == EMPTY && m.hindrances == 0 ? run.now() - m.idleSince : 0;
        double warmed = Double.isNaN(m.warmUpLeft) ? 0 : m.warmUpBefore + (m.warming ? run.now() - m.since : 0);
        return new PlantState.Rest(PlantState.Level.values()[m.restLevel], idle, warmed);
    }

    /** At the start of a run, before parts are placed. */
    void restEarlier(Machine m, RestRule rule, PlantState.Rest rest) {
        m.restLevel = (byte) rest.level().ordinal();
        m.idleSince = -rest.idleFor();
        int sampler = sampler(m, rule);
        if (m.restLevel == SWITCHED_ON || rest.warmedFor() == 0 || sampler == NONE) return;
        m.warmUpBefore = rest.warmedFor();
        m.warmUpLeft = run.drawBeyond(sampler, rule.stream(), rest.warmedFor()) - rest.warmedFor();
    }

    /** At the start of a run, when all parts are placed. */
    void begin(Machine m, RestRule rule) {
        if (m.phase == EMPTY && m.hindrances == 0) wait(m, rule);
    }
}
