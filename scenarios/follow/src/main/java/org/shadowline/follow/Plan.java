package org.shadowline.follow;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventRecorder;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.plant.state.StateFold;
import org.shadowline.sim.flow.Simulation;

/**
 * Rehearsals of a scenario from its start, which tell of any window what was planned for it, and how often each parameter is
 * observed. Immutable once it is made.
 */
public final class Plan {
    private final List<EventRecorder> runs;
    private final double length;
    /** How often each parameter is observed in a rehearsal. */
    private final Drift watched;

    /** Keeps only when parts come and leave. */
    private static final class Flow implements EventSink {
        final EventRecorder kept = new EventRecorder(Integer.MAX_VALUE / 16);

        @Override
        public boolean wants(EventKind kind) {
            return kind == EventKind.PART_RELEASED || kind.endsPart();
        }

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            if (wants(kind)) kept.event(time, kind, subject, object, a, b, x, y);
        }
    }

    /** @param drift gets its thresholds from a rehearsal */
    Plan(Plant plant, Scenario scenario, @Nullable PlantState start, int count, Drift drift) {
        length = length(scenario);
        var simulation = Simulation.of(plant, scenario.withSeed(scenario.seed() + 1), start, length);
        runs = IntStream.rangeClosed(1, count)
                .parallel()
                .mapToObj(number -> {
                    var flow = new Flow();
                    simulation.replication(number, flow).runUntil(length);
                    return flow.kept;
                })
                .toList();
        var fold = new StateFold(simulation.index());
        watched = drift.another(fold, scenario.start(), length);
        simulation.replication(count + 1, new EventFanOut(watched, fold)).runUntil(length);
        limit(drift);
    }

    /** Gives monitors their thresholds. */
    void limit(Drift drift) {
        drift.limit(watched, length);
    }

    /** Seconds of a scenario's run. */
    public static double length(Scenario scenario) {
        return scenario.length() + scenario.givenWarmUp();
    }

    /** What was planned for a window; empty when the plan ends before. */
    Map<Figure, Interval> of(double from, double to) {
        var intervals = new EnumMap<Figure, Interval>(Figure.class);
        if (to > length + 1) return intervals;
        var figures = new double[Figure.values().length][runs.size()];
        for (int i = 0; i < runs.size(); i++) {
            var window = new HorizonFold(from, to);
            runs.get(i).replay(window);
            var values = window.figures();
            for (int f = 0; f < figures.length; f++) figures[f][i] = values[f];
        }
        for (var figure : Figure.values()) intervals.put(figure, Interval.of(figures[figure.ordinal()]));
        return intervals;
    }
}
