package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.transport.Footways;

/**
 * Where people are, and how long they walk at the speed of their team from where they were last: straight ahead, or along
 * the paths of the plant. A station without a position is where they are. Nothing is kept, and no time passes, where no
 * team walks.
 */
final class Walks {
    /** Seconds within which someone is taken to be at the end of a stretch. */
    private static final double AT_A_BEND = 1e-7;

    private final Replication run;
    private final FlowModel model;
    /** Where each person is, or was when he set out; NaN where that is not known yet. */
    private final double[] x;

    private final double[] y;
    private final double[] z;
    /** The element at which each person is, or was when he set out; NONE when at none. */
    private final int[] stands;

    private final double[] since;
    private final double[] length;
    private final Legs legs;

    Walks(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.walking ? model.people : 0;
        x = new double[n];
        y = new double[n];
        z = new double[n];
        Arrays.fill(x, Double.NaN);
        stands = new int[n];
        Arrays.fill(stands, NONE);
        since = new double[n];
        length = new double[n];
        legs = new Legs();
        for (int person = 0; person < n; person++) goHome(person);
    }

    Walks(Replication run, Walks that) {
        this.run = run;
        model = run.model;
        x = that.x.clone();
        y = that.y.clone();
        z = that.z.clone();
        stands = that.stands.clone();
        since = that.since.clone();
        length = that.length.clone();
        legs = new Legs();
    }

    /** Where people stand who work at a station, or repair a vehicle, which is numbered behind all elements. */
    @Nullable Position positionOf(int station) {
        return station < model.elements ? model.standsAt[station] : run.breakdowns.at(station - model.elements);
    }

    /** Seconds to a station from where a person stands. */
    double secondsTo(int person, int station) {
        return metresTo(person, station) / model.walkingSpeed[model.index.teamOf(person)];
    }

    private double metresTo(int person, int station) {
        var to = positionOf(station);
        if (to == null || Double.isNaN(x[person])) return 0;
        double dx = to.x() - x[person];
        double dy = to.y() - y[person];
        double dz = to.z() - z[person];
        double straight = Math.sqrt(dx * dx + dy * dy + dz * dz);
        if (straight == 0 || !isOnPaths(person, station)) return straight;
        var ways = model.footways;
        int from = entry(person);
        int end = entryTo(station);
        return ways.distance(from, x[person], y[person], z[person])
                + ways.metres(from, end)
                + ways.distance(end, to.x(), to.y(), to.z());
    }

    private boolean isOnPaths(int person, int station) {
        if (!model.walksOnPaths[model.index.teamOf(person)]) return false;
        int end = entryTo(station);
        return end != Footways.NONE && model.footways.metres(entry(person), end) < Double.POSITIVE_INFINITY;
    }

    /** The node by which someone leaves the paths for a station or vehicle. */
    private int entryTo(int station) {
        if (station < model.elements) return model.footways.entry(station);
        var at = positionOf(station);
        return at == null ? Footways.NONE : model.footways.nearest(at.x(), at.y(), at.z());
    }

    /** The node by which someone comes onto the paths. */
    private int entry(int person) {
        int known = stands[person] == NONE ? Footways.NONE : model.footways.entry(stands[person]);
        return known != Footways.NONE ? known : model.footways.nearest(x[person], y[person], z[person]);
    }

    void setOut(int person, double seconds) {
        since[person] = run.now();
        length[person] = seconds;
        run.calendar.schedule(model.personSlots + person, run.now() + seconds);
    }

    void arrive(int person, int station) {
        var to = positionOf(station);
        if (to == null) return;
        stand(person, to);
        stands[person] = station < model.elements ? station : NONE;
    }

    /** Someone on the way to a station stops where he is. */
    void breakOff(int person, int station) {
        run.calendar.cancel(model.personSlots + person);
        stand(person, onTheWay(person, station));
    }

