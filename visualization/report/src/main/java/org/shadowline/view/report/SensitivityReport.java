package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Findings;
import org.shadowline.view.report.ExperimentReport.Fact;
import org.shadowline.view.report.ExperimentReport.Section;
import org.shadowline.view.report.ExperimentReport.Table;

/** The page of a sensitivity study: for each answer the settings, the strongest first. */
public final class SensitivityReport {
    static final String LIST = " · ";

    private SensitivityReport() {}

    public static ExperimentReport of(SensitivityResult result) {
        var sections = new ArrayList<Section>();
        for (int i = 0; i < result.answers().size(); i++) sections.add(section(result, i));
        sections.addAll(ExperimentReport.notes(result.notes()));
        return new ExperimentReport(
                "Sensitivity",
                result.scenario(),
                result.answers().stream()
                        .map(answer -> ExperimentReport.headed(
                                SensitivityRows.of(result, answer).headline()))
                        .collect(Collectors.joining(" ")),
                List.of(
                        new Fact("Settings", String.valueOf(result.factors().size()), "varied over their ranges"),
                        new Fact("Points", String.format(Locale.ROOT, "%,d", result.points()), result.design()),
                        new Fact(
                                "Runs",
                                String.format(Locale.ROOT, "%,d", result.runs()),
                                result.replications() + " of each point"),
                        new Fact("Length", Format.duration(result.length()), "of every run after its warm-up"),
                        new Fact("Seed", String.valueOf(result.seed()), null)),
                sections,
                SensitivityRows.meaning(result));
    }

    private static Section section(SensitivityResult result, int number) {
        var answer = result.answers().get(number);
        var format = new Format(result.currency());
        var rows = SensitivityRows.of(result, answer);
        var heads = new ArrayList<>(List.of(rows.named()));
        heads.addAll(rows.heads());
        var numbers = new ArrayList<>(List.of(false));
        numbers.addAll(rows.numbers());
        boolean signed = answer.findings() instanceof Findings.TwoLevel;
        return new Section(
                "answer-" + number,
                ExperimentReport.headed(answer.measure().text()),
                "From " + format.value(answer.measure(), answer.low()) + " to "
                        + format.value(answer.measure(), answer.high()) + " over the points that were run.",
                List.of(),
                new Table(
                        heads,
                        numbers,
                        rows.rows().stream()
                                .map(row -> {
                                    var cells = new ArrayList<>(List.of(row.name()));
                                    for (var cell : row.cells()) cells.add(cell.contains(LIST) ? unbroken(cell) : cell);
                                    return List.copyOf(cells);
                                })
                                .toList(),
                        List.of()),
                json -> {
                    json.put("type", signed ? "intervals" : "bars").put("axis", rows.axis());
                    json.put("label", "how much each setting moves it");
                    json.array("rows", rows.rows(), row -> json.object(null, () -> row(json, row, signed)));
                });
    }

    /** A figure that does not break; a list of them breaks between them. */
    static String unbroken(String figures) {
        return figures.replace(' ', '\u00a0').replace(LIST.replace(' ', '\u00a0'), LIST);
    }

    private static void row(JsonText json, SensitivityRows.Row row, boolean signed) {
        json.put("name", row.name());
        json.put("text", row.hint());
        if (signed) {
            json.put("low", row.low()).put("mean", row.bar()).put("high", row.high());
            json.put("verdict", row.low() > 0 || row.high() < 0 ? "neither" : "none");
        } else {
            json.put("value", row.bar());
        }
    }
}
