package org.shadowline.follow;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Station.FailureClock;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.state.StateFold;
import org.shadowline.sim.flow.OpenHours;

/**
 * Notices that a plant and its model drift apart, and which parameter it is: times of operations by machine, times between
 * failures and of repairs, times between arrivals, scrap and the shares of routes, each by a {@link Monitor}. Times of
 * operations are net of interruptions and at the declared speed.
 *
 * <p>False alarms of all monitors together are at most {@value #FALSE_ALARMS} a day: each may have an equal share of them,
 * and its run length follows from how often the plant gives it an observation, which {@link #limit} takes from rehearsals
 * (a union bound, so that it does not matter whether monitors depend on each other).
 *
 * <p>Not watched: times by formula, failures by wear, sources with several streams, with lots, that wait when full, by
 * orders or without limit, and what no event comes of, such as failures that stay away. Times of machines that are more
 * than one of a station are watched one by one. Not thread-safe.
 */
public final class Drift implements EventSink {
    /** False alarms a day, of all monitors of a plant together. */
    static final double FALSE_ALARMS = 0.1;

    private static final double DAY = 86_400;

    private final PlantIndex index;
    private final StateFold fold;
    private final Map<Parameter, Monitor> monitors = new LinkedHashMap<>();
    private final Map<Distribution, Monitor.Declared> declared;
    private final Map<Integer, OpenHours> hours = new HashMap<>();
    private final Map<Integer, Double> lastArrival = new HashMap<>();
    private final double[] operated;
    private final Map<String, Double> clocks = new HashMap<>();
    /** The part that the last operation spoiled, which is not scrapped by its route; -1 for none. */
    private int spoiled = -1;

    private final double[] repairFrom;
    private final int[] repaired;
    private final double[] busyCounted;
    private final List<Alarm> alarms = new ArrayList<>();

    /** What a model says of an element: {@code takes} of {@code mill.1}. */
    public record Parameter(String what, String of) {
        static final String TAKES = "takes";
        static final String ARRIVALS = "time between arrivals";

        @Override
        public String toString() {
            return what + " of " + of;
        }
    }

    /**
     * A parameter is not as declared.
     *
     * @param factor observed against declared since the change
     * @param since estimated moment of the change, seconds: where the sum of the test began to rise
     * @param at moment of the alarm, seconds
     * @param count observations from the change to the alarm
     */
    public record Alarm(Parameter parameter, double factor, double since, double at, int count) {}

    /**
     * @param fold takes each event after this, never before
     * @param horizon seconds for which the hours of sources are laid out
     */
    Drift(PlantIndex index, StateFold fold, ZonedDateTime start, double horizon) {
        this(index, fold, start, horizon, new HashMap<>());
    }

    private Drift(
            PlantIndex index,
            StateFold fold,
            ZonedDateTime start,
            double horizon,
            Map<Distribution, Monitor.Declared> declared) {
        this.declared = declared;
        this.index = index;
        this.fold = fold;
        operated = new double[index.placeCount()];
        repairFrom = new double[index.placeCount()];
        repaired = new int[index.placeCount()];
        busyCounted = new double[index.placeCount()];
        java.util.Arrays.fill(repairFrom, Double.NaN);
        for (int e = 0; e < index.elementCount(); e++) {
            var element = index.elements().get(e);
            if (element instanceof Station station) watch(e, station);
            else if (element instanceof Source source) watch(e, source, start, horizon);
        }
        for (var route : index.plant().routes()) for (var step : route.steps()) watch(step);
    }

    /** The same monitors for another run of the plant, of which nothing has been told yet. */
    Drift another(StateFold fold, ZonedDateTime start, double horizon) {
        return new Drift(index, fold, start, horizon, declared);
    }

    private void watch(int element, Station station) {
        if (station.times().stream().noneMatch(t -> t.formula() != null)
                && !station.times().isEmpty()
                && station.process().wear().slower() == 0) {
            var usual = station.times().getFirst().time();
            for (int m = index.firstMachine(element); m < index.firstMachine(element + 1); m++)
                add(new Parameter(Parameter.TAKES, index.placeName(m)), usual);
        }
        for (int f = 0; f < station.failures().size(); f++) {
            var failure = station.failures().get(f);
            for (int m = index.firstMachine(element); m < index.firstMachine(element + 1); m++) {
                if (failure.clock() != FailureClock.WEAR && !failure.planned() && !failure.renews())
                    add(failure("time to failure", failure, f, m), failure.every());
                add(failure("repair time", failure, f, m), failure.repair());
            }
        }
        if (station.scrapShare() > 0 && station.process().wear().scrap() == 0) {
            var parameter = new Parameter("scrap", station.id());
            monitors.put(parameter, new Monitor(parameter, station.scrapShare()));
        }
    }

