package org.shadowline.twin.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a file to which lines are appended. What follows the last line end was cut off, and is no line. */
public final class WholeLines {
    private static final int BUFFER = 1 << 16;

    private WholeLines() {}

    /** Takes a line without its end. */
    public interface Reader {
        Reader NONE = line -> {};

        void line(String line) throws IOException;
    }

    /** Gives each line in UTF-8; returns how many bytes they have with their ends. */
    public static long read(Path file, Reader to) throws IOException {
        long length = 0;
        long whole = 0;
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                length++;
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                whole = length;
                to.line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
        return whole;
    }
}
