package org.shadowline.validation.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.syntax.Keyword;
import org.shadowline.dsl.syntax.Language;

/** Every word of the language stands in a plant with a known answer, or here with what proves it instead. */
class ElementsHaveCasesTest {
    private static final String DRAWN = "drawn in reports and scenes, nothing is measured of it";
    private static final String EXPERIMENT =
            "what experiments make of it: tests of rehearse, compare, search and sensitivity";

    private static final Map<String, String> PROVEN_ELSEWHERE = Map.ofEntries(
            Map.entry("import", "reading of files: ShadowLanguageTest"),
            Map.entry("area", DRAWN),
            Map.entry("size", DRAWN),
            Map.entry("facing", DRAWN),
            Map.entry("price", "described only, nothing is measured of it"),
            Map.entry("mass", "described only, nothing is measured of it"),
            Map.entry("cube", "a label of the scenario"),
            Map.entry("partner", "a label of the site, no run depends on it"),
            Map.entry("begins", "StartFromStateTest"),
            Map.entry("call", "the word is not written; calls stand in rules-procedure"),
            Map.entry("vary", EXPERIMENT),
            Map.entry("expect", EXPERIMENT),
            Map.entry("goal", EXPERIMENT),
            Map.entry("subject", EXPERIMENT),
            Map.entry("fit", "DistributionFitTest and FitCommandTest"),
            Map.entry("max", "arithmetic of the language, as min and round"));

    @Test
    void every_element_and_property_is_in_a_plant_with_a_known_answer() throws IOException {
        var text = new StringBuilder();
        for (var one : KnownCases.all()) {
            for (var line : Files.readAllLines(one.file())) {
                if (!line.startsWith("//")) text.append(line).append('\n');
            }
        }
        var missing = new TreeSet<String>();
        for (var keyword : Language.all()) {
            var word = word(keyword);
            if (!PROVEN_ELSEWHERE.containsKey(word) && !stands(word, text)) missing.add(word);
        }
        assertEquals(
                List.of(),
                List.copyOf(missing),
                "each needs a plant in src/main/resources/org/shadowline/validation/cases with its known answer");
    }

    @Test
    void nothing_is_said_to_be_proven_elsewhere_that_the_language_does_not_have() {
        var words = Language.all().stream().map(ElementsHaveCasesTest::word).collect(Collectors.toSet());
        PROVEN_ELSEWHERE.keySet().forEach(word -> assertTrue(words.contains(word), word));
    }

    @Test
    @Tag("full")
    void the_last_results_hold_every_case() throws IOException {
        var results = Files.readString(Path.of("results", "cases.txt"));
        var missing = KnownCases.all().stream()
                .filter(one -> !results.contains("\n" + one.title() + "\n"))
                .map(KnownCase::title)
                .toList();
        assertEquals(List.of(), missing, "./bench cases > validation/results/cases.txt keeps them");
    }

    /** The word of a keyword without the parameters of a function. */
    private static String word(Keyword keyword) {
        return keyword.word().replaceFirst("\\(.*", "");
    }

    private static boolean stands(String word, CharSequence text) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(text)
                .find();
    }
}
