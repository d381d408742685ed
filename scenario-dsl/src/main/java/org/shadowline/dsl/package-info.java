/**
 * The language of Shadowline: {@link org.shadowline.dsl.ShadowLanguage} turns a text into plants and scenarios, or into
 * messages that say what is wrong with it.
 */
@NullMarked
package org.shadowline.dsl;

import org.jspecify.annotations.NullMarked;
