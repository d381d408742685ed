package org.shadowline.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.file.WholeFile;

/** The files that a command is to write, tried out before the work whose results they hold. */
final class OutputFiles {
    private final List<Path> inputs;
    private final Map<Path, String> options = new LinkedHashMap<>();

    /** @param input a file that must not be written over */
    OutputFiles(Path input) {
        this(List.of(input));
    }

    OutputFiles(List<Path> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Tries one.
     *
     * @param file null for none
     * @throws InputProblem when it cannot be written, is to hold something else too, or is an input
     */
    void tryOut(String option, @Nullable Path file) {
        if (file == null) return;
        try {
            for (var input : inputs) {
                if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                    throw new InputProblem(option + " " + file + " would be written over the input");
                }
            }
            WholeFile.tryOut(file);
        } catch (IOException e) {
            throw new InputProblem(option + " " + file + " cannot be written: " + e.getMessage());
        }
        var other = options.putIfAbsent(file.toAbsolutePath().normalize(), option);
        if (other != null) throw new InputProblem(other + " and " + option + " name the same file: " + file);
    }
}
