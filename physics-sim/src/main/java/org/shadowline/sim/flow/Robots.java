package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;

/**
 * Robots that keep their distance from people by speed and separation monitoring (see
 * {@link org.shadowline.plant.description.Robot}). Those count who work at a place or walk, but not at the robot's own part:
 * it was taught to work with them. Who has nothing to do has stepped back.
 *
 * <p>Between two events of a robot all people stand or walk straight ahead, each within one zone of distance; the next event
 * is when the first of them comes to a limit, which is the root of a quadratic equation, to the point nearest to the robot, or
 * to a bend of his way. What a robot does meanwhile is its share of speed times the time, and where the share varies with a
 * walk its integral (adaptive Simpson, relative error below 1e-10).
 */
final class Robots {
    private static final double PRECISION = 1e-11;
    private static final int DEEPEST = 40;
    /** Seconds within which someone is taken to be at the nearest point of his way. */
    private static final double AT_NEAREST = 1e-7;

    private final Replication run;
    private final FlowModel model;
    /** Share of speed that those allow who do not make it vary, by robot, since it began or went on last. */
    private final double[] steady;

    private final boolean[] varies;
    /** By robot and person: whether he makes the share vary, and where he was then, seen from the robot, and how he walks. */
    private final boolean[] counts;

    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final double[] vx;
    private final double[] vy;
    private final double[] vz;
    /** What was told last. */
    private final double[] toldShare;

    private final double[] toldMetres;
    private boolean changed;
    private final Motion motion = new Motion();

    /** Where somebody is and how he moves; {@code until} is when he stops or turns. */
    static final class Motion {
        double x;
        double y;
        double z;
        double vx;
        double vy;
        double vz;
        double until;
    }

    Robots(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.robots.length;
        int pairs = n * model.people;
        steady = new double[n];
        varies = new boolean[n];
        counts = new boolean[pairs];
        x = new double[pairs];
        y = new double[pairs];
        z = new double[pairs];
        vx = new double[pairs];
        vy = new double[pairs];
        vz = new double[pairs];
        toldShare = new double[n];
        Arrays.fill(toldShare, 1);
        toldMetres = new double[n];
        Arrays.fill(toldMetres, Double.NaN);
    }

    Robots(Replication run, Robots that) {
        this.run = run;
        model = run.model;
        steady = that.steady.clone();
        varies = that.varies.clone();
        counts = that.counts.clone();
        x = that.x.clone();
        y = that.y.clone();
        z = that.z.clone();
        vx = that.vx.clone();
        vy = that.vy.clone();
        vz = that.vz.clone();
        toldShare = that.toldShare.clone();
        toldMetres = that.toldMetres.clone();
        changed = that.changed;
    }

    /** Somebody sets out, comes, begins or ends work, or a robot does. */
    void noteChange() {
        changed = true;
    }

    boolean mayChange() {
        return changed;
    }

    /** Lets all robots that work go on by where people are now. */
    void look() {
        for (int r = 0; r < model.robots.length; r++) goOn(r);
        changed = false;
    }

    /** The event of a robot: somebody has come to a limit, to the nearest point of his way or to a bend of it. */
    void occur(int r) {
        goOn(r);
    }

    private void goOn(int r) {
        var m = run.machines.at(model.robots[r].machine());
        if (isAtWork(m)) run.machines.goOnAtOnce(m);
        else {
            run.calendar.cancel(model.robotSlots + r);
            if (toldShare[r] != 1) tell(r, 1, NONE, Double.NaN);
        }
    }

    private static boolean isAtWork(Machine m) {
        return m.running && m.phase == Machine.WORKING;
    }

    /**
     * A robot begins or goes on to work.
     *
     * @param work seconds that are left to do at full speed
     * @return seconds until it is done; infinite when something changes before
     */
    double begin(Machine m, double work) {
        int r = m.robot;
        var rule = model.robots[r];
        double now = run.now();
        double change = Double.POSITIVE_INFINITY;
        double least = 1;
        boolean variable = false;
        int nearest = NONE;
        double metres = Double.NaN;
        for (int person = 0; person < model.people; person++) {
            int k = r * model.people + person;
            counts[k] = false;
            if (!run.people.isInTheWay(person, m.number, motion)) continue;
            x[k] = motion.x - rule.at().x();
            y[k] = motion.y - rule.at().y();
            z[k] = motion.z - rule.at().z();
            vx[k] = motion.vx;
            vy[k] = motion.vy;
            vz[k] = motion.vz;
            double distance = distance(rule, k, 0);
            double outward = x[k] * vx[k] + y[k] * vy[k] + z[k] * vz[k];
            double speed = vx[k] * vx[k] + vy[k] * vy[k] + vz[k] * vz[k];
            if (Math.abs(outward) < AT_NEAREST * speed) outward = 0;
            int zone = rule.zone(distance, outward >= 0);
            if (speed > 0) change = Math.min(change, nextOf(rule, k, zone, outward, speed, motion.until, now));
            counts[k] = speed > 0 && rule.varies(zone);
            variable |= counts[k];
            if (!counts[k]) least = Math.min(least, rule.share(zone, distance));
            if (!(distance >= metres)) {
                metres = distance;
                nearest = person;
            }
        }
        steady[r] = least;
        varies[r] = variable && least > 0;
        if (change < Double.POSITIVE_INFINITY) run.calendar.schedule(model.robotSlots + r, change);
        else run.calendar.cancel(model.robotSlots + r);
        tell(r, varies[r] ? Double.NaN : least, nearest, metres);
        if (varies[r]) return complete(r, work, change - now);
        return least == 1 ? work : work / least;
    }

