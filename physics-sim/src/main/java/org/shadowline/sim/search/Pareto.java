package org.shadowline.sim.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.shadowline.sim.search.Problem.Value;

/**
 * Dominance between points with several objectives that are all to be small, with constraints: a point that keeps them is better
 * than one that does not, and of two that do not the one with the smaller violation (Deb, Pratap, Agarwal and Meyarivan 2002,
 * "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE Trans. Evolutionary Computation 6, section VI).
 */
public final class Pareto {
    private Pareto() {}

    public static boolean dominates(Value a, Value b) {
        if (a.violation() != b.violation() && (a.violation() > 0 || b.violation() > 0))
            return a.violation() < b.violation();
        boolean better = false;
        for (int i = 0; i < a.objectives().length; i++) {
            double left = a.objectives()[i];
            double right = b.objectives()[i];
            if (!(left <= right)) return false;
            better |= left < right;
        }
        return better;
    }

    /** Indices of the points that no other one dominates. */
    public static List<Integer> front(List<Value> values) {
        return fronts(values).isEmpty() ? List.of() : fronts(values).getFirst();
    }

    /** Fast non-dominated sorting: the front, the front of what remains, and so on. */
    static List<List<Integer>> fronts(List<Value> values) {
        int n = values.size();
        var dominated = new ArrayList<List<Integer>>();
        var by = new int[n];
        for (int i = 0; i < n; i++) dominated.add(new ArrayList<>());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && dominates(values.get(i), values.get(j))) {
                    dominated.get(i).add(j);
                    by[j]++;
                }
            }
        }
        var fronts = new ArrayList<List<Integer>>();
        List<Integer> current = new ArrayList<>();
        for (int i = 0; i < n; i++) if (by[i] == 0) current.add(i);
        while (!current.isEmpty()) {
            fronts.add(current);
            var next = new ArrayList<Integer>();
            for (int i : current) for (int j : dominated.get(i)) if (--by[j] == 0) next.add(j);
            next.sort(Comparator.naturalOrder());
            current = next;
        }
        return fronts;
    }

    /** Crowding distance of each member of a front: how much room its neighbours leave it; infinite at the ends. */
    static double[] crowding(List<Integer> front, List<Value> values) {
        var distance = new double[front.size()];
        int objectives = values.get(front.getFirst()).objectives().length;
        for (int o = 0; o < objectives; o++) {
            int objective = o;
            var order = new Integer[front.size()];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparingDouble(i -> values.get(front.get(i))
                    .objectives()[objective]));
            double low = values.get(front.get(order[0])).objectives()[o];
            double high = values.get(front.get(order[order.length - 1])).objectives()[o];
            distance[order[0]] = Double.POSITIVE_INFINITY;
            distance[order[order.length - 1]] = Double.POSITIVE_INFINITY;
            if (!(high > low)) continue;
            for (int i = 1; i < order.length - 1; i++) {
                distance[order[i]] += (values.get(front.get(order[i + 1])).objectives()[o]
                                - values.get(front.get(order[i - 1])).objectives()[o])
                        / (high - low);
            }
        }
        return distance;
    }

    /** Area that two objectives dominate up to a reference point (hypervolume). */
    public static double hypervolume(List<double[]> points, double... reference) {
        if (reference.length != 2)
            throw new IllegalArgumentException("two objectives are expected: " + reference.length);
        var sorted = points.stream()
                .filter(p -> p[0] < reference[0] && p[1] < reference[1])
                .sorted(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]))
                .toList();
        double area = 0;
        double below = reference[1];
        for (var p : sorted) {
            if (p[1] >= below) continue;
            area += (reference[0] - p[0]) * (below - p[1]);
            below = p[1];
        }
        return area;
    }
}
