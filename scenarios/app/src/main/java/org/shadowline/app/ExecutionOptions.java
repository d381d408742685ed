package org.shadowline.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.replicate.LocalExecutor;
import org.shadowline.sim.replicate.ReplicationStore;
import org.shadowline.sim.replicate.StoringExecutor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How the replications of an experiment are run; the options that all experiments share. */
final class ExecutionOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Default: all cores. The numbers are the same.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--fresh",
            description = "Run all replications, also those that an earlier or interrupted command has finished.")
    private boolean fresh;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where finished replications are kept. Default: shadowline/replications in the user's cache.")
    private @Nullable Path cache;

    int threads() {
        return threads;
    }

    void check(CommandSpec spec) {
        if (threads < 1) throw new ParameterException(spec.commandLine(), "--threads must be at least 1: " + threads);
    }

    /** Ready to run; to be closed when the experiment is over. */
    Execution open(PrintWriter err) {
        var store =
                new ReplicationStore(cache != null ? cache : ReplicationStore.usualPlace(), ReplicationStore.LARGEST);
        return new Execution(new StoringExecutor(new LocalExecutor(threads), store, fresh), store, err);
    }
}
