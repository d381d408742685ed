package org.shadowline.dsl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.shadowline.dsl.check.Checked;
import org.shadowline.dsl.check.Disk;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.dsl.check.LanguageChecker;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.dsl.syntax.Parser;

/**
 * The entrance to the language. Never throws for a faulty text: what is wrong is in the messages of the result.
 * Thread-safe.
 */
public final class ShadowLanguage {

    /** Checks a file and all that it imports. */
    public Checked check(Path file) throws IOException {
        return check(file, Map.of());
    }

    /**
     * Checks a file with some values replaced: {@code pace=40 s} for a {@code let}, {@code mill.count=3} for a property.
     */
    public Checked check(Path file, Map<String, String> values) throws IOException {
        var disk = new Disk();
        var name = file.toString();
        return check(name, disk.read(name), disk, values);
    }

    /** Checks a file with values replaced and statements added to its scenarios: {@code goal maximise throughput}. */
    public Checked check(Path file, Map<String, String> values, List<String> statements) throws IOException {
        var disk = new Disk();
        var name = file.toString();
        return new LanguageChecker(disk).check(name, disk.read(name), values, statements);
    }

    /** Checks a text of the given name; other files are read by {@code files}. */
    public Checked check(String name, String text, FileAccess files) {
        return check(name, text, files, Map.of());
    }

    public Checked check(String name, String text, FileAccess files, Map<String, String> values) {
        return new LanguageChecker(files).check(name, text, values);
    }

    /** The syntax tree of a text, with its tokens; faults go to {@code diagnostics}. */
    public ParsedFile parse(String name, String text, Diagnostics diagnostics) {
        return Parser.parse(new SourceText(name, text), diagnostics);
    }
}
