package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.CalibrationResult;
import org.shadowline.plant.rehearsal.ReviewResult;
import org.shadowline.view.report.ExperimentReport.Fact;
import org.shadowline.view.report.ExperimentReport.Section;
import org.shadowline.view.report.ExperimentReport.Table;

/** The page of a review: how near the simulation comes, what it gets wrong, and the figures behind both. */
public final class ReviewReport {
    private static final int MOST_WAYS = 40;

    private ReviewReport() {}

    /** @param calibration null for none */
    public static ExperimentReport of(ReviewResult review, @Nullable CalibrationResult calibration) {
        var sections = new ArrayList<Section>();
        sections.add(distances(review));
        sections.add(new Section(
                "findings",
                "What the simulation gets wrong",
                "The weightiest first. Said is what is more than chance and more than 15 % of the log's value.",
                review.findings().isEmpty() ? List.of("Nothing.") : review.findings(),
                null,
                null));
        if (calibration != null) sections.add(calibration(calibration));
        sections.add(activities(review));
        sections.add(transitions(review));
        if (!review.resources().isEmpty()) sections.add(resources(review));
        sections.addAll(ExperimentReport.notes(review.notes()));
        return new ExperimentReport(
                "Review beside " + review.log(),
                review.scenario(),
                verdict(review),
                List.of(
                        new Fact(
                                "Period",
                                String.format(Locale.ROOT, "%.0f days", review.hours() / 24),
                                "from " + review.from().toLocalDate()),
                        new Fact(
                                "Cases in the log",
                                String.format(Locale.ROOT, "%,d", review.cases()),
                                String.format(Locale.ROOT, "%,d activities", review.instances())),
                        new Fact(
                                "Cases simulated",
                                ReviewText.value(review.simulatedCases(), 0),
                                "in each of " + review.runs() + " runs"),
                        new Fact("Seed", String.valueOf(review.seed()), null)),
                sections,
                "Distances after Chapela-Campa and others (2025), in bins of one hour; intervals are Student's t at 95 % over the"
                        + " runs. Two halves: the cases of the log by turns in the order in which they began; as far as these are"
                        + " from each other, chance alone brings two records of the same plant.");
    }

    private static String verdict(ReviewResult review) {
        var near = new ArrayList<String>();
        var far = new ArrayList<String>();
        for (var distance : review.distances()) {
            if (!Double.isFinite(distance.times())) continue;
            var times = ReviewText.times(distance);
            if (times.equals("as near")) near.add(distance.name());
            else far.add(distance.name() + " (" + times + ")");
        }
        return (near.isEmpty()
                        ? ""
                        : "As near to the log as its own halves are to each other: " + String.join(", ", near) + ". ")
                + (far.isEmpty() ? "" : "Farther: " + String.join(", ", far) + ".");
    }

    private static Section distances(ReviewResult review) {
        var rows = review.distances().stream()
                .map(distance -> List.of(
                        ExperimentReport.named(distance.name(), distance.unit()),
                        ReviewText.value(distance.simulated(), 2),
                        ReviewText.number(distance.halves(), 2),
                        ReviewText.times(distance)))
                .toList();
        return new Section(
                "distances",
                "How near the simulation comes",
                "The chart shows how often the distance between two halves of the log has to be doubled to reach each: at 0, chance"
                        + " explains it.",
                List.of(),
                new Table(
                        List.of("Distance", "Simulated", "Two halves", ""),
                        List.of(false, true, true, false),
                        rows,
                        List.of()),
                json -> {
                    json.put("type", "intervals")
                            .put("axis", "doublings of the distance between two halves of the log");
                    json.put("label", "distances from the log");
                    json.array(
                            "rows",
                            review.distances().stream()
                                    .filter(distance -> Double.isFinite(distance.times()) && distance.times() > 0)
                                    .toList(),
                            distance -> json.object(null, () -> {
                                json.put("name", distance.name());
                                json.put("low", doublings(distance.simulated().low(), distance));
                                json.put("mean", doublings(distance.simulated().mean(), distance));
                                json.put("high", doublings(distance.simulated().high(), distance));
                                json.put("verdict", ReviewText.times(distance).equals("as near") ? "better" : "worse");
                                json.put("text", ReviewText.value(distance.simulated(), 2) + " " + distance.unit());
                            }));
                });
    }

