/**
 * Reports: one HTML page that shows what a rehearsal or a stretch of production was like. The page needs no network,
 * its charting library is inside it.
 */
@NullMarked
package org.shadowline.view.report;

import org.jspecify.annotations.NullMarked;
