package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.STATION;

import org.shadowline.sim.kernel.Variates;

/** Where parts go after a step. */
final class Exits {
    static final byte TO = 0;
    static final byte SHARES = 1;
    static final byte CASES = 2;
    static final byte SHORTEST_QUEUE = 3;

    private Exits() {}

    /** The step that follows, {@link FlowModel#DONE} or {@link FlowModel#SCRAP}. */
    static int choose(Replication run, int part) {
        var model = run.model;
        int step = run.parts.step[part];
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

    private static int byCase(Replication run, int step, int part) {
        var tests = run.model.exitTests[step];
        var targets = run.model.exitTargets[step];
        int from = part * run.parts.attributeCount;
        for (int i = 0; i < tests.length; i++) {
            var test = tests[i];
            if (test != null && test.holds(run.parts.attributes, from)) return targets[i];
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
    private static int partsAt(Replication run, int element) {
        int parts = run.places.level[element] + run.lists.length(element);
        if (run.model.kind[element] == STATION) {
            if (run.places.capacity[element] == 0) parts += run.lists.length(run.places.machineList(element));
            parts += run.machines.occupied(element);
        }
        return parts;
    }

    /**
     * A part that waits outside of another station, to which it was sent as the one with the shortest queue, when this
     * station was among its choices and is now free: nobody waits for one machine beside an idle one. -1 when there is
     * none.
     */
    static int takeFromSibling(Replication run, int station) {
        var siblings = run.model.siblings[station];
        for (int step : siblings) {
            for (int target : run.model.exitTargets[step]) {
                if (target < 0) continue;
                int other = run.model.stepElement[target];
                if (other == station || run.model.kind[other] != STATION) continue;
                int list = run.places.capacity[other] == 0 ? run.places.machineList(other) : other;
                int part = firstSentFrom(run, list, step);
                if (part >= 0) {
                    run.lists.remove(list, part);
                    run.parts.step[part] = targetAt(run, step, station);
                    return part;
                }
            }
        }
        return -1;
    }

    private static int firstSentFrom(Replication run, int list, int step) {
        int element = run.model.stepElement[step];
        for (int part = run.lists.first(list); part >= 0; part = run.parts.next[part]) {
            int place = run.parts.place[part];
            int at = place >= run.model.elements ? run.model.station[place - run.model.elements] : place;
            if (at == element && isTargetOf(run, step, run.parts.step[part])) return part;
        }
        return -1;
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
