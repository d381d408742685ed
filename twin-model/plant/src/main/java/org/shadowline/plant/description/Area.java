package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/** A rectangular part of the plant's floor (ISA-95 area); sizes in metres. */
public record Area(String id, @Nullable String label, double width, double depth, Position at) {}
