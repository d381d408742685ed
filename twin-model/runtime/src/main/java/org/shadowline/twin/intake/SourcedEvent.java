package org.shadowline.twin.intake;

import org.shadowline.plant.event.PlantEvent;

/**
 * An event as its source sent it.
 *
 * @param source who sent it
 * @param sequence counts the events of the source, without gaps
 */
public record SourcedEvent(String source, long sequence, PlantEvent event) {}