    /** When somebody who walks comes to the next limit, is nearest to the robot, or turns. */
    private double nextOf(RobotRule rule, int k, int zone, double outward, double speed, double until, double now) {
        double next = until;
        if (outward < 0) next = Math.min(next, now - outward / speed);
        if (zone > 0) next = Math.min(next, now + entry(rule, k, zone - 1, outward, speed));
        if (zone < rule.limits().length) next = Math.min(next, now + exit(rule, k, zone, outward, speed));
        return next;
    }

    /** Seconds until somebody comes inside a limit; infinite when he does not. */
    private double entry(RobotRule rule, int k, int limit, double outward, double speed) {
        if (outward >= 0) return Double.POSITIVE_INFINITY;
        double above = beyond(rule, k, limit);
        double root = outward * outward - speed * above;
        return root > 0 ? Math.max(0, above / (Math.sqrt(root) - outward)) : Double.POSITIVE_INFINITY;
    }

    /** Seconds until somebody comes out of a limit. */
    private double exit(RobotRule rule, int k, int limit, double outward, double speed) {
        double above = beyond(rule, k, limit);
        double root = outward * outward - speed * above;
        if (root < 0) return Double.POSITIVE_INFINITY;
        return outward > 0
                ? Math.max(0, -above / (outward + Math.sqrt(root)))
                : Math.max(0, (Math.sqrt(root) - outward) / speed);
    }

    private double beyond(RobotRule rule, int k, int limit) {
        double radius = rule.robot().reach() + rule.limits()[limit];
        return x[k] * x[k] + y[k] * y[k] + z[k] * z[k] - radius * radius;
    }

    /** Metres between somebody and what the robot can reach, some seconds after it went on. */
    private double distance(RobotRule rule, int k, double seconds) {
        double dx = x[k] + seconds * vx[k];
        double dy = y[k] + seconds * vy[k];
        double dz = z[k] + seconds * vz[k];
        return Math.max(0, Math.sqrt(dx * dx + dy * dy + dz * dz) - rule.robot().reach());
    }

    private boolean isStopped(int r) {
        return !varies[r] && steady[r] == 0;
    }

    /** Seconds of the time that a robot ran in which it moved: none when it had to stand still. */
    double moved(Machine m, double ran) {
        return isStopped(m.robot) ? 0 : ran;
    }

    /** Seconds of work at full speed that a robot has done since it went on; its people stay where they were. */
    double worked(Machine m, double ran) {
        int r = m.robot;
        return varies[r] ? integral(r, ran) : steady[r] * ran;
    }

    /** A robot stops, or begins anew after a change: tells what it has lost. */
    double account(Machine m, double ran) {
        changed = true;
        double work = worked(m, ran);
        if (varies[m.robot] && ran > work) {
            run.sink.event(run.now(), EventKind.ROBOT_SLOWED, m.place, NONE, 0, 0, ran - work, 0);
        }
        return work;
    }

    /** The share of its speed at which a robot works some seconds after it went on. */
    private double share(int r, double seconds) {
        var rule = model.robots[r];
        double least = steady[r];
        for (int k = r * model.people; k < (r + 1) * model.people; k++) {
            if (counts[k]) least = Math.min(least, rule.robot().allowed(distance(rule, k, seconds)));
        }
        return least;
    }

    private double integral(int r, double to) {
        if (to <= 0) return 0;
        double first = share(r, 0);
        double middle = share(r, to / 2);
        double last = share(r, to);
        double whole = to / 6 * (first + 4 * middle + last);
        return refined(r, 0, to, first, middle, last, whole, PRECISION * to, DEEPEST);
    }

    private double refined(
            int r,
            double from,
            double to,
            double first,
            double middle,
            double last,
            double whole,
            double error,
            int depth) {
        double half = (to - from) / 2;
        double atLeft = share(r, from + half / 2);
        double atRight = share(r, from + half + half / 2);
        double left = half / 6 * (first + 4 * atLeft + middle);
        double right = half / 6 * (middle + 4 * atRight + last);
        double wrong = left + right - whole;
        if (depth == 0 || Math.abs(wrong) <= 15 * error) return left + right + wrong / 15;
        return refined(r, from, from + half, first, atLeft, middle, left, error / 2, depth - 1)
                + refined(r, from + half, to, middle, atRight, last, right, error / 2, depth - 1);
    }

    /** Seconds in which a robot whose share varies does some work; infinite when that takes longer than {@code span}. */
    private double complete(int r, double work, double span) {
        if (integral(r, span) < work) return Double.POSITIVE_INFINITY;
        double low = 0;
        double high = span;
        double at = Math.min(span, work);
        for (int i = 0; i < 100; i++) {
            double lacks = work - integral(r, at);
            if (lacks > 0) low = at;
            else high = at;
            double next = at + lacks / share(r, at);
            if (!(next > low && next < high)) next = (low + high) / 2;
            if (Math.abs(next - at) <= 1e-12 * (1 + at)) return next;
            at = next;
        }
        return at;
    }

    private void tell(int r, double share, int person, double metres) {
        if (Double.compare(share, toldShare[r]) == 0 && Double.compare(metres, toldMetres[r]) == 0) return;
        toldShare[r] = share;
        toldMetres[r] = metres;
        int place = model.placeOfMachine(model.robots[r].machine());
        run.sink.event(run.now(), EventKind.ROBOT_SPEED, place, NONE, person, 0, share, metres);
    }

    long bytes() {
        return 25L * steady.length + 49L * counts.length;
    }
}
