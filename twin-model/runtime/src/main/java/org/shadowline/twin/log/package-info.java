/**
 * Every event of a run as a file for other tools: CSV, JSON Lines, XES and OCEL 2.0. The files are written as the events
 * come, with memory for the parts in the plant and no more, and appear under their names only when they are complete.
 */
@NullMarked
package org.shadowline.twin.log;

import org.jspecify.annotations.NullMarked;
