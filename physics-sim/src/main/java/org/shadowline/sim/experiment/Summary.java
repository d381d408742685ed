package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Values;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.QuantileSketch;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Variant;
import org.shadowline.sim.replicate.RunOutcome;

/** Puts the replications of a variant together. */
final class Summary {
    private static final double CONFIDENCE = 0.95;
    private static final int HISTOGRAM_BINS = 40;
    /** Share of time below which a station does not limit anything. */
    private static final double LEAST_BOTTLENECK = 0.05;
    /** Share of waiting for people above which it is worth a word. */
    private static final double PEOPLE_SHORT = 0.1;

    private final Scenario scenario;
    private final Variant variant;
    private final List<Measure> measures;
    private final List<RunOutcome> runs;

    Summary(Scenario scenario, Variant variant, List<Measure> measures, List<RunOutcome> runs) {
        this.scenario = scenario;
        this.variant = variant;
        this.measures = measures;
        this.runs = runs;
    }

    RehearsalResult.VariantResult result(double warmUp, boolean found, double horizon, List<String> given) {
        int catalogue = new KpiCatalogue(variant.plant()).measures().size();
        int own = catalogue + scenario.measures().size();
        var index = new PlantIndex(variant.plant());
        return new RehearsalResult.VariantResult(
                variant.label(),
                variant.settings(),
                variant.plant(),
                runs.size(),
                warmUp,
                found,
                runs.stream().mapToLong(RunOutcome::events).sum(),
                results(catalogue, own),
                expectations(own),
                results(0, catalogue),
                stations(index),
                bottleneck(),
                null,
                series(horizon, RunOutcome::throughput),
                series(horizon, RunOutcome::workInProcess),
                leadTimes(),
                flows(),
                detail() == null ? List.of() : detail().lateOrders(),
                cost(),
                detail() == null ? List.of() : detail().gantt(),
                notes(given));
    }

    private RunOutcome.@Nullable Detail detail() {
        return runs.getFirst().detail();
    }

    private @Nullable Estimate estimate(int row, double confidence) {
        return Intervals.of(values(row), confidence);
    }

    private double[] values(int row) {
        return runs.stream().mapToDouble(run -> run.values()[row]).toArray();
    }

    private List<RehearsalResult.MeasureResult> results(int from, int to) {
        var results = new ArrayList<RehearsalResult.MeasureResult>();
        for (int row = from; row < to; row++) {
            var estimate = estimate(row, CONFIDENCE);
            if (estimate != null) {
                results.add(new RehearsalResult.MeasureResult(measures.get(row), estimate, Values.of(values(row))));
            }
        }
        return results;
    }

    private List<RehearsalResult.ExpectationResult> expectations(int from) {
        var results = new ArrayList<RehearsalResult.ExpectationResult>();
        for (int i = 0; i < scenario.expectations().size(); i++) {
            var expectation = scenario.expectations().get(i);
            var estimate = estimate(from + i, expectation.confidence());
            var verdict = estimate == null ? Verdict.NOT_MET : verdict(expectation, estimate);
            results.add(new RehearsalResult.ExpectationResult(expectation, estimate, verdict));
        }
        return results;
    }

    /** Met when the whole one-sided confidence range lies where it is expected, not met when none of it does. */
    static Verdict verdict(Expectation expectation, Estimate estimate) {
        double margin = Intervals.oneSided(estimate, expectation.confidence());
        double wanted = expectation.value();
        boolean low = expectation.comparison().holds(estimate.mean() - margin, wanted);
        boolean high = expectation.comparison().holds(estimate.mean() + margin, wanted);
        return switch (expectation.comparison()) {
            case EQUAL ->
                estimate.mean() - margin <= wanted && wanted <= estimate.mean() + margin
                        ? Verdict.MET
                        : Verdict.NOT_MET;
            case NOT_EQUAL ->
                estimate.mean() - margin <= wanted && wanted <= estimate.mean() + margin
                        ? Verdict.NOT_MET
                        : Verdict.MET;
            default -> low && high ? Verdict.MET : low || high ? Verdict.UNDECIDED : Verdict.NOT_MET;
        };
    }

    private List<RehearsalResult.StationStates> stations(PlantIndex index) {
        var stations = new ArrayList<RehearsalResult.StationStates>();
        for (int e = 0; e < index.elementCount(); e++) {
            if (!(index.elements().get(e) instanceof Station station)) continue;
            var means = new double[runs.getFirst().stateShares().get(e).size()];
            for (var run : runs) {
                for (int s = 0; s < means.length; s++)
                    means[s] += run.stateShares().get(e).get(s) / runs.size();
            }
            stations.add(new RehearsalResult.StationStates(
                    station.id(), station.count(), Arrays.stream(means).boxed().toList()));
        }
        return stations;
    }

    private RehearsalResult.@Nullable Bottleneck bottleneck() {
        var sums = new TreeMap<String, double[]>();
        int looked = 0;
        for (var run : runs) {
            var shares = run.bottleneck();
            if (shares == null) continue;
            looked++;
            for (var share : shares) {
                var sum = sums.computeIfAbsent(share.station(), s -> new double[2]);
                sum[0] += share.momentary();
                sum[1] += share.sole();
            }
        }
        if (sums.isEmpty()) return null;
        int n = looked;
        var ranked = sums.entrySet().stream()
                .sorted((a, b) -> Double.compare(b.getValue()[0], a.getValue()[0]))
                .toList();
        var first = ranked.getFirst();
        if (first.getValue()[0] / n < LEAST_BOTTLENECK) return null;
        var others = ranked.stream()
                .skip(1)
                .map(e -> Map.entry(e.getKey(), e.getValue()[0] / n))
                .toList();
        return new RehearsalResult.Bottleneck(
                first.getKey(),
                first.getValue()[0] / n,
                why(first.getKey(), first.getValue()[0] / n, first.getValue()[1] / n),
                others);
    }

