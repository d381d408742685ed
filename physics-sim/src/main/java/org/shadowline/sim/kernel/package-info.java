/**
 * The event kernel: a calendar of pending events, counter-based random streams and samplers over them. Nothing here knows
 * about factories.
 */
@NullMarked
package org.shadowline.sim.kernel;

import org.jspecify.annotations.NullMarked;
