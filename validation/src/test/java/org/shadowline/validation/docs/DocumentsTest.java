package org.shadowline.validation.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.app.Shadowline;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.sim.experiment.Progress;
import org.shadowline.sim.experiment.Rehearser;

/**
 * Runs what the documents show. A {@code shadow} fence must check without a message, and its scenarios run; a {@code shadow
 * error} fence must give the messages of the {@code text} fence that follows; the commands of a {@code console} fence must
 * print what the fence says, where a line {@code …} stands for any lines and {@code …} in a line for any characters.
 */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w[^\\n]*)\\n(.*?)^```$");

    @TempDir
    Path folder;

    private record Fence(Path file, int line, String kind, String text) {
        String name() {
            return ROOT.relativize(file) + ":" + line + " " + kind;
        }
    }

    @TestFactory
    Stream<DynamicTest> every_example_of_the_documents_does_what_it_says() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var file : documents()) {
            var fences = fences(file);
            for (int i = 0; i < fences.size(); i++) {
                var fence = fences.get(i);
                switch (fence.kind()) {
                    case "shadow" -> tests.add(DynamicTest.dynamicTest(fence.name(), () -> run(fence)));
                    case "shadow error" -> {
                        var expected = fences.get(i + 1);
                        assertEquals("text", expected.kind(), fence.name());
                        tests.add(DynamicTest.dynamicTest(fence.name(), () -> fail(fence, expected)));
                    }
                    case "console" -> tests.add(DynamicTest.dynamicTest(fence.name(), () -> console(fence)));
                    default -> {}
                }
            }
        }
        assertTrue(tests.size() > 5, "fences found: " + tests.size());
        return tests.stream();
    }

    private static List<Path> documents() throws IOException {
        try (var docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(f -> f.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static List<Fence> fences(Path file) throws IOException {
        var text = Files.readString(file);
        var fences = new ArrayList<Fence>();
        var matcher = FENCE.matcher(text);
        while (matcher.find()) {
            int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
            fences.add(new Fence(file, line, matcher.group(1).strip(), matcher.group(2)));
        }
        return fences;
    }

    private static void run(Fence fence) {
        var checked = new ShadowLanguage().check("example.shadow", fence.text(), FileAccess.NONE);
        assertEquals("", checked.report());
        for (var scenario : checked.scenarios()) {
            var result = new Rehearser(2, 2, Progress.SILENT).rehearse(scenario.scenario(), scenario.variants(), null);
            assertFalse(result.variants().isEmpty());
            assertTrue(result.variants().getFirst().events() > 0);
        }
    }

    private static void fail(Fence fence, Fence expected) {
        var checked = new ShadowLanguage().check("wrong.shadow", fence.text(), FileAccess.NONE);
        assertEquals(expected.text().strip(), checked.report().strip());
    }

    private void console(Fence fence) throws IOException {
        var lines = fence.text().lines().toList();
        for (int i = 0; i < lines.size(); ) {
            assertTrue(lines.get(i).startsWith("$ ./shadowline "), "a command: " + lines.get(i));
            int next = i + 1;
            while (next < lines.size() && !lines.get(next).startsWith("$ ")) next++;
            command(lines.get(i).substring("$ ./shadowline ".length()), lines.subList(i + 1, next));
            i = next;
        }
    }

    private void command(String command, List<String> expected) throws IOException {
        var out = new StringWriter();
        var words = new ArrayList<String>();
        for (var word : words(command)) {
            words.add(word.startsWith("scenarios/") ? ROOT.resolve(word).toString() : inFolder(word));
        }
        boolean reports = List.of("rehearse", "review", "losses").contains(words.getFirst());
        if (reports && !words.contains("-o") && !words.contains("--no-report")) {
            words.addAll(List.of("-o", folder.resolve("report.html").toString()));
        }
        var err = new StringWriter();
        int code = Shadowline.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        assertTrue(code < 2, err::toString);
        var printed = out.toString().replace(ROOT + "/", "").replace(folder + "/", "");
        assertTrue(
                pattern(expected).matcher(printed.strip() + "\n").matches(),
                () -> "expected:\n" + String.join("\n", expected) + "\nbut was:\n" + printed);
    }

    /** Words as a shell divides them, with double quotes. */
    private static List<String> words(String command) {
        var words = new ArrayList<String>();
        var matcher = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
        while (matcher.find()) words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        return words;
    }

    /** A word that names a file to be written goes to a folder of the test. */
    private String inFolder(String word) {
        return word.startsWith("my-") || word.endsWith(".html")
                ? folder.resolve(word).toString()
                : word;
    }

    private static Pattern pattern(List<String> expected) {
        var pattern = new StringBuilder();
        for (var line : expected) {
            if (line.strip().equals("…")) pattern.append("(?:.*\\R)*?");
            else
                pattern.append(Pattern.quote(line.stripTrailing()).replace("…", "\\E.*\\Q"))
                        .append("\\s*?(?:\\R|$)");
        }
        return Pattern.compile(pattern.toString().strip());
    }
}
