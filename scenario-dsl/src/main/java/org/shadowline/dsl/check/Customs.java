package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.plant.description.Custom;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.element.ElementType;
import org.shadowline.plant.element.ElementTypes;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Holds elements of the user's own against the types that are installed. */
final class Customs {
    private final Evaluator evaluator;
    private final Reports reports;

    Customs(Evaluator evaluator, Reports reports) {
        this.evaluator = evaluator;
        this.reports = reports;
    }

    @Nullable Custom custom(Entry entry, Properties given, @Nullable Position at, @Nullable String area) {
        Property.@Nullable Type named = given.find(Property.Type.class);
        if (named == null) {
            given.missing("type", "type \"indexing table\"");
            return null;
        }
        ElementTypes types;
        try {
            types = ElementTypes.installed();
        } catch (IllegalStateException broken) {
            reports.error(
                    Code.FILE_UNREADABLE,
                    named.type().span(),
                    "the types of elements cannot be loaded: " + broken.getMessage(),
                    "look at the jars that SHADOWLINE_ELEMENTS names");
            return null;
        }
        @Nullable ElementType type = types.find(named.type().text());
        if (type == null) {
            unknownType(named, types);
            return null;
        }
        var values = new LinkedHashMap<String, Custom.Parameter>();
        Property.@Nullable With with = given.find(Property.With.class);
        boolean good = true;
        if (with != null) {
            for (var one : with.parameters()) {
                Custom.@Nullable Parameter value = value(one, type, entry);
                good &= value != null;
                if (value != null && values.put(value.name(), value) != null) {
                    reports.error(Code.REPEATED_PROPERTY, one.span(), "`" + value.name() + "` is given twice", null);
                    good = false;
                }
            }
        }
        for (var parameter : type.parameters()) {
            if (values.containsKey(parameter.name())) {
                continue;
            }
            if (parameter.isRequired()) {
                good = false;
                if (!reports.hasErrorIn(entry.element().span())) {
                    reports.error(
                            Code.PARAMETER,
                            named.span(),
                            "an element of type \"" + type.name() + "\" needs `" + parameter.name() + "`",
                            "write `with " + parameter.name() + " …`"
                                    + (parameter.unit().isEmpty() ? "" : ", in e.g. " + parameter.unit()));
                }
            } else {
                values.put(
                        parameter.name(), new Custom.Parameter(parameter.name(), parameter.preset(), parameter.unit()));
            }
        }
        if (!good) {
            return null;
        }
        var custom = new Custom(entry.id(), given.label(), at, area, type.name(), new ArrayList<>(values.values()));
        @Nullable String problem = type.problem(custom.values());
        if (problem != null) {
            reports.error(Code.OUT_OF_RANGE, with == null ? named.span() : with.span(), problem);
            return null;
        }
        return custom;
    }

    private void unknownType(Property.Type named, ElementTypes types) {
        var text = named.type().text();
        @Nullable String near = Spelling.nearest(text, types.names());
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                named.type().span(),
                "no type \"" + text + "\" is installed" + (near == null ? "" : "; did you mean \"" + near + "\"?"));
        reports.add(
                near != null
                        ? fault.fix(named.type().span(), "\"" + near + "\"")
                        : fault.help("types come with jars that SHADOWLINE_ELEMENTS names"
                                + (types.names().isEmpty()
                                        ? "; none is installed"
                                        : "; installed are \"" + String.join("\", \"", types.names()) + "\"")));
    }

    private Custom.@Nullable Parameter value(Property.Parameter given, ElementType type, Entry entry) {
        var name = given.name().text();
        var names = new LinkedHashSet<String>();
        ElementType.@Nullable Parameter found = null;
        for (var parameter : type.parameters()) {
            names.add(parameter.name());
            if (parameter.name().equals(name)) {
                found = parameter;
            }
        }
        if (found == null) {
            @Nullable String near = Spelling.nearest(name, names);
            var fault = Diagnostic.of(
                    Code.PARAMETER,
                    given.name().span(),
                    "an element of type \"" + type.name() + "\" has no parameter `" + name + "`"
                            + (near == null ? "" : "; did you mean `" + near + "`?"));
            reports.add(
                    near != null
                            ? fault.fix(given.name().span(), near)
                            : fault.help(names.isEmpty() ? "it has none" : "it has " + String.join(", ", names)));
            return null;
        }
        @Nullable Unit unit = found.unit().isEmpty() ? Unit.ONE : Units.find(found.unit());
        var dimension = unit == null ? Dimension.NONE : unit.dimension();
        double value = evaluator.number(given.value(), entry.scope(), dimension, "`" + name + "`");
        return Double.isNaN(value) ? null : new Custom.Parameter(name, value, found.unit());
    }
}
