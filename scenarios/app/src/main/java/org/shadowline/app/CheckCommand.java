package org.shadowline.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.shadowline.dsl.check.Checked;
import org.shadowline.dsl.diagnostics.Diagnostic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks plants and scenarios without running them: faults, units, and what cannot work.")
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "*.shadow files, or folders with them.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print the messages as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var all = new ArrayList<Diagnostic>();
        boolean errors = false;
        for (var file : expanded()) {
            var checked = ScenarioFiles.check(file, Map.of());
            errors |= checked.hasErrors();
            all.addAll(checked.diagnostics());
            if (!json) out.print(text(file, checked));
        }
        if (json)
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree(all)));
        out.flush();
        return errors ? 2 : 0;
    }

    private List<Path> expanded() throws java.io.IOException {
        var all = new ArrayList<Path>();
        for (var file : files) {
            if (Files.isDirectory(file)) {
                var inside = ScenarioFiles.shadowFiles(file);
                if (inside.isEmpty()) throw new InputProblem("no .shadow file in folder " + file);
                all.addAll(inside);
            } else {
                all.add(file);
            }
        }
        return all;
    }

    private static String text(Path file, Checked checked) {
        if (!checked.diagnostics().isEmpty()) {
            var report = checked.report();
            return report.endsWith("\n") ? report : report + "\n";
        }
        return file + ": fine (" + counted(checked.plants().size(), "plant") + ", "
                + counted(checked.scenarios().size(), "scenario") + ")\n";
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static List<ObjectNode> tree(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(DiagnosticJson::of).toList();
    }
}
