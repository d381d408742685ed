/**
 * The command line: reads what the user asked for, wires the modules together and prints what came out. There is
 * nothing but wiring here.
 */
@NullMarked
package org.shadowline.app;

import org.jspecify.annotations.NullMarked;
