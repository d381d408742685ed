/** How well a plant is followed: drift named, false alarms, coverage of predictions, against an emulated plant. */
@NullMarked
package org.shadowline.validation.follow;

import org.jspecify.annotations.NullMarked;
