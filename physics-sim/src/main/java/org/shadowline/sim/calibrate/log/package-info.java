/**
 * Event logs: who did what, on which case, from when to when. Read from CSV and XES in bounded memory; whatever the file
 * holds, the answer is a log or a {@link org.shadowline.sim.calibrate.log.LogProblem}.
 */
@NullMarked
package org.shadowline.sim.calibrate.log;

import org.jspecify.annotations.NullMarked;
