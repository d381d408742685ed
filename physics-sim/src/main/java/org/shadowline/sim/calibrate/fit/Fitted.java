package org.shadowline.sim.calibrate.fit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Distribution;

/**
 * The distribution chosen for observations.
 *
 * @param aic Akaike's criterion of the choice; NaN of an empirical distribution or a constant
 * @param pValue of the Anderson–Darling test, by parametric bootstrap; NaN where no family was accepted
 * @param candidates all families that can describe the observations, the best first
 * @param note why it is empirical or constant, or what was done to zeros; null when there is nothing to say
 */
public record Fitted(
        Distribution distribution,
        int observations,
        double aic,
        double pValue,
        List<Candidate> candidates,
        @Nullable String note) {
    public Fitted {
        candidates = List.copyOf(candidates);
    }

    /**
     * A family with its parameters of maximum likelihood.
     *
     * @param statistic of Anderson and Darling; NaN when a better family was accepted before
     * @param pValue of the statistic; NaN likewise
     */
    public record Candidate(String family, Distribution distribution, double aic, double statistic, double pValue) {}

    public boolean isEmpirical() {
        return distribution instanceof Distribution.Empirical;
    }
}
