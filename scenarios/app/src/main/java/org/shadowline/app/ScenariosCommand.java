package org.shadowline.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline scenarios}. */
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        description =
                "Lists the scenarios that are shipped, or those of a folder: what each shows, its place in the cube of"
                        + " human-cyber-physical systems, and how to rehearse it.")
final class ScenariosCommand implements Callable<Integer> {
    /** Set by the script that starts Shadowline. */
    private static final String SHIPPED = "shadowline.scenarios";

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A folder with *.shadow files, or with folders that have some. Default: what is shipped.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var from = folder == null ? shipped() : folder;
        if (!Files.isDirectory(from)) {
            throw new InputProblem(
                    Files.exists(from)
                            ? from + " is a file; expected a folder. Maybe rehearse it: shadowline rehearse " + from
                            : "there is no folder " + from);
        }
        var all = ScenarioCatalogue.of(from);
        if (all.isEmpty()) {
            throw new InputProblem("no .shadow file with a scenario in " + from
                    + " or in a folder in it. Maybe name another folder: shadowline scenarios DIR");
        }
        var out = spec.commandLine().getOut();
        if (json) {
            var list = all.stream().map(ScenariosCommand::tree).toList();
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(list));
        } else {
            for (int i = 0; i < all.size(); i++) print(all.get(i), i == 0, out);
        }
        out.flush();
        return 0;
    }

    private static Path shipped() {
        var given = System.getProperty(SHIPPED);
        var folder = Path.of(given == null ? "scenarios" : given);
        if (Files.isDirectory(folder)) return ScenarioCatalogue.fromHere(folder);
        throw new InputProblem(
                "there is no folder " + folder + " with what is shipped. Name one: shadowline scenarios DIR");
    }

    private static void print(ScenarioCatalogue.Entry entry, boolean first, PrintWriter out) {
        if (!first) out.println();
        out.println(entry.scenario().name() + " · " + entry.plant());
        out.println("  shows     " + entry.shows());
        out.println("  cube      " + entry.cell());
        out.println("  elements  " + entry.elements());
        out.println("  rehearse  " + entry.command());
    }

    private static ObjectNode tree(ScenarioCatalogue.Entry entry) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("id", entry.scenario().id());
        node.put("title", entry.scenario().name());
        node.put("plant", entry.plant());
        node.put("folder", entry.folder().toString());
        node.put("file", entry.file().toString());
        node.put("shows", entry.shows());
        var cube = entry.scenario().cube();
        if (cube == null) {
            node.putNull("cube");
        } else {
            node.putObject("cube")
                    .put("technology", cube.technology())
                    .put("organisation", cube.organisation())
                    .put("value", cube.value());
        }
        node.put("elements", entry.elements());
        node.put("command", entry.command());
        return node;
    }
}
