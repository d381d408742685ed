package org.shadowline.dsl.syntax;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.diagnostics.Span;

/**
 * A file as a syntax tree, with its tokens and what stands between them.
 *
 * @param lost words in text that could not be read and is not in the tree
 */
public record ParsedFile(SourceText source, Tokens tokens, List<Declaration> declarations, Set<String> lost) {

    /** Among the lost words: a name that nobody knows. */
    public static final String ANYTHING = "*";

    /** Whether a name may have been declared in text that could not be read. */
    public boolean mayHaveLost(String name) {
        return !lost.isEmpty() && (lost.contains(name) || lost.contains(ANYTHING));
    }

    /** What can stand in a file. */
    public sealed interface Declaration {
        Span span();
    }

    public record Import(Span span, Name path, @Nullable Name as) implements Declaration {}

    /** A {@code let} or {@code hours} outside of plants. */
    public record Common(Span span, Statement statement) implements Declaration {}

    public record PatternDecl(
            Span span, @Nullable String doc, Name name, List<Parameter> parameters, List<Statement> inside)
            implements Declaration {}

    /** @param value the value when none is given on use; null when one must be given */
    public record Parameter(Span span, Name name, @Nullable Expr value) {}

    public record PlantDecl(
            Span span,
            @Nullable String doc,
            Name name,
            @Nullable Name label,
            List<Statement> inside) implements Declaration {}

    /** @param on null when the file has one plant, or the scenario extends another */
    public record ScenarioDecl(
            Span span,
            @Nullable String doc,
            Name title,
            @Nullable Name as,
            @Nullable Ref on,
            @Nullable Base base,
            List<ScenarioItem> items)
            implements Declaration {}

    /**
     * The scenario that another one extends.
     *
     * @param ref its name; null when its title is written
     */
    public record Base(Span span, @Nullable Ref ref, String text) {}
}
