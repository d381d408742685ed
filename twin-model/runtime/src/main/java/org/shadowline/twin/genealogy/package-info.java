/**
 * The genealogy of parts as files, and questions to it: where a part comes from and where it went. It is read from the events of
 * a run or from a file of events, of a simulation or of a real plant.
 */
@NullMarked
package org.shadowline.twin.genealogy;

import org.jspecify.annotations.NullMarked;
