package org.shadowline.view.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Answer;
import org.shadowline.plant.rehearsal.SensitivityResult.Effect;

/** Which settings move which answers, as text that a planner reads in a terminal. Thread-safe: no state. */
public final class SensitivityText {
    private static final int BAR = 20;

    private SensitivityText() {}

    public static String of(SensitivityResult result) {
        var text = new StringBuilder();
        text.append(result.scenario()).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "%d settings, %d trajectories, %s and %d replications of each point (%d runs), seed %d%n",
                result.factors().size(),
                result.trajectories(),
                Format.duration(result.length()),
                result.replications(),
                result.runs(),
                result.seed()));
        for (var answer : result.answers()) answer(result, answer, text);
        text.append(
                        "\nstrength: mean absolute effect of going over the whole range (Morris, mu*), with its standard error;\n")
                .append("uneven: spread of the effects (sigma), large where the effect depends on other settings\n");
        for (var note : result.notes()) text.append("note: ").append(note).append('\n');
        return text.toString();
    }

    private static void answer(SensitivityResult result, Answer answer, StringBuilder text) {
        var format = new Format(result.currency());
        var measure = answer.measure();
        text.append('\n')
                .append(measure.text())
                .append(": ")
                .append(format.value(measure, answer.low()))
                .append(" to ")
                .append(format.value(measure, answer.high()))
                .append('\n');
        double most =
                answer.effects().stream().mapToDouble(Effect::strength).max().orElse(0);
        var table = new TextTable("setting", "", "strength", "direction", "uneven");
        IntStream.range(0, answer.effects().size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -answer.effects().get(i).strength()))
                .forEach(i -> {
                    var effect = answer.effects().get(i);
                    table.row(
                            result.factors().get(i).name(),
                            most > 0 ? "█".repeat((int) Math.round(BAR * effect.strength() / most)) : "",
                            format.value(measure, effect.strength()) + " ± " + format.value(measure, effect.error()),
                            direction(effect),
                            format.value(measure, effect.spread()));
                });
        text.append(table);
    }

    /** Whether the answer rises with the setting, falls, or both. */
    static String direction(Effect effect) {
        if (effect.strength() == 0) return "none";
        if (Math.abs(effect.mean()) < 0.5 * effect.strength()) return "both ways";
        return effect.mean() > 0 ? "rises" : "falls";
    }
}
