package org.shadowline.dsl.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.units.Dimension;

/** What is said about one element, by property; what is not said has its preset value. */
final class Properties {
    private final Entry entry;
    private final Evaluator evaluator;
    private final Reports reports;

    Properties(Entry entry, Evaluator evaluator, Reports reports) {
        this.entry = entry;
        this.evaluator = evaluator;
        this.reports = reports;
        findRepeated();
    }

    private void findRepeated() {
        var properties = entry.element().properties();
        if (properties.size() < 2) {
            return;
        }
        Map<String, Property> seen = new HashMap<>();
        for (var property : properties) {
            boolean several = property instanceof Property.Fails
                    || property instanceof Property.Maintained
                    || property instanceof Property.Needs
                    || property instanceof Property.Has
                    || property instanceof Property.Then
                    || property instanceof Property.Sensor;
            if (several) {
                continue;
            }
            @Nullable Property earlier = seen.putIfAbsent(property.word(), property);
            if (earlier != null) {
                reports.add(Diagnostic.of(
                                Code.REPEATED_PROPERTY,
                                property.span(),
                                "`" + property.word() + "` of `" + entry.id() + "` is given twice")
                        .note(earlier.span(), "the first one")
                        .fix(property.span(), ""));
            }
        }
    }

    @Nullable String label() {
        return entry.element().label() == null ? null : entry.element().label().text();
    }

    <T extends Property> @Nullable T find(Class<T> type) {
        for (var property : entry.element().properties()) {
            if (type.isInstance(property)) {
                return type.cast(property);
            }
        }
        return null;
    }

    boolean has(String flag) {
        for (var property : entry.element().properties()) {
            if (property instanceof Property.Flag it && it.keyword().text().equals(flag)) {
                return true;
            }
        }
        return false;
    }

    @Nullable Expr value(String word) {
        for (var property : entry.element().properties()) {
            if (property instanceof Property.Value it && it.keyword().text().equals(word)) {
                return it.value();
            }
        }
        return null;
    }

    String what(String word) {
        return "`" + word + "` of `" + entry.id() + "`";
    }

    double number(String word, Dimension wanted, double preset) {
        @Nullable Expr expr = value(word);
        return expr == null ? preset : orPreset(evaluator.number(expr, entry.scope(), wanted, what(word)), preset);
    }

    double positive(String word, Dimension wanted, double preset) {
        @Nullable Expr expr = value(word);
        return expr == null
                ? preset
                : orPreset(evaluator.positive(expr, entry.scope(), wanted, what(word), true), preset);
    }

    double aboveZero(String word, Dimension wanted, double preset) {
        @Nullable Expr expr = value(word);
        return expr == null
                ? preset
                : orPreset(evaluator.positive(expr, entry.scope(), wanted, what(word), false), preset);
    }

    double share(String word, double preset) {
        @Nullable Expr expr = value(word);
        return expr == null ? preset : orPreset(evaluator.share(expr, entry.scope(), what(word)), preset);
    }

    int count(String word, int least, int preset) {
        @Nullable Expr expr = value(word);
        if (expr == null) {
            return preset;
        }
        int count = evaluator.count(expr, entry.scope(), what(word), least);
        return count < 0 ? preset : count;
    }

    /** A number of places, where {@code unlimited} is legal. */
    int places(String word, int least, int preset) {
        @Nullable Expr expr = value(word);
        if (expr != null && evaluator.isUnlimited(expr, entry.scope())) {
            return Buffer.UNLIMITED;
        }
        return count(word, least, preset);
    }

    @Nullable Distribution random(String word, Dimension wanted) {
        @Nullable Expr expr = value(word);
        return expr == null ? null : evaluator.random(expr, entry.scope(), wanted, what(word));
    }

    private static double orPreset(double value, double preset) {
        return Double.isNaN(value) ? preset : value;
    }

    /** Reports two properties that cannot both be. */
    void contradiction(String both, String why) {
        reports.error(
                Code.REPEATED_PROPERTY,
                entry.element().name().span(),
                entry.kind().word() + " `" + entry.id() + "` has " + both,
                "keep one of them; " + why);
    }

    /** Reports that a property that must be given is not, unless the element is broken anyway. */
    void missing(String property, String example) {
        var name = entry.element().name();
        if (!reports.hasErrorIn(entry.element().span())) {
            reports.error(
                    Code.INCOMPLETE,
                    name.span(),
                    entry.kind().word() + " `" + entry.id() + "` has no " + property,
                    "add e.g. `" + example + "`");
        }
    }
}
