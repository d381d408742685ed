package org.shadowline.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.kpi.BottleneckFold;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Scenario.TimedAction;
import org.shadowline.plant.state.PlantState;
import org.shadowline.plant.state.StateFold;
import org.shadowline.sim.flow.Moments;
import org.shadowline.sim.flow.Simulation;

/**
 * Runs a plant on from its present state into as many futures as wanted, each with random numbers of its own, on all cores.
 * Settings in force go on; so do what a scenario still has to do and its conditions. A machine that is down for no declared
 * failure stays down as long as the scenario says, otherwise as long again as it has been down (Lindy's law: all that is
 * known of its repair is its age). The same seed gives the same futures. Thread-safe.
 */
final class Futures {
    private final Scenario scenario;
    private final int count;

    Futures(Scenario scenario, int count) {
        this.scenario = scenario;
        this.count = count;
    }

    /**
     * The plant at a moment.
     *
     * @param now seconds since the start of the scenario
     * @param actions what applies from the moment on
     */
    record Present(double now, PlantState state, List<Action> actions) {
        /** @param learnt settings that the model needs to agree with the plant */
        static Present of(StateFold fold, double now, Scenario scenario, Map<Setting, Double> learnt) {
            var actions = new ArrayList<Action>();
            fold.settings().forEach((setting, value) -> actions.add(new Action.Set(setting, value)));
            learnt.forEach((setting, value) -> actions.add(new Action.Set(setting, value)));
            var moments = new Moments(scenario.start());
            for (var forced : fold.forced()) {
                double end = 2 * now - forced.since();
                for (var timed : scenario.timed()) {
                    double at = moments.seconds(timed.at());
                    if (Math.abs(at - forced.since()) > 1) continue;
                    for (var action : timed.actions()) {
                        if (action instanceof Action.Fail(String target, Distribution.Constant(double repair))
                                && (forced.machine().equals(target)
                                        || forced.machine().startsWith(target + "."))) {
                            end = at + repair;
                        }
                    }
                }
                if (end > now) actions.add(new Action.Fail(forced.machine(), new Distribution.Constant(end - now)));
            }
            return new Present(now, fold.at(now), actions);
        }
    }

    /**
     * What the futures have in common with each other and where they differ.
     *
     * @param figures by {@link Figure}, then by future
     * @param late how often a part that is in the plant now comes after its due date, by its id; never is left out
     * @param bottlenecks in how many futures a station is the bottleneck longest
     */
    record Outcomes(double[][] figures, Map<String, Integer> late, Map<String, Integer> bottlenecks, int count) {}

    private record One(
            double[] figures, List<String> late, @Nullable String bottleneck) {}

    /**
     * @param more what is done besides, at moments after now
     * @param change to another plant; from then on the futures begin anew from their states, with the random numbers that any
     *     other change at the same moment has; null for none
     */
    Outcomes run(
            Plant plant, Present present, double horizon, List<TimedAction> more, @Nullable Change change, long seed) {
        var first = scenario(present, horizon, more, present.actions(), seed);
        double until = change == null ? horizon : Math.min(horizon, change.after());
        // a plant that changes at once is changed from the start
        boolean atOnce = change != null && change.after() <= 0;
        var simulation =
                Simulation.of(change != null && atOnce ? change.plant() : plant, first, present.state(), horizon);
        var all = IntStream.rangeClosed(1, count)
                .parallel()
                .mapToObj(number ->
                        one(simulation, number, present, horizon, atOnce ? horizon : until, more, change, seed))
                .toList();
        var figures = new double[Figure.values().length][count];
        var late = new HashMap<String, Integer>();
        var bottlenecks = new HashMap<String, Integer>();
        for (int i = 0; i < count; i++) {
            var one = all.get(i);
            for (int f = 0; f < figures.length; f++) figures[f][i] = one.figures()[f];
            for (var id : one.late()) late.merge(id, 1, Integer::sum);
            if (one.bottleneck() != null) bottlenecks.merge(one.bottleneck(), 1, Integer::sum);
        }
        return new Outcomes(figures, late, bottlenecks, count);
    }

