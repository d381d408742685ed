package org.shadowline.view.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * Writes the report of a rehearsal: one HTML file that holds its data, style, script and charting library, and loads
 * nothing. The same result gives the same page. Thread-safe.
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
        var file = target.toAbsolutePath();
        var folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException("the report must be a file, but this is a folder: " + target);
        }
        var html = html(result);
        Files.createDirectories(folder);
        var draft = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.writeString(draft, html, StandardCharsets.UTF_8);
            replace(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void replace(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
