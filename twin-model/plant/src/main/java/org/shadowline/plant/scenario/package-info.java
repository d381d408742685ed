/** What is asked of a plant: when it starts, how long it runs, what happens meanwhile, what is measured and expected. */
@NullMarked
package org.shadowline.plant.scenario;

import org.jspecify.annotations.NullMarked;
