package org.shadowline.sim.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.shadowline.sim.search.Problem.Evaluated;
import org.shadowline.sim.search.Problem.Value;

class SearchTest {
    private record Test1(int dimensions, int objectives, Function<double[], double[]> of) implements Problem {
        @Override
        public List<Value> evaluate(List<double[]> points) {
            return points.stream().map(p -> new Value(of.apply(p), 0)).toList();
        }
    }

    /** Branin on [−5, 10] × [0, 15]: three minima of 0.397887 (Dixon and Szegö 1978). */
    private static double[] branin(double[] unit) {
        double x = 15 * unit[0] - 5;
        double y = 15 * unit[1];
        double b = 5.1 / (4 * Math.PI * Math.PI);
        double c = 5 / Math.PI;
        return new double[] {Math.pow(y - b * x * x + c * x - 6, 2) + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10};
    }

    /** ZDT1 (Zitzler, Deb and Thiele 2000): the front is f2 = 1 − √f1. */
    private static double[] zdt1(double[] x) {
        double g = 1 + 9 * Arrays.stream(x).skip(1).sum() / (x.length - 1);
        return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g))};
    }

    @Test
    void the_surrogate_finds_the_minimum_of_Branin_with_few_evaluations() {
        for (long seed : new long[] {1, 2, 3}) {
            double best = new SurrogateSearch(50, seed)
                    .search(new Test1(2, 1, SearchTest::branin)).stream()
                            .mapToDouble(e -> e.value().objectives()[0])
                            .min()
                            .orElseThrow();
            assertEquals(0.397887, best, 0.02, "seed " + seed);
        }
    }

    @Test
    void evolution_comes_close_to_the_front_of_ZDT1() {
        var found = new Nsga2(60, 9_000, 1).search(new Test1(10, 2, SearchTest::zdt1));
        // the front dominates 2/3 of the unit square up to (1, 1): ∫ √x dx
        assertEquals(2.0 / 3, hypervolume(found, 1, 1), 0.02);
    }

    @Test
    void the_surrogate_comes_closer_to_the_front_of_ZDT1_than_evolution_with_as_few_evaluations() {
        var problem = new Test1(4, 2, SearchTest::zdt1);
        double surrogate = hypervolume(new SurrogateSearch(80, 5).search(problem), 1, 3);
        double evolution = hypervolume(new Nsga2(20, 80, 5).search(problem), 1, 3);
        // up to (1, 3) the front dominates 2 + 2/3
        assertTrue(surrogate > 2.55 && surrogate < 2.667, "surrogate " + surrogate);
        assertTrue(surrogate > evolution, surrogate + " against " + evolution);
    }

    private static double hypervolume(List<Evaluated> all, double... reference) {
        return Pareto.hypervolume(all.stream().map(e -> e.value().objectives()).toList(), reference);
    }

    @Test
    void constraints_come_before_objectives() {
        assertTrue(Pareto.dominates(new Value(new double[] {9, 9}, 0), new Value(new double[] {1, 1}, 0.1)));
        assertTrue(Pareto.dominates(new Value(new double[] {9, 9}, 0.1), new Value(new double[] {1, 1}, 0.2)));
        var values = List.of(
                new Value(new double[] {1, 4}, 0),
                new Value(new double[] {2, 2}, 0),
                new Value(new double[] {3, 3}, 0),
                new Value(new double[] {4, 1}, 0),
                new Value(new double[] {0, 0}, 1));
        assertEquals(List.of(0, 1, 3), Pareto.front(values));
        assertEquals(List.of(List.of(0, 1, 3), List.of(2), List.of(4)), Pareto.fronts(values));
    }

    @Test
    void a_Latin_hypercube_meets_every_slice_once_and_spreads_out() {
        var design = Designs.latinHypercube(12, 3, 7);
        for (int d = 0; d < 3; d++) {
            var slices = new HashSet<Integer>();
            for (var point : design) slices.add((int) (12 * point[d]));
            assertEquals(12, slices.size());
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int d = 0; d < 3; d++) sum += Math.pow(12 * (design.get(i)[d] - design.get(j)[d]), 2);
                least = Math.min(least, sum);
            }
        }
        // a random one has 5 in the mean
        assertTrue(least >= 14, "least squared distance " + least);
    }

    @Test
    void factorial_designs_are_balanced_and_orthogonal() {
        assertEquals(12, Designs.fullFactorial(2, 3, 2).size());
        var design = Designs.fractionalFactorial(7, 4);
        assertEquals(16, design.size());
        for (int a = 0; a < 7; a++) {
            for (int b = 0; b < a; b++) {
                int sum = 0;
                for (var run : design) sum += (2 * run[a] - 1) * (2 * run[b] - 1);
                assertEquals(0, sum, "factors " + a + " and " + b);
                // resolution IV: no main effect is mixed with an interaction of two
                for (int c = 0; c < 7; c++) {
                    if (c == a || c == b) continue;
                    int mixed = 0;
                    for (var run : design) mixed += (2 * run[a] - 1) * (2 * run[b] - 1) * (2 * run[c] - 1);
                    assertEquals(0, mixed, a + " " + b + " " + c);
                }
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_points() {
        var problem = new Test1(2, 1, SearchTest::branin);
        var one = new SurrogateSearch(25, 9).search(problem);
        var two = new SurrogateSearch(25, 9).search(problem);
        for (int i = 0; i < one.size(); i++) {
            assertTrue(Arrays.equals(one.get(i).point(), two.get(i).point()), "point " + i);
        }
    }

    @Test
    void a_grid_that_is_used_up_ends_the_search() {
        var problem = new Problem() {
            @Override
            public int dimensions() {
                return 2;
            }

            @Override
            public int objectives() {
                return 1;
            }

            @Override
            public double[] snapped(double[] point) {
                return Arrays.stream(point).map(x -> Math.rint(2 * x) / 2).toArray();
            }

            @Override
            public List<Value> evaluate(List<double[]> points) {
                return points.stream()
                        .map(p -> new Value(new double[] {Math.abs(p[0] - 0.5) + p[1]}, 0))
                        .toList();
            }
        };
        var found = new SurrogateSearch(50, 1).search(problem);
        assertEquals(9, found.size());
        assertEquals(
                0,
                found.stream().mapToDouble(e -> e.value().objectives()[0]).min().orElseThrow());
    }
}
