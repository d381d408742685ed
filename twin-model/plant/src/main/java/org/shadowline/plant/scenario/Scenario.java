package org.shadowline.plant.scenario;

import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Condition;
import org.shadowline.plant.description.Moment;

/**
 * A rehearsal of a plant.
 *
 * @param start local start with its time zone
 * @param length seconds of the run after the warm-up
 * @param beginsWith file of a plant state from which the run starts, as it is written; null for an empty plant
 */
public record Scenario(
        String id,
        String name,
        String plant,
        @Nullable Cube cube,
        ZonedDateTime start,
        double length,
        WarmUp warmUp,
        Replications replications,
        long seed,
        @Nullable String beginsWith,
        List<TimedAction> timed,
        List<ConditionalAction> conditional,
        List<Measure> measures,
        List<Expectation> expectations) {
    public Scenario {
        timed = List.copyOf(timed);
        conditional = List.copyOf(conditional);
        measures = List.copyOf(measures);
        expectations = List.copyOf(expectations);
    }

    /** Seconds of the warm-up that is given; 0 where it is to be found. */
    public double givenWarmUp() {
        return warmUp instanceof WarmUp.Given(double seconds) ? seconds : 0;
    }

    /** The same scenario at another time, without a warm-up, and with other timed actions in place of its own. */
    public Scenario during(ZonedDateTime start, double length, List<TimedAction> timed) {
        return new Scenario(
                id,
                name,
                plant,
                cube,
                start,
                length,
                new WarmUp.Given(0),
                replications,
                seed,
                beginsWith,
                timed,
                conditional,
                measures,
                expectations);
    }

    /** The same scenario with other random numbers. */
    public Scenario withSeed(long other) {
        return new Scenario(
                id,
                name,
                plant,
                cube,
                start,
                length,
                warmUp,
                replications,
                other,
                beginsWith,
                timed,
                conditional,
                measures,
                expectations);
    }

    /** The time before which nothing is counted. */
    public sealed interface WarmUp {
        record Given(double seconds) implements WarmUp {}

        /** Found from pilot runs by MSER-5. */
        record Found() implements WarmUp {}
    }

    /** How often the run is repeated with other random numbers. */
    public sealed interface Replications {
        record Fixed(int count) implements Replications {}

        /** Until the half width of the interval is at most {@code relative} times the mean. */
        record ToPrecision(Measure measure, double relative, double confidence, int atMost) implements Replications {}
    }

    public record TimedAction(
            Moment at, List<Action> actions, @Nullable String because) {
        public TimedAction {
            actions = List.copyOf(actions);
        }
    }

    /** Acts each time the condition becomes true and stays true for the given seconds. */
    public record ConditionalAction(
            Condition when,
            double forSeconds,
            List<Action> actions,
            @Nullable String because,
            String text) {
        public ConditionalAction {
            actions = List.copyOf(actions);
        }
    }

    /** Where the scenario stands in the cube of human-cyber-physical systems. */
    public record Cube(String technology, String organisation, String value) {}
}
