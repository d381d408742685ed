/**
 * The one layout of the language, and the way back from a plant and its scenarios to text that people read.
 */
@NullMarked
package org.shadowline.dsl.format;

import org.jspecify.annotations.NullMarked;
