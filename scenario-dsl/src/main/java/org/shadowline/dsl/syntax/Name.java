package org.shadowline.dsl.syntax;

import org.shadowline.dsl.diagnostics.Span;

/** A single word that names something, or a text in quotation marks without them, with its place. */
public record Name(Span span, String text) {}
