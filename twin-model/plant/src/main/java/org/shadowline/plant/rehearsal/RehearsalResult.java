package org.shadowline.plant.rehearsal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Values;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;

/** The outcome of a rehearsal: one {@link VariantResult} for each combination of varied settings, at least one. */
public record RehearsalResult(Scenario scenario, List<VariantResult> variants, double wallSeconds, int threads) {
    public RehearsalResult {
        variants = List.copyOf(variants);
    }

    /**
     * @param label {@code b1.holds 8}; empty when nothing is varied
     * @param plant the plant with the settings applied
     * @param warmUp seconds before which nothing was counted
     * @param events events of the calendar in all replications
     * @param estimates every KPI of the catalogue that had a value, in the catalogue's order
     * @param sensitivity what limits the throughput by sensitivity; null when it was not asked for
     * @param detail from the first replication, and means over all of them
     * @param notes what the run wants to tell: assumptions, deadlocks, parts left over
     */
    public record VariantResult(
            String label,
            Map<String, String> settings,
            Plant plant,
            int replications,
            double warmUp,
            boolean warmUpFound,
            long events,
            List<MeasureResult> measures,
            List<ExpectationResult> expectations,
            List<MeasureResult> estimates,
            List<StationStates> stations,
            @Nullable Bottleneck bottleneck,
            @Nullable BottleneckSensitivity sensitivity,
            Series throughput,
            Series workInProcess,
            Histogram leadTime,
            List<Flow> flows,
            List<LateOrder> lateOrders,
            Cost cost,
            List<Bar> gantt,
            List<String> notes) {

        /** The same with what limits the throughput by sensitivity. */
        public VariantResult with(BottleneckSensitivity found) {
            return new VariantResult(
                    label,
                    settings,
                    plant,
                    replications,
                    warmUp,
                    warmUpFound,
                    events,
                    measures,
                    expectations,
                    estimates,
                    stations,
                    bottleneck,
                    found,
                    throughput,
                    workInProcess,
                    leadTime,
                    flows,
                    lateOrders,
                    cost,
                    gantt,
                    notes);
        }

        /** The estimate of a KPI for a subject; null when it had no value in any replication. */
        public @Nullable Estimate estimate(Measure.Kpi kpi, Measure.Statistic statistic, @Nullable String of) {
            for (var result : estimates) {
                var m = result.measure();
                if (m.kpi() == kpi
                        && m.statistic() == statistic
                        && !m.perPart()
                        && java.util.Objects.equals(m.of(), of)) {
                    return result.estimate();
                }
            }
            return null;
        }
    }

    /** @param values of the replications, NaN where one had none; empty where they are not known one by one */
    public record MeasureResult(Measure measure, Estimate estimate, Values values) {
        public MeasureResult(Measure measure, Estimate estimate) {
            this(measure, estimate, Values.of());
        }
    }

    public enum Verdict {
        MET,
        NOT_MET,
        /** The interval holds the expected value: more replications may decide. */
        UNDECIDED
    }

    /** @param estimate null when the measure had no value in any replication */
    public record ExpectationResult(
            Expectation expectation, @Nullable Estimate estimate, Verdict verdict) {}

    /** Mean share of time of a station's machines in each state, in the order of {@link MachineState}. */
    public record StationStates(String station, int machines, List<Double> shares) {}

    /**
     * The station that limits the plant by the active-period method (Roser, Nakano and Tanaka 2001).
     *
     * @param share share of time in which it was the momentary bottleneck
     * @param runnersUp other stations with their shares, largest first
     */
    public record Bottleneck(String station, double share, String why, List<Map.Entry<String, Double>> runnersUp) {}

    /**
     * Means over replications in buckets of equal length from the start of the run, warm-up included.
     *
     * @param bucket seconds
     * @param low lower bounds of the intervals; equal to the means with one replication
     */
    public record Series(double bucket, List<Double> mean, List<Double> low, List<Double> high) {}

    /** Counts over all replications in bins of equal width from {@code from}; the last bin also holds what is above. */
    public record Histogram(double from, double width, List<Long> counts, double mean, double p50, double p95) {}

    /** Parts that went from one place to another per replication; {@code done} and {@code scrap} are the ends. */
    public record Flow(String from, String to, double parts) {}

    /**
     * An order or part that was late in the first replication.
     *
     * @param released seconds since the start, as are due and finished; finished is NaN when it was not
     * @param causes where its time went, longest first
     */
    public record LateOrder(
            String id, String product, double released, double due, double finished, List<Cause> causes) {}

    /** For example 5,400 s {@code waiting for} {@code mill}. */
    public record Cause(String what, String where, double seconds) {}

    /** Mean cost per replication in the plant's currency, per finished part in {@code perPart}. */
    public record Cost(
            double machine,
            double labour,
            double material,
            double energy,
            double holding,
            double maintenance,
            double transport,
            double scrap,
            double perPart) {
        public double total() {
            return machine + labour + material + energy + holding + maintenance + transport;
        }
    }

    /**
     * A bar of the Gantt chart, from the first replication.
     *
     * @param lane machine or person
     * @param part serial number; null when there is none
     */
    public record Bar(
            String lane,
            double start,
            double end,
            MachineState state,
            @Nullable String part,
            @Nullable String product) {}
}
