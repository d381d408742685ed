package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.shadowline.dsl.check.Overrides.Given;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Variant;

/** A scenario with its plant, and with the plants that it varies. Not thread-safe while variants are made. */
public final class CheckedScenario {
    /** The most combinations of varied values. */
    public static final int MOST_VARIANTS = 10_000;

    private final Scenario scenario;
    private final Plant plant;
    private final List<List<Given>> varied;
    private final Function<Overrides, Plant> build;

    CheckedScenario(Scenario scenario, Plant plant, List<List<Given>> varied, Function<Overrides, Plant> build) {
        this.scenario = scenario;
        this.plant = plant;
        this.varied = List.copyOf(varied);
        this.build = build;
    }

    public Scenario scenario() {
        return scenario;
    }

    /** The plant as declared, with the values given from outside. */
    public Plant plant() {
        return plant;
    }

    public boolean varies() {
        return !varied.isEmpty();
    }

    /** What varies, in the order of the text: {@code b1.holds}, {@code pace}. */
    public List<String> variedTargets() {
        return varied.stream().map(values -> values.getFirst().target()).toList();
    }

    public int variantCount() {
        int count = 1;
        for (var values : varied) {
            count *= values.size();
        }
        return count;
    }

    /** Every combination of the varied values, the last one changing fastest; one when nothing varies. */
    public List<Variant> variants() {
        var variants = new ArrayList<Variant>(variantCount());
        for (int i = 0; i < variantCount(); i++) {
            variants.add(variant(i));
        }
        return variants;
    }

    public Variant variant(int index) {
        var overrides = new Overrides();
        Map<String, String> settings = new LinkedHashMap<>();
        int block = variantCount();
        for (var values : varied) {
            block /= values.size();
            var chosen = values.get(index / block % values.size());
            overrides.put(chosen);
            settings.put(chosen.target(), text(chosen));
        }
        var label = new StringBuilder();
        settings.forEach((target, value) -> label.append(label.isEmpty() ? "" : ", ")
                .append(target)
                .append(" = ")
                .append(value));
        return new Variant(
                label.isEmpty() ? "as declared" : label.toString(),
                settings,
                varies() ? build.apply(overrides) : plant);
    }

    private static String text(Given given) {
        return given.value() instanceof Expr.Number number
                ? number.value().toString()
                : given.value().span().text();
    }
}
