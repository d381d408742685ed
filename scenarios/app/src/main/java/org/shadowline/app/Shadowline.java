package org.shadowline.app;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code shadowline}. It exits with 0 when all is fine, 1 when an expectation is not met, and 2 for wrong use
 * or input; what went wrong is said in a line on standard error that begins with {@code error:}, never by a stack trace.
 */
@Command(
        name = "shadowline",
        description = "Simulates, follows and reviews factories.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckCommand.class,
            FormatCommand.class,
            DiscoverCommand.class,
            FitCommand.class,
            ParametersCommand.class,
            RehearseCommand.class,
            TestCommand.class,
            GenealogyCommand.class,
            FollowCommand.class,
            ReviewCommand.class,
            LossesCommand.class,
            CompareCommand.class,
            SearchCommand.class,
            SensitivityCommand.class,
            ScenariosCommand.class,
            NodeCommand.class,
            ServeCommand.class,
            EmulateCommand.class,
            PasswordCommand.class
        },
        versionProvider = Shadowline.Version.class)
public final class Shadowline implements Runnable {
    private static final int WRONG_USE_OR_INPUT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandSpec spec;

    public static void main(String[] args) {
        int code;
        try {
            code = commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println("error: more memory is needed than there is ("
                    + Runtime.getRuntime().maxMemory() / 1_000_000
                    + " MB).\nMaybe take a part of the data, or allow more:"
                    + " JAVA_TOOL_OPTIONS=-Xmx8g shadowline …");
            code = WRONG_USE_OR_INPUT;
        }
        System.exit(code);
    }

    /** The whole command line, with its exit codes and error messages, ready to execute. */
    public static CommandLine commandLine() {
        return new CommandLine(new Shadowline())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Shadowline::wrongUse)
                .setExecutionExceptionHandler(Shadowline::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int wrongUse(ParameterException exception, String[] args) {
        var command = exception.getCommandLine();
        var err = command.getErr();
        err.println("error: " + exception.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(exception, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return WRONG_USE_OR_INPUT;
    }

    private static int failed(Exception exception, CommandLine command, ParseResult parsed) {
        var said = describe(exception);
        // messages of the language say themselves that they are errors
        command.getErr().println(said.startsWith("error[") || said.startsWith("warning[") ? said : "error: " + said);
        LoggerFactory.getLogger(Shadowline.class).debug("the command failed", exception);
        return WRONG_USE_OR_INPUT;
    }

    /** What went wrong, for a user. */
    static String describe(Exception exception) {
        return switch (exception) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            default -> {
                var message = exception.getMessage();
                yield message == null ? exception.getClass().getSimpleName() : message;
            }
        };
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Shadowline.class.getPackage().getImplementationVersion();
            return new String[] {"Shadowline " + (version == null ? "(not packaged)" : version)};
        }
    }
}
