package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which activity directly follows which, with how often: the directly-follows graph of the cases, from {@link #START} to
 * {@link #END}.
 *
 * <p>A state is an activity and how often it was done in direct succession, up to a limit of 1, 2 or 3. With a limit of
 * one the number of repetitions is geometric; with more, the first repetitions have chances of their own. The limit is
 * the one with the least Bayesian information criterion (Schwarz 1978) of the recorded sequences.
 *
 * <p>Rare arcs are pruned and the others renormalised. What keeps every state reachable from the start and the end from
 * every state is never pruned: the most frequent way to each state and from each state, found as in Prim's algorithm. Nor
 * are ways to the end, without which cases would become longer.
 * Thread-safe: immutable.
 */
record RouteGraph(List<State> states, List<Map<Integer, Double>> exits, int repetitions, int pruned, double keptMass) {
    static final int START = 0;
    static final int END = -1;
    private static final int MOST_REPETITIONS = 3;

    /** An activity done for the {@code run}th time in direct succession; activity -1 is the start. */
    record State(int activity, int run) {}

    /** From one state to another, {@code count} times. */
    private record Arc(int from, int to, double count) {}

    /**
     * @param cases the activities of each case in order, none empty
     * @param rare share of a state's exits below which an exit may be pruned
     * @param keep share of all transitions that must stay
     */
    static RouteGraph of(List<int[]> cases, double rare, double keep) {
        if (cases.isEmpty()) throw new IllegalArgumentException("there must be at least one case");
        var best = new Counting(cases, 1);
        for (int limit = 2; limit <= MOST_REPETITIONS; limit++) {
            var counting = new Counting(cases, limit);
            if (counting.criterion() < best.criterion()) best = counting;
        }
        return prune(best, rare, keep);
    }

    private static RouteGraph prune(Counting counting, double rare, double keep) {
        var arcs = counting.arcs();
        var needed = new HashSet<Arc>(spanning(arcs, counting.states.size(), false));
        needed.addAll(spanning(arcs, counting.states.size(), true));
        double total = arcs.stream().mapToDouble(Arc::count).sum();
        double mayGo = (1 - keep) * total;
        double gone = 0;
        var removed = new HashSet<Arc>();
        arcs.sort(Comparator.comparingDouble(Arc::count)
                .thenComparingInt(Arc::from)
                .thenComparingInt(Arc::to));
        for (var arc : arcs) {
            boolean isRare = arc.count < rare * counting.leaving(arc.from);
            if (isRare && arc.to != END && !needed.contains(arc) && gone + arc.count <= mayGo) {
                removed.add(arc);
                gone += arc.count;
            }
        }
        var exits = new ArrayList<Map<Integer, Double>>();
        for (int s = 0; s < counting.states.size(); s++) exits.add(new java.util.TreeMap<>());
        var left = new double[counting.states.size()];
        for (var arc : arcs) if (!removed.contains(arc)) left[arc.from] += arc.count;
        for (var arc : arcs) {
            if (!removed.contains(arc)) exits.get(arc.from).put(arc.to, arc.count / left[arc.from]);
        }
        return new RouteGraph(counting.states, exits, counting.limit, removed.size(), 1 - gone / total);
    }

    /**
     * Arcs of a tree that reaches every state from the start, or, backwards, the end from every state, the most frequent
     * arc first.
     */
    private static List<Arc> spanning(List<Arc> arcs, int states, boolean backwards) {
        Map<Integer, List<Arc>> next = new HashMap<>();
        for (var arc : arcs) {
            next.computeIfAbsent(backwards ? arc.to : arc.from, s -> new ArrayList<>())
                    .add(arc);
        }
        Set<Integer> reached = new HashSet<>();
        var frontier = new PriorityQueue<Arc>(Comparator.comparingDouble(Arc::count)
                .reversed()
                .thenComparingInt(Arc::from)
                .thenComparingInt(Arc::to));
        int root = backwards ? END : START;
        reached.add(root);
        frontier.addAll(next.getOrDefault(root, List.of()));
        var tree = new ArrayList<Arc>();
        while (!frontier.isEmpty() && reached.size() <= states) {
            var arc = frontier.poll();
            int state = backwards ? arc.from : arc.to;
            if (!reached.add(state)) continue;
            tree.add(arc);
            frontier.addAll(next.getOrDefault(state, List.of()));
        }
        return tree;
    }

    /** A walk from the start to the end: the activities in order, at most {@code longest} of them. */
    int[] walk(SplittableRandom random, int longest) {
        var activities = IntStream.builder();
        int state = START;
        for (int i = 0; i <= longest; i++) {
            double u = random.nextDouble();
            int next = END;
            for (var exit : exits.get(state).entrySet()) {
                next = exit.getKey();
                u -= exit.getValue();
                if (u < 0) break;
            }
            if (next == END) break;
            state = next;
            activities.add(states.get(state).activity);
        }
        return activities.build().toArray();
    }

    /** The transitions of all cases, with one limit of repetitions. */
    private static final class Counting {
        private final int limit;
        private final List<State> states = new ArrayList<>();
        private final List<Map<Integer, Integer>> counts = new ArrayList<>();
        private final Map<State, Integer> numbers = new HashMap<>();

        Counting(List<int[]> cases, int limit) {
            this.limit = limit;
            number(new State(-1, 0));
            for (var activities : cases) {
                int at = START;
                int run = 0;
                int before = -1;
                for (int activity : activities) {
                    run = activity == before ? Math.min(run + 1, limit) : 1;
                    before = activity;
                    int next = number(new State(activity, run));
                    counts.get(at).merge(next, 1, Integer::sum);
                    at = next;
                }
                counts.get(at).merge(END, 1, Integer::sum);
            }
        }

        private int number(State state) {
            return numbers.computeIfAbsent(state, s -> {
                states.add(s);
                counts.add(new HashMap<>());
                return states.size() - 1;
            });
        }

        double leaving(int state) {
            return counts.get(state).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }

        List<Arc> arcs() {
            var arcs = new ArrayList<Arc>();
            for (int s = 0; s < counts.size(); s++) {
                int from = s;
                counts.get(s).forEach((to, count) -> arcs.add(new Arc(from, to, count)));
            }
            return arcs;
        }

        /** Bayesian information criterion of the sequences as draws from this graph. */
        double criterion() {
            double logLikelihood = 0;
            int parameters = 0;
            double transitions = 0;
            for (int s = 0; s < counts.size(); s++) {
                double leaving = leaving(s);
                transitions += leaving;
                parameters += counts.get(s).size() - 1;
                for (int count : counts.get(s).values()) logLikelihood += count * Math.log(count / leaving);
            }
            return parameters * Math.log(transitions) - 2 * logLikelihood;
        }
    }
}
