/**
 * What can happen in a plant, simulated, live or recorded: one schema table, a flat form without allocation for the
 * simulator's hot path and a record form for every boundary, and the index from names to numbers that joins them.
 */
@NullMarked
package org.shadowline.plant.event;

import org.jspecify.annotations.NullMarked;
