package org.shadowline.sim.calibrate.review;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.ReviewResult;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.calibrate.LogDistances;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogProblem;
import org.shadowline.sim.experiment.Intervals;
import org.shadowline.sim.experiment.Progress;
import org.shadowline.sim.flow.Simulation;

/**
 * Simulates the period of a recorded log and compares: the distances of {@link LogDistances}, each beside that of two halves
 * of the log, and what the log and the simulation say of activities, ways and resources.
 *
 * <p>The run begins at the start of the scenario when the log begins within the scenario's time, and otherwise at midnight
 * before the log's first start; a warm-up that the scenario gives comes before that. It ends with the log. Only operations
 * that begin and end in the period count, as a log holds only what was complete when it was written.
 */
public final class Reviewer {
    static final double CONFIDENCE = 0.95;

    private final Plant plant;
    private final Scenario scenario;
    private final @Nullable PlantState start;
    private final EventLog recorded;
    private final Matching matching;
    private final ZonedDateTime begins;
    private final double warmUp;
    private final long from;
    private final long to;
    private final int runs;
    private final int threads;
    private final Progress progress;
    private final List<String> notes = new ArrayList<>();
    private @Nullable List<EventLog> unchanged;

    /**
     * @param start what is in the plant when the run starts; null for an empty plant
     * @param said activities of the log by the station's id, where names do not tell
     * @throws LogProblem when the log and the plant have nothing in common
     */
    public Reviewer(
            Plant plant,
            Scenario scenario,
            @Nullable PlantState start,
            EventLog log,
            Map<String, String> said,
            int runs,
            int threads,
            Progress progress) {
        if (log.size() == 0) throw new LogProblem(log.name() + ": the log is empty.\nMaybe another file was meant.");
        this.plant = plant;
        this.scenario = scenario;
        this.start = start;
        this.runs = runs;
        this.threads = threads;
        this.progress = progress;
        matching = Matching.of(plant, log, said);
        recorded = matching.known(log);
        warmUp = scenario.givenWarmUp();
        from = log.firstStart();
        to = log.lastEnd();
        begins = begin();
        sayWhatIsLeftOut(log);
    }

    private ZonedDateTime begin() {
        var first = local(from);
        var zone = scenario.start().getZone();
        var planned = scenario.start().toLocalDateTime();
        boolean within = !first.isBefore(planned) && first.isBefore(planned.plusSeconds((long) scenario.length()));
        if (!within) {
            notes.add("The log begins on " + first.toLocalDate()
                    + ", outside of the scenario's time: the scenario is run from"
                    + " midnight of that day. What it does at given dates falls elsewhere.");
        }
        if (scenario.warmUp() instanceof Scenario.WarmUp.Found) {
            notes.add("The scenario looks for its warm-up; a review has none: the plant begins "
                    + (start == null ? "empty." : "as its state says."));
        }
        return (within ? scenario.start() : first.toLocalDate().atStartOfDay(zone)).minusSeconds((long) warmUp);
    }

    private void sayWhatIsLeftOut(EventLog log) {
        if (!matching.unknown().isEmpty()) {
            notes.add((log.size() - recorded.size()) + " of " + log.size()
                    + " activity instances of the log are work of no station and were left out: "
                    + String.join(", ", matching.unknown()) + ".");
        }
        if (!matching.silent().isEmpty()) {
            notes.add("Stations whose work is no activity of the log count as waiting: "
                    + String.join(", ", matching.silent()) + ".");
        }
    }

    private static LocalDateTime local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    /** The recorded log without what no station does. */
    EventLog recorded() {
        return recorded;
    }

    Matching matching() {
        return matching;
    }

    Plant plant() {
        return plant;
    }

    int runs() {
        return runs;
    }

