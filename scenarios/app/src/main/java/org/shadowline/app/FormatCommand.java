package org.shadowline.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.shadowline.dsl.diagnostics.Rendering;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.format.Formatter;
import org.shadowline.dsl.format.Formatting;
import org.shadowline.twin.file.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline format}. */
@Command(
        name = "format",
        mixinStandardHelpOptions = true,
        description =
                "Lays out *.shadow files in the one way there is. Comments are kept; faulty files are left alone.")
final class FormatCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "*.shadow files, or folders with them.")
    private List<Path> files = List.of();

    @Option(names = "--check", description = "Change nothing; exit with 1 when a file is not laid out so.")
    private boolean check;

    @Option(names = "--stdout", description = "Print the result instead of writing it.")
    private boolean stdout;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        int code = 0;
        for (var given : files) {
            for (var file : Files.isDirectory(given) ? ScenarioFiles.shadowFiles(given) : List.of(given)) {
                code = Math.max(code, format(file));
            }
        }
        spec.commandLine().getOut().flush();
        return code;
    }

    private int format(Path file) throws Exception {
        var out = spec.commandLine().getOut();
        var text = ScenarioFiles.read(file);
        switch (Formatter.format(new SourceText(file.toString(), text))) {
            case Formatting.Refused(var diagnostics) -> {
                spec.commandLine().getErr().println(Rendering.render(diagnostics));
                return 2;
            }
            case Formatting.Done(String formatted) -> {
                if (stdout) {
                    out.print(formatted);
                    return 0;
                }
                if (formatted.equals(text)) return 0;
                out.println((check ? "would change " : "formatted ") + file);
                if (check) return 1;
                WholeFile.write(file, formatted);
                return 0;
            }
        }
    }
}
