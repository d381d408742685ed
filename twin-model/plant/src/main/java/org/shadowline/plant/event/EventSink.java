package org.shadowline.plant.event;

/**
 * Takes events in their flat form, in the order in which they happen. Times are seconds since the start of the run;
 * subject, object and integers are numbers of {@link PlantIndex} as {@link EventKind} says, -1 for none.
 *
 * <p>A part's number is reused after the part has left the plant; its serial number is given when it is released.
 * Implementations must not allocate per event where they are used in replications.
 */
public interface EventSink {
    void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y);

    /** Whether it does anything with events of a kind; others need not be told. The answer never changes. */
    default boolean wants(EventKind kind) {
        return true;
    }

    /** An event of kind {@link EventKind#NOTE}. */
    default void note(double time, int subject, String text) {}
}
