/**
 * The form of the language: from text to a syntax tree. The lexer knows words, numbers, times and signs only; no word
 * is reserved, the parser decides by place. The parser reports every fault that it finds and goes on.
 */
@NullMarked
package org.shadowline.dsl.syntax;

import org.jspecify.annotations.NullMarked;
