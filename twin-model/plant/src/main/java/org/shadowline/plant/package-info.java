/**
 * What a plant is, what can happen in it, and what it is at a moment: description, scenario, events, state, KPIs,
 * units of measure, and the ports that the other modules implement. Pure values: nothing here does input or output,
 * or starts a thread.
 */
@NullMarked
package org.shadowline.plant;

import org.jspecify.annotations.NullMarked;
