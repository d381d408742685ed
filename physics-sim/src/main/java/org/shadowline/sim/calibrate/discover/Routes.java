package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Route.Share;
import org.shadowline.plant.description.Route.Step;

/**
 * Writes a route graph as a route: a step for each state, and before it a step for the waiting that belongs to it.
 *
 * @param source id of the source
 * @param stations station id of each activity
 * @param waits ids of the stations that stand for waiting before an activity, by activity
 * @param pauses the same between repetitions of an activity
 */
record Routes(String source, List<String> stations, Map<Integer, String> waits, Map<Integer, String> pauses) {
    /** Shares are rounded to hundredths of a percent. */
    private static final double UNIT = 1e-4;

    Route route(List<String> products, RouteGraph graph) {
        return new Writing(graph).route(products);
    }

    private final class Writing {
        private final RouteGraph graph;
        private final List<Step> waitSteps = new ArrayList<>();
        private final Map<String, Integer> names = new HashMap<>();
        /** Steps of waiting, by the element and the state that they lead to. */
        private final Map<String, Integer> waitStepBefore = new HashMap<>();

        Writing(RouteGraph graph) {
            this.graph = graph;
        }

        /** The step of a state has the state's number; steps of waiting follow. */
        Route route(List<String> products) {
            var steps = new ArrayList<Step>();
            for (int s = 0; s < graph.states().size(); s++) {
                var element = s == RouteGraph.START ? source : stations.get(activity(s));
                steps.add(new Step(named(element), element, exit(s)));
            }
            steps.addAll(waitSteps);
            return new Route(products, steps);
        }

        private int activity(int state) {
            return graph.states().get(state).activity();
        }

        private String named(String element) {
            int count = names.merge(element, 1, Integer::sum);
            return switch (count) {
                case 1 -> element;
                case 2 -> element + ":again";
                default -> element + ":again" + (count - 1);
            };
        }

        private Exit exit(int state) {
            var shares = new ArrayList<Share>();
            int largest = 0;
            double sum = 0;
            for (var exit : graph.exits().get(state).entrySet()) {
                double probability = Math.max(UNIT, rounded(exit.getValue()));
                shares.add(new Share(target(state, exit.getKey()), probability));
                sum += probability;
                if (probability > shares.get(largest).probability()) largest = shares.size() - 1;
            }
            if (shares.size() == 1) return new Exit.To(shares.getFirst().target());
            var most = shares.get(largest);
            shares.set(largest, new Share(most.target(), rounded(most.probability() + 1 - sum)));
            shares.sort(Comparator.comparingDouble(Share::probability).reversed());
            return new Exit.Shares(shares);
        }

        private int target(int state, int next) {
            if (next == RouteGraph.END) return Route.DONE;
            // A case begins where it is first seen: nothing is known of a wait before.
            if (state == RouteGraph.START) return next;
            var element = (activity(state) == activity(next) ? pauses : waits).get(activity(next));
            if (element == null) return next;
            return waitStepBefore.computeIfAbsent(element + " " + next, key -> {
                waitSteps.add(new Step(named(element), element, new Exit.To(next)));
                return graph.states().size() + waitSteps.size() - 1;
            });
        }
    }

    private static double rounded(double probability) {
        return Math.rint(probability / UNIT) / Math.rint(1 / UNIT);
    }
}
