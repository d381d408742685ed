/**
 * The control room, a thin adapter that serves the scene, the twins and the proposals to a browser, will live here.
 * What is shown is decided in the scene, not here.
 */
@NullMarked
package org.shadowline.view.web;

import org.jspecify.annotations.NullMarked;
