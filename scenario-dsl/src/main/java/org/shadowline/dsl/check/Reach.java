package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;

/**
 * Which steps of a route follow on which. Steps have the numbers that they have in the route; numbers below zero are
 * ways out of the plant.
 */
final class Reach {
    private final Route route;
    private final int[][] targets;

    Reach(Route route) {
        this.route = route;
        this.targets = new int[route.steps().size()][];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = targets(route.steps().get(i).exit());
        }
    }

    private static int[] targets(Exit exit) {
        // a switch over types is linked at its first use, which takes longer than all else here
        if (exit instanceof Exit.To to) {
            return new int[] {to.target()};
        }
        var targets = new ArrayList<Integer>();
        if (exit instanceof Exit.ShortestQueue shortest) {
            targets.addAll(shortest.targets());
        } else if (exit instanceof Exit.Shares shares) {
            for (var share : shares.shares()) {
                if (share.probability() > 0) {
                    targets.add(share.target());
                }
            }
        } else if (exit instanceof Exit.Cases cases) {
            for (var one : cases.cases()) {
                targets.add(one.target());
            }
            targets.add(cases.otherwise());
        }
        var array = new int[targets.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = targets.get(i);
        }
        return array;
    }

    /** The steps that may follow on a step; below zero for the ways out of the plant. */
    int[] targets(int step) {
        return targets[step];
    }

    /** The steps that parts can reach from an element, its own among them. */
    BitSet from(String element) {
        return from(List.of(element));
    }

    /** The steps that parts can reach from any of the elements, their own among them. */
    BitSet from(Collection<String> elements) {
        return spread(stepsAt(elements), targets);
    }

    /** The steps from which parts can leave the plant. */
    BitSet leaving(Collection<String> sinks) {
        var leaving = stepsAt(sinks);
        for (int step = 0; step < targets.length; step++) {
            for (int target : targets[step]) {
                if (target < 0) {
                    leaving.set(step);
                }
            }
        }
        return spread(leaving, before());
    }

    private BitSet stepsAt(Collection<String> elements) {
        var steps = new BitSet(targets.length);
        for (int step = 0; step < targets.length; step++) {
            if (elements.contains(route.steps().get(step).element())) {
                steps.set(step);
            }
        }
        return steps;
    }

    /** The steps that each step may follow on. */
    private int[][] before() {
        var counts = new int[targets.length];
        for (int[] some : targets) {
            for (int target : some) {
                if (target >= 0) {
                    counts[target]++;
                }
            }
        }
        var before = new int[targets.length][];
        for (int step = 0; step < before.length; step++) {
            before[step] = new int[counts[step]];
        }
        for (int step = 0; step < targets.length; step++) {
            for (int target : targets[step]) {
                if (target >= 0) {
                    before[target][--counts[target]] = step;
                }
            }
        }
        return before;
    }

    /** Adds all that is next to what is there. */
    private static BitSet spread(BitSet there, int[][] next) {
        var open = new int[next.length];
        int count = 0;
        for (int step = there.nextSetBit(0); step >= 0; step = there.nextSetBit(step + 1)) {
            open[count++] = step;
        }
        while (count > 0) {
            for (int step : next[open[--count]]) {
                if (step >= 0 && !there.get(step)) {
                    there.set(step);
                    open[count++] = step;
                }
            }
        }
        return there;
    }
}
