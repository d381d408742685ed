/** What a rehearsal finds, as values that a table, a report or an agent reads. */
@NullMarked
package org.shadowline.plant.rehearsal;

import org.jspecify.annotations.NullMarked;
