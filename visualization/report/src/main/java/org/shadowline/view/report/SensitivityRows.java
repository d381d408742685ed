package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.SearchResult.Factor;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Answer;
import org.shadowline.plant.rehearsal.SensitivityResult.Contrast;
import org.shadowline.plant.rehearsal.SensitivityResult.Effect;
import org.shadowline.plant.rehearsal.SensitivityResult.Findings;

/**
 * What a sensitivity study tells of one answer, as rows for a terminal and for a page, the strongest first.
 *
 * @param heads of the columns after the name
 * @param axis what the bars show, with its unit
 * @param headline the answer in a sentence
 */
record SensitivityRows(
        String named, List<String> heads, List<Boolean> numbers, List<Row> rows, String axis, String headline) {

    /** @param bar length of its bar, {@code low} and {@code high} its interval; in the unit of the axis */
    record Row(String name, double bar, double low, double high, List<String> cells, String hint) {}

    static SensitivityRows of(SensitivityResult result, Answer answer) {
        return switch (answer.findings()) {
            case Findings.Elementary f -> elementary(result, answer, f.effects());
            case Findings.Variance f -> variance(result, answer, f);
            case Findings.TwoLevel f -> twoLevel(result, answer, f.contrasts());
        };
    }

    /** How to read the figures. */
    static String meaning(SensitivityResult result) {
        if (result.answers().isEmpty()) return "";
        return switch (result.answers().getFirst().findings()) {
            case Findings.Elementary f ->
                "Elementary effects (Morris 1991): strength is the mean absolute effect of going over the whole range of a"
                        + " setting (mu*), with its standard error; uneven is the spread of the effects (sigma), large where the"
                        + " effect depends on other settings or is not linear.";
            case Findings.Variance f ->
                "Sobol' indices (Saltelli et al. 2010) with their standard errors: the share of the variance of the answer that a"
                        + " setting explains alone, and with all its interactions; all levels of a setting count alike.";
            case Findings.TwoLevel f ->
                "Two-level design (Box, Hunter and Hunter 2005): an effect is what going from the first to the last level of a"
                        + " setting changes on average, with its 95 % interval over replications; an interaction is half of what"
                        + " the effect of one setting differs by between the levels of the other. Only the ends of the ranges are"
                        + " run. Effects that the design cannot tell apart stand in one row.";
        };
    }

    private static SensitivityRows elementary(SensitivityResult result, Answer answer, List<Effect> effects) {
        var format = new Format(result.currency());
        var measure = answer.measure();
        var order = order(effects.size(), i -> effects.get(i).strength());
        var strongest = effects.get(order.getFirst());
        var unit = format.unit(measure.kpi().kind(), strongest.strength());
        var rows = new ArrayList<Row>();
        for (int i : order) {
            var effect = effects.get(i);
            var strength = format.value(measure, effect.strength()) + " ± " + format.value(measure, effect.error());
            rows.add(new Row(
                    name(result, i),
                    effect.strength() * unit.factor(),
                    (effect.strength() - effect.error()) * unit.factor(),
                    (effect.strength() + effect.error()) * unit.factor(),
                    List.of(range(result, i), strength, direction(effect), format.value(measure, effect.spread())),
                    strength + ", " + direction(effect)));
        }
        return new SensitivityRows(
                "Setting",
                List.of("Range", "Strength", "Direction", "Uneven"),
                List.of(false, true, false, true),
                rows,
                ExperimentReport.named("strength", unit.symbol()),
                strongest.strength() == 0
                        ? "Nothing that varies moves " + measure.text() + "."
                        : measure.text() + " is moved most by " + name(result, order.getFirst()) + ".");
    }

    private static SensitivityRows variance(SensitivityResult result, Answer answer, Findings.Variance findings) {
        var indices = findings.indices();
        var order = order(indices.size(), i -> indices.get(i).total());
        var rows = new ArrayList<Row>();
        for (int i : order) {
            var index = indices.get(i);
            var alone = share(index.first(), index.firstError());
            var total = share(index.total(), index.totalError());
            rows.add(new Row(
                    name(result, i),
                    100 * index.total(),
                    100 * (index.total() - index.totalError()),
                    100 * (index.total() + index.totalError()),
                    List.of(range(result, i), alone, total),
                    "alone " + alone + ", with interactions " + total));
        }
        double alone = indices.stream().mapToDouble(i -> Math.max(0, i.first())).sum();
        var most = indices.get(order.getFirst());
        return new SensitivityRows(
                "Setting",
                List.of("Range", "Alone", "With interactions"),
                List.of(false, true, true),
                rows,
                "share of the variance with interactions, %",
                !(most.total() > 0)
                        ? "Nothing that varies moves " + answer.measure().text() + "."
                        : String.format(
                                Locale.ROOT,
                                "%s is moved most by %s (%.0f %% of its variance)%s.",
                                answer.measure().text(),
                                name(result, order.getFirst()),
                                100 * Math.min(1, most.total()),
                                alone < 0.9
                                        ? String.format(
                                                Locale.ROOT,
                                                "; %.0f %% of the variance is interaction",
                                                100 * Math.max(0, 1 - alone))
                                        : ""));
    }

    private static SensitivityRows twoLevel(SensitivityResult result, Answer answer, List<Contrast> contrasts) {
        var format = new Format(result.currency());
        var measure = answer.measure();
        var order = order(contrasts.size(), i -> Math.abs(mean(contrasts.get(i))));
        var unit = format.unit(measure.kpi().kind(), mean(contrasts.get(order.getFirst())));
        var rows = new ArrayList<Row>();
        for (int i : order) {
            var contrast = contrasts.get(i);
            var effect = contrast.effect();
            var text = effect == null ? "no value" : (effect.mean() > 0 ? "+" : "") + format.estimate(measure, effect);
            rows.add(new Row(
                    names(result, contrast),
                    mean(contrast) * unit.factor(),
                    end(effect, -1) * unit.factor(),
                    end(effect, 1) * unit.factor(),
                    List.of(
                            contrast.isMain() ? "main" : "interaction",
                            text,
                            contrast.told() ? "yes" : "no",
                            cells(result, contrast, value -> format.value(measure, value))),
                    text + (contrast.told() ? "" : ", not told from none")));
        }
        return new SensitivityRows(
                "Setting",
                List.of("Kind", "Effect", "Told from none", "Means"),
                List.of(false, true, false, false),
                rows,
                ExperimentReport.named("effect", unit.symbol()),
                headline(
                        result,
                        measure.text(),
                        order.stream().map(contrasts::get).toList()));
    }

    private static String headline(SensitivityResult result, String measure, List<Contrast> byStrength) {
        var told = byStrength.stream().filter(Contrast::told).toList();
        var mains = told.stream().filter(Contrast::isMain).toList();
        if (told.isEmpty()) return "No effect on " + measure + " is told from none.";
        var pair = told.stream().filter(c -> !c.isMain()).findFirst();
        return (mains.isEmpty()
                        ? measure + " is moved by no setting alone"
                        : measure + " is moved most by " + names(result, mains.getFirst()))
                + pair.map(c -> "; how much depends most on " + names(result, c) + " together")
                        .orElse("; no two settings depend on each other")
                + ".";
    }

    private static double mean(Contrast contrast) {
        var effect = contrast.effect();
        return effect == null ? 0 : effect.mean();
    }

    private static double end(@Nullable Estimate effect, int side) {
        if (effect == null) return 0;
        return effect.hasInterval() ? effect.mean() + side * effect.halfWidth() : effect.mean();
    }

    /** {@code mill.count × saw.speed}, with what cannot be told from it. */
    private static String names(SensitivityResult result, Contrast contrast) {
        return contrast.terms().stream()
                .map(term -> term.stream().map(f -> name(result, f)).collect(Collectors.joining(" × ")))
                .collect(Collectors.joining(" or "));
    }

    private static String cells(SensitivityResult result, Contrast contrast, DoubleFunction<String> value) {
        var term = contrast.terms().getFirst();
        var texts = new ArrayList<String>();
        for (int cell = 0; cell < contrast.cells().size(); cell++) {
            var levels = new ArrayList<String>();
            for (int k = 0; k < term.size(); k++) {
                boolean last = (cell >> term.size() - 1 - k & 1) == 1;
                levels.add(level(factor(result, term.get(k)), last));
            }
            texts.add(String.join(", ", levels) + ": "
                    + value.apply(contrast.cells().get(cell)));
        }
        return String.join(" · ", texts);
    }

    private static String level(Factor factor, boolean last) {
        return last ? factor.levels().getLast() : factor.levels().getFirst();
    }

    private static Factor factor(SensitivityResult result, int factor) {
        return result.factors().get(factor);
    }

    private static String name(SensitivityResult result, int factor) {
        return factor(result, factor).name();
    }

    private static String range(SensitivityResult result, int factor) {
        return level(factor(result, factor), false) + " to " + level(factor(result, factor), true);
    }

    private static List<Integer> order(int size, IntToDoubleFunction strength) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -strength.applyAsDouble(i)))
                .toList();
    }

    private static String share(double share, double error) {
        return String.format(Locale.ROOT, "%.0f %% ± %.0f %%", 100 * share, 100 * error)
                .replace("-0 %", "0 %");
    }

    /** Whether the answer rises with the setting, falls, or both. */
    private static String direction(Effect effect) {
        if (effect.strength() == 0) return "none";
        if (Math.abs(effect.mean()) < 0.5 * effect.strength()) return "both ways";
        return effect.mean() > 0 ? "rises" : "falls";
    }
}
