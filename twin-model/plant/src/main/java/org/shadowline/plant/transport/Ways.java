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
 * as in {@link PlantIndex#nodeName}; a path has an arc for each direction in which it may be driven. A fleet that needs no
 * paths has one arc from each of its stops to each other, straight, that belongs to no path. Immutable.
 */
public final class Ways {
    public static final int NONE = -1;

    private final Fleet.Motion motion;
    private final double speed;
    private final List<Integer> stops;
    /** The nodes that the fleet can come to; all tables are over these. */
    private final int[] nodes;

    private final int[] local;
    private final @Nullable Position[] positions;
    /** First arc of the way between two nodes; of a fleet on paths. */
    private final int[] next;

    private final double[] seconds;
    private final List<Arc> arcs = new ArrayList<>();

    /** A path in one of its directions. */
    private record Arc(int from, int to, int path, boolean forth, double length, double speed) {}

    public Ways(PlantIndex index, Fleet fleet) {
        motion = fleet.motion();
        speed = fleet.speed();
        stops = stopsOf(index, fleet);
        var reached = new TreeSet<>(stops);
        if (motion == Fleet.Motion.PATHS) {
            for (var path : index.paths()) {
                reached.add(index.node(path.from()));
                reached.add(index.node(path.to()));
            }
        }
        nodes = reached.stream().mapToInt(n -> n).toArray();
        local = new int[index.nodeCount()];
        Arrays.fill(local, NONE);
        positions = new @Nullable Position[nodes.length];
        for (int n = 0; n < nodes.length; n++) {
            local[nodes[n]] = n;
            positions[n] = index.nodePosition(nodes[n]);
        }
        int pairs = motion == Fleet.Motion.PATHS ? nodes.length * nodes.length : 0;
        next = new int[pairs];
        seconds = new double[pairs];
        if (motion == Fleet.Motion.PATHS) overPaths(index);
    }

    private void overPaths(PlantIndex index) {
        Arrays.fill(next, NONE);
        Arrays.fill(seconds, Double.POSITIVE_INFINITY);
        var graph = new DirectedWeightedMultigraph<Integer, Integer>(null, null);
        for (int n = 0; n < nodes.length; n++) {
            graph.addVertex(n);
            seconds[n * nodes.length + n] = 0;
        }
        for (int p = 0; p < index.paths().size(); p++) {
            var path = index.paths().get(p);
            int from = index.node(path.from());
            int to = index.node(path.to());
            double limit = Math.min(speed, path.speedLimit());
            add(graph, new Arc(from, to, p, true, path.length(), limit));
            if (path.direction() != Direction.ONE_WAY) add(graph, new Arc(to, from, p, false, path.length(), limit));
        }
        var shortest = new DijkstraShortestPath<>(graph);
        for (int from = 0; from < nodes.length; from++) {
            if (graph.outDegreeOf(from) == 0) continue;
            var ways = shortest.getPaths(from);
            for (int to = 0; to < nodes.length; to++) {
                var way = to == from ? null : ways.getPath(to);
                if (way == null) continue;
                next[from * nodes.length + to] = way.getEdgeList().getFirst();
                seconds[from * nodes.length + to] = way.getWeight();
            }
        }
    }

    private void add(DirectedWeightedMultigraph<Integer, Integer> graph, Arc arc) {
        if (arc.from == arc.to) return;
        graph.addEdge(local[arc.from], local[arc.to], arcs.size());
        graph.setEdgeWeight(arcs.size(), arc.length / arc.speed);
        arcs.add(arc);
    }

    /** Number of arcs that belong to paths. */
    public int arcs() {
        return arcs.size();
    }

    /** The first arc of the way between two nodes; {@link #NONE} when there is no way or they are the same. */
    public int next(int from, int to) {
        int pair = local[from] * nodes.length + local[to];
        if (motion == Fleet.Motion.PATHS) return next[pair];
        return from == to ? NONE : pair;
    }

    /** Seconds at full speed, without acceleration and waiting; infinite when there is no way. */
    public double seconds(int from, int to) {
        if (local[from] == NONE || local[to] == NONE) return from == to ? 0 : Double.POSITIVE_INFINITY;
        int pair = local[from] * nodes.length + local[to];
        return motion == Fleet.Motion.PATHS ? seconds[pair] : straight(local[from], local[to]) / speed;
    }

    /** The quickest arc straight from one node to another; {@link #NONE} when there is none. */
    public int between(int from, int to) {
        if (local[from] == NONE || local[to] == NONE || from == to) return NONE;
        if (motion != Fleet.Motion.PATHS) return local[from] * nodes.length + local[to];
        int best = NONE;
        for (int arc = 0; arc < arcs.size(); arc++) {
            var one = arcs.get(arc);
            if (one.from != from || one.to != to) continue;
            if (best == NONE || one.length / one.speed < length(best) / speed(best)) best = arc;
        }
        return best;
    }

    /** Whether the fleet can come to a node. */
    public boolean reaches(int node) {
        return local[node] != NONE;
    }

    public int from(int arc) {
        return motion == Fleet.Motion.PATHS ? arcs.get(arc).from : nodes[arc / nodes.length];
    }

    public int to(int arc) {
        return motion == Fleet.Motion.PATHS ? arcs.get(arc).to : nodes[arc % nodes.length];
    }

    /** Metres; of an overhead crane those of the longest axis, which takes the longest time. */
    public double length(int arc) {
        return motion == Fleet.Motion.PATHS ? arcs.get(arc).length : straight(arc / nodes.length, arc % nodes.length);
    }

    /** Metres per second that the fleet may drive on an arc. */
    public double speed(int arc) {
        return motion == Fleet.Motion.PATHS ? arcs.get(arc).speed : speed;
    }

    /** Number of an arc's path in the order of {@link PlantIndex#paths}; {@link #NONE} when it belongs to none. */
    public int path(int arc) {
        return motion == Fleet.Motion.PATHS ? arcs.get(arc).path : NONE;
    }

    /** Whether an arc leads from the beginning of its path to its end. */
    public boolean isForth(int arc) {
        return motion != Fleet.Motion.PATHS || arcs.get(arc).forth;
    }

    private double straight(int from, int to) {
        if (from == to) return 0;
        var a = positions[from];
        var b = positions[to];
        if (a == null || b == null) return Double.POSITIVE_INFINITY;
        if (motion == Fleet.Motion.FREELY) return a.distance(b);
        double onFloor = Math.max(Math.abs(a.x() - b.x()), Math.abs(a.y() - b.y()));
        return Math.max(onFloor, Math.abs(a.z() - b.z()));
    }

    /** Where the fleet stops: at what it takes parts from, where it brings them, where it parks and is charged. */
    public List<Integer> stops() {
        return stops;
    }

    /** Two of the stops between which there is no way; null when all can be reached from all. */
    public int @Nullable [] unconnected() {
        for (int from : stops) {
            for (int to : stops) {
                if (seconds(from, to) == Double.POSITIVE_INFINITY) return new int[] {from, to};
            }
        }
        return null;
    }

    private static List<Integer> stopsOf(PlantIndex index, Fleet fleet) {
        var stops = new TreeSet<Integer>();
        for (var route : index.plant().routes()) {
            for (var step : route.steps()) {
                boolean fromHere = step.element().equals(fleet.id());
                for (int target : targets(step.exit())) {
                    if (target < 0) continue;
                    var to = route.steps().get(target).element();
                    if (fromHere) stops.add(index.stopOf(index.place(to)));
                    if (to.equals(fleet.id())) stops.add(index.stopOf(index.place(step.element())));
                }
            }
        }
        var parksAt = fleet.parksAt();
        if (parksAt != null) stops.add(stopOf(index, parksAt));
        var battery = fleet.battery();
        if (battery != null) stops.add(stopOf(index, battery.station()));
        return List.copyOf(stops);
    }

    /** The node at which vehicles stop for a node or element. */
    public static int stopOf(PlantIndex index, String id) {
        int node = index.node(id);
        return node >= 0 && node < index.elementCount() ? index.stopOf(node) : node;
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
