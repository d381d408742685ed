/**
 * Where each part comes from and how it was made: by which people, on which machine, of which material, by which method and in
 * which environment. It is read from events alone, of a simulation or of a real plant.
 */
@NullMarked
package org.shadowline.plant.genealogy;

import org.jspecify.annotations.NullMarked;
