/**
 * What recorded production teaches: reading event logs, finding the plant behind them, fitting distributions, and
 * measuring how far a simulated log is from a recorded one.
 */
@NullMarked
package org.shadowline.sim.calibrate;

import org.jspecify.annotations.NullMarked;
