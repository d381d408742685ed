package org.shadowline.view.report;

import java.io.IOException;
import java.nio.file.Path;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.twin.file.WholeFile;

/**
 * Writes the report of a rehearsal or another experiment: one HTML file that holds its data, style, script and charting
 * library, and loads nothing. The same result gives the same page. Thread-safe.
 */
public final class ReportWriter {
    private final ReportPage page = new ReportPage();

    /** The page as text. */
    public String html(RehearsalResult result) {
        return page.of(result);
    }

    /**
     * Writes the page, in UTF-8; folders that are missing are made. The file appears complete or not at all.
     *
     * @throws IOException when the file cannot be written; what was there before is then unchanged
     */
    public void write(RehearsalResult result, Path target) throws IOException {
        WholeFile.write(target, html(result));
    }

    /**
     * Writes the page of an experiment in the same way.
     *
     * @throws IOException when the file cannot be written; what was there before is then unchanged
     */
    public void write(ExperimentReport report, Path target) throws IOException {
        WholeFile.write(target, page.of(report));
    }
}
