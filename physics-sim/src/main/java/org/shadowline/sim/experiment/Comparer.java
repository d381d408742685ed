package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.Comparison;
import org.shadowline.plant.rehearsal.Comparison.Difference;
import org.shadowline.plant.rehearsal.Comparison.Verdict;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Measure.Kind;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Variant;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.replicate.ReplicationExecutor;

/**
 * Compares alternatives with a baseline, the first of them. Replication {@code i} of all draws from the same random streams,
 * so that each difference is taken pair by pair (common random numbers; Law 2015, section 11.2). Of several alternatives all
 * intervals of one measure hold together by Bonferroni's inequality (Law 2015, section 10.3.1); different measures are not
 * corrected for one another.
 */
public final class Comparer {
    private static final double CONFIDENCE = 0.95;
    /** Relative size up to which a difference may come from the order of additions. */
    private static final double ROUNDING = 1e-12;

    private final ReplicationExecutor executor;
    private final int threads;
    private final @Nullable Integer replications;
    private final Progress progress;

    /** @param start what is in the plant at the start; null for an empty plant */
    public record System(
            String label,
            Scenario scenario,
            Variant variant,
            @Nullable PlantState start) {}

    /** What makes a measure the same in two plants, whatever its text. */
    private record Key(
            Kpi kpi, Statistic statistic, @Nullable String of, boolean perPart) {
        static Key of(Measure m) {
            return new Key(m.kpi(), m.statistic(), m.of(), m.perPart());
        }
    }

    private record Values(Measure measure, double[] byReplication) {}

    /** @param replications of each system; null for as many as the scenario that asks for most */
    public Comparer(ReplicationExecutor executor, int threads, @Nullable Integer replications, Progress progress) {
        this.executor = executor;
        this.threads = threads;
        this.replications = replications;
        this.progress = progress;
    }

    /**
     * @throws IllegalArgumentException when the systems cannot be compared; the message is for the user
     * @throws org.shadowline.sim.flow.PlantProblem when a plant cannot be simulated
     */
    public Comparison compare(List<System> systems) {
        if (systems.size() < 2) throw new IllegalArgumentException("two systems or more are compared, not one");
        var baseline = systems.getFirst();
        long seed = baseline.scenario().seed();
        for (var system : systems) checkLength(baseline, system);
        var runs = runs(systems, seed);
        int pairs = runs.getFirst().outcomes().size();
        if (pairs < 2) {
            throw new IllegalArgumentException(
                    "a comparison needs at least 2 replications, found " + pairs + ". Maybe add --replications 20");
        }
        double interval = 1 - (1 - CONFIDENCE) / (systems.size() - 1);
        var alternatives = new ArrayList<Comparison.Alternative>();
        for (int i = 1; i < systems.size(); i++) {
            alternatives.add(alternative(baseline, runs.getFirst(), systems.get(i), runs.get(i), interval));
        }
        return new Comparison(
                baseline.label(),
                baseline.variant().plant().currency(),
                baseline.scenario().length(),
                seed,
                pairs,
                CONFIDENCE,
                interval,
                alternatives,
                notes(systems, runs, seed));
    }

    private static void checkLength(System baseline, System system) {
        if (system.scenario().length() == baseline.scenario().length()) return;
        throw new IllegalArgumentException(baseline.label() + " runs "
                + Format.duration(baseline.scenario().length()) + " and " + system.label() + " "
                + Format.duration(system.scenario().length())
                + ": totals over different times cannot be compared. Maybe give both the same length.");
    }

