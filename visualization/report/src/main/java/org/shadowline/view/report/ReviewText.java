package org.shadowline.view.report;

import java.util.List;
import java.util.Locale;
import org.shadowline.plant.rehearsal.CalibrationResult;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.ReviewResult;
import org.shadowline.plant.rehearsal.ReviewResult.Distance;
import org.shadowline.plant.rehearsal.ReviewResult.Pair;

/** A review as text that a planner reads in a terminal. Thread-safe: no state. */
public final class ReviewText {
    /** Findings that a summary shows; the report has all. */
    private static final int SHOWN = 15;
    /** Up to so many times the distance between two halves of the log is as near as chance lets tell. */
    private static final double NEAR = 1.1;

    private ReviewText() {}

    public static String of(ReviewResult review) {
        var text = new StringBuilder();
        text.append(review.scenario()).append(", beside ").append(review.log()).append('\n');
        text.append(period(review)).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "%,d cases and %,d activities in the log, %s cases simulated%n%n",
                review.cases(),
                review.instances(),
                value(review.simulatedCases(), 0)));
        text.append(distances(review.distances()));
        text.append("two halves of the log, cases by turns, are as far from each other as chance makes them\n");
        text.append("\nwhat the simulation gets wrong\n");
        if (review.findings().isEmpty()) text.append("  nothing that is more than chance and more than 15 %\n");
        for (var finding :
                review.findings().subList(0, Math.min(SHOWN, review.findings().size()))) {
            text.append("  - ").append(finding).append('\n');
        }
        if (review.findings().size() > SHOWN) {
            text.append("  and ")
                    .append(review.findings().size() - SHOWN)
                    .append(" more in the report and in --json\n");
        }
        if (!review.notes().isEmpty()) text.append('\n');
        for (var note : review.notes()) text.append("note: ").append(note).append('\n');
        return text.toString();
    }

    static String period(ReviewResult review) {
        return String.format(
                Locale.ROOT,
                "%.0f days from %s, %d runs, seed %d",
                review.hours() / 24,
                review.from().toLocalDate(),
                review.runs(),
                review.seed());
    }

    /** A table of distances with their yardstick. */
    static String distances(List<Distance> distances) {
        var rows = new TextTable("distance", "simulated, 95 %", "two halves", "");
        for (var distance : distances) {
            rows.row(
                    ExperimentReport.named(distance.name(), distance.unit()),
                    value(distance.simulated(), 2),
                    number(distance.halves(), 2),
                    times(distance));
        }
        return rows.toString();
    }

    static String times(Distance distance) {
        double times = distance.times();
        if (!Double.isFinite(times)) return "";
        return times <= NEAR ? "as near" : number(times, 1) + " times as far";
    }

    /** What a calibration changed and what that does to the cases that it has not seen. */
    public static String of(CalibrationResult result) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%ncalibrated on the first %d cases, judged on the other %d; factors from %s to %s%n",
                result.learntFrom(),
                result.judgedOn(),
                number(result.low(), 2),
                number(result.high(), 2)));
        if (result.changes().isEmpty()) return text + "  no setting differs by more than chance: nothing to change\n";
        for (var change : result.changes()) {
            text.append("  ")
                    .append(change.setting().element())
                    .append('.')
                    .append(change.setting().property().word())
                    .append(" x ")
                    .append(number(change.factor(), 2))
                    .append(": ")
                    .append(change.because())
                    .append('\n');
        }
        var rows = new TextTable("distance of the other cases", "before", "after", "two halves");
        for (int i = 0; i < result.before().size(); i++) {
            var before = result.before().get(i);
            rows.row(
                    ExperimentReport.named(before.name(), before.unit()),
                    value(before.simulated(), 2),
                    value(result.after().get(i).simulated(), 2),
                    number(before.halves(), 2));
        }
        return text.append('\n')
                .append(rows)
                .append(String.format(
                        Locale.ROOT,
                        "geometric mean of all, in distances between two halves: %s before, %s after%n",
                        number(CalibrationResult.score(result.before()), 2),
                        number(CalibrationResult.score(result.after()), 2)))
                .toString();
    }

    static String value(Estimate estimate, int decimals) {
        if (!Double.isFinite(estimate.mean())) return "–";
        return number(estimate.mean(), decimals)
                + (estimate.hasInterval() ? " ± " + number(estimate.halfWidth(), decimals) : "");
    }

    static String value(Pair pair) {
        return value(pair.simulated(), 2);
    }

    static String number(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "–";
    }
}
