package org.shadowline.plant.rehearsal;

import java.util.List;

/**
 * What limits the throughput, by sensitivity: every candidate works faster by the same step, alone, and the one whose step
 * raises the throughput most is the bottleneck (Kuo, Lim and Meerkov 1996, "Bottlenecks in serial production lines: a
 * system-theoretic approach", Mathematical Problems in Engineering 2, 233–276).
 *
 * @param step by which each candidate is faster, as a share
 * @param replications of the plant as it is and of each candidate, paired by common random numbers
 * @param confidence with which all gains lie in their intervals together
 * @param throughput of the plant as it is, parts per second
 * @param gains the greatest first
 * @param first ids of the candidate with the greatest gain and of those that cannot be told from it; empty when no gain is
 *     told from none
 * @param agrees whether the active-period method names one of {@code first}
 * @param verdict what both methods say, and the likely reason where they disagree, in words
 */
public record BottleneckSensitivity(
        double step,
        int replications,
        double confidence,
        double throughput,
        List<Gain> gains,
        List<String> first,
        boolean agrees,
        String verdict) {
    public BottleneckSensitivity {
        gains = List.copyOf(gains);
        first = List.copyOf(first);
    }

    /** What a candidate is. */
    public enum Kind {
        STATION,
        TEAM,
        FLEET,
        CONVEYOR,
        RACK,
        SOURCE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param difference of the throughput, parts per second, with its paired interval */
    public record Gain(String id, Kind kind, Estimate difference) {
        /** Whether the whole interval is above zero; a difference within rounding is none. */
        public boolean shown(double throughput) {
            return difference.low() > 1e-9 * throughput;
        }
    }
}
