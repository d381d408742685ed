package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.HoursExpr;
import org.shadowline.plant.description.Hours;

/**
 * The names that hold in a stretch of text: of a file, a plant, a use of a pattern, or one round of a loop. What is not
 * found is looked for in the scope around it.
 */
final class Scope {
    private final @Nullable Scope outer;
    private final String prefix;
    private final @Nullable FileUnit file;
    private final Map<String, Binding> bindings = new LinkedHashMap<>();

    /** The file to which a scope belongs, for its imports and patterns. */
    Scope(@Nullable Scope outer, String prefix, @Nullable FileUnit file) {
        this.outer = outer;
        this.prefix = prefix;
        this.file = file;
    }

    /** What precedes the names of elements declared here: {@code west.} or nothing. */
    String prefix() {
        return prefix;
    }

    @Nullable Scope outer() {
        return outer;
    }

    FileUnit file() {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.file != null) {
                return scope.file;
            }
        }
        throw new IllegalStateException("a scope without a file");
    }

    Map<String, Binding> bindings() {
        return bindings;
    }

    @Nullable Binding find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            @Nullable Binding found = scope.bindings.get(name);
            if (found != null) {
                return found;
            }
            if (scope.file != null) {
                for (var imported : scope.file.openImports()) {
                    found = imported.scope().bindings.get(name);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** All names that hold here, for suggestions. */
    List<String> names() {
        var names = new ArrayList<String>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            names.addAll(scope.bindings.keySet());
        }
        return names;
    }

    /** A name for a value or for hours, worked out when it is first used. */
    static final class Binding {
        final String name;
        final Span declaration;
        final Scope scope;
        final @Nullable Expr value;
        final @Nullable HoursExpr hours;
        boolean busy;
        boolean used;

        @Nullable Value known;

        /** What is given from outside in place of the value; null for nothing. */
        @Nullable Expr given;

        /** Of a parameter, the values that it may have; null for any. */
        @Nullable Limits limits;

        @Nullable Hours knownHours;

        Binding(String name, Span declaration, Scope scope, @Nullable Expr value, @Nullable HoursExpr hours) {
            this.name = name;
            this.declaration = declaration;
            this.scope = scope;
            this.value = value;
            this.hours = hours;
        }

        static Binding of(String name, Span declaration, Scope scope, Value known) {
            var binding = new Binding(name, declaration, scope, null, null);
            binding.known = known;
            return binding;
        }
    }
}
