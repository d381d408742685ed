package org.shadowline.sim.flow;

import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Robot;

/**
 * What does not change of a robot beside people.
 *
 * @param limits distances in metres, ascending: below the first the robot stands still, from the last on it works at full
 *     speed; {@code levels} has the share of its speed for each zone between
 * @param levels empty when the share follows from the distance
 */
record RobotRule(int machine, Position at, Robot robot, double[] limits, double[] levels) {
    /** Metres within which somebody is taken to be at a limit, where the direction of his walk decides. */
    private static final double AT_LIMIT = 1e-6;

    static RobotRule of(int machine, Position at, Robot robot) {
        var levels = robot.levels().stream().mapToDouble(level -> level).toArray();
        var limits = new double[Math.max(1, levels.length) + 1];
        for (int i = 0; i < limits.length - 1; i++) limits[i] = robot.separation(levels.length == 0 ? 0 : levels[i]);
        limits[limits.length - 1] = robot.separation(1);
        return new RobotRule(machine, at, robot, limits, levels);
    }

    /**
     * The zone of somebody: 0 is where the robot must stand still, the number of limits where it does not need to slow.
     *
     * @param outward whether the distance does not fall
     */
    int zone(double distance, boolean outward) {
        int zone = 0;
        while (zone < limits.length && isBeyond(limits[zone], distance, outward)) zone++;
        return zone;
    }

    private static boolean isBeyond(double limit, double distance, boolean outward) {
        return Math.abs(distance - limit) < AT_LIMIT ? outward : distance > limit;
    }

    /** The share of the speed that somebody in a zone allows. */
    double share(int zone, double distance) {
        if (zone == 0) return 0;
        if (zone == limits.length) return 1;
        return levels.length == 0 ? robot.allowed(distance) : levels[zone - 1];
    }

    /** Whether the share changes within a zone. */
    boolean varies(int zone) {
        return levels.length == 0 && zone > 0 && zone < limits.length;
    }
}
