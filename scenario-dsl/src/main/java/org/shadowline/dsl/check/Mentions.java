package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;

/** Where each name is declared and where it is mentioned, over all files: for definition, references and rename. */
public final class Mentions {
    /** @param what role and meaning in words, e.g. {@code a station} */
    public record Symbol(Span declaration, String name, String what) {}

    private final Map<Span, Symbol> symbols = new LinkedHashMap<>();
    private final Map<Span, List<Span>> uses = new LinkedHashMap<>();
    private final Map<Span, Span> declarationOf = new LinkedHashMap<>();

    void declare(Span declaration, String name, String what) {
        if (symbols.putIfAbsent(declaration, new Symbol(declaration, name, what)) == null) {
            declarationOf.put(declaration, declaration);
        }
    }

    void mention(Span declaration, Span use) {
        if (declarationOf.putIfAbsent(use, declaration) == null) {
            @Nullable List<Span> known = uses.get(declaration);
            if (known == null) {
                known = new ArrayList<>();
                uses.put(declaration, known);
            }
            known.add(use);
        }
    }

    /** Every declared name. */
    public List<Symbol> symbols() {
        return List.copyOf(symbols.values());
    }

    public List<Span> uses(Symbol symbol) {
        return List.copyOf(uses.getOrDefault(symbol.declaration(), List.of()));
    }

    /** The name that is declared or mentioned at an offset of a file. */
    public @Nullable Symbol at(String file, int offset) {
        for (var entry : declarationOf.entrySet()) {
            var span = entry.getKey();
            if (span.source().name().equals(file) && span.start() <= offset && offset <= span.end()) {
                return symbols.get(entry.getValue());
            }
        }
        return null;
    }
}
