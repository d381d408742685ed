/** An element of one's own: what a jar needs so that plants can use it. */
@NullMarked
package org.shadowline.example.table;

import org.jspecify.annotations.NullMarked;
