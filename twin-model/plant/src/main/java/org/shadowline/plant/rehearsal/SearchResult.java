package org.shadowline.plant.rehearsal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Goal;

/**
 * What a search over the settings of a scenario found.
 *
 * @param currency of all money
 * @param length seconds of every run after its warm-up
 * @param replications of every point while searching; the choice may have run more of some
 * @param method how points were chosen, in words
 * @param combinations of all levels of the factors; infinite when there are too many to count
 * @param points all that were run, in that order
 * @param best indices of the points that no other one betters in all goals, within the limits; of one goal at most one
 * @param effects of the settings on each goal; empty unless all combinations were run and have values
 * @param choice how the best of one goal was told from the next best; null when nothing was to be told
 */
public record SearchResult(
        String scenario,
        String currency,
        double length,
        long seed,
        int replications,
        List<Factor> factors,
        List<Goal> goals,
        List<Expectation> limits,
        String method,
        double combinations,
        List<Point> points,
        List<Integer> best,
        List<Effects> effects,
        @Nullable Choice choice,
        List<String> notes) {
    public SearchResult {
        factors = List.copyOf(factors);
        goals = List.copyOf(goals);
        limits = List.copyOf(limits);
        points = List.copyOf(points);
        best = List.copyOf(best);
        effects = List.copyOf(effects);
        notes = List.copyOf(notes);
    }

    /** @param levels its values as written */
    public record Factor(String name, List<String> levels) {
        public Factor {
            levels = List.copyOf(levels);
        }
    }

    /**
     * @param levels index of the level of each factor
     * @param goals null where no replication had a value
     * @param limits what is limited, null where no replication had a value
     * @param withinLimits whether the means keep all limits
     */
    public record Point(
            List<Integer> levels,
            List<@Nullable Estimate> goals,
            List<@Nullable Estimate> limits,
            boolean withinLimits) {
        public Point {
            levels = List.copyOf(levels);
            goals = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(goals));
            limits = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(limits));
        }
    }

    /**
     * Effects of the settings on a goal over all combinations of their levels.
     *
     * @param means of the goal by factor, then by level
     * @param shares of single factors and of pairs of them, the greatest first
     */
    public record Effects(List<List<Double>> means, List<Share> shares) {
        public Effects {
            means = means.stream().map(List::copyOf).toList();
            shares = List.copyOf(shares);
        }
    }

    /**
     * What a factor alone, or two of them beyond that, contribute to the sum of squares of a goal.
     *
     * @param factors one, or two that interact
     */
    public record Share(List<Integer> factors, double share) {
        public Share {
            factors = List.copyOf(factors);
        }
    }

    /**
     * The selection of the best by KN++.
     *
     * @param candidates indices of the points among which it was chosen
     * @param probability that the choice is right, or worse than the best by no more than {@code indifference}
     * @param indifference difference of the goal that does not matter, SI units
     * @param runs replications that it took, over all candidates
     * @param equalRuns replications that a procedure without elimination would have taken (Rinott 1978)
     * @param sure false when it was cut short, so that nothing is guaranteed
     */
    public record Choice(
            List<Integer> candidates,
            double probability,
            double indifference,
            long runs,
            long equalRuns,
            boolean sure) {
        public Choice {
            candidates = List.copyOf(candidates);
        }
    }
}
