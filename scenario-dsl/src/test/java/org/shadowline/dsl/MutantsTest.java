package org.shadowline.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.syntax.Lexer;
import org.shadowline.dsl.syntax.Tokens;

/** One slip in a large sample: few messages, and never an exception. */
class MutantsTest {
    private final String sample = Samples.everything();
    private final FileAccess files = Samples.beside("sound");
    private final ShadowLanguage language = new ShadowLanguage();

    @Test
    void oneSlipBringsFewMessages() {
        var texts = mutants();
        var crowded = new ArrayList<String>();
        long messages = 0;
        int silent = 0;
        for (var text : texts) {
            var errors = errors(text);
            messages += errors.size();
            if (errors.isEmpty()) {
                silent++;
            }
            if (errors.size() > 3) {
                crowded.add(difference(text) + "\n"
                        + language.check("sample.shadow", text, files).report());
            }
        }
        double mean = messages / (double) texts.size();
        System.out.printf("%d mutants, %.2f messages in the mean, %d accepted%n", texts.size(), mean, silent);
        assertEquals("", String.join("\n", crowded));
        assertTrue(mean <= 1.5, () -> "mean number of messages: " + mean);
    }

    private List<Diagnostic> errors(String text) {
        return language.check("sample.shadow", text, files).diagnostics().stream()
                .filter(Diagnostic::isError)
                .toList();
    }

    private String difference(String text) {
        int at = 0;
        while (at < Math.min(text.length(), sample.length()) && text.charAt(at) == sample.charAt(at)) {
            at++;
        }
        return "changed at " + at + ": …" + sample.substring(Math.max(0, at - 40), Math.min(sample.length(), at + 20));
    }

    private List<String> mutants() {
        var tokens = Lexer.read(new SourceText("sample", sample), new Diagnostics());
        var texts = new ArrayList<String>();
        for (int i = 0; i < tokens.count() - 1; i++) {
            if (tokens.kind(i) != Tokens.DOC) {
                texts.add(sample.substring(0, tokens.start(i)) + sample.substring(tokens.end(i)));
                texts.add(sample.substring(0, tokens.start(i)) + "stray " + sample.substring(tokens.start(i)));
                texts.add(sample.substring(0, tokens.start(i)));
            }
        }
        return texts;
    }

    @Test
    void anyEditIsSurvivedInBoundedTime() {
        var random = new Random(4711);
        var pieces = List.of(
                "(",
                ")",
                "{",
                "}",
                "[",
                "]",
                "->",
                "|",
                ",",
                "\"",
                "\n",
                " ",
                "%",
                "1e9999",
                "..",
                "//",
                "for i in 1..9 {",
                "station",
                "let a = a",
                "route",
                "5 s",
                "at",
                "\u0000",
                "\uD800",
                "ü",
                "use pack",
                "import \"cells.shadow\"");
        long begin = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(sample);
            int edits = 1 + random.nextInt(4);
            for (int e = 0; e < edits; e++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                    case 1 -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(200))));
                }
            }
            for (var diagnostic :
                    language.check("sample.shadow", text.toString(), files).diagnostics()) {
                int start = diagnostic.span().start();
                assertTrue(
                        start >= 0 && start <= diagnostic.span().source().text().length(), diagnostic::message);
            }
        }
        var taken = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(taken.compareTo(Duration.ofMinutes(5)) < 0, () -> "took " + taken);
    }
}
