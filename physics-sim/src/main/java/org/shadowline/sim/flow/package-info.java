/**
 * The plant's simulator. A plant is compiled to numbers ({@link org.shadowline.sim.flow.FlowModel}); a {@link
 * org.shadowline.sim.flow.Replication} is one run of it, whose whole state is a set of primitive arrays, so that a branch
 * of a run is a copy of arrays. Each kind of element has its rules in a small class beside its state.
 */
@NullMarked
package org.shadowline.sim.flow;

import org.jspecify.annotations.NullMarked;
