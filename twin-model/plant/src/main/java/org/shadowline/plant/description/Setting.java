package org.shadowline.plant.description;

/** A property of an element that can be changed while the plant runs. */
public record Setting(String element, Property property) {
    public enum Property {
        /** Factor on the declared speed of a station, one of its machines, or a conveyor. */
        SPEED,
        /** Capacity of a buffer. */
        HOLDS,
        /** Factor on the arrival rate of a source. */
        RATE,
        /** Number of people of a team. */
        PEOPLE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
