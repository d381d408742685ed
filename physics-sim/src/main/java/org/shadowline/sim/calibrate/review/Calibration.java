package org.shadowline.sim.calibrate.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Setting.Property;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.rehearsal.CalibrationResult;
import org.shadowline.plant.rehearsal.CalibrationResult.Change;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.ReviewResult.Pair;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogProblem;

/**
 * Changes the speed of stations and the rate of the source so that the times of activities, the waiting before them and the
 * arrivals become those of the log. Learns from the cases that began in the first part of the log, and is judged on the
 * others, which it does not look at before.
 *
 * <p>Each round simulates, and moves every setting whose figure differs by more than chance towards what would make it right
 * if nothing else changed, a part of the way since waiting and hours answer as well. A station whose work is no activity and
 * that leads to one station alone stands for the waiting before that one.
 */
public final class Calibration {
    private static final int ROUNDS = 5;
    /** Exponent of the step towards the factor that would be right if nothing else changed. */
    private static final double STEP = 0.7;
    /** Share of the cases, in the order in which they began, that are learnt from. */
    private static final double LEARNT = 0.6;
    /** A factor nearer to 1 is not worth a line. */
    private static final double LEAST_CHANGE = 0.05;

    private static final int FEWEST_CASES = 10;

    private final Reviewer reviewer;
    private final double low;
    private final double high;
    private final long boundary;
    private final EventLog learning;
    private final EventLog judging;
    private final LogFigures real;
    private final Map<Setting, Double> factors = new LinkedHashMap<>();
    private final Map<Setting, String> because = new LinkedHashMap<>();

