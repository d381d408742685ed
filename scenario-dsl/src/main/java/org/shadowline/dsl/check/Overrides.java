package org.shadowline.dsl.check;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.Expr;

/** Values that replace those of the text: of a {@code let} by its name, of a property by {@code element.property}. */
final class Overrides {
    static final Overrides NONE = new Overrides();

    /** @param span where the target is written */
    record Given(String target, Span span, Expr value, Scope scope) {}

    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    void put(Given one) {
        given.put(one.target(), one);
    }

    void putAll(Overrides others) {
        given.putAll(others.given);
    }

    @Nullable Given take(String target) {
        if (given.isEmpty()) {
            return null;
        }
        @Nullable Given found = given.get(target);
        if (found != null) {
            used.add(target);
        }
        return found;
    }

    /** Whether a value is given from outside, which is then no longer varied. */
    boolean gives(String target) {
        return given.containsKey(target);
    }

    Iterable<Given> all() {
        return given.values();
    }

    boolean isUsed(Given one) {
        return used.contains(one.target());
    }
}
