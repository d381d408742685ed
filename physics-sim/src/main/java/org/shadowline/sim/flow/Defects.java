package org.shadowline.sim.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.DefectCause;
import org.shadowline.sim.flow.FlowModel.DefectRule;
import org.shadowline.sim.flow.FlowModel.ProcessRule;

/** How likely an operation makes a defect, by the state of its machine, the people and the time. Has no state of its own. */
final class Defects {
    /** In place of a number of operations: there was no set-up, repair and so on. */
    private static final int NEVER = Integer.MAX_VALUE;

    private static final int[] NOT_COUNTED = {};

    private Defects() {}

    static int[] counters(@Nullable ProcessRule process) {
        if (process == null) return NOT_COUNTED;
        for (var cause : process.causes()) {
            if (cause.what() < DefectRule.FIRST) continue;
            var counters = new int[DefectCause.After.values().length];
            Arrays.fill(counters, NEVER);
            return counters;
        }
        return NOT_COUNTED;
    }

    /** A machine has been set up, repaired, maintained or warmed up. */
    static void begin(Machine m, DefectCause.After after) {
        if (m.operationsSince.length > 0) m.operationsSince[after.ordinal()] = 0;
    }

    static void countOperation(Machine m) {
        for (int i = 0; i < m.operationsSince.length; i++) if (m.operationsSince[i] != NEVER) m.operationsSince[i]++;
    }

    /** The probability that the operation that ends now makes a defect. */
    static double chance(Machine m, ProcessRule process, double now) {
        double chance = process.defectShare();
        for (var cause : process.causes()) {
            if (cause.what() == DefectRule.AGE) chance += (m.worn - 1) * cause.share();
            else if (applies(m, cause, now)) chance += cause.share();
        }
        return chance;
    }

    private static boolean applies(Machine m, DefectRule cause, double now) {
        return switch (cause.what()) {
            case DefectRule.WORN -> m.wear > cause.threshold();
            case DefectRule.SLOW -> m.paced && m.speed / m.setSpeed < cause.threshold();
            case DefectRule.DURING -> cause.hours() != null && cause.hours().isOpen(now);
            default -> m.operationsSince[cause.what() - DefectRule.FIRST] < cause.threshold();
        };
    }
}
