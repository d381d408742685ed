/** Nodes on several machines that work together, and how work is brought to them. */
@NullMarked
package org.shadowline.twin.cluster;

import org.jspecify.annotations.NullMarked;
