/** Follows the plant that a server serves, while it runs. */
@NullMarked
package org.shadowline.follow.live;

import org.jspecify.annotations.NullMarked;
