/** Everything that keeps the twins of one plant, opened and closed together: store, history, audit trail and hub. */
@NullMarked
package org.shadowline.twin.server;

import org.jspecify.annotations.NullMarked;
