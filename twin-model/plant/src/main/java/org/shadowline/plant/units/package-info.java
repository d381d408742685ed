/**
 * Units of measure: what a number is a number of. The set of units is closed, a compound such as {@code EUR/kWh} is
 * made on reading, and every quantity remembers the unit it was written in so that it can be shown the same way.
 */
@NullMarked
package org.shadowline.plant.units;

import org.jspecify.annotations.NullMarked;
