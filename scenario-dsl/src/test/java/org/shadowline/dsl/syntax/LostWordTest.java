package org.shadowline.dsl.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.dsl.diagnostics.Diagnostic;

/** A word that is lost, or there twice, before a name that looks like a word of the language. */
class LostWordTest {
    @Test
    void aNameNearAPropertyIsAnElementWhosePropertiesFollow() {
        assertEquals(
                List.of("there is no plant element `inspect`"),
                errors("  station wash takes 30 s", "   inspect at (30 m, 6 m) takes 20 s"));
    }

    @Test
    void aNameNearAPropertyIsAnElementWhenItHasACountOrALabel() {
        assertEquals(
                List.of("there is no plant element `inspect`"),
                errors("  station wash takes 30 s", "   inspect * 2", "    takes 20 s"));
        assertEquals(
                List.of("there is no plant element `inspect`"),
                errors("  station wash takes 30 s", "   inspect \"Look\" takes 20 s"));
    }

    @Test
    void aNameNearLetIsAnElementWhenAPropertyFollows() {
        assertEquals(
                List.of("there is no plant element `rest`"),
                errors("  station wash takes 30 s", "  station inspect takes 20 s", "   rest takes 20 s"));
    }

    @Test
    void aMisspelledPropertyIsStillOneWhenItsNextWordFollows() {
        assertEquals(
                List.of("a station has no `fals`; did you mean `fails`?"),
                errors("  station wash takes 30 s", "  fals every 6 h for 20 min", "  station inspect takes 20 s"));
    }

    @Test
    void aWordBeforeTheOneThatItIsNearToIsPassed() {
        assertEquals(
                List.of("a station has no `taker`"),
                errors("  station wash taker takes 30 s", "  station inspect takes 20 s"));
    }

    @Test
    void aUnitThatIsThereTwiceIsPassed() {
        assertEquals(
                List.of("the unit `s` is written twice"),
                errors("  station wash takes 30 s s", "  station inspect takes 20 s"));
        assertEquals(
                List.of("the unit `min` is written twice"),
                errors(
                        "  station wash takes 30 s sets up 2 min min when product changes",
                        "  station inspect takes 20 s"));
    }

    @Test
    void aPartWithoutItsNumberDoesNotTakeTheNextLineIn() {
        assertEquals(
                List.of("`splits` needs a number and a product, e.g. `4 bolt`, but the line ends"),
                errors("  station wash takes 30 s splits into lid", "  station inspect takes 20 s"));
    }

    /** The errors of a plant with a source and a sink, a route over wash and inspect, and the lines given. */
    private static List<String> errors(String... lines) {
        var text = """
                plant p {
                  source orders makes lid every 60 s
                  product lid
                %s
                  route lid { orders -> wash -> inspect }
                }
                """.formatted(String.join("\n", lines));
        return new ShadowLanguage()
                .check("plant.shadow", text, FileAccess.NONE).diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .map(Diagnostic::message)
                        .toList();
    }
}
