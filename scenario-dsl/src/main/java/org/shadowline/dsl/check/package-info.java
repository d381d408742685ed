/**
 * The meaning of the language: names are resolved, units checked, patterns and loops expanded, and the result is a
 * plant and its scenarios as values, or messages that say why not.
 */
@NullMarked
package org.shadowline.dsl.check;

import org.jspecify.annotations.NullMarked;