    /**
     * The logs of all runs.
     *
     * @param changes actions that the scenario has at its start besides its own
     * @throws LogProblem when a run has no finished operation
     */
    List<EventLog> simulate(List<Scenario.TimedAction> changes, String label) throws InterruptedException {
        var timed = new ArrayList<>(changes);
        timed.addAll(scenario.timed());
        double horizon = (to - millis(begins)) / 1e3 + 1;
        var changed = scenario.during(begins, horizon, timed);
        var simulation = Simulation.of(plant, changed, start, horizon);
        var logs = new EventLog[runs];
        try (var pool = Executors.newFixedThreadPool(Math.min(threads, runs))) {
            var all = IntStream.range(0, runs)
                    .mapToObj(run -> pool.submit(() -> simulate(simulation, run + 1, horizon)))
                    .toList();
            for (int run = 0; run < runs; run++) {
                progress.at(label, run / (double) runs);
                logs[run] = all.get(run).get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) throw problem;
            throw new IllegalStateException(e.getCause());
        }
        for (var log : logs) {
            if (log.size() == 0) {
                throw new LogProblem("nothing is finished in a simulation of the time of " + recorded.name()
                        + ".\nMaybe the plant's hours or orders are of another time: rehearse the scenario first.");
            }
        }
        return List.of(logs);
    }

