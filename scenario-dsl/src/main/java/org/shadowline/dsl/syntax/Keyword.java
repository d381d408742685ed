package org.shadowline.dsl.syntax;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.units.Dimension;

/**
 * A word of the language: where it may stand, what follows it and what it means.
 *
 * @param word as written; several words for phrases such as {@code sets up}
 * @param fits the kinds of elements that have the property; empty for anything but properties
 * @param form what follows, in the notation of the reference
 * @param dimension of the value; null when it has none or several
 * @param preset what holds when the word is not written; null when it must be written or nothing happens
 */
public record Keyword(
        String word,
        Place place,
        Set<Statement.Kind> fits,
        String form,
        @Nullable Dimension dimension,
        @Nullable String preset,
        String doc,
        String example) {

    public Keyword {
        fits = Set.copyOf(fits);
    }

    /** Where a keyword may stand. */
    public enum Place {
        FILE,
        PLANT,
        SCENARIO,
        PROPERTY,
        FUNCTION,
        ACTION,
        /** A statement of a rule or procedure. */
        RULE
    }

    /** The first of its words, by which the parser knows it. */
    public String head() {
        int blank = word.indexOf(' ');
        return blank < 0 ? word : word.substring(0, blank);
    }
}
