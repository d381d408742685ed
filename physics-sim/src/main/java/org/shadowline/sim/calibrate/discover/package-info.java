/**
 * Process discovery: stations, people with their hours, routes, processing times and arrivals from an event log, as a
 * plant and a scenario that repeat the recorded time.
 */
@NullMarked
package org.shadowline.sim.calibrate.discover;

import org.jspecify.annotations.NullMarked;
