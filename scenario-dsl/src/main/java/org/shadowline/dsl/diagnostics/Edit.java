package org.shadowline.dsl.diagnostics;

/** A change of the text that takes away a fault: the span is replaced by the text. */
public record Edit(Span span, String replacement) {}
