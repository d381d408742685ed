package org.shadowline.plant.description;

import java.util.List;

/**
 * A robot that works beside people under speed and separation monitoring (ISO/TS 15066:2016, 5.5.4; in force also as ISO
 * 10218-2:2025). Its distance to each of them must not fall below the protective separation distance
 *
 * <pre>S_p = K (T_r + T_s) + v T_r + S_s + C + Z_d + Z_r</pre>
 *
 * <p>where K is the speed at which people approach and C the intrusion distance of ISO 13855. With constant deceleration the
 * stopping time T_s grows with the speed v and the stopping distance S_s with its square. Distances are those from the
 * sphere that the robot can reach, wherever in it the robot is.
 *
 * @param reach metres around its position
 * @param speed metres per second of the fastest point of the robot when nobody is near
 * @param stoppingTime seconds from this speed
 * @param stoppingDistance metres from this speed
 * @param reactionTime seconds from somebody's being there until the robot brakes
 * @param intrusion metres that a part of the body gets into the field before it is noticed
 * @param uncertainty metres, of where the person and where the robot is together
 * @param approach metres per second at which people approach
 * @param levels shares of its speed, ascending and below 1, to which the robot slows; when empty to whatever the distance allows
 */
public record Robot(
        double reach,
        double speed,
        double stoppingTime,
        double stoppingDistance,
        double reactionTime,
        double intrusion,
        double uncertainty,
        double approach,
        List<Double> levels) {
    /** Of people who walk (ISO 13855:2010, 6.2.3). */
    public static final double WALKING = 1.6;

    public Robot {
        levels = levels.stream().sorted().toList();
    }

    /** The protective separation distance in metres at a share of the speed. */
    public double separation(double share) {
        return approach * (reactionTime + stoppingTime * share)
                + speed * share * reactionTime
                + stoppingDistance * share * share
                + intrusion
                + uncertainty;
    }

    /** The share of its speed that a distance to somebody in metres allows; 0 when the robot must stand still. */
    public double allowed(double distance) {
        if (distance >= separation(1)) return 1;
        double above = distance - separation(0);
        if (above <= 0) return 0;
        if (!levels.isEmpty()) return level(distance);
        double linear = approach * stoppingTime + speed * reactionTime;
        double root = Math.sqrt(linear * linear + 4 * stoppingDistance * above);
        return Math.min(1, 2 * above / (linear + root));
    }

    private double level(double distance) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            if (distance >= separation(levels.get(i))) return levels.get(i);
        }
        return 0;
    }
}
