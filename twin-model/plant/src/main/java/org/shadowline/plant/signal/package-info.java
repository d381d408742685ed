/** What the equipment of a plant tells, what it means for the twins, and when it is cause for alarm: descriptions only. */
@NullMarked
package org.shadowline.plant.signal;

import org.jspecify.annotations.NullMarked;
