package org.shadowline.plant.rehearsal;

import java.util.List;
import org.shadowline.plant.scenario.Measure;

/**
 * Which settings move which answers, by elementary effects (Morris 1991) over the ranges of the factors.
 *
 * @param trajectories through the ranges; each changes every factor once
 * @param answers one for each measure
 */
public record SensitivityResult(
        String scenario,
        String currency,
        double length,
        long seed,
        int replications,
        int trajectories,
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
     * @param effects by factor
     */
    public record Answer(Measure measure, double low, double high, List<Effect> effects) {
        public Answer {
            effects = List.copyOf(effects);
        }
    }

    /**
     * In the unit of the answer, over the whole range of the factor.
     *
     * @param strength mean of the absolute effects (μ*)
     * @param error standard error of the strength
     * @param mean with the sign: whether the answer rises with the factor
     * @param spread standard deviation of the effects (σ): large where the effect depends on the other factors, or is not linear
     */
    public record Effect(double strength, double error, double mean, double spread) {}
}
