package org.shadowline.twin.mqtt;

import org.shadowline.twin.intake.Run;

/**
 * Where events are found: {@code shadowline/<plant>/events/<source>/<run>}, without the run for those of the present one.
 * Which run that is, and when it began, is in a retained message at {@code shadowline/<plant>/run}.
 */
final class Topics {
    private static final String ROOT = "shadowline/";

    private Topics() {}

    /** Where an event comes from; the run is empty for the present one. */
    record From(String source, String run) {}

    static String events(String plant, String source, String run) {
        return ROOT + plant + "/events/" + source + (run.isEmpty() ? "" : "/" + run);
    }

    static String allEvents(String plant) {
        return ROOT + plant + "/events/#";
    }

    static String run(String plant) {
        return ROOT + plant + "/run";
    }

    /** The source and the run of a topic of events. */
    static From from(String topic) throws EventMessages.Fault {
        var parts = topic.split("/", -1);
        if (parts.length < 4 || parts.length > 5 || parts[3].isEmpty()) {
            throw new EventMessages.Fault("events go to shadowline/PLANT/events/SOURCE or …/SOURCE/RUN");
        }
        var run = parts.length == 5 ? parts[4] : "";
        if (parts[3].length() > Run.LONGEST_ID || run.length() > Run.LONGEST_ID) {
            throw new EventMessages.Fault("the name of the source or of the run is longer than " + Run.LONGEST_ID);
        }
        return new From(parts[3], run);
    }
}
