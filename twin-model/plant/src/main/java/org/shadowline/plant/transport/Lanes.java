package org.shadowline.plant.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.shadowline.plant.description.Network;
import org.shadowline.plant.description.Network.Direction;
import org.shadowline.plant.event.PlantIndex;

/**
 * What vehicles reserve: a lane is a path in one direction, or a chain of single tracks in one direction, which is reserved
 * as a whole. Lanes are numbered from 0; those of the two directions of a zone differ in the last bit. Immutable.
 */
public final class Lanes {
    private final PlantIndex index;
    private final int[] zone;
    private final boolean[] turned;
    private final List<Integer> holds = new ArrayList<>();
    private final List<Boolean> single = new ArrayList<>();

    /** @param stops nodes at which a vehicle may have to stop: there a chain ends */
    public Lanes(PlantIndex index, Set<Integer> stops) {
        this.index = index;
        var paths = index.paths();
        zone = new int[paths.size()];
        turned = new boolean[paths.size()];
        Arrays.fill(zone, Ways.NONE);
        for (int p = 0; p < zone.length; p++) {
            if (zone[p] != Ways.NONE) continue;
            zone[p] = holds.size();
            holds.add(paths.get(p).holds());
            single.add(paths.get(p).direction() == Direction.SINGLE_TRACK);
            if (single.getLast()) chain(p, stops);
        }
    }

    private void chain(int first, Set<Integer> stops) {
        var paths = index.paths();
        var open = new ArrayDeque<Integer>();
        open.add(first);
        while (!open.isEmpty()) {
            int p = open.poll();
            for (var node : List.of(paths.get(p).from(), paths.get(p).to())) {
                int q = continuation(p, node, stops);
                if (q < 0 || zone[q] != Ways.NONE) continue;
                zone[q] = zone[p];
                boolean leavesForth = paths.get(p).to().equals(node);
                boolean entersForth = paths.get(q).from().equals(node);
                turned[q] = turned[p] ^ (leavesForth != entersForth);
                holds.set(zone[q], Math.min(holds.get(zone[q]), paths.get(q).holds()));
                open.add(q);
            }
        }
    }

    /** The single track that alone goes on from another one at a node where nobody stops; negative when there is none. */
    private int continuation(int path, String node, Set<Integer> stops) {
        int number = index.node(node);
        if (number < index.elementCount() || stops.contains(number)) return -1;
        int found = -1;
        for (int q = 0; q < zone.length; q++) {
            var other = index.paths().get(q);
            boolean meets = other.from().equals(node) || other.to().equals(node);
            if (q == path || !meets) continue;
            if (found >= 0 || other.direction() != Direction.SINGLE_TRACK) return -1;
            found = q;
        }
        return found;
    }

    public int count() {
        return 2 * holds.size();
    }

    /** The lane of a path in one of its directions. */
    public int of(int path, boolean forth) {
        return 2 * zone[path] + (forth ^ turned[path] ? 0 : 1);
    }

    /** How many vehicles can be on a lane. */
    public int holds(int lane) {
        return holds.get(lane >> 1);
    }

    /** Whether a lane excludes the one of the other direction. */
    public boolean isSingle(int lane) {
        return single.get(lane >> 1);
    }

    /** The path that gives a lane its name, or the first of its chain. */
    public Network.Path path(int lane) {
        for (int p = 0; p < zone.length; p++)
            if (zone[p] == lane >> 1) return index.paths().get(p);
        throw new IllegalArgumentException("no such lane: " + lane);
    }
}
