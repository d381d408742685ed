/**
 * The language of plants and scenarios ({@code *.shadow}): parser, checker, diagnostics, formatter and language
 * server. One keyword table feeds them all.
 */
@NullMarked
package org.shadowline.dsl;

import org.jspecify.annotations.NullMarked;