    private String why(String station, double share, double sole) {
        return String.format(
                        Locale.ROOT,
                        "%s had been at work, in set-up or under repair for longer than any other station during %.0f %% of"
                                + " the time (%.0f %% as the only one)",
                        station,
                        100 * share,
                        100 * sole)
                + (peopleShort().isEmpty() ? "" : ". People are short as well: " + peopleShort());
    }

    /** Says so where people rather than machines hold things up; empty otherwise. */
    private String peopleShort() {
        double waiting = 0;
        double working = 0;
        for (var station : stations(new PlantIndex(variant.plant()))) {
            waiting += station.machines() * station.shares().get(MachineState.WAITING.ordinal());
            working += station.machines() * station.shares().get(MachineState.BUSY.ordinal())
                    + station.machines() * station.shares().get(MachineState.SETUP.ordinal());
        }
        double share = waiting / Math.max(1e-12, waiting + working);
        if (share < PEOPLE_SHORT) return "";
        return String.format(
                Locale.ROOT,
                "of the time in which machines have work they wait %.0f %% for people%s",
                100 * share,
                busiestTeam());
    }

    private String busiestTeam() {
        String busiest = "";
        double most = -1;
        for (int row = 0; row < measures.size(); row++) {
            var measure = measures.get(row);
            var of = measure.of();
            if (measure.kpi() != Measure.Kpi.UTILISATION
                    || of == null
                    || variant.plant().teams().stream().noneMatch(t -> t.id().equals(of))) {
                continue;
            }
            var estimate = estimate(row, CONFIDENCE);
            if (estimate != null && estimate.mean() > most) {
                most = estimate.mean();
                busiest = of;
            }
        }
        return most < 0 ? "" : String.format(Locale.ROOT, "; %s is busiest, %.0f %% of its shift", busiest, 100 * most);
    }

    private RehearsalResult.Series series(double horizon, Function<RunOutcome, double[]> of) {
        int n = of.apply(runs.getFirst()).length;
        var mean = new ArrayList<Double>(n);
        var low = new ArrayList<Double>(n);
        var high = new ArrayList<Double>(n);
        for (int b = 0; b < n; b++) {
            int bucket = b;
            var estimate = Intervals.of(
                    runs.stream().mapToDouble(run -> of.apply(run)[bucket]).toArray(), CONFIDENCE);
            if (estimate == null) break;
            double half = estimate.hasInterval() ? estimate.halfWidth() : 0;
            mean.add(estimate.mean());
            low.add(Math.max(0, estimate.mean() - half));
            high.add(estimate.mean() + half);
        }
        return new RehearsalResult.Series(horizon / n, mean, low, high);
    }

    private RehearsalResult.Histogram leadTimes() {
        var all = new QuantileSketch();
        for (var run : runs) all.add(run.leadTimes());
        return all.histogram(HISTOGRAM_BINS);
    }

    private List<RehearsalResult.Flow> flows() {
        var sums = new LinkedHashMap<Map.Entry<String, String>, Double>();
        for (var run : runs) {
            for (var flow : run.flows())
                sums.merge(Map.entry(flow.from(), flow.to()), flow.parts() / runs.size(), Double::sum);
        }
        return sums.entrySet().stream()
                .map(e ->
                        new RehearsalResult.Flow(e.getKey().getKey(), e.getKey().getValue(), e.getValue()))
                .sorted((a, b) -> Double.compare(b.parts(), a.parts()))
                .toList();
    }

    private RehearsalResult.Cost cost() {
        return new RehearsalResult.Cost(
                mean(RehearsalResult.Cost::machine),
                mean(RehearsalResult.Cost::labour),
                mean(RehearsalResult.Cost::material),
                mean(RehearsalResult.Cost::energy),
                mean(RehearsalResult.Cost::holding),
                mean(RehearsalResult.Cost::maintenance),
                mean(RehearsalResult.Cost::transport),
                mean(RehearsalResult.Cost::scrap),
                mean(RehearsalResult.Cost::perPart));
    }

    private double mean(ToDoubleFunction<RehearsalResult.Cost> of) {
        return runs.stream()
                .mapToDouble(run -> of.applyAsDouble(run.cost()))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private List<String> notes(List<String> given) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var run : runs) for (var note : run.notes()) counts.merge(note, 1, Integer::sum);
        var notes = new ArrayList<>(given);
        if (bottleneck() == null && !peopleShort().isEmpty()) {
            notes.add("no station limits the plant, people do: " + peopleShort());
        }
        counts.forEach((note, count) -> notes.add(
                runs.size() == 1 || count == runs.size()
                        ? note
                        : note + " (in " + count + " of " + runs.size() + " replications)"));
        var detail = detail();
        if (detail != null && !Double.isNaN(detail.ganttCutAt())) {
            notes.add("the Gantt chart shows the first " + detail.gantt().size() + " bars only");
        }
        return notes;
    }
}
