package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shadowline.view.report.ExperimentReport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How an experiment is run and where its result goes; the options that all experiments but a rehearsal share. */
final class ExperimentOptions {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ExecutionOptions execution;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReportOptions report;

    @Option(names = "--json", description = "Print all figures as JSON instead of tables.")
    private boolean json;

    private @Nullable Path page;

    /**
     * Checks the options and tries the report's file out, before the work.
     *
     * @param input whose name the report gets when it is not named
     * @throws InputProblem when the report cannot be written
     */
    void begin(CommandSpec spec, Path input) {
        execution.check(spec);
        page = report.tryOut(input, spec.name());
    }

    /** Ready to run; see {@link ExecutionOptions#open}. */
    Execution open(PrintWriter err) throws IOException {
        return execution.open(err);
    }

    int threads() {
        return execution.threads();
    }

    /** Prints the result and writes its report. */
    void end(CommandSpec spec, Supplier<String> text, Supplier<String> asJson, Supplier<ExperimentReport> report)
            throws IOException {
        var out = spec.commandLine().getOut();
        out.print((json ? asJson : text).get());
        out.flush();
        if (page != null)
            ReportOptions.write(page, report.get(), spec.commandLine().getErr());
    }
}
