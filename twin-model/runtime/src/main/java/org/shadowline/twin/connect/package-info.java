/** Connections to the equipment of a plant, whatever protocol it speaks. */
@NullMarked
package org.shadowline.twin.connect;

import org.jspecify.annotations.NullMarked;
