package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People with the same skills and hours, named {@code id.1}, {@code id.2} …
 *
 * @param finishesWork whether an operation in hand is finished after the end of the shift; otherwise it is paused
 * @param at where each of them is when a shift begins; null for where his first work is
 * @param walkingSpeed metres per second from one work to the next; infinite when they are at once where they are needed
 * @param onPaths whether they walk along the paths of the plant, not straight ahead
 * @param pace how fast they work
 * @param absentShare probability that a person does not come to a shift
 */
public record Team(
        String id,
        @Nullable String label,
        int people,
        List<String> skills,
        Hours shift,
        double payPerSecond,
        boolean finishesWork,
        @Nullable Position at,
        double walkingSpeed,
        boolean onPaths,
        Pace pace,
        double absentShare) {
    public Team {
        skills = List.copyOf(skills);
    }

    /** A team whose people are at once where they are needed and work as declared. */
    public Team(
            String id,
            @Nullable String label,
            int people,
            List<String> skills,
            Hours shift,
            double payPerSecond,
            boolean finishesWork) {
        this(
                id,
                label,
                people,
                skills,
                shift,
                payPerSecond,
                finishesWork,
                null,
                Double.POSITIVE_INFINITY,
                false,
                Pace.DECLARED,
                0);
    }

    public boolean walks() {
        return walkingSpeed < Double.POSITIVE_INFINITY;
    }

    public Team withPeople(int number) {
        return new Team(
                id,
                label,
                number,
                skills,
                shift,
                payPerSecond,
                finishesWork,
                at,
                walkingSpeed,
                onPaths,
                pace,
                absentShare);
    }
}
