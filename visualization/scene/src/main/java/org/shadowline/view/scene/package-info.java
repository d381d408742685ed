/**
 * The scene: what is drawn where, poses at a time, states, labels and alarms will live here as immutable snapshots.
 * It is pure Java, so that viewers stay thin and most tests need no screen.
 */
@NullMarked
package org.shadowline.view.scene;

import org.jspecify.annotations.NullMarked;
