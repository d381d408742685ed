package org.shadowline.follow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.plant.state.StateFold;

/**
 * Follows a plant by its events, whatever their origin: keeps its state, runs the simulator ahead of it, watches for drift,
 * and scores its own predictions. It takes events in order, in seconds since the start of the scenario, as numbers of
 * {@link #index}; at each moment of its clock, and at significant events when these are wanted, it gives a {@link Picture}.
 *
 * <p>Alarms of drift in times of operations and between arrivals are learnt: futures after the alarm use the estimated factor.
 * Not thread-safe; one thread tells it events and hears its pictures, while futures run on all cores.
 */
public final class Follower implements EventSink {
    private final Plant plant;
    private final Scenario scenario;
    private final Options options;
    private final Consumer<Picture> to;
    private final PlantIndex index;
    private final StateFold fold;
    private final Drift drift;
    private final Plan plan;
    private final Futures futures;
    private final Calibration calibration;
    private final List<Pending> pending = new ArrayList<>();
    /** Predictions of moments that are told again, in the order of these. */
    private final ArrayDeque<Pending> toComeAgain = new ArrayDeque<>();

    private double next;
    private @Nullable String because;

    /**
     * @param every seconds between two pictures; infinite for none by the clock
     * @param first seconds since the start to the first of them
     * @param onEvents whether a picture is given as well when a machine fails or is repaired, a shift begins or ends, or an
     *     order with a due date is released
     * @param horizon seconds that are predicted
     * @param futures number of futures, at least {@value Interval#FEWEST}
     */
    public record Options(double first, double every, boolean onEvents, double horizon, int futures) {
        public Options {
            if (!(every > 0)) throw new IllegalArgumentException("every must be > 0: every=" + every);
            if (!(horizon > 0)) throw new IllegalArgumentException("horizon must be > 0: horizon=" + horizon);
            if (futures < Interval.FEWEST) {
                throw new IllegalArgumentException("futures must be >= " + Interval.FEWEST
                        + ", with which a 90 % interval is possible: futures=" + futures);
            }
        }

        /** No picture but those that are asked for. */
        public static Options onDemand(double horizon, int futures) {
            return new Options(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, true, horizon, futures);
        }

        boolean isOnDemand() {
            return Double.isInfinite(first);
        }
    }

    private record Pending(
            double now, double until, double[][] futures, Map<Figure, Interval> predictions, HorizonFold happens) {}

    /**
     * @param start what is in the plant at the scenario's start; null for an empty plant
     * @throws org.shadowline.sim.flow.PlantProblem when the plant cannot be simulated
     */
    public Follower(Plant plant, Scenario scenario, @Nullable PlantState start, Options options, Consumer<Picture> to) {
        this.plant = plant;
        this.scenario = scenario;
        this.options = options;
        this.to = to;
        double length = Plan.length(scenario);
        index = new PlantIndex(plant);
        fold = new StateFold(index);
        drift = new Drift(index, fold, scenario.start(), 10 * length);
        plan = new Plan(plant, scenario, start, options.futures(), drift);
        futures = new Futures(scenario, options.futures());
        calibration = new Calibration();
        next = options.first();
    }

    private Follower(Follower before) {
        plant = before.plant;
        scenario = before.scenario;
        options = before.options;
        to = before.to;
        index = before.index;
        plan = before.plan;
        futures = before.futures;
        calibration = before.calibration;
        fold = new StateFold(index);
        drift = new Drift(index, fold, scenario.start(), 10 * Plan.length(scenario));
        plan.limit(drift);
        next = options.first();
        toComeAgain.addAll(before.pending);
        toComeAgain.addAll(before.toComeAgain);
    }

    /** One that is told everything again from the start, and goes on scoring what this one has predicted. */
    public Follower again() {
        return new Follower(this);
    }

    /** Numbers for the names in the events. */
    public PlantIndex index() {
        return index;
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        if (kind == EventKind.WARM_UP_ENDED) return;
        until(time);
        if (kind == EventKind.RUN_ENDED) return;
        for (var one : pending) one.happens().event(time, kind, subject, object, a, b, x, y);
        drift.event(time, kind, subject, object, a, b, x, y);
        if (options.onEvents() && because == null) because = significance(kind, subject, a, x);
        fold.event(time, kind, subject, object, a, b, x, y);
    }

    /** Nothing more happens before a time: gives the pictures of the moments before it, and scores what is over. */
    public void until(double time) {
        for (var first = toComeAgain.peekFirst();
                first != null && first.now() < time;
                first = toComeAgain.peekFirst()) {
            toComeAgain.removeFirst();
            pending.add(new Pending(
                    first.now(), first.until(), first.futures(), first.predictions(), happens(first.now())));
        }
        if (because != null && time > fold.now() && !options.isOnDemand()) {
            var why = because;
            because = null;
            if (fold.now() >= options.first()) to.accept(look(fold.now(), why, null));
        }
        while (next < time) {
            double now = next;
            next += options.every();
            score(now);
            to.accept(look(now, "clock", null));
        }
        score(time);
    }

    /** The significant event that no picture has shown yet; null for none. It is told once. */
    public @Nullable String significant() {
        var why = because;
        because = null;
        return why;
    }

