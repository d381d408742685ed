/** Plays the events of a plant onto a network at any speed, with the faults that networks have. */
@NullMarked
package org.shadowline.twin.emulate;

import org.jspecify.annotations.NullMarked;
