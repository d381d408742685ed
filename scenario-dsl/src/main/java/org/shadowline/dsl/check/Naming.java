package org.shadowline.dsl.check;

import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** What a name may look like. */
final class Naming {
    private Naming() {}

    static Diagnostic declaredTwice(String name, Span span, Span earlier) {
        return Diagnostic.of(Code.DECLARED_TWICE, span, "`" + name + "` is declared already")
                .note(earlier, "the first `" + name + "`")
                .help("give one of them another name");
    }

    static Diagnostic isUnit(String name, Span span) {
        @Nullable Unit unit = Units.named(name);
        var of = unit == null ? "a unit" : "a unit (" + unit.dimension().described() + ")";
        return Diagnostic.of(Code.NAME_IS_UNIT, span, "`" + name + "` is " + of + " and cannot be a name")
                .help("call it differently, e.g. `" + name + "1` or `" + name + "_`");
    }

    /** The fault of a name that a declaration gives; null for a good one. */
    static @Nullable Diagnostic fault(String name, Span span) {
        if (Units.named(name) != null) {
            return isUnit(name, span);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9';
            if (!letter) {
                return Diagnostic.of(
                                Code.NAME_FORM, span, "the name `" + name + "` has the character `" + c + "` in it")
                        .help(
                                "names have letters a-z, digits and `_`; put other letters into the text behind the name");
            }
        }
        return null;
    }
}
