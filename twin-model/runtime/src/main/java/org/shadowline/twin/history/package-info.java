/** What was: every change of every twin, kept in a DuckDB database, asked by SQL and exported as Parquet. */
@NullMarked
package org.shadowline.twin.history;

import org.jspecify.annotations.NullMarked;
