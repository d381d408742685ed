package org.shadowline.plant.description;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast the people of a team work against the declared times. A task takes
 * (declared time) × learning × (1 + tired) / level of the slowest person who works at it.
 *
 * @param level 1 for as declared, 0.8 for a beginner who takes 1/0.8 of the time
 * @param levels level by skill, for tasks that need it, in place of {@code level}
 * @param learning null when practice makes no difference
 * @param fatigue null when people do not tire
 */
public record Pace(
        double level,
        Map<String, Double> levels,
        @Nullable Learning learning,
        @Nullable Fatigue fatigue) {
    /** As declared, always. */
    public static final Pace DECLARED = new Pace(1, Map.of(), null, null);

    public Pace {
        levels = Map.copyOf(levels);
    }

    /** The level in a skill; a null skill stands for a task that needs none. */
    public double level(@Nullable String skill) {
        return skill == null ? level : levels.getOrDefault(skill, level);
    }

    /**
     * Learning curve of De Jong (1957): the n-th task of a person with a skill takes {@code floor + (1 - floor) n^b} of the
     * time of the first, where {@code b = log2 rate}. Without a floor it is that of Wright (1936): each doubling of n takes
     * the time to {@code rate} of what it was.
     *
     * @param rate above 0, at most 1
     * @param floor what no practice saves, from 0 and below 1
     */
    public record Learning(double rate, double floor) {
        /** What the task after {@code done} others takes against the first one. */
        public double factor(long done) {
            return floor + (1 - floor) * Math.pow(done + 1.0, Math.log(rate) / Math.log(2));
        }
    }

    /**
     * Fatigue and recovery of Jaber, Givi and Neumann (2013): fatigue grows over work, {@code 1 - (1 - F) exp(-t / tires)},
     * and falls over rest, {@code F exp(-t / recovers)}; F is from 0 to 1.
     *
     * @param slower how much longer a task takes when F is 1: 0.25 for a quarter
     * @param tires seconds of work, {@code recovers} seconds of rest, that take F to 1 - 1/e, and to 1/e, of the way
     */
    public record Fatigue(double slower, double tires, double recovers) {
        public double afterWork(double fatigue, double seconds) {
            return 1 - (1 - fatigue) * Math.exp(-seconds / tires);
        }

        public double afterRest(double fatigue, double seconds) {
            return fatigue * Math.exp(-seconds / recovers);
        }
    }
}
