/**
 * The simulator. Its packages are the event kernel, the flow of material and people, continuous physics, functional
 * mock-up units, experiments, and calibration from logs.
 */
@NullMarked
package org.shadowline.sim;

import org.jspecify.annotations.NullMarked;
