package org.shadowline.plant.rehearsal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What distribution observations have. All values are in the unit of the observations.
 *
 * @param name of the observations, such as the heading of their column
 * @param deviation of the observations, with n − 1
 * @param p95 95 % of the observations are below
 * @param correlation of neighbouring observations in the order in which they were made
 * @param chance what the correlation of independent ones stays within in 95 % of cases
 * @param expression how the choice is written in the language; null when no family passes, and the observations are to be used themselves
 * @param candidates the best first; none where all observations are equal or few
 * @param shown the candidate whose quantiles stand beside those of the observations; -1 for none
 * @param quantiles pairs of the candidate's quantile and the observations'
 */
public record FitResult(
        String name,
        String unit,
        int observations,
        double mean,
        double deviation,
        double least,
        double median,
        double p95,
        double most,
        double correlation,
        double chance,
        @Nullable String expression,
        List<Candidate> candidates,
        int shown,
        Histogram histogram,
        List<double[]> quantiles,
        List<String> notes) {
    public FitResult {
        candidates = List.copyOf(candidates);
        quantiles = List.copyOf(quantiles);
        notes = List.copyOf(notes);
    }

    /**
     * A family with its parameters of maximum likelihood.
     *
     * @param expression how it is written in the language
     * @param aic Akaike's criterion: smaller is better
     * @param andersonDarling statistic of Anderson and Darling
     * @param pValue of that statistic, by parametric bootstrap
     * @param kolmogorov greatest distance of the distribution functions
     * @param curve points of the density
     */
    public record Candidate(
            String family,
            String expression,
            double aic,
            double andersonDarling,
            double pValue,
            double kolmogorov,
            boolean chosen,
            List<double[]> curve) {
        public Candidate {
            curve = List.copyOf(curve);
        }
    }

    /** @param counts of bins of equal width, the first beginning at {@code from} */
    public record Histogram(double from, double width, List<Integer> counts) {
        public Histogram {
            counts = List.copyOf(counts);
        }
    }
}
