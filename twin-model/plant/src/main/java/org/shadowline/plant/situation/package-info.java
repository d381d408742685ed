/** What is going on in a plant at a moment, and why something waits: a fold of events that any plant emits, in words. */
@NullMarked
package org.shadowline.plant.situation;

import org.jspecify.annotations.NullMarked;
