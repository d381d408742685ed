package org.shadowline.plant.scenario;

import java.util.Map;
import org.shadowline.plant.description.Plant;

/** A plant with some of its settings varied; {@code settings} from what is varied to its value as written. */
public record Variant(String label, Map<String, String> settings, Plant plant) {}
