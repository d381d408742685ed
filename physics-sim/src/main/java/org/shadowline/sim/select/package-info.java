/** Ranking and selection: which of several systems is best, with a stated probability and as few runs as possible. */
@NullMarked
package org.shadowline.sim.select;

import org.jspecify.annotations.NullMarked;
