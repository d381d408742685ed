package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of vehicles. They join nodes, which are points of the floor, and elements that have a position. */
public record Network(List<Node> nodes, List<Path> paths) {
    public static final Network NONE = new Network(List.of(), List.of());

    public Network {
        nodes = List.copyOf(nodes);
        paths = List.copyOf(paths);
    }

    /** A point where paths meet. Vehicles can stand there beside the path, so that others pass. */
    public record Node(String id, Position at) {}

    /**
     * A stretch of way and a zone: a vehicle that is on it has reserved it.
     *
     * @param from id of a node or element
     * @param to id of a node or element
     * @param length metres
     * @param speedLimit metres per second; infinite for none
     * @param holds how many vehicles are on it at once, in each direction where it has two lanes
     */
    public record Path(
            String id, String from, String to, double length, double speedLimit, int holds, Direction direction) {}

    public enum Direction {
        /** A lane for each direction. */
        BOTH_WAYS,
        ONE_WAY,
        /** Both directions on one lane: vehicles on it all go the same way. */
        SINGLE_TRACK
    }

    public @Nullable Node node(String id) {
        for (var node : nodes) if (node.id().equals(id)) return node;
        return null;
    }
}