    private @Nullable Position onTheWay(int person, int station) {
        if (positionOf(station) == null) return null;
        double done = run.now() - since[person];
        legs.begin(person, station);
        while (legs.next() && legs.end < done) {}
        double share = legs.end > legs.begin ? Math.min(1, (done - legs.begin) / (legs.end - legs.begin)) : 1;
        return new Position(
                legs.fromX + share * (legs.toX - legs.fromX),
                legs.fromY + share * (legs.toY - legs.fromY),
                legs.fromZ + share * (legs.toZ - legs.fromZ),
                0);
    }

    /** How someone walks who is on the way to a station. */
    void motion(int person, int station, Robots.Motion motion) {
        double done = run.now() - since[person];
        legs.begin(person, station);
        while (legs.next() && legs.end <= done + AT_A_BEND) {}
        double seconds = legs.end - legs.begin;
        boolean moves = legs.end > done + AT_A_BEND;
        double share = moves ? (done - legs.begin) / seconds : 1;
        motion.vx = moves ? (legs.toX - legs.fromX) / seconds : 0;
        motion.vy = moves ? (legs.toY - legs.fromY) / seconds : 0;
        motion.vz = moves ? (legs.toZ - legs.fromZ) / seconds : 0;
        motion.x = legs.fromX + share * (legs.toX - legs.fromX);
        motion.y = legs.fromY + share * (legs.toY - legs.fromY);
        motion.z = legs.fromZ + share * (legs.toZ - legs.fromZ);
        motion.until = since[person] + legs.end;
    }

    void goHome(int person) {
        stand(person, model.index.teams().get(model.index.teamOf(person)).at());
    }

    void stand(int person, @Nullable Position at) {
        if (at == null) return;
        x[person] = at.x();
        y[person] = at.y();
        z[person] = at.z();
        stands[person] = NONE;
    }

    /** Where a person is, who may be on the way to a station; null when that is not known. */
    @Nullable Position at(int person, boolean walks, int station) {
        if (Double.isNaN(x[person])) return null;
        return walks ? onTheWay(person, station) : new Position(x[person], y[person], z[person], 0);
    }

    /** The straight stretches of the way on which someone is, one after the other; seconds count from when he set out. */
    private final class Legs {
        double fromX;
        double fromY;
        double fromZ;
        double toX;
        double toY;
        double toZ;
        double begin;
        double end;
        private int person;
        private int node;
        private int lastNode;
        private boolean complete;
        private Position to = Position.of(0, 0);

        void begin(int walker, int station) {
            person = walker;
            var target = positionOf(station);
            if (target == null) throw new IllegalArgumentException("no way to a place that is nowhere: " + station);
            to = target;
            toX = x[walker];
            toY = y[walker];
            toZ = z[walker];
            begin = 0;
            end = 0;
            complete = false;
            boolean onPaths = isOnPaths(walker, station);
            lastNode = onPaths ? entryTo(station) : NONE;
            node = NONE;
        }

        /** Goes on to the next stretch; false when there is none. */
        boolean next() {
            if (complete) return false;
            begin = end;
            fromX = toX;
            fromY = toY;
            fromZ = toZ;
            if (lastNode == NONE) {
                toward(to);
                end = length[person];
                complete = true;
            } else if (node == lastNode) {
                double metres = model.footways.distance(node, to.x(), to.y(), to.z());
                toward(to);
                end = begin + seconds(metres);
                complete = true;
            } else {
                int before = node;
                node = node == NONE ? entry(person) : model.footways.next(node, lastNode);
                double metres = before == NONE
                        ? model.footways.distance(node, fromX, fromY, fromZ)
                        : model.footways.metres(before, node);
                toward(model.footways.at(node));
                end = begin + seconds(metres);
            }
            return true;
        }

        private void toward(Position at) {
            toX = at.x();
            toY = at.y();
            toZ = at.z();
        }

        private double seconds(double metres) {
            return metres / model.walkingSpeed[model.index.teamOf(person)];
        }
    }

    long bytes() {
        return 44L * x.length;
    }
}
