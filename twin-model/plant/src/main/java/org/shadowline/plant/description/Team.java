package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People with the same skills and hours, named {@code id.1}, {@code id.2} …
 *
 * @param finishesWork whether an operation in hand is finished after the end of the shift; otherwise it is paused
 */
public record Team(
        String id,
        @Nullable String label,
        int people,
        List<String> skills,
        Hours shift,
        double payPerSecond,
        boolean finishesWork) {
    public Team {
        skills = List.copyOf(skills);
    }
}
