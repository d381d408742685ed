/** Models whose answer is known from a formula or an exact computation, and the judgement of the simulator by them. */
@NullMarked
package org.shadowline.validation.reference;

import org.jspecify.annotations.NullMarked;
