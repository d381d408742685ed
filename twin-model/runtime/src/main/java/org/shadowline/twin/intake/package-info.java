/**
 * Where events of a plant come in: put in order, counted once, and folded, whatever was lost, repeated or late on the way.
 */
@NullMarked
package org.shadowline.twin.intake;

import org.jspecify.annotations.NullMarked;
