/** Simulations beside what was recorded: how near they come, what they get wrong, and which settings would mend it. */
@NullMarked
package org.shadowline.sim.calibrate.review;

import org.jspecify.annotations.NullMarked;
