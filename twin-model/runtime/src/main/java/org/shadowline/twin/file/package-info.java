/** Files that are there as a whole or not at all. */
@NullMarked
package org.shadowline.twin.file;

import org.jspecify.annotations.NullMarked;
