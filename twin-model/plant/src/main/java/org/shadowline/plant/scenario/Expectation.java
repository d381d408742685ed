package org.shadowline.plant.scenario;

import org.shadowline.plant.description.Comparison;

/** What must hold: the mean over replications of a measure, compared with a value, at a confidence (such as 0.95). */
public record Expectation(Measure measure, Comparison comparison, double value, double confidence, String text) {}