    private Parameter failure(String what, Station.Failure failure, int number, int machine) {
        var name = failure.name();
        return new Parameter(
                what + (name == null ? number == 0 ? "" : " " + (number + 1) : " `" + name + "`"),
                index.placeName(machine));
    }

    private void watch(int element, Source source, ZonedDateTime start, double horizon) {
        boolean stops = source.holds() < Buffer.UNLIMITED && !source.losesWhenFull();
        if (!(source.arrivals() instanceof Source.Arrivals.Streams(var streams)) || streams.size() != 1) return;
        if (stops || source.lotSize() > 1) return;
        hours.put(element, OpenHours.of(streams.getFirst().during(), start, horizon));
        add(new Parameter(Parameter.ARRIVALS, source.id()), streams.getFirst().interarrival());
    }

    private void watch(Route.Step step) {
        if (!(step.exit() instanceof Route.Exit.Shares(var shares))) return;
        for (var share : shares) {
            if (share.probability() > 0.5 || share.probability() <= 0) continue;
            var parameter = share(step, share.target());
            monitors.put(parameter, new Monitor(parameter, share.probability()));
        }
    }

    private Parameter share(Route.Step step, int target) {
        for (var route : index.plant().routes()) {
            if (!route.steps().contains(step)) continue;
            var to = target == Route.SCRAP
                    ? "scrap"
                    : target == Route.DONE ? "done" : route.steps().get(target).name();
            return new Parameter("share to " + to, step.name());
        }
        throw new IllegalStateException("no route has the step " + step.name());
    }

    private void add(Parameter parameter, Distribution distribution) {
        monitors.put(parameter, new Monitor(parameter, declared(distribution)));
    }

    private Monitor.Declared declared(Distribution distribution) {
        return declared.computeIfAbsent(distribution, Monitor.Declared::new);
    }

    /**
     * Sets the thresholds from how often each parameter is observed.
     *
     * @param rehearsal the same monitors after a rehearsal of {@code seconds}
     */
    void limit(Drift rehearsal, double seconds) {
        int sides = 2 * monitors.size();
        monitors.forEach((parameter, monitor) -> {
            var seen = rehearsal.monitors.get(parameter);
            // what was not seen once may come once in as long
            double perDay = Math.max(1, seen == null ? 0 : seen.observations) / (seconds / DAY);
            monitor.limit(Math.max(2, perDay * sides / FALSE_ALARMS));
        });
    }

    int size() {
        return monitors.size();
    }

    /** All alarms so far, oldest first. */
    List<Alarm> alarms() {
        return List.copyOf(alarms);
    }

    /** What has been learnt from alarms of times of operations and arrivals, as settings of the plant. */
    Map<Setting, Double> learnt() {
        var learnt = new LinkedHashMap<Setting, Double>();
        monitors.forEach((parameter, monitor) -> {
            if (monitor.learnt == 1) return;
            if (parameter.what().equals(Parameter.TAKES)) {
                var setting = new Setting(parameter.of(), Setting.Property.SPEED);
                var station = index.placeName(index.elementOf(index.place(parameter.of())));
                double speed = fold.settings()
                        .getOrDefault(
                                setting,
                                fold.settings().getOrDefault(new Setting(station, Setting.Property.SPEED), 1.0));
                learnt.put(setting, speed / monitor.learnt);
            } else if (parameter.what().equals(Parameter.ARRIVALS)) {
                learnt.put(new Setting(parameter.of(), Setting.Property.RATE), rate(parameter.of()) / monitor.learnt);
            }
        });
        return learnt;
    }

