/**
 * The ways of vehicles through a plant: shortest ways over its paths, or straight ones where a fleet needs no paths. Used
 * by whoever checks a plant and by the simulator.
 */
@NullMarked
package org.shadowline.plant.transport;

import org.jspecify.annotations.NullMarked;
