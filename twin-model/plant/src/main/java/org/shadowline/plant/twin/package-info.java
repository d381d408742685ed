/**
 * Twins: what is known of each element and part of a plant, with its time and quality, and what is wanted of it. The
 * values only; who keeps them in step is the runtime's business.
 */
@NullMarked
package org.shadowline.plant.twin;

import org.jspecify.annotations.NullMarked;