    private EventLog simulate(Simulation simulation, int number, double horizon) {
        var log = new SimulatedLog(simulation.index(), matching, begins);
        var run = simulation.replication(number, log);
        run.runUntil(horizon);
        log.event(horizon, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        return log.between(Math.min(from, millis(begins) + (long) (1e3 * warmUp)), to);
    }

    private static long millis(ZonedDateTime time) {
        return time.toLocalDateTime().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** The logs of the scenario as it is, simulated once. */
    List<EventLog> unchanged() throws InterruptedException {
        if (unchanged == null) unchanged = simulate(List.of(), "simulating the time of the log");
        return unchanged;
    }

    /** Runs and compares. */
    public ReviewResult review() throws InterruptedException {
        var logs = unchanged();
        progress.at("comparing", 1);
        var real = new LogFigures(recorded);
        var simulated = logs.stream().map(LogFigures::new).toList();
        var activities = activities(real, simulated);
        var transitions = transitions(real, simulated);
        var resources = resources(real, simulated);
        var cases = estimate(simulated, figures -> figures.cases);
        var judgement = new Judgement(real, simulated, weeks());
        return new ReviewResult(
                scenario.name(),
                recorded.name(),
                local(from),
                (to - from) / 3.6e6,
                runs,
                scenario.seed(),
                real.cases,
                recorded.size(),
                cases,
                distances(recorded, logs),
                activities,
                transitions,
                resources,
                judgement.findings(cases, activities, transitions, resources),
                notes);
    }

    private double weeks() {
        return (to - from) / (7 * 86_400e3);
    }

    /** The distances of simulated logs from a recorded one, beside those of its halves. */
    static List<ReviewResult.Distance> distances(EventLog recorded, List<EventLog> simulated) {
        var each = simulated.stream()
                .map(log -> LogDistances.between(recorded, log))
                .toList();
        var halves = halves(recorded);
        return List.of(
                distance("ngd3", "control flow, 3-grams", "", LogDistances::ngd3, each, halves),
                distance("ngd2", "control flow, 2-grams", "", LogDistances::ngd2, each, halves),
                distance("aed", "events over the calendar", "h", LogDistances::aed, each, halves),
                distance("ced", "events over the hours of the week", "h", LogDistances::ced, each, halves),
                distance("red", "events since the start of their case", "h", LogDistances::red, each, halves),
                distance("ctd", "cycle times", "h", LogDistances::ctd, each, halves),
                distance("car", "arrivals of cases", "h", LogDistances::car, each, halves));
    }

    private static ReviewResult.Distance distance(
            String id,
            String name,
            String unit,
            ToDoubleFunction<LogDistances> of,
            List<LogDistances> each,
            @Nullable LogDistances halves) {
        return new ReviewResult.Distance(
                id, name, unit, estimate(each, of), halves == null ? Double.NaN : of.applyAsDouble(halves));
    }

    /** Cases by turns in the order in which they began; null when there are not two. */
    private static @Nullable LogDistances halves(EventLog log) {
        var byStart = byStart(log);
        if (byStart.size() < 2) return null;
        var odd = new HashSet<Integer>();
        for (int i = 1; i < byStart.size(); i += 2) odd.add(byStart.get(i));
        return LogDistances.between(log.only(c -> !odd.contains(c)), log.only(odd::contains));
    }

    /** Cases with instances, in the order in which they began. */
    static List<Integer> byStart(EventLog log) {
        return IntStream.range(0, log.cases().size())
                .filter(c -> log.from(c) < log.to(c))
                .boxed()
                .sorted(Comparator.comparingLong(c -> log.start(log.from(c))))
                .toList();
    }

    static List<ReviewResult.Activity> activities(LogFigures real, List<LogFigures> simulated) {
        return names(real, simulated).stream()
                .map(name -> new ReviewResult.Activity(
                        name,
                        new ReviewResult.Pair(
                                real.perCase(name),
                                Math.sqrt(real.count(name)) / real.cases,
                                estimate(simulated, figures -> figures.perCase(name))),
                        new ReviewResult.Pair(
                                real.took(name),
                                real.tookError(name),
                                estimate(simulated, figures -> figures.took(name))),
                        new ReviewResult.Pair(
                                real.waited(name),
                                real.waitedError(name),
                                estimate(simulated, figures -> figures.waited(name)))))
                .sorted(Comparator.comparingDouble((ReviewResult.Activity a) -> -a.perCase()
                                        .log()
                                * (Double.isNaN(a.took().log()) ? 0 : a.took().log()))
                        .thenComparing(ReviewResult.Activity::name))
                .toList();
    }

    private static List<String> names(LogFigures real, List<LogFigures> simulated) {
        var names = new HashSet<String>();
        for (var way : real.ways().keySet()) names.addAll(way);
        for (var figures : simulated) for (var way : figures.ways().keySet()) names.addAll(way);
        names.remove(ReviewResult.OUTSIDE);
        return names.stream().sorted().toList();
    }

    private static List<ReviewResult.Transition> transitions(LogFigures real, List<LogFigures> simulated) {
        var ways = new HashSet<>(real.ways().keySet());
        for (var figures : simulated) ways.addAll(figures.ways().keySet());
        return ways.stream()
                .map(way -> new ReviewResult.Transition(
                        way.getFirst(),
                        way.getLast(),
                        new ReviewResult.Pair(
                                real.way(way) / (double) real.cases,
                                Math.sqrt(real.way(way)) / real.cases,
                                estimate(simulated, figures -> figures.way(way) / (double) figures.cases))))
                .sorted(Comparator.comparingDouble((ReviewResult.Transition t) ->
                                -Math.abs(t.perCase().difference()))
                        .thenComparing(ReviewResult.Transition::from)
                        .thenComparing(ReviewResult.Transition::to))
                .toList();
    }

    private List<ReviewResult.Resource> resources(LogFigures real, List<LogFigures> simulated) {
        var found = new ArrayList<ReviewResult.Resource>();
        real.atWork().forEach((name, hours) -> {
            var plain = Matching.plain(name);
            var here = simulated.stream()
                    .flatMap(figures -> figures.atWork().keySet().stream())
                    .filter(other -> Matching.plain(other).equals(plain)
                            || Matching.plain(other + ".1").equals(plain))
                    .findFirst();
            here.ifPresent(other -> found.add(new ReviewResult.Resource(
                    name,
                    new ReviewResult.Pair(
                            hours / weeks(),
                            0,
                            estimate(simulated, figures -> figures.atWork().getOrDefault(other, 0.0) / weeks())),
                    estimate(simulated, figures -> figures.outside(other, real, name)))));
        });
        found.sort(Comparator.comparingDouble(
                        (ReviewResult.Resource r) -> -Math.abs(r.hoursPerWeek().difference()))
                .thenComparing(ReviewResult.Resource::name));
        int unknown = real.atWork().size() - found.size();
        if (unknown > 0) {
            notes.add(unknown + " of " + real.atWork().size()
                    + " resources of the log have no namesake at work in the simulation and are not compared.");
        }
        return found;
    }

    /** A mean over runs; NaN with no interval where no run has a value. */
    static <T> Estimate estimate(List<T> runs, ToDoubleFunction<T> of) {
        var found = Intervals.of(runs.stream().mapToDouble(of).toArray(), CONFIDENCE);
        return found != null
                ? found
                : new Estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, CONFIDENCE);
    }
}
