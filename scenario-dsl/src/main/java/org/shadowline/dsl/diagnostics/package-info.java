/**
 * What is wrong with a text and where: messages with a stable code, a place, a way out and, where there is one, the
 * edit that takes it. They are drawn for people with the line and a caret.
 */
@NullMarked
package org.shadowline.dsl.diagnostics;

import org.jspecify.annotations.NullMarked;
