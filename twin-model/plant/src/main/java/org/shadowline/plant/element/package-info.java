/**
 * The service interface for elements of one's own: what no element of the language and no rule covers is a class that
 * implements {@link org.shadowline.plant.element.ElementType}, in a jar of its own, found by
 * {@link java.util.ServiceLoader}.
 */
@NullMarked
package org.shadowline.plant.element;

import org.jspecify.annotations.NullMarked;
