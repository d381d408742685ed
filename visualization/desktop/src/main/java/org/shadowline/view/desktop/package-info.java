/**
 * The desktop viewer, a thin adapter that draws the scene in 3D, will live here. What is drawn is decided in the
 * scene, not here.
 */
@NullMarked
package org.shadowline.view.desktop;

import org.jspecify.annotations.NullMarked;
