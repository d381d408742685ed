package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Logic;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;

/** The attributes that elements have for rules to change. */
final class ElementAttributes {
    private static final Set<String> TAKEN = Set.of("level", "speed", "holds", "rate", "people", "count", "queue");

    private final Products products;
    private final Evaluator evaluator;
    private final Reports reports;
    private final Map<String, Map<String, Products.Attribute>> attributes = new LinkedHashMap<>();
    private final List<Logic.Attribute> declared = new ArrayList<>();

    ElementAttributes(Expansion expansion, Products products, Evaluator evaluator, Reports reports) {
        this.products = products;
        this.evaluator = evaluator;
        this.reports = reports;
        for (var entry : expansion.entries) {
            if (entry.kind() == Kind.PRODUCT) {
                continue;
            }
            for (var property : entry.element().properties()) {
                if (property instanceof Property.Has has) {
                    var before = reports.move(entry.use());
                    declare(entry, has);
                    reports.move(before);
                }
            }
        }
    }

    List<Logic.Attribute> all() {
        return declared;
    }

    Products.@Nullable Attribute of(String element, String name) {
        return attributes.getOrDefault(element, Map.of()).get(name);
    }

    List<String> namesOf(String element) {
        return List.copyOf(attributes.getOrDefault(element, Map.of()).keySet());
    }

    private void declare(Entry entry, Property.Has has) {
        var name = has.attribute();
        var own = attributes.computeIfAbsent(entry.id(), _ -> new LinkedHashMap<>());
        Products.@Nullable Attribute earlier = own.get(name.text());
        if (earlier != null) {
            reports.add(Naming.declaredTwice(name.text(), name.span(), earlier.span()));
            return;
        }
        if (TAKEN.contains(name.text())) {
            reports.error(
                    Code.DECLARED_TWICE,
                    name.span(),
                    "`" + name.text() + "` is a word of the language for what elements have already",
                    "give the attribute another name");
            return;
        }
        var fault = Naming.fault(name.text(), name.span());
        if (fault != null) {
            reports.add(fault);
        }
        if (has.choices().stream().anyMatch(choice -> choice.share() != null)) {
            reports.error(
                    Code.NOT_EXPECTED,
                    has.span(),
                    "an attribute of " + entry.kind().withArticle() + " is not drawn",
                    "write the values that it may have, the first one is that at the start: `has " + name.text()
                            + " cold, warm`");
            // what uses it need not be told as well
            reports.isFirstUnknown(entry.id() + "." + name.text());
            return;
        }
        var choices = choices(has, entry);
        if (!choices.isEmpty()) {
            own.put(name.text(), new Products.Attribute(Set.copyOf(choices), Unit.ONE, name.span()));
            declared.add(
                    new Logic.Attribute(entry.id(), name.text(), products.symbol(choices.getFirst()), "", choices));
            choices.forEach(products::symbol);
            return;
        }
        Quantity initial = initial(has, entry, name.span());
        own.put(name.text(), new Products.Attribute(null, initial.shown(), name.span()));
        declared.add(new Logic.Attribute(
                entry.id(), name.text(), initial.si(), initial.shown().symbol(), List.of()));
    }

    /** {@code has mode cold, warm}: the first is what it is at the start. Empty for a quantity. */
    private List<String> choices(Property.Has has, Entry entry) {
        var texts = new ArrayList<String>();
        for (var choice : has.choices()) {
            texts.add(choice.value().text());
        }
        if (has.value() instanceof Expr.Variable variable
                && variable.ref().word() != null
                && entry.scope().find(variable.ref().last().text()) == null) {
            texts.add(variable.ref().last().text());
        }
        return texts;
    }

    private Quantity initial(Property.Has has, Entry entry, Span span) {
        if (has.value() == null) {
            return new Quantity(0, Unit.ONE);
        }
        var value = evaluator.value(has.value(), entry.scope());
        if (value instanceof Value.Number number) {
            return number.quantity();
        }
        if (!(value instanceof Value.Broken)) {
            reports.error(
                    Code.NOT_A_NUMBER,
                    has.value().span(),
                    "an attribute of " + entry.kind().withArticle() + " begins with a single value, but "
                            + evaluator.shown(has.value()) + " is none",
                    "write e.g. `has " + has.attribute().text() + " 0`");
        }
        return new Quantity(0, Unit.ONE);
    }
}
