/**
 * Plants with a known answer, one file each in Shadowline's language: what is expected, by which source and under which
 * conventions stands at the top of the file. {@link org.shadowline.validation.cases.KnownCases} runs them all.
 */
@NullMarked
package org.shadowline.validation.cases;

import org.jspecify.annotations.NullMarked;
