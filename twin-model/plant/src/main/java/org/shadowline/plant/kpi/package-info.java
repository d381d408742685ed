/**
 * Key performance indicators, computed once for all tenses as folds over events, with the names and definitions of
 * ISO 22400-2.
 */
@NullMarked
package org.shadowline.plant.kpi;

import org.jspecify.annotations.NullMarked;
