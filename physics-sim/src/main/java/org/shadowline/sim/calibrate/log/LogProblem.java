package org.shadowline.sim.calibrate.log;

import java.nio.file.Path;

/**
 * A log cannot be used: the message names the file and the line, what was found and what was expected, and its second
 * line says what to try. It is meant to be printed as it is.
 */
public final class LogProblem extends RuntimeException {
    public LogProblem(String message) {
        super(message);
    }

    LogProblem(Path file, long line, String what, String maybe) {
        super(file.getFileName() + (line > 0 ? ":" + line : "") + ": " + what + "\nMaybe " + maybe);
    }
}
