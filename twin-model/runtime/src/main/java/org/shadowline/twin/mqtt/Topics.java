package org.shadowline.twin.mqtt;

/** Where events are found: {@code shadowline/<plant>/events/<source>}, and of what run they are in a retained message. */
final class Topics {
    private static final String ROOT = "shadowline/";

    private Topics() {}

    static String events(String plant, String source) {
        return ROOT + plant + "/events/" + source;
    }

    static String allEvents(String plant) {
        return events(plant, "+");
    }

    static String run(String plant) {
        return ROOT + plant + "/run";
    }

    static String sourceOf(String topic) {
        return topic.substring(topic.lastIndexOf('/') + 1);
    }
}
