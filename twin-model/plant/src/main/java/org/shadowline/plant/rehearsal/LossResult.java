package org.shadowline.plant.rehearsal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.shadowline.plant.rehearsal.RehearsalResult.LateOrder;

/**
 * A plan beside what happened: where the time of the stations went, and which orders were late for what. Times are seconds.
 *
 * @param scenario title of the scenario whose rehearsal is the plan
 * @param actual name of the recorded events
 * @param seconds of the period
 * @param runs of which the plan is the mean
 * @param plannedFinished parts that left the plant finished
 * @param stations those that lost most time against the plan first
 * @param lateOrders of what happened, the latest first
 * @param findings why the plan was missed, in words, the weightiest first
 */
public record LossResult(
        String scenario,
        String actual,
        double seconds,
        int runs,
        Estimate plannedFinished,
        long finished,
        List<Station> stations,
        List<LateOrder> lateOrders,
        List<String> findings) {
    public LossResult {
        stations = List.copyOf(stations);
        lateOrders = List.copyOf(lateOrders);
        findings = List.copyOf(findings);
    }

    /** Sum over all stations of what was lost to each cause. */
    public Map<Cause, Pair> totals() {
        var totals = new EnumMap<Cause, Pair>(Cause.class);
        for (var cause : Cause.values()) {
            var of = stations.stream()
                    .flatMap(station -> station.losses().stream())
                    .filter(loss -> loss.cause() == cause)
                    .toList();
            if (of.isEmpty()) continue;
            totals.put(
                    cause,
                    new Pair(
                            of.stream()
                                    .mapToDouble(loss -> loss.time().planned())
                                    .sum(),
                            of.stream()
                                    .mapToDouble(loss -> loss.time().actual())
                                    .sum()));
        }
        return totals;
    }

    /**
     * The OEE loss tree of a station, all machines together: the time on shift is its losses and what is left of it.
     *
     * @param onShift all time but that outside of the shift
     * @param valuable time that the good parts should have taken by their declared times
     * @param oee of ISO 22400-2; NaN without time
     */
    public record Station(String name, Pair onShift, Pair valuable, Pair oee, List<Loss> losses) {
        public Station {
            losses = List.copyOf(losses);
        }

        /** Seconds that were lost beyond the plan. */
        public double lostMore() {
            return losses.stream()
                    .mapToDouble(loss -> Math.max(0, loss.time().more()))
                    .sum();
        }
    }

    public record Loss(Cause cause, Pair time) {}

    /** @param planned mean over the runs of the plan */
    public record Pair(double planned, double actual) {
        public double more() {
            return actual - planned;
        }
    }

    /** Where time is lost, in the order of the tree. */
    public enum Cause {
        STOP("planned stop"),
        BREAKDOWN("breakdown"),
        SPARES("missing spare parts"),
        SETUP("set-up"),
        WARMING("warming up"),
        PART("missing part"),
        PERSON("missing person"),
        TOOL("missing tool"),
        ROOM("no room behind it"),
        /** Negative when operations take less than declared. */
        SLOW("slow cycle"),
        QUALITY("quality");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
