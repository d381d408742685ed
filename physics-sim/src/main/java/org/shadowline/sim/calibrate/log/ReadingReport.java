package org.shadowline.sim.calibrate.log;

import java.util.List;

/**
 * What happened while a log was read.
 *
 * @param rows rows of CSV, or events of XES
 * @param skipped rows that could not be used
 * @param skippedLines the first of them, each with its line and what is wrong
 * @param findings what was guessed and decided, in words
 */
public record ReadingReport(long rows, long skipped, List<String> skippedLines, List<String> findings) {
    /** Of a log that was not read from a file. */
    public static final ReadingReport NONE = new ReadingReport(0, 0, List.of(), List.of());

    public ReadingReport {
        skippedLines = List.copyOf(skippedLines);
        findings = List.copyOf(findings);
    }
}
