/** Global sensitivity analysis on the unit cube: which inputs move an answer, and whether alone or together. */
@NullMarked
package org.shadowline.sim.sensitivity;

import org.jspecify.annotations.NullMarked;
