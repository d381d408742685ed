package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.shadowline.dsl.check.Overrides.Given;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Goal;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Settable;
import org.shadowline.plant.scenario.Variant;

/** A scenario with its plant, and with the plants that it varies. Not thread-safe while variants are made. */
public final class CheckedScenario {
    /** The most combinations of varied values. */
    public static final int MOST_VARIANTS = 10_000;

    private final Scenario scenario;
    private final Plant plant;
    private final List<List<Given>> varied;
    private final List<Goal> goals;
    private final List<Expectation> limits;
    private final Function<Overrides, Plant> build;
    private final Supplier<List<Settable>> settables;

    /**
     * Something that varies.
     *
     * @param target {@code b1.holds}
     * @param levels its values as written
     * @param numbers the values in SI units; NaN for what is no number
     */
    public record Factor(String target, List<String> levels, List<Double> numbers) {}

    CheckedScenario(
            Scenario scenario,
            Plant plant,
            List<List<Given>> varied,
            List<Goal> goals,
            List<Expectation> limits,
            Function<Overrides, Plant> build,
            Supplier<List<Settable>> settables) {
        this.goals = List.copyOf(goals);
        this.limits = List.copyOf(limits);
        this.scenario = scenario;
        this.plant = plant;
        this.varied = List.copyOf(varied);
        this.build = build;
        this.settables = settables;
    }

    public Scenario scenario() {
        return scenario;
    }

    /** The plant as declared, with the values given from outside. */
    public Plant plant() {
        return plant;
    }

    /** What can be given another value from outside: parameters, other values, and the settings of elements. */
    public List<Settable> settables() {
        return settables.get();
    }

    public boolean varies() {
        return !varied.isEmpty();
    }

    /** What varies, in the order of the text: {@code b1.holds}, {@code pace}. */
    public List<String> variedTargets() {
        return varied.stream().map(values -> values.getFirst().target()).toList();
    }

    /** What a search looks for; empty when the scenario does not say. */
    public List<Goal> goals() {
        return goals;
    }

    /** What a search keeps. */
    public List<Expectation> limits() {
        return limits;
    }

    public List<Factor> factors() {
        return varied.stream()
                .map(values -> new Factor(
                        values.getFirst().target(),
                        values.stream().map(CheckedScenario::text).toList(),
                        values.stream()
                                .map(v -> v.value() instanceof Expr.Number n
                                        ? n.value().si()
                                        : Double.NaN)
                                .toList()))
                .toList();
    }

    /** Number of combinations of the varied values; huge for a scenario that is to be searched. */
    public long combinations() {
        double count = 1;
        for (var values : varied) {
            count *= values.size();
        }
        return (long) count;
    }

    /** @throws IllegalStateException with a message for the user when there are more than {@value #MOST_VARIANTS} */
    public int variantCount() {
        if (combinations() > MOST_VARIANTS) {
            throw new IllegalStateException(
                    "the scenario varies to " + combinations() + " combinations, more than " + MOST_VARIANTS
                            + ". Maybe search for the best settings (shadowline search), or ask which matter (shadowline sensitivity)");
        }
        return (int) combinations();
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
        int block = variantCount();
        var levels = new int[varied.size()];
        for (int f = 0; f < levels.length; f++) {
            block /= varied.get(f).size();
            levels[f] = index / block % varied.get(f).size();
        }
        return variantOf(levels);
    }

    /** The variant with a level of each factor, in the order of {@link #factors()}. */
    public Variant variantOf(int... levels) {
        var overrides = new Overrides();
        Map<String, String> settings = new LinkedHashMap<>();
        for (int f = 0; f < levels.length; f++) {
            var chosen = varied.get(f).get(levels[f]);
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

    /** A value as it is written. */
    static String text(Given given) {
        return given.value() instanceof Expr.Number number
                ? number.value().toString()
                : given.value().span().text();
    }
}
