package org.shadowline.sim.calibrate.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows that cannot be used and keeps the first of them; in strict mode the first one is a problem. */
final class RowCheck {
    private static final int KEPT = 20;

    private final Path file;
    private final boolean strict;
    private final List<String> lines = new ArrayList<>();
    private long skipped;

    RowCheck(Path file, boolean strict) {
        this.file = file;
        this.strict = strict;
    }

    void skip(long line, String why) {
        if (strict) {
            throw new LogProblem(file, line, why, "read it without the strict mode, which skips and counts such rows.");
        }
        skipped++;
        if (lines.size() < KEPT) lines.add("line " + line + ": " + why);
    }

    long skipped() {
        return skipped;
    }

    List<String> lines() {
        return lines;
    }
}
