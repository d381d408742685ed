package org.shadowline.dsl.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that tests of the layout work on. */
final class Samples {
    private Samples() {}

    static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources", name));
    }

    /** Every file of the language in the tests and among the shipped scenarios. */
    static List<Path> all() throws IOException {
        try (var tests = Files.walk(Path.of("src/test/resources"));
                var shipped = Files.walk(Path.of("../scenarios"))) {
            return java.util.stream.Stream.concat(tests, shipped)
                    .filter(path -> path.toString().endsWith(".shadow"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
