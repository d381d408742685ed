package org.shadowline.plant.rehearsal;

import java.time.LocalDateTime;
import java.util.List;

/**
 * How near a simulated plant comes to what was recorded. Times are hours.
 *
 * @param scenario title of the scenario
 * @param log name of the recorded log
 * @param from local start of the period, which lasts {@code hours}
 * @param runs simulated, each compared with the log by itself
 * @param cases of the log, with {@code instances} of activities that the plant has
 * @param simulatedCases that began in the period
 * @param distances smaller is nearer
 * @param activities in the order in which they take most time in the log
 * @param transitions between activities, those that differ most first
 * @param resources that the log and the plant both know
 * @param findings what the model gets wrong, in words, the weightiest first
 * @param notes what was assumed, and what could not be compared
 */
public record ReviewResult(
        String scenario,
        String log,
        LocalDateTime from,
        double hours,
        int runs,
        long seed,
        int cases,
        int instances,
        Estimate simulatedCases,
        List<Distance> distances,
        List<Activity> activities,
        List<Transition> transitions,
        List<Resource> resources,
        List<String> findings,
        List<String> notes) {
    /** The begin or end of a case among the activities of a {@link Transition}. */
    public static final String OUTSIDE = "";
    /** A difference that is a smaller share of the log's value is not worth a word. */
    public static final double MATERIAL = 0.15;

    public ReviewResult {
        distances = List.copyOf(distances);
        activities = List.copyOf(activities);
        transitions = List.copyOf(transitions);
        resources = List.copyOf(resources);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /**
     * A distance between the log and the simulation.
     *
     * @param unit empty for a share
     * @param halves the same distance between two halves of the log: what chance alone makes of it
     */
    public record Distance(String id, String name, String unit, Estimate simulated, double halves) {
        /** How many times as far as one half of the log from the other. */
        public double times() {
            return simulated.mean() / halves;
        }
    }

    /**
     * What the log and the simulation say of an activity.
     *
     * @param perCase how often it is done
     * @param took from its start to its end
     * @param waited from the end of the activity before it in its case, not below 0
     */
    public record Activity(String name, Pair perCase, Pair took, Pair waited) {}

    /** Cases that went from one activity to the next; {@link #OUTSIDE} before the first and after the last. */
    public record Transition(String from, String to, Pair perCase) {}

    /**
     * Somebody or something that works.
     *
     * @param hoursPerWeek in which at least one of its activities is in progress
     * @param outside share of its simulated starts in hours of the week in which the log never sees it at work
     */
    public record Resource(String name, Pair hoursPerWeek, Estimate outside) {}

    /**
     * A mean in the log, with its standard error, and in the simulation.
     *
     * @param logError 0 where the log is taken as it is
     */
    public record Pair(double log, double logError, Estimate simulated) {
        public double difference() {
            return simulated.mean() - log;
        }

        /**
         * Whether the difference is more than a share of the log's value and more than chance: the log's mean is outside of
         * the interval of the simulated mean with its own error, and outside of where 95 % of single runs would be.
         */
        public boolean differs(double share) {
            double halfWidth = simulated.hasInterval() ? simulated.halfWidth() : 0;
            double chance =
                    Math.max(Math.hypot(1.96 * logError, halfWidth), halfWidth * Math.sqrt(simulated.n() + 1.0));
            return Math.abs(difference()) > chance && Math.abs(difference()) > share * Math.abs(log);
        }
    }
}
