/** The state of a plant as a file that people write and read. */
@NullMarked
package org.shadowline.twin.state;

import org.jspecify.annotations.NullMarked;
