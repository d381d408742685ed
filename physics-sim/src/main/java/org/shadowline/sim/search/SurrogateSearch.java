package org.shadowline.sim.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.search.Problem.Evaluated;
import org.shadowline.sim.search.Problem.Value;

/**
 * Search where an evaluation is dear: ParEGO (Knowles 2006, "ParEGO: a hybrid algorithm with on-line landscape approximation for
 * expensive multiobjective optimization problems", IEEE Trans. Evolutionary Computation 10, 50–66), which with one objective is
 * EGO (Jones, Schonlau and Welch 1998). It starts from a maximin Latin hypercube of 11 d − 1 points, or half of the budget; then the
 * objectives, scaled to [0, 1], are put together by the augmented Tchebycheff function with ρ = 0.05 and weights that change from point
 * to point, a Gaussian process is fitted, and the point of the greatest expected improvement is evaluated. Four points go together,
 * each fitted with the predictions for those before it (the kriging believer; Ginsbourger, Le Riche and Carraro 2010), so that threads
 * have work; the number four does not depend on how many there are. Broken constraints are added as a penalty.
 */
public final class SurrogateSearch {
    private static final int TOGETHER = 4;
    private static final int RANDOM_CANDIDATES = 400;
    private static final int LOCAL_CANDIDATES = 200;
    /** Points that a Gaussian process is fitted to; beyond, the best half and the newest. */
    private static final int MOST_FITTED = 120;

    private static final double RHO = 0.05;

    private final int budget;
    private final long seed;

    /** @param budget evaluations in all */
    public SurrogateSearch(int budget, long seed) {
        if (budget < 2) throw new IllegalArgumentException("budget must be >= 2: budget=" + budget);
        this.budget = budget;
        this.seed = seed;
    }

    /** Everything that was evaluated, in order; fewer than the budget when no new point is left. */
    public List<Evaluated> search(Problem problem) {
        var random = new SplittableRandom(seed);
        var all = new ArrayList<Evaluated>();
        var known = new HashSet<List<Double>>();
        int d = problem.dimensions();
        int initial = Math.min(budget, Math.max(Math.min(11 * d - 1, budget / 2), Math.min(budget, d + 2)));
        var first = new ArrayList<double[]>();
        for (var point : Designs.latinHypercube(initial, d, seed)) {
            var snapped = problem.snapped(point);
            if (known.add(key(snapped))) first.add(snapped);
        }
        evaluate(problem, first, all);
        while (all.size() < budget) {
            var next = next(problem, all, known, random, Math.min(TOGETHER, budget - all.size()));
            if (next.isEmpty()) break;
            evaluate(problem, next, all);
        }
        return all;
    }

    private static List<Double> key(double[] point) {
        return Arrays.stream(point).boxed().toList();
    }

    private static void evaluate(Problem problem, List<double[]> points, List<Evaluated> all) {
        var values = problem.evaluate(points);
        for (int i = 0; i < points.size(); i++) all.add(new Evaluated(points.get(i), values.get(i)));
    }

    private static List<double[]> next(
            Problem problem, List<Evaluated> all, HashSet<List<Double>> known, SplittableRandom random, int wanted) {
        var chosen = new ArrayList<double[]>();
        var believed = new ArrayList<>(all);
        var beliefs = wanted > 1 ? beliefs(problem, all) : List.<GaussianProcess>of();
        for (int i = 0; i < wanted; i++) {
            var weights = weights(problem.objectives(), random);
            var scalars = scalars(believed, weights);
            var fitted = fitted(believed, scalars);
            var model = GaussianProcess.fit(
                    fitted.stream().map(j -> believed.get(j).point()).toList(),
                    fitted.stream().mapToDouble(j -> scalars[j]).toArray());
            var point = best(problem, model, believed, scalars, known, random);
            if (point == null) break;
            known.add(key(point));
            chosen.add(point);
            if (i + 1 < wanted) believed.add(new Evaluated(point, believedValue(beliefs, point)));
        }
        return chosen;
    }

    /** What each objective is believed to be, from the newest points. */
    private static List<GaussianProcess> beliefs(Problem problem, List<Evaluated> all) {
        var some = all.subList(Math.max(0, all.size() - MOST_FITTED), all.size());
        var points = some.stream().map(Evaluated::point).toList();
        var beliefs = new ArrayList<GaussianProcess>();
        for (int o = 0; o < problem.objectives(); o++) {
            int objective = o;
            beliefs.add(GaussianProcess.fit(
                    points,
                    some.stream()
                            .mapToDouble(e -> e.value().objectives()[objective])
                            .toArray()));
        }
        return beliefs;
    }

    private static Value believedValue(List<GaussianProcess> beliefs, double[] point) {
        return new Value(
                beliefs.stream().mapToDouble(belief -> belief.predict(point)[0]).toArray(), 0);
    }

