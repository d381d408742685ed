/**
 * Search for the best settings, on the unit cube: designs, a surrogate (Gaussian process), evolution (NSGA-II) and Pareto
 * fronts. Nothing here knows plants; the same seed gives the same points on any number of threads.
 */
@NullMarked
package org.shadowline.sim.search;

import org.jspecify.annotations.NullMarked;
