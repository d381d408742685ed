package org.shadowline.plant.twin;

/**
 * A value that comes in for a property of a twin.
 *
 * @param twin id of the twin, {@code plant:element}
 * @param property name of the property
 */
public record Signal(String twin, String property, Reading reading) {}
