package org.shadowline.view.report;

import static org.shadowline.view.report.ExperimentReport.named;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Answer;
import org.shadowline.plant.rehearsal.SensitivityResult.Effect;
import org.shadowline.view.report.ExperimentReport.Fact;
import org.shadowline.view.report.ExperimentReport.Section;
import org.shadowline.view.report.ExperimentReport.Table;

/** The page of a sensitivity study: for each answer the settings, the strongest first. */
public final class SensitivityReport {
    private SensitivityReport() {}

    public static ExperimentReport of(SensitivityResult result) {
        var sections = new ArrayList<Section>();
        for (int i = 0; i < result.answers().size(); i++) sections.add(section(result, i));
        sections.addAll(ExperimentReport.notes(result.notes()));
        return new ExperimentReport(
                "Sensitivity",
                result.scenario(),
                verdict(result),
                List.of(
                        new Fact("Settings", String.valueOf(result.factors().size()), "varied over their ranges"),
                        new Fact(
                                "Trajectories",
                                String.valueOf(result.trajectories()),
                                "each changes every setting once"),
                        new Fact("Runs", String.format(Locale.ROOT, "%,d", result.runs()), null),
                        new Fact("Length", Format.duration(result.length()), "of every run after its warm-up"),
                        new Fact("Seed", String.valueOf(result.seed()), null)),
                sections,
                "Elementary effects (Morris 1991): strength is the mean absolute effect of going over the whole range of a"
                        + " setting (mu*), with its standard error; uneven is the spread of the effects (sigma), large where the"
                        + " effect depends on other settings or is not linear.");
    }

    private static String verdict(SensitivityResult result) {
        var parts = new ArrayList<String>();
        for (var answer : result.answers()) {
            int strongest = order(answer).getFirst();
            if (answer.effects().get(strongest).strength() == 0) {
                parts.add("Nothing that varies moves " + answer.measure().text() + ".");
            } else {
                parts.add(answer.measure().text() + " is moved most by "
                        + result.factors().get(strongest).name() + ".");
            }
        }
        return String.join(" ", parts);
    }

    private static List<Integer> order(Answer answer) {
        return IntStream.range(0, answer.effects().size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -answer.effects().get(i).strength()))
                .toList();
    }

    private static Section section(SensitivityResult result, int number) {
        var answer = result.answers().get(number);
        var format = new Format(result.currency());
        var measure = answer.measure();
        var order = order(answer);
        double most = answer.effects().get(order.getFirst()).strength();
        var unit = format.unit(measure.kpi().kind(), most);
        var rows = new ArrayList<List<String>>();
        for (int i : order) {
            var effect = answer.effects().get(i);
            var levels = result.factors().get(i).levels();
            rows.add(List.of(
                    result.factors().get(i).name(),
                    levels.getFirst() + " to " + levels.getLast(),
                    strength(format, answer, effect),
                    SensitivityText.direction(effect),
                    format.value(measure, effect.spread())));
        }
        return new Section(
                "answer-" + number,
                ExperimentReport.headed(measure.text()),
                "From " + format.value(measure, answer.low()) + " to " + format.value(measure, answer.high())
                        + " over the points that were run.",
                List.of(),
                new Table(
                        List.of("Setting", "Range", "Strength", "Direction", "Uneven"),
                        List.of(false, false, true, false, true),
                        rows,
                        List.of()),
                json -> {
                    json.put("type", "bars").put("axis", named("strength", unit.symbol()));
                    json.put("label", "strength of each setting");
                    json.array(
                            "rows",
                            order,
                            i -> json.object(null, () -> {
                                var effect = answer.effects().get(i);
                                json.put("name", result.factors().get(i).name());
                                json.put("value", effect.strength() * unit.factor());
                                json.put(
                                        "text",
                                        strength(format, answer, effect) + ", " + SensitivityText.direction(effect));
                            }));
                });
    }

    private static String strength(Format format, Answer answer, Effect effect) {
        return format.value(answer.measure(), effect.strength()) + " ± "
                + format.value(answer.measure(), effect.error());
    }
}
