package org.shadowline.plant.transport;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.WeightedMultigraph;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.event.PlantIndex;

/**
 * The shortest ways of people along the paths of a plant. People pass vehicles and each other, so that they need no
 * reservation, and go in both directions also where vehicles may not. From where they are they go straight to the nearest
 * node of the network, and from the node that serves an element, or the one nearest to it, straight to the element. Nodes
 * are numbered among those that paths lead to. Immutable.
 */
public final class Footways {
    public static final int NONE = -1;
    /** Of a plant where nobody walks on paths. */
    public static final Footways EMPTY = new Footways();

    private final Position[] positions;
    private final int[] next;
    private final double[] metres;
    /** By element, the node by which people come to it; {@link #NONE} where it has neither node nor position. */
    private final int[] entry;

    private Footways() {
        positions = new Position[0];
        next = new int[0];
        metres = new double[0];
        entry = new int[0];
    }

    private Footways(PlantIndex index, int[] nodes, Position[] positions) {
        this.positions = positions;
        int n = nodes.length;
        next = new int[n * n];
        metres = new double[n * n];
        Arrays.fill(next, NONE);
        Arrays.fill(metres, Double.POSITIVE_INFINITY);
        var local = new int[index.nodeCount()];
        Arrays.fill(local, NONE);
        for (int i = 0; i < n; i++) local[nodes[i]] = i;
        findWays(index, local);
        entry = new int[index.elementCount()];
        for (int e = 0; e < entry.length; e++) {
            int stop = local[index.stopOf(e)];
            var at = index.elements().get(e).at();
            entry[e] = stop != NONE || at == null ? stop : nearest(at.x(), at.y(), at.z());
        }
    }

    /**
     * @throws IllegalArgumentException when a node that a path leads to has no position; the message is for a planner
     */
    public static Footways of(PlantIndex index) {
        var reached = new TreeSet<Integer>();
        for (var path : index.paths()) {
            reached.add(index.node(path.from()));
            reached.add(index.node(path.to()));
        }
        var nodes = reached.stream().mapToInt(node -> node).toArray();
        var positions = new Position[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            var at = index.nodePosition(nodes[i]);
            if (at == null) {
                throw new IllegalArgumentException("people walk on paths, but `" + index.nodeName(nodes[i])
                        + "`, to which a path leads, has no position. Maybe add e.g. `at (12 m, 6 m)`.");
            }
            positions[i] = at;
        }
        return new Footways(index, nodes, positions);
    }

    private void findWays(PlantIndex index, int[] local) {
        int n = positions.length;
        var graph = new WeightedMultigraph<Integer, Integer>(null, null);
        for (int i = 0; i < n; i++) graph.addVertex(i);
        for (int p = 0; p < index.paths().size(); p++) {
            var path = index.paths().get(p);
            graph.addEdge(local[index.node(path.from())], local[index.node(path.to())], p);
            graph.setEdgeWeight(p, path.length());
        }
        var shortest = new DijkstraShortestPath<>(graph);
        for (int from = 0; from < n; from++) {
            var ways = shortest.getPaths(from);
            for (int to = 0; to < n; to++) {
                var way = ways.getPath(to);
                if (way == null) continue;
                metres[from * n + to] = way.getWeight();
                if (to != from) next[from * n + to] = way.getVertexList().get(1);
            }
        }
    }

    /** The node nearest to a point. */
    public int nearest(double x, double y, double z) {
        int best = NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < positions.length; i++) {
            double metresTo = distance(i, x, y, z);
            if (metresTo < least) {
                least = metresTo;
                best = i;
            }
        }
        return best;
    }

    /** The node by which people come to an element. */
    public int entry(int element) {
        return entry[element];
    }

    public Position at(int node) {
        return positions[node];
    }

    /** Metres straight from a node to a point. */
    public double distance(int node, double x, double y, double z) {
        var at = positions[node];
        double dx = at.x() - x;
        double dy = at.y() - y;
        double dz = at.z() - z;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** Metres along the paths; infinite when there is no way. */
    public double metres(int from, int to) {
        return metres[from * positions.length + to];
    }

    /** The node after the first path of the way; {@link #NONE} when there is no way or they are the same. */
    public int next(int from, int to) {
        return next[from * positions.length + to];
    }

    /** Two of some elements between which no paths lead; null when all can be reached from all. */
    public int @Nullable [] unconnected(List<Integer> elements) {
        for (int from : elements) {
            for (int to : elements) {
                if (entry[from] == NONE || entry[to] == NONE) continue;
                if (metres(entry[from], entry[to]) == Double.POSITIVE_INFINITY) return new int[] {from, to};
            }
        }
        return null;
    }
}
