package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of vehicles. They join nodes, which are points of the floor, and elements. */
public record Network(List<Node> nodes, List<Path> paths) {
    public static final Network NONE = new Network(List.of(), List.of());

    public Network {
        nodes = List.copyOf(nodes);
        paths = List.copyOf(paths);
    }

    /**
     * A point where paths meet, and where vehicles wait for a path.
     *
     * @param holds how many vehicles can stand there; {@link Buffer#UNLIMITED} when others always pass those that stand
     * @param serves ids of the elements for which vehicles stop here; an element without such a node is one itself
     */
    public record Node(String id, @Nullable Position at, int holds, List<String> serves) {
        public Node {
            serves = List.copyOf(serves);
        }
    }

    /**
     * A stretch of way and a zone: a vehicle reserves it before it comes onto it, together with room at its end, so that
     * nobody ever stands on a path.
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
        /**
         * Both directions on one lane. Single tracks one behind the other are reserved as a whole, as far as no other way
         * leaves them and no vehicle has to stop.
         */
        SINGLE_TRACK
    }

    public @Nullable Node node(String id) {
        for (var node : nodes) if (node.id().equals(id)) return node;
        return null;
    }
}
