package org.shadowline.plant.description;

import java.util.List;
import java.util.stream.Stream;

/**
 * The way of products through the plant: a graph of steps. Parts enter at the step of the source that releases them.
 *
 * @param products product ids; empty for all products without a route of their own
 */
public record Route(List<String> products, List<Step> steps) {
    /** Target of an exit: the part leaves the plant finished. */
    public static final int DONE = -1;
    /** Target of an exit: the part leaves the plant as scrap. */
    public static final int SCRAP = -2;

    public Route {
        products = List.copyOf(products);
        steps = List.copyOf(steps);
    }

    /** The steps that may follow a step. */
    public List<Step> next(Step step) {
        var targets =
                switch (step.exit()) {
                    case Exit.To(int target) -> List.of(target);
                    case Exit.Shares(var shares) ->
                        shares.stream().map(Share::target).toList();
                    case Exit.ShortestQueue(var all) -> all;
                    case Exit.Cases(var cases, int otherwise) ->
                        Stream.concat(cases.stream().map(Case::target), Stream.of(otherwise))
                                .toList();
                };
        return targets.stream().filter(target -> target >= 0).map(steps::get).toList();
    }

    /** A visit of an element; {@code name} is the element's id, or {@code id:step} for a named visit. */
    public record Step(String name, String element, Exit exit) {}

    /** Where a part goes after a step. Targets are indices of steps, {@link #DONE} or {@link #SCRAP}. */
    public sealed interface Exit {
        record To(int target) implements Exit {}

        /** By chance; probabilities sum to one. */
        record Shares(List<Share> shares) implements Exit {
            public Shares {
                shares = List.copyOf(shares);
            }
        }

        /** The first case whose condition holds, otherwise the last target. */
        record Cases(List<Case> cases, int otherwise) implements Exit {
            public Cases {
                cases = List.copyOf(cases);
            }
        }

        /** The target with the fewest parts waiting for it and in it; ties go to the first. */
        record ShortestQueue(List<Integer> targets) implements Exit {
            public ShortestQueue {
                targets = List.copyOf(targets);
            }
        }
    }

    public record Share(int target, double probability) {}

    public record Case(PartCondition condition, int target) {}

    /** A condition on the attributes of a part. */
    public sealed interface PartCondition {
        record Compare(String attribute, Comparison comparison, double value) implements PartCondition {}

        /** How often the part has come to an element. */
        record Visits(String element, Comparison comparison, double value) implements PartCondition {}

        /** A condition on the plant at that moment, or on more than one attribute. */
        record Holds(Condition condition) implements PartCondition {}

        record All(List<PartCondition> conditions) implements PartCondition {}

        record Any(List<PartCondition> conditions) implements PartCondition {}

        record Not(PartCondition condition) implements PartCondition {}
    }
}
