package org.shadowline.plant.rehearsal;

import java.util.List;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.rehearsal.ReviewResult.Distance;

/**
 * Settings that bring a simulation nearer to a log: found on the cases that began first, judged on those that began later.
 *
 * @param changes empty when none helps
 * @param low least factor that a setting may get, and {@code high} the most
 * @param learntFrom number of cases, and {@code judgedOn} that of the others
 * @param before distances of the later cases without the changes, and {@code after} with them
 */
public record CalibrationResult(
        List<Change> changes,
        double low,
        double high,
        int learntFrom,
        int judgedOn,
        List<Distance> before,
        List<Distance> after) {
    public CalibrationResult {
        changes = List.copyOf(changes);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * A setting that changes at the start of the run.
     *
     * @param factor on what the plant declares, which makes it {@code value}
     * @param because what the log and the simulation said without the change
     */
    public record Change(Setting setting, double factor, double value, String because) {}

    /** The geometric mean of all distances in those between two halves of the log; smaller is nearer. */
    public static double score(List<Distance> distances) {
        return Math.exp(distances.stream()
                .mapToDouble(distance -> Math.log(distance.times()))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN));
    }

    /** Whether the later cases are nearer with the changes than without. */
    public boolean helps() {
        return !changes.isEmpty() && score(after) < score(before);
    }
}
