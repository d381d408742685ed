/** What a plant is at a moment, keyed by names, from which a simulation can start. */
@NullMarked
package org.shadowline.plant.state;

import org.jspecify.annotations.NullMarked;
