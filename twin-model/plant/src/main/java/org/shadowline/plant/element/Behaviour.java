package org.shadowline.plant.element;

/**
 * What one element of one's own does in one replication. Parts are numbers, which are used again after a part has left the
 * element. All random numbers come from {@link Surroundings#random()}, and all state is copied by {@link #copy()}: a branch
 * must go on exactly as the original.
 */
public interface Behaviour {
    /** How many parts may be in the element at this moment; a change is told by {@link Surroundings#capacityChanged()}. */
    int capacity();

    /** The run begins; nothing is in the element. */
    default void started(Surroundings surroundings) {}

    /** A part has come in. It stays until {@link Surroundings#release}. */
    void entered(int part, Surroundings surroundings);

    /** A part that was released has left: its next place had room. */
    default void left(int part, Surroundings surroundings) {}

    /** A time is over that was set by {@link Surroundings#after}. */
    default void due(int tag, Surroundings surroundings) {}

    /** The same state for a branch of the replication; the two share nothing that changes. */
    Behaviour copy();
}
