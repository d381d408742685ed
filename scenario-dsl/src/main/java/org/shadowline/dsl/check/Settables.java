package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.scenario.Settable;
import org.shadowline.plant.units.Quantity;

/** Lists what of a plant can be given another value from outside. */
final class Settables {
    private final Evaluator evaluator;
    private final List<List<Overrides.Given>> varied;

    /** @param varied the values of each thing that the scenario varies */
    Settables(Evaluator evaluator, List<List<Overrides.Given>> varied) {
        this.evaluator = evaluator;
        this.varied = varied;
    }

    /**
     * Parameters first, then other values, then the settings of elements, each in the order of the text.
     *
     * @param common values of the file, outside of plants
     */
    List<Settable> of(PlantModel model, List<Scope.Binding> common) {
        var all = new ArrayList<Settable>();
        var names = new HashSet<String>();
        for (var entry : model.expansion().parameters) {
            var help = entry.parameter().help();
            names.add(entry.binding().name);
            all.add(value(
                    entry.binding(),
                    Settable.Kind.PARAMETER,
                    help != null ? help.text() : entry.parameter().doc()));
        }
        var lets = new ArrayList<>(model.expansion().lets);
        lets.addAll(common);
        for (var let : lets) {
            if (let.hours == null && names.add(let.name)) {
                all.add(value(let, Settable.Kind.VALUE, null));
            }
        }
        for (var named : model.expansion().names.values()) {
            for (var property : Settings.varied(named.kind())) {
                @Nullable Quantity current = current(model, named, property);
                if (current != null) {
                    all.add(setting(named.id() + "." + property, property, current));
                }
            }
        }
        return List.copyOf(all);
    }

    private Settable value(Scope.Binding binding, Settable.Kind kind, @Nullable String help) {
        var value = evaluator.value(binding, binding.declaration);
        @Nullable Expr written = binding.given != null ? binding.given : binding.value;
        @Nullable Quantity quantity = value instanceof Value.Number number ? number.quantity() : null;
        var text = quantity != null
                ? quantity.toString()
                : written == null ? "" : written.span().text().strip();
        @Nullable Limits limits = binding.limits;
        return new Settable(
                binding.name,
                kind,
                text,
                quantity,
                limits instanceof Limits.Range range ? range.low() : null,
                limits instanceof Limits.Range range ? range.high() : null,
                limits instanceof Limits.Choice choice ? choice.values() : List.of(),
                help,
                variedValues(binding.name));
    }

    private Settable setting(String name, String property, Quantity current) {
        boolean unlimited = current.si() == Buffer.UNLIMITED && (property.equals("holds") || property.equals("queue"));
        return new Settable(
                name,
                Settable.Kind.SETTING,
                unlimited ? "unlimited" : current.toString(),
                unlimited ? null : current,
                Settings.least(property),
                null,
                List.of(),
                null,
                variedValues(name));
    }

    private static @Nullable Quantity current(PlantModel model, Expansion.Named named, String property) {
        var plant = model.plant();
        if (named.kind() == Kind.TEAM) {
            return plant.teams().stream()
                    .filter(team -> team.id().equals(named.id()))
                    .findFirst()
                    .map(team -> Settings.pieces(team.people()))
                    .orElse(null);
        }
        if (named.kind() == Kind.LOOP) {
            return plant.loops().stream()
                    .filter(loop -> loop.id().equals(named.id()))
                    .findFirst()
                    .map(loop -> Settings.pieces(loop.cards()))
                    .orElse(null);
        }
        @Nullable Element element = model.element(named.id());
        return element == null ? null : Settings.current(element, property);
    }

    private List<String> variedValues(String name) {
        for (var values : varied) {
            if (values.getFirst().target().equals(name)) {
                return values.stream().map(CheckedScenario::text).toList();
            }
        }
        return List.of();
    }
}
