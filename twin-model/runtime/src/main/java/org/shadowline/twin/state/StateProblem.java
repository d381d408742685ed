package org.shadowline.twin.state;

import java.nio.file.Path;

/**
 * A state file that cannot be read, in words for the person who wrote it: file, line and column, what was found, what was
 * expected and, after "Maybe", what to try.
 */
public final class StateProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final int line;
    private final int column;

    StateProblem(Path file, int line, int column, String found, String attempt) {
        super(where(file, line, column) + ": " + found + "\nMaybe " + attempt);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    public Path file() {
        return file;
    }

    /** From 1; 0 when the problem is with the file as a whole. */
    public int line() {
        return line;
    }

    /** From 1, in characters; 0 when the problem is with the file as a whole. */
    public int column() {
        return column;
    }

    private static String where(Path file, int line, int column) {
        return line == 0 ? file.toString() : file + ", line " + line + ", column " + column;
    }
}