    /** Equally many replications of each, those of the system that needs most. */
    private List<Rehearser.Runs> runs(List<System> systems, long seed) {
        var runs = new ArrayList<Rehearser.Runs>();
        for (var system : systems) runs.add(run(system, seed, replications));
        int most = runs.stream().mapToInt(r -> r.outcomes().size()).max().orElseThrow();
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).outcomes().size() < most) runs.set(i, run(systems.get(i), seed, most));
        }
        return runs;
    }

    private Rehearser.Runs run(System system, long seed, @Nullable Integer count) {
        return new Rehearser(executor, threads, count, progress)
                .runs(seeded(system.scenario(), seed), system.variant(), system.start(), system.label());
    }

    private static Scenario seeded(Scenario s, long seed) {
        return new Scenario(
                s.id(),
                s.name(),
                s.plant(),
                s.cube(),
                s.start(),
                s.length(),
                s.warmUp(),
                s.replications(),
                seed,
                s.beginsWith(),
                s.timed(),
                s.conditional(),
                s.measures(),
                s.expectations());
    }

    private static Comparison.Alternative alternative(
            System baseline, Rehearser.Runs base, System system, Rehearser.Runs run, double confidence) {
        var ours = values(base);
        var theirs = values(run);
        var named = baseline.scenario().measures().stream().map(Key::of).toList();
        var plant = baseline.variant().plant();
        var other = system.variant().plant();
        boolean sameMoney = plant.currency().equals(other.currency());
        var rows = new ArrayList<Comparison.Row>();
        var onlyHere = new ArrayList<String>();
        var leftOut = new ArrayList<String>();
        for (var entry : ours.entrySet()) {
            var measure = entry.getValue().measure();
            var values = theirs.get(entry.getKey());
            if (values == null || !sameSubject(measure.of(), plant, other)) {
                onlyHere.add(measure.text());
                continue;
            }
            if (measure.kpi().kind() == Kind.MONEY && !sameMoney) continue;
            var difference = Paired.of(entry.getValue().byReplication(), values.byReplication(), confidence);
            if (difference == null || !difference.difference().hasInterval()) continue;
            boolean main = measure.of() == null || named.contains(entry.getKey());
            rows.add(new Comparison.Row(measure, main, difference, verdict(measure.kpi(), difference)));
        }
        var onlyThere = theirs.entrySet().stream()
                .filter(e ->
                        !ours.containsKey(e.getKey()) || !sameSubject(e.getKey().of(), plant, other))
                .map(e -> e.getValue().measure().text())
                .toList();
        if (!onlyHere.isEmpty()) leftOut.add("only in " + baseline.label() + ": " + String.join(", ", onlyHere));
        if (!onlyThere.isEmpty()) leftOut.add("only in " + system.label() + ": " + String.join(", ", onlyThere));
        if (!sameMoney) {
            leftOut.add("money: it is " + plant.currency() + " in " + baseline.label() + " and " + other.currency()
                    + " in " + system.label());
        }
        return new Comparison.Alternative(system.label(), rows, leftOut);
    }

    private static Map<Key, Values> values(Rehearser.Runs runs) {
        var values = new LinkedHashMap<Key, Values>();
        for (int i = 0; i < runs.measures().size(); i++) {
            int row = i;
            var measure = runs.measures().get(i);
            values.putIfAbsent(
                    Key.of(measure),
                    new Values(
                            measure,
                            runs.outcomes().stream()
                                    .mapToDouble(o -> o.values()[row])
                                    .toArray()));
        }
        return values;
    }

    /** Whether a name is the same kind of thing in both plants. */
    private static boolean sameSubject(@Nullable String of, Plant a, Plant b) {
        if (of == null) return true;
        var here = a.element(of);
        var there = b.element(of);
        return here == null || there == null ? here == there : here.getClass() == there.getClass();
    }

    private static Verdict verdict(Kpi kpi, Difference difference) {
        double low = difference.difference().low();
        double high = difference.difference().high();
        double rounding = ROUNDING * Math.max(Math.abs(difference.baseline()), Math.abs(difference.other()));
        if (low <= rounding && high >= -rounding) return Verdict.NO_DIFFERENCE;
        boolean higher = low > 0;
        return switch (kpi) {
            case THROUGHPUT,
                    AVAILABILITY,
                    EFFECTIVENESS,
                    QUALITY_RATIO,
                    OEE,
                    ON_TIME_SHARE,
                    LOAD_FACTOR,
                    FILL_RATE,
                    PACE -> higher ? Verdict.BETTER : Verdict.WORSE;
            case LEAD_TIME,
                    WORK_IN_PROCESS,
                    DOWN_TIME,
                    SETUP_TIME,
                    EMPTY_TRAVEL,
                    PATH_WAITING,
                    WALKING_TIME,
                    ABSENCE,
                    TARDINESS,
                    SCRAP_RATIO,
                    DEFECT_RATIO,
                    LOST_ARRIVALS,
                    WAITED_TOO_LONG,
                    WARMING_TIME,
                    SPARE_WAITING,
                    BACK_ORDERS,
                    TOOL_WAITING,
                    ENERGY,
                    PEAK_LOAD,
                    DEMAND_CHARGE,
                    SEPARATION_LOSS,
                    PROTECTIVE_STOP,
                    IN_TRANSIT,
                    LEG_TIME,
                    TRANSPORT_COST,
                    COST,
                    MAINTENANCE_COST,
                    ORDER_COST -> higher ? Verdict.WORSE : Verdict.BETTER;
            case UTILISATION,
                    BLOCKED_TIME,
                    STARVED_TIME,
                    STANDBY_TIME,
                    LEVEL,
                    LOADED_TIME,
                    EMPTY_TIME,
                    HANDLING_TIME,
                    CHARGING_TIME,
                    SMALLEST_DISTANCE,
                    PARTS_CARRIED,
                    DISTANCE,
                    VALUE -> higher ? Verdict.HIGHER : Verdict.LOWER;
        };
    }

    private List<String> notes(List<System> systems, List<Rehearser.Runs> runs, long seed) {
        var notes = new ArrayList<String>();
        var warmUps = new TreeMap<Double, String>();
        var baseline = systems.getFirst().scenario();
        for (int i = 0; i < systems.size(); i++) {
            var system = systems.get(i);
            warmUps.putIfAbsent(runs.get(i).warmUp(), system.label());
            if (system.scenario().seed() != seed) {
                notes.add(system.label() + " has the seed " + system.scenario().seed() + "; it was run with " + seed
                        + " so that all have the same random numbers");
            }
            if (!system.scenario().start().equals(baseline.start())) {
                notes.add(system.label() + " starts at " + system.scenario().start() + ", the baseline at "
                        + baseline.start());
            }
            for (var note : runs.get(i).notes()) notes.add(system.label() + ": " + note);
        }
        if (warmUps.size() > 1) {
            notes.add("the warm-ups differ: "
                    + String.join(
                            ", ",
                            warmUps.entrySet().stream()
                                    .map(e -> Format.duration(e.getKey()) + " in " + e.getValue())
                                    .toList()));
        }
        notes.addAll(executor.notes());
        return notes;
    }
}
