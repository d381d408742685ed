package org.shadowline.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.shadowline.dsl.check.Checked;
import org.shadowline.dsl.diagnostics.Code;

/**
 * Faulty texts with the messages that they bring, word for word. {@code -Ddsl.update} writes the messages anew; read
 * the difference before you keep it.
 */
class FaultyTest {
    private static final Path FOLDER = Samples.FOLDER.resolve("faulty");

    @TestFactory
    Stream<DynamicTest> aFaultIsSaidAsExpected() throws IOException {
        return texts().stream().map(text -> DynamicTest.dynamicTest(name(text), () -> compare(text)));
    }

    private static void compare(Path text) throws IOException {
        var expected = text.resolveSibling(name(text) + ".txt");
        var report = check(text).report();
        if (System.getProperty("dsl.update") != null) {
            Files.writeString(expected, report);
        }
        assertEquals(Files.readString(expected), report);
    }

    @Test
    void everyKindOfMessageIsShownByAnExample() throws IOException {
        var missing = EnumSet.allOf(Code.class);
        for (var text : texts()) {
            check(text).diagnostics().forEach(diagnostic -> missing.remove(diagnostic.code()));
        }
        // Needs two files, or more faults than fit an example; tested elsewhere.
        missing.removeAll(EnumSet.of(Code.IMPORT_CYCLE, Code.TOO_MANY_MESSAGES));
        assertEquals(EnumSet.noneOf(Code.class), missing);
    }

    @Test
    void everyMessageHasAPlaceAndSaysSomething() throws IOException {
        for (var text : texts()) {
            var diagnostics = check(text).diagnostics();
            assertFalse(diagnostics.isEmpty(), text::toString);
            for (var diagnostic : diagnostics) {
                var source = diagnostic.span().source();
                assertTrue(diagnostic.span().end() <= source.text().length(), diagnostic::message);
                assertFalse(diagnostic.message().isBlank());
                for (var note : diagnostic.notes()) {
                    assertTrue(note.span().end() <= note.span().source().text().length(), note::message);
                }
            }
        }
    }

    private static Checked check(Path text) throws IOException {
        return new ShadowLanguage()
                .check(text.getFileName().toString(), Files.readString(text), Samples.beside("faulty"));
    }

    private static List<Path> texts() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".shadow"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path text) {
        var file = text.getFileName().toString();
        return file.substring(0, file.length() - ".shadow".length());
    }
}
