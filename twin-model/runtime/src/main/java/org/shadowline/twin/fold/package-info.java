/** What the events of a plant mean for its twins. */
@NullMarked
package org.shadowline.twin.fold;

import org.jspecify.annotations.NullMarked;
