/**
 * Experiments with a simulated plant: replications on all cores with the same numbers as on one, confidence intervals,
 * warm-up detection, expectations.
 */
@NullMarked
package org.shadowline.sim.experiment;

import org.jspecify.annotations.NullMarked;
