package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.shadowline.view.report.ExperimentReport;
import org.shadowline.view.report.ReportWriter;
import picocli.CommandLine.Option;

/** Where the HTML report of an experiment goes; the options that all experiments share. */
final class ReportOptions {
    @Option(
            names = {"-o", "--report"},
            paramLabel = "FILE",
            description =
                    "Where the HTML report goes. Default: the first file's name, the command (but for rehearse) and .html, here.")
    private @Nullable Path report;

    @Option(names = "--no-report", description = "Write no HTML report.")
    private boolean noReport;

    /**
     * The file of the report, tried out.
     *
     * @param command whose report it is
     * @return null for none
     * @throws InputProblem when it cannot be written
     */
    @Nullable Path tryOut(Path input, String command) {
        return tryOut(input, "-" + command, new OutputFiles(input));
    }

    /** The same for a report among other files; {@code ending} follows the name of the input when nobody has named it. */
    @Nullable Path tryOut(Path input, String ending, OutputFiles outputs) {
        if (noReport) return null;
        var file = report != null ? report : usual(input, ending);
        outputs.tryOut("--report", file);
        return file;
    }

    /** The name of the input with another ending, in the present folder. */
    private static Path usual(Path input, String ending) {
        var base = input.toAbsolutePath().normalize().getFileName();
        return Path.of(
                (base == null ? "report" : base.toString().replaceFirst("\\.(shadow|csv|tsv|txt|xlsx)(#.*)?$", ""))
                        + ending + ".html");
    }

    /** Writes the report and says where. */
    static void write(@Nullable Path file, ExperimentReport report, PrintWriter err) throws IOException {
        if (file == null) return;
        new ReportWriter().write(report, file);
        err.println("report: " + file);
    }
}
