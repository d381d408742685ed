package org.shadowline.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.shadowline.dsl.check.FileAccess;

/** The sample files of the tests, and files in memory. */
final class Samples {
    static final Path FOLDER = Path.of("src/test/resources");

    private Samples() {}

    static String read(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The sample that uses every construct. */
    static String everything() {
        return read("sound/everything.shadow");
    }

    /** The files beside a sample. */
    static FileAccess beside(String folder) {
        return memory(Map.of(), folder);
    }

    /** Files by name, and those of a folder of samples. */
    static FileAccess memory(Map<String, String> files, String folder) {
        var read = new HashMap<>(files);
        return new FileAccess() {
            @Override
            public String resolve(String from, String mentioned) {
                return mentioned;
            }

            @Override
            public String read(String name) throws IOException {
                if (!read.containsKey(name)) {
                    if (name.chars().anyMatch(c -> c < ' ' || c > '~')) throw new IOException("no file is called so");
                    var path = FOLDER.resolve(folder).resolve(name);
                    if (!Files.isRegularFile(path)) {
                        throw new IOException("there is no such file");
                    }
                    read.put(name, Files.readString(path));
                }
                return read.get(name);
            }
        };
    }
}
