package org.shadowline.sim.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.shadowline.sim.search.Problem.Evaluated;

/**
 * Evolution towards a Pareto front: NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002) with simulated binary crossover (η = 15,
 * probability 0.9) and polynomial mutation (η = 20, one coordinate on average), as in the paper. For runs that are cheap.
 */
public final class Nsga2 {
    private static final double CROSSOVER = 0.9;
    private static final double ETA_CROSSOVER = 15;
    private static final double ETA_MUTATION = 20;

    private final int population;
    private final int budget;
    private final long seed;

    /** @param budget evaluations in all */
    public Nsga2(int population, int budget, long seed) {
        if (population < 4) throw new IllegalArgumentException("population must be >= 4: population=" + population);
        this.population = population + population % 2;
        this.budget = budget;
        this.seed = seed;
    }

    /** Everything that was evaluated, in order. */
    public List<Evaluated> search(Problem problem) {
        var random = new SplittableRandom(seed);
        var all = new ArrayList<Evaluated>();
        var parents = evaluated(
                problem,
                Designs.latinHypercube(Math.min(population, budget), problem.dimensions(), seed).stream()
                        .map(problem::snapped)
                        .toList());
        all.addAll(parents);
        while (all.size() < budget) {
            var children =
                    evaluated(problem, children(problem, parents, random, Math.min(population, budget - all.size())));
            all.addAll(children);
            var both = new ArrayList<>(parents);
            both.addAll(children);
            parents = best(both, population);
        }
        return all;
    }

    private static List<Evaluated> evaluated(Problem problem, List<double[]> points) {
        var values = problem.evaluate(points);
        var all = new ArrayList<Evaluated>();
        for (int i = 0; i < points.size(); i++) all.add(new Evaluated(points.get(i), values.get(i)));
        return all;
    }

    private record Ranked(Evaluated of, int rank, double crowding) {
        static final Comparator<Ranked> BEST_FIRST = Comparator.comparingInt(Ranked::rank)
                .thenComparing(Comparator.comparingDouble(Ranked::crowding).reversed());
    }

    private static List<Ranked> ranked(List<Evaluated> all) {
        var values = all.stream().map(Evaluated::value).toList();
        var ranked = new ArrayList<Ranked>();
        int rank = 0;
        for (var front : Pareto.fronts(values)) {
            var crowding = Pareto.crowding(front, values);
            for (int i = 0; i < front.size(); i++) ranked.add(new Ranked(all.get(front.get(i)), rank, crowding[i]));
            rank++;
        }
        return ranked;
    }

    private static List<Evaluated> best(List<Evaluated> all, int wanted) {
        return ranked(all).stream()
                .sorted(Ranked.BEST_FIRST)
                .limit(wanted)
                .map(Ranked::of)
                .toList();
    }

    private List<double[]> children(Problem problem, List<Evaluated> parents, SplittableRandom random, int wanted) {
        var ranked = ranked(parents);
        var children = new ArrayList<double[]>();
        while (children.size() < wanted) {
            var a = tournament(ranked, random).point().clone();
            var b = tournament(ranked, random).point().clone();
            if (random.nextDouble() < CROSSOVER) cross(a, b, random);
            for (var child : List.of(a, b)) {
                mutate(child, random);
                if (children.size() < wanted) children.add(problem.snapped(child));
            }
        }
        return children;
    }

    private static Evaluated tournament(List<Ranked> ranked, SplittableRandom random) {
        var a = ranked.get(random.nextInt(ranked.size()));
        var b = ranked.get(random.nextInt(ranked.size()));
        return Ranked.BEST_FIRST.compare(a, b) <= 0 ? a.of() : b.of();
    }

    private static void cross(double[] a, double[] b, SplittableRandom random) {
        for (int d = 0; d < a.length; d++) {
            if (random.nextDouble() < 0.5 || Math.abs(a[d] - b[d]) < 1e-14) continue;
            double u = random.nextDouble();
            double low = Math.min(a[d], b[d]);
            double high = Math.max(a[d], b[d]);
            double first = 0.5 * (low + high - spread(1 + 2 * low / (high - low), u) * (high - low));
            double second = 0.5 * (low + high + spread(1 + 2 * (1 - high) / (high - low), u) * (high - low));
            boolean swap = random.nextBoolean();
            a[d] = Math.clamp(swap ? second : first, 0, 1);
            b[d] = Math.clamp(swap ? first : second, 0, 1);
        }
    }

    private static double spread(double beta, double u) {
        double alpha = 2 - Math.pow(beta, -(ETA_CROSSOVER + 1));
        return u <= 1 / alpha
                ? Math.pow(u * alpha, 1 / (ETA_CROSSOVER + 1))
                : Math.pow(1 / (2 - u * alpha), 1 / (ETA_CROSSOVER + 1));
    }

    private static void mutate(double[] point, SplittableRandom random) {
        for (int d = 0; d < point.length; d++) {
            if (random.nextDouble() >= 1.0 / point.length) continue;
            double u = random.nextDouble();
            double x = point[d];
            double delta = u < 0.5
                    ? Math.pow(2 * u + (1 - 2 * u) * Math.pow(1 - x, ETA_MUTATION + 1), 1 / (ETA_MUTATION + 1)) - 1
                    : 1 - Math.pow(2 * (1 - u) + 2 * (u - 0.5) * Math.pow(x, ETA_MUTATION + 1), 1 / (ETA_MUTATION + 1));
            point[d] = Math.clamp(x + delta, 0, 1);
        }
    }
}
