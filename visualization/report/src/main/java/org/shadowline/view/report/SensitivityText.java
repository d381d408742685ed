package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Answer;

/** Which settings move which answers, as text that a planner reads in a terminal. Thread-safe: no state. */
public final class SensitivityText {
    private static final int BAR = 20;
    private static final int MOST_ROWS = 20;
    private static final int WIDTH = 110;

    private SensitivityText() {}

    public static String of(SensitivityResult result) {
        var text = new StringBuilder();
        text.append(result.scenario()).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "%d settings, %s: %d points, %s and %d replications of each (%d runs), seed %d%n",
                result.factors().size(),
                result.design(),
                result.points(),
                Format.duration(result.length()),
                result.replications(),
                result.runs(),
                result.seed()));
        for (var answer : result.answers()) answer(result, answer, text);
        text.append('\n').append(wrapped(SensitivityRows.meaning(result)));
        for (var note : result.notes()) text.append("note: ").append(note).append('\n');
        return text.toString();
    }

    private static void answer(SensitivityResult result, Answer answer, StringBuilder text) {
        var format = new Format(result.currency());
        var rows = SensitivityRows.of(result, answer);
        text.append('\n')
                .append(answer.measure().text())
                .append(": ")
                .append(format.value(answer.measure(), answer.low()))
                .append(" to ")
                .append(format.value(answer.measure(), answer.high()))
                .append('\n')
                .append(ExperimentReport.headed(rows.headline()))
                .append('\n');
        double most =
                rows.rows().stream().mapToDouble(r -> Math.abs(r.bar())).max().orElse(0);
        var heads = new ArrayList<String>(List.of(rows.named().toLowerCase(Locale.ROOT), ""));
        for (var head : rows.heads()) heads.add(head.toLowerCase(Locale.ROOT));
        var table = new TextTable(heads.toArray(String[]::new));
        for (var row : rows.rows().subList(0, Math.min(MOST_ROWS, rows.rows().size()))) {
            var cells = new ArrayList<String>(List.of(
                    row.name(), most > 0 ? "█".repeat((int) Math.round(BAR * Math.abs(row.bar()) / most)) : ""));
            cells.addAll(row.cells());
            table.row(cells.toArray(String[]::new));
        }
        text.append(table);
        int more = rows.rows().size() - MOST_ROWS;
        if (more > 0) text.append("  and ").append(more).append(" weaker ones in the report\n");
    }

    private static String wrapped(String words) {
        var text = new StringBuilder();
        int column = 0;
        for (var word : words.split(" ")) {
            if (column > 0) text.append(column + word.length() >= WIDTH ? '\n' : ' ');
            column = column + word.length() >= WIDTH ? word.length() : column + 1 + word.length();
            text.append(word);
        }
        return text.append('\n').toString();
    }
}
