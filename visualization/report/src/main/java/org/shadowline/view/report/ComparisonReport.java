package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.List;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.Comparison;
import org.shadowline.plant.rehearsal.Comparison.Verdict;
import org.shadowline.view.report.ExperimentReport.Fact;
import org.shadowline.view.report.ExperimentReport.Section;
import org.shadowline.view.report.ExperimentReport.Table;

/** The page of a comparison: for each alternative a table, and its differences in percent of the baseline. */
public final class ComparisonReport {
    private ComparisonReport() {}

    public static ExperimentReport of(Comparison comparison) {
        var sections = new ArrayList<Section>();
        for (int i = 0; i < comparison.alternatives().size(); i++) {
            sections.add(section(comparison, comparison.alternatives().get(i), i));
        }
        sections.addAll(ExperimentReport.notes(comparison.notes()));
        var confidence = SearchText.percent(comparison.confidence());
        return new ExperimentReport(
                "Comparison with " + comparison.baseline(),
                comparison.alternatives().size() == 1
                        ? comparison.alternatives().getFirst().label()
                        : comparison.alternatives().size() + " alternatives to " + comparison.baseline(),
                verdict(comparison),
                List.of(
                        new Fact("Baseline", comparison.baseline(), null),
                        new Fact("Length", Format.duration(comparison.length()), "of every run after its warm-up"),
                        new Fact("Replications", String.valueOf(comparison.replications()), "of each"),
                        new Fact("Seed", String.valueOf(comparison.seed()), "the same for all")),
                sections,
                ("Replication i of all alternatives draws the same random numbers, so that each difference is taken pair by"
                                + " pair; intervals are Student's t of the paired differences at %s%s. A difference is called"
                                + " better or worse where its whole interval is on one side of zero.")
                        .formatted(
                                SearchText.percent(comparison.intervalConfidence()),
                                comparison.alternatives().size() == 1
                                        ? ""
                                        : " each, so that those of one measure hold together at " + confidence
                                                + " (Bonferroni)"));
    }

    private static String verdict(Comparison comparison) {
        var parts = new ArrayList<String>();
        for (var alternative : comparison.alternatives()) {
            var better = texts(alternative, Verdict.BETTER);
            var worse = texts(alternative, Verdict.WORSE);
            var said = new ArrayList<String>();
            if (!better.isEmpty()) said.add("better in " + String.join(", ", better));
            if (!worse.isEmpty()) said.add("worse in " + String.join(", ", worse));
            if (said.isEmpty()) said.add("no difference is shown");
            parts.add(alternative.label() + ": " + String.join("; ", said) + ".");
        }
        return String.join(" ", parts);
    }

    private static List<String> texts(Comparison.Alternative alternative, Verdict verdict) {
        return alternative.rows().stream()
                .filter(row -> row.main() && row.verdict() == verdict)
                .map(row -> row.measure().text())
                .toList();
    }

    private static Section section(Comparison comparison, Comparison.Alternative alternative, int number) {
        var format = new Format(comparison.currency());
        var rows = new ArrayList<List<String>>();
        var marked = new ArrayList<Integer>();
        for (var row : alternative.rows()) {
            var difference = row.difference();
            var change = difference.difference();
            if (row.main()) marked.add(rows.size());
            rows.add(List.of(
                    row.measure().text(),
                    format.value(row.measure(), difference.baseline()),
                    format.value(row.measure(), difference.other()),
                    (change.mean() > 0 ? "+" : "") + format.estimate(row.measure(), change),
                    row.verdict().words(),
                    ComparisonText.saved(difference.varianceReduction())));
        }
        return new Section(
                "alternative-" + number,
                alternative.label(),
                "Against " + comparison.baseline()
                        + ". The chart shows the difference in percent of the baseline with its interval; measures of the whole"
                        + " plant, and those that the scenario names, are marked in the table.",
                alternative.leftOut().stream().map(left -> "left out: " + left).toList(),
                new Table(
                        List.of("Measure", "Baseline", "Here", "Difference", "Verdict", "Variance saved"),
                        List.of(false, true, true, true, false, true),
                        rows,
                        marked),
                json -> chart(json, format, alternative));
    }

    private static void chart(JsonText json, Format format, Comparison.Alternative alternative) {
        var shown = alternative.rows().stream()
                .filter(row -> row.main() && row.difference().baseline() != 0)
                .toList();
        json.put("type", "intervals").put("axis", "difference, % of the baseline");
        json.put("label", "differences from the baseline");
        json.array(
                "rows",
                shown,
                row -> json.object(null, () -> {
                    double base = Math.abs(row.difference().baseline()) / 100;
                    var change = row.difference().difference();
                    json.put("name", row.measure().text());
                    json.put("low", change.low() / base);
                    json.put("mean", change.mean() / base);
                    json.put("high", change.high() / base);
                    json.put(
                            "verdict",
                            switch (row.verdict()) {
                                case BETTER -> "better";
                                case WORSE -> "worse";
                                case NO_DIFFERENCE -> "none";
                                case HIGHER, LOWER -> "neither";
                            });
                    json.put(
                            "text",
                            format.estimate(row.measure(), change) + ", "
                                    + row.verdict().words());
                }));
    }
}
