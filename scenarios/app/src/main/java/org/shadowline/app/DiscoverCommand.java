package org.shadowline.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.format.ShadowWriter;
import org.shadowline.sim.calibrate.discover.Discovered;
import org.shadowline.sim.calibrate.discover.Discovery;
import org.shadowline.sim.calibrate.discover.DiscoveryOptions;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.twin.file.WholeFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline discover}. */
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = "Finds the plant and a scenario in a recorded event log (CSV or XES, plain or .gz).")
final class DiscoverCommand implements Callable<Integer> {
    /** Files that a message names at most. */
    private static final int NAMED = 3;

    @Parameters(paramLabel = "LOG", description = "Event log with starts and ends of activities.")
    @SuppressWarnings("NullAway.Init")
    private Path log;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder for the plant and scenario; it is made when missing.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LogColumns columns;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the plant. Default: that of the log.")
    private @Nullable String plantName;

    @Option(names = "--overwrite", description = "Write over a plant that the folder already holds.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        tryOutFolder();
        var err = spec.commandLine().getErr();
        EventLog read;
        Discovered discovered;
        try (var progress = new ProgressLine(err)) {
            read = columns.read(log, progress);
            progress.tell("looking for the plant");
            discovered = Discovery.discover(
                    read, DiscoveryOptions.DEFAULT.withPlantName(plantName).withZone(columns.zone()));
        }
        var findings = discovered.findings();
        var plantFile = folder.resolve(discovered.plant().id() + ".shadow");
        write(plantFile, discovered, findings);
        print(read, discovered, findings, plantFile);
        return 0;
    }

    /** Refuses a folder that cannot be written to or holds a plant, before the long work. */
    private void tryOutFolder() throws IOException {
        try {
            WholeFolder.tryOut(folder);
        } catch (IOException e) {
            throw new InputProblem("--output " + folder + " cannot be written: " + e.getMessage());
        }
        if (overwrite || !Files.isDirectory(folder)) return;
        refuse(ScenarioFiles.shadowFiles(folder).stream()
                .map(plant -> plant.getFileName().toString())
                .toList());
    }

    private void refuse(List<String> present) {
        if (present.isEmpty()) return;
        var named = String.join(", ", present.subList(0, Math.min(NAMED, present.size())));
        if (present.size() > NAMED) named += " and " + (present.size() - NAMED) + " more";
        throw new InputProblem(
                folder + " already holds " + named
                        + ". Nothing was written.\nMaybe name another folder with -o, or write over what is there with --overwrite.");
    }

    private void write(Path plantFile, Discovered discovered, List<String> findings) throws IOException {
        var files = new LinkedHashMap<String, String>();
        for (var data : discovered.dataFiles().entrySet()) {
            var values = new StringBuilder("seconds\n");
            for (double value : data.getValue()) values.append(value).append('\n');
            files.put(data.getKey(), values.toString());
        }
        // last, so that a plant that is there has its data beside it
        files.put(
                plantFile.getFileName().toString(),
                ShadowWriter.write(
                        discovered.plant(), List.of(discovered.scenario()), discovered.dataFiles(), findings));
        for (var name : files.keySet()) {
            var file = folder.resolve(name);
            if (Files.exists(file) && Files.isSameFile(file, log)) {
                throw new InputProblem(file + " is the log itself, and a part of the plant would be written over it."
                        + "\nMaybe name another folder with -o.");
            }
        }
        if (!overwrite) {
            refuse(files.keySet().stream()
                    .filter(name -> Files.exists(folder.resolve(name)))
                    .toList());
        }
        try (var whole = new WholeFolder(folder)) {
            for (var file : files.entrySet()) whole.write(file.getKey(), file.getValue());
            whole.finish();
        }
    }

    private void print(EventLog read, Discovered discovered, List<String> findings, Path plantFile) throws IOException {
        var out = spec.commandLine().getOut();
        var quality = discovered.quality();
        if (json) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("plant", plantFile.toString());
            tree.put("rows", read.report().rows());
            tree.put("skipped", read.report().skipped());
            tree.put("skippedLines", read.report().skippedLines());
            tree.put("quality", quality);
            tree.put("findings", findings);
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%,d activities of %,d cases, %d kinds of activity, %d resources%n",
                    quality.instances(),
                    quality.cases(),
                    quality.activities(),
                    quality.resources());
            if (read.report().skipped() > 0) {
                out.printf(
                        Locale.ROOT,
                        "%nleft out %,d of %,d rows:%n",
                        read.report().skipped(),
                        read.report().rows());
                for (var line : read.report().skippedLines()) out.println("  " + line);
            }
            out.println("\nwhat was found, and what was done with it");
            for (var finding : findings) out.println("  - " + finding);
            out.println("\nplant and scenario: " + plantFile);
            out.println("next: shadowline rehearse "
                    + (ScenarioFiles.shadowFiles(folder).size() == 1 ? folder : plantFile));
        }
        out.flush();
    }
}
