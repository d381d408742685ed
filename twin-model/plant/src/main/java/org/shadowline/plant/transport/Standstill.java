package org.shadowline.plant.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.event.PlantIndex;

/**
 * Whether a layout can bring its vehicles to a standstill. A vehicle never waits on a path, so that only nodes with little
 * room can hold each other up: vehicles that fill the nodes of a circle, each waiting for room at the next one (circular
 * wait; Coffman, Elphick and Shoshani 1971). That takes as many vehicles as the nodes hold together.
 */
public final class Standstill {
    private Standstill() {}

    /** Names of the nodes of the circle that the fewest vehicles fill; null when there are too few vehicles for any. */
    public static @Nullable List<String> possibleIn(PlantIndex index) {
        var fleets = new ArrayList<Fleet>();
        for (var element : index.elements()) {
            if (element instanceof Fleet fleet && fleet.motion() == Fleet.Motion.PATHS) fleets.add(fleet);
        }
        if (fleets.isEmpty()) return null;
        var ways = fleets.stream().map(fleet -> new Ways(index, fleet)).toList();
        var stops = new TreeSet<Integer>();
        ways.forEach(one -> stops.addAll(one.stops()));
        var graph = graph(index, ways, new Lanes(index, stops));
        long vehicles = fleets.stream().mapToLong(Fleet::count).sum();
        GraphPath<Integer, DefaultWeightedEdge> worst = null;
        double fewest = vehicles + 0.5;
        var shortest = new DijkstraShortestPath<>(graph);
        for (int node : graph.vertexSet()) {
            for (var edge : graph.outgoingEdgesOf(node)) {
                var back = shortest.getPath(graph.getEdgeTarget(edge), node);
                if (back == null || back.getWeight() + graph.getEdgeWeight(edge) > fewest) continue;
                fewest = back.getWeight() + graph.getEdgeWeight(edge) - 0.5;
                worst = back;
            }
        }
        return worst == null
                ? null
                : worst.getVertexList().stream().map(index::nodeName).toList();
    }

    /** Nodes with little room, joined where a vehicle that stands at one may wait for room at the other. */
    private static SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> graph(
            PlantIndex index, List<Ways> ways, Lanes lanes) {
        var graph = new SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
        for (var one : ways) {
            for (int from : one.stops()) {
                for (int to : one.stops()) {
                    for (int at = from; at != to; ) {
                        int end = endOfLane(one, lanes, at, to);
                        if (end == Ways.NONE) break;
                        join(index, graph, at, end);
                        at = end;
                    }
                }
            }
        }
        return graph;
    }

    private static int endOfLane(Ways ways, Lanes lanes, int at, int to) {
        int arc = ways.next(at, to);
        if (arc == Ways.NONE) return Ways.NONE;
        int lane = lanes.of(ways.path(arc), ways.isForth(arc));
        while (true) {
            int end = ways.to(arc);
            int next = end == to ? Ways.NONE : ways.next(end, to);
            if (next == Ways.NONE || lanes.of(ways.path(next), ways.isForth(next)) != lane) return end;
            arc = next;
        }
    }

    private static void join(
            PlantIndex index, SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> graph, int from, int to) {
        if (from == to || index.nodeHolds(from) == Buffer.UNLIMITED || index.nodeHolds(to) == Buffer.UNLIMITED) return;
        graph.addVertex(from);
        graph.addVertex(to);
        var edge = graph.addEdge(from, to);
        if (edge != null) graph.setEdgeWeight(edge, index.nodeHolds(to));
    }
}
