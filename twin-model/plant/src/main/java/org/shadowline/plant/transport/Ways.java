package org.shadowline.plant.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DirectedWeightedMultigraph;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Network.Direction;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.event.PlantIndex;

/**
 * The ways of one fleet: for each pair of nodes the arc to take first on the quickest way at full speed. Nodes are numbered
 * as in {@link PlantIndex#nodeName}; a path has an arc for each direction in which it may be driven. Fleets that need no
 * paths have a single arc from node to node, straight, that belongs to no path. Immutable.
 */
public final class Ways {
    public static final int NONE = -1;

    private final int nodes;
    private final int[] next;
    private final double[] seconds;
    private final List<Arc> arcs = new ArrayList<>();

    /**
     * A path in one of its directions.
     *
     * @param path number of the path among those of the network in the order of their ids; {@link #NONE} for a straight way
     * @param length metres; of an overhead crane the longer of the two axes, which takes the longer time
     */
    public record Arc(int from, int to, int path, boolean forth, double length, double speed) {}

    public Ways(PlantIndex index, Fleet fleet) {
        nodes = index.nodeCount();
        next = new int[nodes * nodes];
        seconds = new double[nodes * nodes];
        Arrays.fill(next, NONE);
        Arrays.fill(seconds, Double.POSITIVE_INFINITY);
        for (int n = 0; n < nodes; n++) seconds[n * nodes + n] = 0;
        if (fleet.motion() == Fleet.Motion.PATHS) overPaths(index, fleet);
        else straight(index, fleet);
    }

    private void overPaths(PlantIndex index, Fleet fleet) {
        var graph = new DirectedWeightedMultigraph<Integer, Integer>(null, null);
        for (int n = 0; n < nodes; n++) graph.addVertex(n);
        var paths = index.paths();
        for (int p = 0; p < paths.size(); p++) {
            var path = paths.get(p);
            int from = index.node(path.from());
            int to = index.node(path.to());
            double speed = Math.min(fleet.speed(), path.speedLimit());
            add(graph, new Arc(from, to, p, true, path.length(), speed));
            if (path.direction() != Direction.ONE_WAY) add(graph, new Arc(to, from, p, false, path.length(), speed));
        }
        var shortest = new DijkstraShortestPath<>(graph);
        for (int from = 0; from < nodes; from++) {
            if (graph.outDegreeOf(from) == 0) continue;
            var ways = shortest.getPaths(from);
            for (int to = 0; to < nodes; to++) {
                var way = to == from ? null : ways.getPath(to);
                if (way == null) continue;
                next[from * nodes + to] = way.getEdgeList().getFirst();
                seconds[from * nodes + to] = way.getWeight();
            }
        }
    }

    private void add(DirectedWeightedMultigraph<Integer, Integer> graph, Arc arc) {
        if (arc.from == arc.to) return;
        graph.addEdge(arc.from, arc.to, arcs.size());
        graph.setEdgeWeight(arcs.size(), arc.length / arc.speed);
        arcs.add(arc);
    }

    private void straight(PlantIndex index, Fleet fleet) {
        for (int from = 0; from < nodes; from++) {
            var a = index.nodePosition(from);
            for (int to = 0; to < nodes; to++) {
                var b = index.nodePosition(to);
                if (from == to || a == null || b == null) continue;
                double length = distance(fleet.motion(), a, b);
                next[from * nodes + to] = arcs.size();
                seconds[from * nodes + to] = length / fleet.speed();
                arcs.add(new Arc(from, to, NONE, true, length, fleet.speed()));
            }
        }
    }

    private static double distance(Fleet.Motion motion, Position a, Position b) {
        double x = Math.abs(a.x() - b.x());
        double y = Math.abs(a.y() - b.y());
        return motion == Fleet.Motion.OVERHEAD ? Math.max(x, y) : Math.hypot(x, y);
    }

    public List<Arc> arcs() {
        return List.copyOf(arcs);
    }

    /** The first arc of the way between two nodes; {@link #NONE} when there is no way or they are the same. */
    public int next(int from, int to) {
        return next[from * nodes + to];
    }

    /** Seconds at full speed, without acceleration and waiting; infinite when there is no way. */
    public double seconds(int from, int to) {
        return seconds[from * nodes + to];
    }

    /** Ids of two of the stops between which there is no way; null when all can be reached from all. */
    public static String @Nullable [] unconnected(PlantIndex index, Ways ways, List<Integer> stops) {
        for (int from : stops) {
            for (int to : stops) {
                if (ways.seconds(from, to) == Double.POSITIVE_INFINITY) {
                    return new String[] {index.nodeName(from), index.nodeName(to)};
                }
            }
        }
        return null;
    }

    /** Where a fleet stops: what it takes parts from, where it brings them, and where it parks. */
    public static List<Integer> stops(PlantIndex index, Fleet fleet) {
        var stops = new TreeSet<Integer>();
        for (var route : index.plant().routes()) {
            for (var step : route.steps()) {
                boolean fromHere = step.element().equals(fleet.id());
                for (int target : targets(step.exit())) {
                    if (target < 0) continue;
                    var to = route.steps().get(target).element();
                    if (fromHere) stops.add(index.node(to));
                    if (to.equals(fleet.id())) stops.add(index.node(step.element()));
                }
            }
        }
        var parksAt = fleet.parksAt();
        if (parksAt != null) stops.add(index.node(parksAt));
        return List.copyOf(stops);
    }

    private static List<Integer> targets(Exit exit) {
        return switch (exit) {
            case Exit.To(int target) -> List.of(target);
            case Exit.Shares(var shares) ->
                shares.stream().map(share -> share.target()).toList();
            case Exit.Cases(var cases, int otherwise) -> {
                var all = new ArrayList<Integer>();
                cases.forEach(one -> all.add(one.target()));
                all.add(otherwise);
                yield all;
            }
            case Exit.ShortestQueue(var targets) -> targets;
        };
    }
}