    private HorizonFold happens(double now) {
        var happens = new HorizonFold(now, now + options.horizon());
        fold.tellParts(happens);
        return happens;
    }

    private void score(double time) {
        pending.removeIf(one -> {
            if (one.until() > time) return false;
            var happened = one.happens().figures();
            one.predictions()
                    .forEach((figure, interval) -> calibration.score(
                            figure, one.futures()[figure.ordinal()], interval, happened[figure.ordinal()]));
            return true;
        });
    }

    private @Nullable String significance(EventKind kind, int subject, int a, double due) {
        if (kind == EventKind.PART_ORDERED) return "an order is released";
        if (kind != EventKind.MACHINE_STATE) return null;
        var name = index.placeName(subject);
        var was = fold.stateOf(subject);
        var is = MachineState.of(a);
        if (is == MachineState.DOWN && was != MachineState.LACKS_SPARES) return name + " fails";
        if (was == MachineState.DOWN && is != MachineState.LACKS_SPARES) return name + " is repaired";
        if (is == MachineState.OFF) return "a shift ends";
        return was == MachineState.OFF ? "a shift begins" : null;
    }

    /**
     * The picture of a moment.
     *
     * @param now seconds since the start, not before the last event
     * @param whatIf a question; null for none
     */
    public Picture look(double now, String why, @Nullable WhatIf whatIf) {
        var present = Futures.Present.of(fold, now, scenario, drift.learnt());
        // other random numbers than those of the plan, others at each moment, and others for plants that differ in
        // their past
        long seed = 31 * (31 * scenario.seed() + Double.hashCode(now)) + Double.hashCode(fold.now());
        var outcomes = futures.run(plant, present, options.horizon(), List.of(), null, seed);
        var predictions = intervals(outcomes);
        pending.add(new Pending(now, now + options.horizon(), outcomes.figures(), predictions, happens(now)));
        var bottleneck = outcomes.bottlenecks().entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElse(null);
        return new Picture(
                now,
                scenario.start().plusNanos(Math.round(now * 1e9)),
                why,
                options.horizon(),
                present.state().parts().size(),
                down(),
                predictions,
                plan.of(now, now + options.horizon()),
                outcomes.late().entrySet().stream()
                        .map(e -> new Picture.Late(e.getKey(), (double) e.getValue() / outcomes.count()))
                        .sorted(Comparator.comparingDouble(Picture.Late::probability)
                                .reversed()
                                .thenComparing(Picture.Late::part))
                        .toList(),
                bottleneck == null ? null : bottleneck.getKey(),
                bottleneck == null ? 0 : (double) bottleneck.getValue() / outcomes.count(),
                drift.alarms(),
                whatIf == null ? null : answer(whatIf, present, outcomes, seed));
    }

    private List<String> down() {
        var down = new ArrayList<String>();
        for (int place = 0; place < index.placeCount(); place++) {
            if (!index.isMachine(place)) continue;
            var state = fold.stateOf(place);
            if (state == MachineState.DOWN || state == MachineState.LACKS_SPARES) down.add(index.placeName(place));
        }
        return down;
    }

    /** With the same random numbers as the futures in which nothing is done; a changed plant on both sides begins anew. */
    private Picture.Answer answer(WhatIf asked, Futures.Present present, Futures.Outcomes nothing, long seed) {
        long began = System.nanoTime();
        var changed = asked.changed();
        boolean later = changed != null && asked.after() > 0;
        var base = later
                ? futures.run(
                        plant, present, options.horizon(), List.of(), new Futures.Change(plant, asked.after()), seed)
                : nothing;
        var with = futures.run(
                plant,
                present,
                options.horizon(),
                asked.actions(),
                changed == null ? null : new Futures.Change(changed, asked.after()),
                seed);
        var effects = new EnumMap<Figure, Picture.Effect>(Figure.class);
        for (var figure : Figure.values()) {
            var differences = new SummaryStatistics();
            for (int i = 0; i < base.count(); i++) {
                double difference = with.figures()[figure.ordinal()][i] - base.figures()[figure.ordinal()][i];
                if (!Double.isNaN(difference)) differences.addValue(difference);
            }
            if (differences.getN() < 2) continue;
            double t = new TDistribution(null, differences.getN() - 1).inverseCumulativeProbability(0.975);
            effects.put(
                    figure,
                    new Picture.Effect(
                            differences.getMean(),
                            t * differences.getStandardDeviation() / Math.sqrt(differences.getN())));
        }
        return new Picture.Answer(asked.asked(), intervals(with), effects, (System.nanoTime() - began) / 1e9);
    }

    private static Map<Figure, Interval> intervals(Futures.Outcomes outcomes) {
        var intervals = new EnumMap<Figure, Interval>(Figure.class);
        for (var figure : Figure.values()) intervals.put(figure, Interval.of(outcomes.figures()[figure.ordinal()]));
        return intervals;
    }

    /** Alarms of drift so far, oldest first. */
    public List<Drift.Alarm> alarms() {
        return drift.alarms();
    }

    /** Number of parameters that are watched. */
    public int watched() {
        return drift.size();
    }

    /** How good the predictions have been whose time has come. */
    public Calibration calibration() {
        return calibration;
    }
}
