package org.shadowline.plant.element;

import java.util.random.RandomGenerator;

/** The plant as an element of one's own sees it, and what the element can do there. Valid only during a call. */
public interface Surroundings {
    /** Seconds since the start of the run. */
    double now();

    /** The stream of random numbers of this element, the same whatever else the plant has. */
    RandomGenerator random();

    /** Calls {@link Behaviour#due} with the tag when the seconds are over; any number of times may be open at once. */
    void after(double seconds, int tag);

    /** Lets a part go on with its route; it stays in the element until its next place has room. */
    void release(int part);

    /** Tells that {@link Behaviour#capacity()} has another answer. */
    void capacityChanged();

    /** The id of the product of a part. */
    String product(int part);

    /** An attribute of a part, in SI units; an IllegalArgumentException when no product has it. */
    double attribute(int part, String name);

    void setAttribute(int part, String name, double value);

    /** Tells a person something. */
    void note(String text);
}
