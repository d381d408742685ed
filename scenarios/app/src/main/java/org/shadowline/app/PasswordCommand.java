package org.shadowline.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.shadowline.twin.access.Accounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shadowline password}. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description =
                "Asks for a password, or reads one line of standard input, and prints its bcrypt hash for the file of"
                        + " serve --accounts.")
final class PasswordCommand implements Callable<Integer> {
    /** bcrypt looks at no more. */
    private static final int LONGEST = 72;

    private static final int SHORTEST = 8;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var console = System.console();
        char[] password;
        if (console != null && console.isTerminal()) {
            password = console.readPassword("password: ");
        } else {
            var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            password = line == null ? null : line.toCharArray();
        }
        int bytes = password == null ? 0 : new String(password).getBytes(StandardCharsets.UTF_8).length;
        if (password == null || password.length < SHORTEST || bytes > LONGEST) {
            throw new InputProblem("a password must have " + SHORTEST + " characters to " + LONGEST + " bytes");
        }
        spec.commandLine().getOut().println(Accounts.hash(password));
        return 0;
    }
}
