package org.shadowline.follow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.scenario.Scenario.TimedAction;

/**
 * A change of a plant or of what is done to it, from a moment on.
 *
 * @param asked in the words of who asks
 * @param actions what is done at the moment
 * @param changed the plant from then on; null when it stays the same
 * @param after seconds from now to the moment
 */
public record WhatIf(
        String asked, List<TimedAction> actions, @Nullable Plant changed, double after) {
    public WhatIf {
        actions = List.copyOf(actions);
        if (!(after >= 0)) throw new IllegalArgumentException("after must be >= 0: after=" + after);
    }
}
