package org.shadowline.plant.rehearsal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.scenario.Measure;

/**
 * Which settings move which answers.
 *
 * @param design how the points were chosen, in words
 * @param points that were run, each with so many replications
 * @param runs replications over all points; points that are the same are run once
 * @param answers one for each measure
 */
public record SensitivityResult(
        String scenario,
        String currency,
        double length,
        long seed,
        int replications,
        String design,
        int points,
        int runs,
        List<SearchResult.Factor> factors,
        List<Answer> answers,
        List<String> notes) {
    public SensitivityResult {
        factors = List.copyOf(factors);
        answers = List.copyOf(answers);
        notes = List.copyOf(notes);
    }

    /**
     * @param low least mean over the points that were run
     * @param high greatest mean
     */
    public record Answer(Measure measure, double low, double high, Findings findings) {}

    /** What a method tells of one answer. */
    public sealed interface Findings {
        /** Elementary effects by factor. */
        record Elementary(List<Effect> effects) implements Findings {
            public Elementary {
                effects = List.copyOf(effects);
            }
        }

        /** Shares of the variance by factor. */
        record Variance(List<Index> indices) implements Findings {
            public Variance {
                indices = List.copyOf(indices);
            }
        }

        /** Main effects and two-factor interactions of a two-level design. */
        record TwoLevel(List<Contrast> contrasts) implements Findings {
            public TwoLevel {
                contrasts = List.copyOf(contrasts);
            }
        }
    }

    /**
     * Elementary effects (Morris 1991), in the unit of the answer, over the whole range of the factor.
     *
     * @param strength mean of the absolute effects (μ*)
     * @param error standard error of the strength
     * @param mean with the sign: whether the answer rises with the factor
     * @param spread standard deviation of the effects (σ): large where the effect depends on the other factors, or is not linear
     */
    public record Effect(double strength, double error, double mean, double spread) {}

    /**
     * Sobol' indices with their standard errors.
     *
     * @param first share of the variance that the factor explains alone
     * @param total share with all its interactions
     */
    public record Index(double first, double firstError, double total, double totalError) {}

    /**
     * An effect that a two-level design tells, in the unit of the answer: of one factor the difference between its last and its
     * first level; of two that which the effect of one differs by between the levels of the other, halved.
     *
     * @param terms the factors, or pairs of them, that the design cannot tell apart here; it is taken to be of the first
     * @param effect null where no replication had a value
     * @param cells means of the answer for the first term: of a factor at its first and last level; of a pair at first-first,
     *     first-last, last-first and last-last
     */
    public record Contrast(
            List<List<Integer>> terms, @Nullable Estimate effect, List<Double> cells) {
        public Contrast {
            terms = terms.stream().map(List::copyOf).toList();
            cells = List.copyOf(cells);
        }

        public boolean isMain() {
            return terms.getFirst().size() == 1;
        }

        /** Whether the whole interval is on one side of zero. */
        public boolean told() {
            return effect != null && effect.hasInterval() && (effect.low() > 0 || effect.high() < 0);
        }
    }
}
