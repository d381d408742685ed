package org.shadowline.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.syntax.Lexer;
import org.shadowline.dsl.syntax.Tokens;

/** One token lost, doubled or strange in any shipped file: at most 3 messages, and 1.5 in the mean. */
class ShippedMutantsTest {
    private static final List<Path> SHIPPED =
            List.of(Path.of("../scenarios"), Path.of("../validation/src/main/resources"));
    private static final int MOST = 3;
    private static final double MEAN = 1.5;

    private final ShadowLanguage language = new ShadowLanguage();

    /** No multiple of three, so that all three kinds of slips occur. */
    @Test
    void everyEleventhSlipInShippedFilesBringsFewMessages() throws IOException {
        var all = new Tally();
        for (var file : shippedFiles()) tally(file, 11, all);
        all.judge();
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> everySlipInAShippedFileBringsFewMessages() throws IOException {
        return shippedFiles().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    var tally = new Tally();
                    tally(file, 1, tally);
                    tally.judge();
                }));
    }

    private static List<Path> shippedFiles() throws IOException {
        var files = new ArrayList<Path>();
        for (var folder : SHIPPED) {
            try (var all = Files.walk(folder)) {
                all.filter(file -> file.toString().endsWith(".shadow"))
                        .filter(file -> !file.toString().contains("target"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        assertFalse(files.isEmpty(), "no shipped files found");
        return files;
    }

    private void tally(Path file, int stride, Tally tally) throws IOException {
        var text = Files.readString(file);
        var files = Samples.beside(file.toAbsolutePath().getParent().toString());
        assertEquals(List.of(), errors(file, text, files));
        var mutants = mutants(text);
        for (int i = 0; i < mutants.size(); i += stride) {
            tally.count(file, text, mutants.get(i), errors(file, mutants.get(i), files));
        }
    }

    private List<String> errors(Path file, String text, FileAccess files) {
        return language.check(file.getFileName().toString(), text, files).diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::message)
                .toList();
    }

    private static List<String> mutants(String text) {
        var tokens = Lexer.read(new SourceText("shipped", text), new Diagnostics());
        var mutants = new ArrayList<String>();
        for (int i = 0; i < tokens.count() - 1; i++) {
            if (tokens.kind(i) == Tokens.DOC) continue;
            var before = text.substring(0, tokens.start(i));
            var token = text.substring(tokens.start(i), tokens.end(i));
            var after = text.substring(tokens.end(i));
            mutants.add(before + after);
            mutants.add(before + token + " " + token + after);
            mutants.add(before + "stray " + token + after);
        }
        return mutants;
    }

    /** The messages of many mutants. */
    private static final class Tally {
        private final List<String> crowded = new ArrayList<>();
        private int mutants;
        private int messages;

        void count(Path file, String text, String mutant, List<String> errors) {
            mutants++;
            messages += errors.size();
            if (errors.size() > MOST) {
                crowded.add(file + ": " + difference(text, mutant) + "\n    " + String.join("\n    ", errors));
            }
        }

        private static String difference(String text, String mutant) {
            int at = 0;
            while (at < Math.min(text.length(), mutant.length()) && text.charAt(at) == mutant.charAt(at)) {
                at++;
            }
            return "changed at " + at + ": …"
                    + mutant.substring(Math.max(0, at - 40), Math.min(mutant.length(), at + 30));
        }

        void judge() {
            assertEquals("", String.join("\n", crowded));
            double mean = messages / (double) mutants;
            assertTrue(mean <= MEAN, () -> "mean number of messages: " + mean);
        }
    }
}
