/** Benchmarks of the engine beside the alternatives, run by {@code ./bench}; no test depends on a time. */
@NullMarked
package org.shadowline.validation.bench;

import org.jspecify.annotations.NullMarked;
