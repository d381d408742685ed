package org.shadowline.dsl.diagnostics;

/** A second place that a message speaks of, such as an earlier declaration. */
public record Note(Span span, String message) {}
