/**
 * What a plant is: elements, people, material, methods and hours, as immutable values.
 * All quantities are SI doubles (seconds, metres, kilograms, joules, watts) and money in the plant's currency.
 */
@NullMarked
package org.shadowline.plant.description;

import org.jspecify.annotations.NullMarked;
