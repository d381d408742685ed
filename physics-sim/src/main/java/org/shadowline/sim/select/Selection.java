package org.shadowline.sim.select;

import java.util.List;

/**
 * Which system is best.
 *
 * @param best its index
 * @param probability of correct selection, stated beforehand
 * @param runs observations of each system
 * @param means sample means
 * @param eliminatedAt observations after which a system was given up; 0 for one that was kept
 * @param equalRuns observations that a procedure without elimination would have needed in all
 */
public record Selection(
        int best,
        double probability,
        List<Integer> runs,
        List<Double> means,
        List<Integer> eliminatedAt,
        long equalRuns,
        boolean cutShort) {
    public Selection {
        runs = List.copyOf(runs);
        means = List.copyOf(means);
        eliminatedAt = List.copyOf(eliminatedAt);
    }

    public long totalRuns() {
        return runs.stream().mapToLong(Integer::longValue).sum();
    }
}