    private static double[] weights(int n, SplittableRandom random) {
        var weights = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) sum += weights[i] = -Math.log1p(-random.nextDouble());
        for (int i = 0; i < n; i++) weights[i] /= sum;
        return weights;
    }

    private static double[] scalars(List<Evaluated> all, double[] weights) {
        var low = new double[weights.length];
        var high = new double[weights.length];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        double worst = 0;
        for (var one : all) {
            worst = Math.max(worst, one.value().violation());
            for (int o = 0; o < weights.length; o++) {
                low[o] = Math.min(low[o], one.value().objectives()[o]);
                high[o] = Math.max(high[o], one.value().objectives()[o]);
            }
        }
        var scalars = new double[all.size()];
        for (int i = 0; i < scalars.length; i++) {
            double most = 0;
            double sum = 0;
            var value = all.get(i).value();
            for (int o = 0; o < weights.length; o++) {
                double scaled = high[o] > low[o] ? (value.objectives()[o] - low[o]) / (high[o] - low[o]) : 0;
                most = Math.max(most, weights[o] * scaled);
                sum += weights[o] * scaled;
            }
            scalars[i] = most + RHO * sum + (worst > 0 && value.violation() > 0 ? 1 + value.violation() / worst : 0);
        }
        return scalars;
    }

    private static List<Integer> fitted(List<Evaluated> all, double[] scalars) {
        var indices = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) indices.add(i);
        if (indices.size() <= MOST_FITTED) return indices;
        var best = indices.stream()
                .sorted(Comparator.comparingDouble(i -> scalars[i]))
                .limit(MOST_FITTED / 2)
                .toList();
        var kept = new java.util.LinkedHashSet<>(best);
        for (int i = all.size() - 1; kept.size() < MOST_FITTED; i--) kept.add(i);
        return List.copyOf(kept);
    }

    private static double @Nullable [] best(
            Problem problem,
            GaussianProcess model,
            List<Evaluated> all,
            double[] scalars,
            HashSet<List<Double>> known,
            SplittableRandom random) {
        double least = Arrays.stream(scalars).min().orElseThrow();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) order.add(i);
        order.sort(Comparator.comparingDouble(i -> scalars[i]));
        double[] best = null;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < RANDOM_CANDIDATES + LOCAL_CANDIDATES; c++) {
            var point = c < RANDOM_CANDIDATES
                    ? anywhere(problem, random)
                    : near(
                            problem,
                            all.get(order.get(random.nextInt(Math.min(5, order.size()))))
                                    .point(),
                            random);
            if (known.contains(key(point))) continue;
            double improvement = improvement(model, point, least);
            if (improvement > greatest) {
                greatest = improvement;
                best = point;
            }
        }
        return best == null ? null : climbed(problem, model, best, greatest, least, known, random);
    }

    /** Walks uphill in expected improvement by ever smaller steps. */
    private static double[] climbed(
            Problem problem,
            GaussianProcess model,
            double[] from,
            double value,
            double least,
            HashSet<List<Double>> known,
            SplittableRandom random) {
        var best = from;
        double greatest = value;
        for (double radius = 0.1; radius > 0.001; radius *= 0.7) {
            for (int i = 0; i < 10; i++) {
                var moved = best.clone();
                for (int d = 0; d < moved.length; d++)
                    moved[d] = Math.clamp(moved[d] + radius * random.nextGaussian(), 0, 1);
                var point = problem.snapped(moved);
                if (known.contains(key(point))) continue;
                double improvement = improvement(model, point, least);
                if (improvement > greatest) {
                    greatest = improvement;
                    best = point;
                }
            }
        }
        return best;
    }

    private static double[] anywhere(Problem problem, SplittableRandom random) {
        var point = new double[problem.dimensions()];
        for (int d = 0; d < point.length; d++) point[d] = random.nextDouble();
        return problem.snapped(point);
    }

    private static double[] near(Problem problem, double[] centre, SplittableRandom random) {
        var point = centre.clone();
        double radius = 0.25 * random.nextDouble();
        for (int d = 0; d < point.length; d++) {
            if (random.nextInt(2) == 0) point[d] = Math.clamp(point[d] + radius * random.nextGaussian(), 0, 1);
        }
        return problem.snapped(point);
    }

    /** Expected improvement below the least value so far; where there is none, what is closest to it. */
    private static double improvement(GaussianProcess model, double[] point, double least) {
        double[] prediction = model.predict(point);
        double deviation = prediction[1];
        if (deviation < 1e-12) return Math.min(0, least - prediction[0]) * 1e-6;
        double z = (least - prediction[0]) / deviation;
        var normal = new NormalDistribution(null, 0, 1);
        double expected = (least - prediction[0]) * normal.cumulativeProbability(z) + deviation * normal.density(z);
        return expected > 1e-30 ? expected : Math.min(0, z) * 1e-30;
    }
}
