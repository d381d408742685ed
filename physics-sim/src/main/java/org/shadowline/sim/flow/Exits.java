package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.STATION;

import org.jspecify.annotations.Nullable;
import org.shadowline.sim.kernel.Variates;

/** Where parts go after a step. */
final class Exits {
    static final byte TO = 0;
    static final byte SHARES = 1;
    static final byte CASES = 2;
    static final byte SHORTEST_QUEUE = 3;

    private Exits() {}

    /** The step that follows, {@link FlowModel#DONE} or {@link FlowModel#SCRAP}. */
    static int choose(Replication run, Part part) {
        var model = run.model;
        int step = part.step;
        int only = model.exitTo[step];
        if (only != FlowModel.DIVIDED) return only;
        return switch (model.exitKind[step]) {
            case SHARES ->
                model.exitTargets[step][
                        Variates.pick(model.exitWeights[step], run.random.nextDouble(model.exitStream[step]))];
            case CASES -> byCase(run, step, part);
            default -> shortestQueue(run, model.exitTargets[step]);
        };
    }

    private static int byCase(Replication run, int step, Part part) {
        var tests = run.model.exitTests[step];
        var targets = run.model.exitTargets[step];
        int from = part.number * run.parts.attributeCount;
        for (int i = 0; i < tests.length; i++) {
            var test = tests[i];
            if (test != null && test.holds(run, part.number, run.parts.attributes, from)) return targets[i];
        }
        return targets[tests.length];
    }

    private static int shortestQueue(Replication run, int[] targets) {
        int best = targets[0];
        int fewest = Integer.MAX_VALUE;
        for (int target : targets) {
            int parts = target < 0 ? 0 : partsAt(run, run.model.stepElement[target]);
            if (parts < fewest) {
                fewest = parts;
                best = target;
            }
        }
        return best;
    }

    /** Parts in an element, on its machines, and waiting to come in. */
    private static int partsAt(Replication run, int number) {
        var element = run.places.at(number);
        int parts = element.level + element.outside.length();
        if (element.kind == STATION) {
            if (element.capacity == 0) parts += element.queue.length();
            parts += run.machines.occupied(number);
        }
        return parts;
    }

    /**
     * A part that waits outside of another station, to which it was sent as the one with the shortest queue, when this
     * station was among its choices and is now free: nobody waits for one machine beside an idle one. Null when there
     * is none.
     */
    static @Nullable Part takeFromSibling(Replication run, ElementState station) {
        for (int step : run.model.siblings[station.number]) {
            for (int target : run.model.exitTargets[step]) {
                if (target < 0) continue;
                var other = run.places.at(run.model.stepElement[target]);
                if (other == station || other.kind != STATION) continue;
                var list = other.outsideOfStation();
                var part = firstSentFrom(run, list, step);
                if (part != null) {
                    list.remove(part);
                    part.step = targetAt(run, step, station.number);
                    return part;
                }
            }
        }
        return null;
    }

    private static @Nullable Part firstSentFrom(Replication run, WaitingList list, int step) {
        int element = run.model.stepElement[step];
        for (int number = list.first(); number >= 0; number = run.parts.at(number).next) {
            var part = run.parts.at(number);
            int place = part.place;
            int at = place >= run.model.elements ? run.model.station[place - run.model.elements] : place;
            if (at == element && isTargetOf(run, step, part.step)) return part;
        }
        return null;
    }

    private static boolean isTargetOf(Replication run, int step, int target) {
        for (int candidate : run.model.exitTargets[step]) {
            if (candidate == target) return true;
        }
        return false;
    }

    private static int targetAt(Replication run, int step, int station) {
        for (int target : run.model.exitTargets[step]) {
            if (target >= 0 && run.model.stepElement[target] == station) return target;
        }
        throw new IllegalStateException("station is no target of step " + step + ": " + station);
    }
}