    private double rate(String source) {
        return fold.settings().getOrDefault(new Setting(source, Setting.Property.RATE), 1.0);
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case OPERATION_FINISHED -> {
                spoiled = b == 0 ? object : -1;
                operation(time, subject, object, a, x);
                var scrap = monitors.get(new Parameter("scrap", index.placeName(index.elementOf(subject))));
                if (scrap != null) hear(scrap.outcome(time, b == 0));
            }
            case PART_RELEASED, PART_LOST -> arrival(time, subject);
            case MACHINE_STATE -> state(time, subject, MachineState.of(a), b);
            case REPAIR_STARTED -> {
                if (!index.isMachine(subject)) return;
                repairFrom[subject] = time;
                repaired[subject] = a;
            }
            case PART_MOVED -> {
                if (a >= 0 && leavesStep(a)) exit(time, fold.stepOf(object), b);
            }
            case PART_FINISHED -> exit(time, fold.stepOf(object), Route.DONE);
            case PART_SCRAPPED -> {
                if (object != spoiled) exit(time, fold.stepOf(object), Route.SCRAP);
            }
            default -> {}
        }
    }

    /** Whether a part that goes on from a place has done its step there, and was not in the queue of its station. */
    private boolean leavesStep(int place) {
        return index.isMachine(place) || !(index.elements().get(index.elementOf(place)) instanceof Station);
    }

    private void exit(double time, int step, int to) {
        if (step < 0) return;
        var ref = index.steps().get(step);
        var from = ref.route().steps().get(ref.step());
        if (!(from.exit() instanceof Route.Exit.Shares(var shares))) return;
        int target = to < 0 ? to : to - index.firstStep(ref.route());
        for (var share : shares) {
            var monitor = monitors.get(share(from, share.target()));
            if (monitor != null) hear(monitor.outcome(time, share.target() == target));
        }
    }

    private void operation(double time, int machine, int part, int step, double share) {
        var monitor = monitors.get(new Parameter(Parameter.TAKES, index.placeName(machine)));
        if (monitor == null || share < 1 || part < 0) return;
        var station = (Station) index.elements().get(index.elementOf(machine));
        var name = index.steps().get(step).name();
        var product = index.products().get(fold.productOf(part)).id();
        var best = Station.ProcessingTime.mostSpecific(station.times(), name, product);
        if (best == null) return;
        hear(monitor.time(time, fold.workedOn(machine, time), declared(best.time())));
    }

    private void arrival(double time, int source) {
        var open = hours.get(source);
        if (open == null) return;
        var monitor = monitors.get(new Parameter(Parameter.ARRIVALS, index.placeName(source)));
        double opened = open.openUntil(time);
        var last = lastArrival.put(source, opened);
        if (last == null || monitor == null) return;
        double interval = (opened - last) * rate(index.placeName(source));
        hear(monitor.time(time, interval, declared(interarrival(source))));
    }

    private Distribution interarrival(int source) {
        if (index.elements().get(source) instanceof Source s
                && s.arrivals() instanceof Source.Arrivals.Streams(var streams)) {
            return streams.getFirst().interarrival();
        }
        throw new IllegalStateException("no source of a stream: " + index.placeName(source));
    }

    private void state(double time, int machine, MachineState state, int failure) {
        if (fold.stateOf(machine) == MachineState.BUSY)
            operated[machine] += time - Math.max(busyCounted[machine], fold.stateSince(machine));
        busyCounted[machine] = time;
        var station = (Station) index.elements().get(index.elementOf(machine));
        boolean wasDown = fold.failureOf(machine) >= 0;
        if (state == MachineState.DOWN
                && !wasDown
                && failure >= 0
                && failure < station.failures().size()) {
            var mode = station.failures().get(failure);
            var monitor = monitors.get(failure("time to failure", mode, failure, machine));
            double clock = clock(mode.clock(), time, machine);
            double since = clocks.getOrDefault(machine + " " + failure, 0.0);
            if (monitor != null) hear(monitor.time(time, clock - since, declared(mode.every())));
        }
        if (wasDown && state != MachineState.DOWN && state != MachineState.LACKS_SPARES) {
            int was = fold.failureOf(machine);
            var mode = station.failures().get(was);
            clocks.put(machine + " " + was, clock(mode.clock(), time, machine));
            var monitor = monitors.get(failure("repair time", mode, was, machine));
            if (monitor != null && repaired[machine] == was && !Double.isNaN(repairFrom[machine])) {
                double took = time - repairFrom[machine];
                hear(monitor.time(time, took, declared(mode.repair())));
            }
            repairFrom[machine] = Double.NaN;
        }
    }

    private double clock(FailureClock clock, double time, int machine) {
        return switch (clock) {
            case OPERATING_TIME -> operated[machine];
            case CALENDAR_TIME -> time;
            case OPERATIONS, WEAR -> {
                var monitor = monitors.get(new Parameter(Parameter.TAKES, index.placeName(machine)));
                yield monitor == null ? Double.NaN : monitor.observations;
            }
        };
    }

    private void hear(@Nullable Alarm alarm) {
        if (alarm != null) alarms.add(alarm);
    }
}