    /** @param after seconds from now */
    record Change(Plant plant, double after) {}

    private One one(
            Simulation simulation,
            int number,
            Present present,
            double horizon,
            double until,
            List<TimedAction> more,
            @Nullable Change change,
            long seed) {
        var window = new HorizonFold(0, horizon);
        var bottleneck = new BottleneckFold(simulation.index());
        var ids = new Known(present.state().parts());
        var run = simulation.replication(number, new EventFanOut(window, bottleneck, ids));
        run.runUntil(until);
        if (until < horizon && change != null) {
            var later = new Present(present.now() + until, run.state(), List.of());
            var rest = Simulation.of(
                    change.plant(),
                    scenario(later, horizon - until, shifted(more, until), present.actions(), seed + 1),
                    later.state(),
                    horizon - until);
            // parts are numbered anew: what the first half tells ends here
            var then = new HorizonFold(0, horizon - until);
            rest.replication(number, then).runUntil(horizon - until);
            return new One(joined(window, until, horizon, then), List.of(), null);
        }
        bottleneck.event(horizon, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        var shares = bottleneck.shares();
        return new One(
                window.figures(),
                ids.late(window.left, horizon),
                shares.isEmpty() ? null : shares.getFirst().station());
    }

    private static double[] joined(HorizonFold first, double until, double horizon, HorizonFold then) {
        var before = first.figures(until);
        var after = then.figures();
        double finished = before[0] + after[0];
        return new double[] {
            finished,
            mean(before[0], before[1], after[0], after[1]),
            (before[2] * until + after[2] * (horizon - until)) / horizon,
            mean(before[0], before[3], after[0], after[3])
        };
    }

    private static double mean(double n, double a, double m, double b) {
        if (n + m == 0) return Double.NaN;
        return ((n == 0 ? 0 : n * a) + (m == 0 ? 0 : m * b)) / (n + m);
    }

    private static List<TimedAction> shifted(List<TimedAction> actions, double by) {
        var shifted = new ArrayList<TimedAction>();
        for (var action : actions) {
            if (!(action.at() instanceof Moment.AfterStart(double at)) || at < by) continue;
            shifted.add(new TimedAction(new Moment.AfterStart(at - by), action.actions(), action.because()));
        }
        return shifted;
    }

    private Scenario scenario(Present present, double horizon, List<TimedAction> more, List<Action> atOnce, long seed) {
        var moments = new Moments(scenario.start());
        var timed = new ArrayList<TimedAction>();
        if (!atOnce.isEmpty()) timed.add(new TimedAction(new Moment.AfterStart(0), atOnce, null));
        for (var action : scenario.timed()) {
            double left = moments.seconds(action.at()) - present.now();
            if (left > 0) timed.add(new TimedAction(new Moment.AfterStart(left), action.actions(), action.because()));
        }
        timed.addAll(more);
        var start = scenario.start().plusNanos(Math.round(present.now() * 1e9));
        return scenario.during(start, horizon, timed).withSeed(seed);
    }

    /** Knows the parts of a state again by their age when a run begins, and which of them come late. */
    private static final class Known implements EventSink {
        private final List<PlantState.Part> parts;
        private final Map<Long, PlantState.Part> bySerial = new HashMap<>();
        private int next;

        Known(List<PlantState.Part> parts) {
            this.parts = parts.stream()
                    .sorted(java.util.Comparator.comparingDouble(PlantState.Part::age)
                            .reversed())
                    .toList();
        }

        @Override
        public boolean wants(EventKind kind) {
            return kind == EventKind.PART_RELEASED;
        }

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            if (kind != EventKind.PART_RELEASED || time > 0) return;
            while (next < parts.size() && parts.get(next).age() != -time) next++;
            if (next < parts.size()) bySerial.put((long) y, parts.get(next++));
        }

        List<String> late(Map<Long, Double> left, double horizon) {
            var late = new ArrayList<String>();
            bySerial.forEach((serial, part) -> {
                var due = part.due();
                var id = part.id();
                if (due == null || id == null) return;
                if (left.getOrDefault(serial, horizon) > due) late.add(id);
            });
            return late;
        }
    }
}