    /**
     * @param low least factor of a setting, above 0 and at most 1
     * @param high greatest factor, at least 1
     * @throws LogProblem when there are too few cases
     */
    public Calibration(Reviewer reviewer, double low, double high) {
        if (!(low > 0 && low <= 1 && high >= 1 && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bounds must be 0 < low <= 1 <= high: low=" + low + ", high=" + high);
        }
        this.reviewer = reviewer;
        this.low = low;
        this.high = high;
        var log = reviewer.recorded();
        var byStart = Reviewer.byStart(log);
        if (byStart.size() < FEWEST_CASES) {
            throw new LogProblem(log.name() + ": a calibration needs at least " + FEWEST_CASES
                    + " cases, some to learn from and others to be judged on: " + byStart.size() + ".");
        }
        boundary = log.start(log.from(byStart.get((int) (LEARNT * byStart.size()))));
        learning = before(log);
        judging = after(log);
        real = new LogFigures(learning);
    }

    private EventLog before(EventLog log) {
        return log.only(c -> log.from(c) < log.to(c) && log.start(log.from(c)) < boundary);
    }

    private EventLog after(EventLog log) {
        return log.only(c -> log.from(c) < log.to(c) && log.start(log.from(c)) >= boundary);
    }

    /**
     * Looks for settings.
     *
     * @throws LogProblem when the simulation has no case in one of the parts
     */
    public CalibrationResult calibrate() throws InterruptedException {
        var original = reviewer.unchanged();
        var simulated = original;
        for (int round = 1; round <= ROUNDS; round++) {
            if (!improve(figures(simulated))) break;
            simulated = reviewer.simulate(actions(), "calibrating, round " + round + " of " + ROUNDS);
        }
        boolean fewer = factors.values().removeIf(factor -> Math.abs(factor - 1) < LEAST_CHANGE);
        var changes = new ArrayList<Change>();
        factors.forEach((setting, factor) -> changes.add(
                new Change(setting, factor, declared(setting) * factor, because.getOrDefault(setting, ""))));
        if (fewer) simulated = changes.isEmpty() ? original : reviewer.simulate(actions(), "judging");
        return new CalibrationResult(
                changes,
                low,
                high,
                real.cases,
                new LogFigures(judging).cases,
                Reviewer.distances(judging, judged(original)),
                Reviewer.distances(judging, judged(simulated)));
    }

    private List<LogFigures> figures(List<EventLog> simulated) {
        return simulated.stream()
                .map(this::before)
                .map(Calibration::notEmpty)
                .map(LogFigures::new)
                .toList();
    }

    private List<EventLog> judged(List<EventLog> simulated) {
        return simulated.stream().map(this::after).map(Calibration::notEmpty).toList();
    }

    private static EventLog notEmpty(EventLog log) {
        if (log.size() > 0) return log;
        throw new LogProblem("a part of the simulated time has no case, so there is nothing to compare.\n"
                + "Maybe the scenario's orders end too early: rehearse it first.");
    }

    /** Moves the settings a step; false when all are as they should be or at their bounds. */
    private boolean improve(List<LogFigures> simulated) {
        boolean moved = arrivals(simulated);
        for (var activity : Reviewer.activities(real, simulated)) {
            var station = stationOf(activity.name());
            if (station == null) continue;
            moved |= move(new Setting(station, Property.SPEED), activity.took(), activity.name() + " takes");
            for (var wait : waitsBefore(station)) {
                moved |= move(
                        new Setting(wait, Property.SPEED),
                        activity.waited(),
                        "the waiting before " + activity.name() + " is");
            }
        }
        return moved;
    }

    private boolean arrivals(List<LogFigures> simulated) {
        Estimate cases = Reviewer.estimate(simulated, figures -> figures.cases);
        var sources = reviewer.plant().elements().stream()
                .filter(Source.class::isInstance)
                .map(Source.class::cast)
                .filter(source -> source.arrivals() instanceof Source.Arrivals.Streams)
                .toList();
        if (sources.size() != 1) return false;
        var pair = new Pair(real.cases, Math.sqrt(real.cases), cases);
        if (!pair.differs(LEAST_CHANGE)) return false;
        return change(
                new Setting(sources.getFirst().id(), Property.RATE),
                real.cases / cases.mean(),
                number(cases.mean()) + " cases simulated where the log has " + real.cases);
    }

    private boolean move(Setting setting, Pair hours, String what) {
        if (Double.isNaN(hours.log()) || Double.isNaN(hours.simulated().mean())) return false;
        if (!hours.differs(LEAST_CHANGE)
                || hours.log() <= 0
                || hours.simulated().mean() <= 0) return false;
        return change(
                setting,
                hours.simulated().mean() / hours.log(),
                what + " " + number(hours.log()) + " h in the log, "
                        + number(hours.simulated().mean()) + " h simulated");
    }

    private boolean change(Setting setting, double right, String why) {
        double was = factors.getOrDefault(setting, 1.0);
        double is = Math.clamp(was * Math.pow(right, STEP), low, high);
        if (Math.abs(is / was - 1) < 0.01) return false;
        factors.put(setting, is);
        // what was said without any change
        because.putIfAbsent(setting, why);
        return true;
    }

    private List<Scenario.TimedAction> actions() {
        var actions = new ArrayList<Scenario.TimedAction>();
        factors.forEach((setting, factor) -> actions.add(new Scenario.TimedAction(
                new Moment.AfterStart(0), List.of(new Action.Set(setting, declared(setting) * factor)), null)));
        return actions;
    }

    /** The value that the plant declares. */
    private double declared(Setting setting) {
        return reviewer.plant().element(setting.element()) instanceof Station station ? station.speed() : 1;
    }

    private @Nullable String stationOf(String activity) {
        for (var entry : reviewer.matching().activityOf().entrySet()) {
            if (entry.getValue().equals(activity)) return entry.getKey();
        }
        return null;
    }

    /** Stations whose work is no activity, and from which parts go to this station alone. */
    private Set<String> waitsBefore(String station) {
        var found = new HashSet<String>();
        for (var silent : reviewer.matching().silent()) {
            if (next(reviewer.plant(), silent).equals(Set.of(station))) found.add(silent);
        }
        return found;
    }

    /** The elements to which parts go from an element. */
    private static Set<String> next(Plant plant, String element) {
        return plant.routes().stream()
                .flatMap(route -> route.steps().stream()
                        .filter(step -> step.element().equals(element))
                        .flatMap(step -> route.next(step).stream()))
                .map(Route.Step::element)
                .collect(Collectors.toSet());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }
}
