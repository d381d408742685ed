/**
 * Following a plant during production: what keeps its twins, the simulation running ahead of them and the agents
 * going together will live here. It works on the ports of the plant model and leaves the choice of adapters to the
 * command line.
 */
@NullMarked
package org.shadowline.follow;

import org.jspecify.annotations.NullMarked;
