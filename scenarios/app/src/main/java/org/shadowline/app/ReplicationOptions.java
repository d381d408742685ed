package org.shadowline.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How often a scenario is repeated, for commands that otherwise do as the scenario says. */
final class ReplicationOptions {
    @Option(names = "--replications", paramLabel = "N", description = "In place of what the scenario says.")
    private @Nullable Integer replications;

    /** Null to do as the scenario says. */
    @Nullable Integer replications() {
        return replications;
    }

    void check(CommandSpec spec) {
        if (replications != null && replications < 1) {
            throw new ParameterException(spec.commandLine(), "--replications must be at least 1: " + replications);
        }
    }
}