    private static double doublings(double value, ReviewResult.Distance distance) {
        // an interval may reach below the least that a distance can be
        return Math.log(Math.max(value / distance.halves(), distance.times() / 16)) / Math.log(2);
    }

    private static Section calibration(CalibrationResult result) {
        var rows = new ArrayList<List<String>>();
        for (var change : result.changes()) {
            rows.add(List.of(
                    change.setting().element() + "."
                            + change.setting().property().word(),
                    ReviewText.number(change.factor(), 2),
                    change.because()));
        }
        return new Section(
                "calibration",
                "Calibration",
                "Learnt from the first " + result.learntFrom() + " cases, judged on the other " + result.judgedOn()
                        + ".",
                List.of("Geometric mean of the distances of the other cases, in those between two halves of them: "
                        + ReviewText.number(CalibrationResult.score(result.before()), 2) + " before, "
                        + ReviewText.number(CalibrationResult.score(result.after()), 2) + " after."),
                new Table(List.of("Setting", "Factor", "Because"), List.of(false, true, false), rows, List.of()),
                null);
    }

    private static Section activities(ReviewResult review) {
        var rows = new ArrayList<List<String>>();
        var marked = new ArrayList<Integer>();
        for (var activity : review.activities()) {
            if (activity.took().differs(ReviewResult.MATERIAL)
                    || activity.waited().differs(ReviewResult.MATERIAL)
                    || activity.perCase().differs(ReviewResult.MATERIAL)) {
                marked.add(rows.size());
            }
            rows.add(List.of(
                    activity.name(),
                    ReviewText.number(activity.perCase().log(), 2),
                    ReviewText.value(activity.perCase()),
                    ReviewText.number(activity.took().log(), 2),
                    ReviewText.value(activity.took()),
                    ReviewText.number(activity.waited().log(), 2),
                    ReviewText.value(activity.waited())));
        }
        return new Section(
                "activities",
                "Activities",
                "Times are hours of the clock, nights and breaks included. Marked is what differs.",
                List.of(),
                new Table(
                        List.of(
                                "Activity",
                                "Per case",
                                "simulated",
                                "Takes, h",
                                "simulated",
                                "Waits before it, h",
                                "simulated"),
                        List.of(false, true, true, true, true, true, true),
                        rows,
                        marked),
                null);
    }

    private static Section transitions(ReviewResult review) {
        var rows = review.transitions().stream()
                .limit(MOST_WAYS)
                .map(way -> List.of(
                        way.from().isEmpty() ? "(begin)" : way.from(),
                        way.to().isEmpty() ? "(end)" : way.to(),
                        ReviewText.number(way.perCase().log(), 3),
                        ReviewText.value(way.perCase().simulated(), 3)))
                .toList();
        return new Section(
                "ways",
                "Ways between activities",
                "Times per case; the " + rows.size() + " that differ most.",
                List.of(),
                new Table(
                        List.of("From", "To", "Log", "Simulated"), List.of(false, false, true, true), rows, List.of()),
                null);
    }

    private static Section resources(ReviewResult review) {
        var rows = review.resources().stream()
                .map(resource -> List.of(
                        resource.name(),
                        ReviewText.number(resource.hoursPerWeek().log(), 1),
                        ReviewText.value(resource.hoursPerWeek().simulated(), 1),
                        ReviewText.number(100 * resource.outside().mean(), 1)))
                .toList();
        return new Section(
                "resources",
                "People and machines",
                "Hours a week in which at least one of their activities is in progress; and how much of what they begin when"
                        + " simulated is in hours of the week in which the log never sees them at work.",
                List.of(),
                new Table(
                        List.of("Name", "Log", "Simulated", "At unseen hours, %"),
                        List.of(false, true, true, true),
                        rows,
                        List.of()),
                null);
    }
}
