package org.shadowline.view.report;

import java.util.Locale;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.Comparison;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.scenario.Measure;

/** A comparison as text that a planner reads in a terminal. Thread-safe: no state. */
public final class ComparisonText {
    private ComparisonText() {}

    /** @param all whether every measure is shown, or those of the whole plant and those that the scenario names */
    public static String of(Comparison comparison, boolean all) {
        var text = new StringBuilder();
        text.append("compared with the baseline ").append(comparison.baseline()).append('\n');
        text.append(Format.duration(comparison.length()))
                .append(", ")
                .append(comparison.replications())
                .append(" replications of each, seed ")
                .append(comparison.seed())
                .append(", paired by common random numbers\n");
        for (var alternative : comparison.alternatives()) alternative(comparison, alternative, all, text);
        text.append('\n').append(meaning(comparison));
        for (var note : comparison.notes()) text.append("note: ").append(note).append('\n');
        return text.toString();
    }

    private static void alternative(
            Comparison comparison, Comparison.Alternative alternative, boolean all, StringBuilder text) {
        var format = new Format(comparison.currency());
        text.append('\n').append(alternative.label()).append('\n');
        var rows = new TextTable("", "baseline", "here", "difference", "verdict", "variance saved");
        boolean any = false;
        for (var row : alternative.rows()) {
            if (!all && !row.main()) continue;
            any = true;
            var difference = row.difference();
            rows.row(
                    row.measure().text(),
                    format.value(row.measure(), difference.baseline()),
                    format.value(row.measure(), difference.other()),
                    difference(format, row.measure(), difference.difference()),
                    row.verdict().words(),
                    saved(difference.varianceReduction()));
        }
        text.append(any ? rows.toString() : "  there is nothing that both have\n");
        for (var left : alternative.leftOut())
            text.append("  left out: ").append(left).append('\n');
    }

    private static String difference(Format format, Measure measure, Estimate difference) {
        return (difference.mean() > 0 ? "+" : "") + format.estimate(measure, difference);
    }

    static String saved(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String meaning(Comparison comparison) {
        int others = comparison.alternatives().size();
        var level = SearchText.percent(comparison.confidence());
        var intervals = others == 1
                ? "differences with " + level + " intervals"
                : "differences with intervals of " + SearchText.percent(comparison.intervalConfidence())
                        + " each, so that the " + others + " of a measure hold together with " + level
                        + " (Bonferroni)";
        return intervals + ";\nvariance saved: by the common random numbers, against independent ones\n";
    }
}
