package org.shadowline.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
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
import org.shadowline.sim.calibrate.log.LogOptions;
import org.shadowline.sim.calibrate.log.LogReader;
import org.shadowline.twin.file.WholeFolder;
import picocli.CommandLine.Command;
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

    @Option(names = "--case", paramLabel = "COLUMN", description = "Column of the case (order). Guessed when obvious.")
    private @Nullable String caseColumn;

    @Option(names = "--activity", paramLabel = "COLUMN", description = "Column of the activity.")
    private @Nullable String activity;

    @Option(names = "--resource", paramLabel = "COLUMN", description = "Column of the worker or machine.")
    private @Nullable String resource;

    @Option(names = "--start", paramLabel = "COLUMN", description = "Column of the start time.")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "COLUMN", description = "Column of the end time.")
    private @Nullable String end;

    @Option(names = "--timestamp", paramLabel = "COLUMN", description = "Column of the one time of a row.")
    private @Nullable String timestamp;

    @Option(names = "--lifecycle", paramLabel = "COLUMN", description = "Column that says start or complete.")
    private @Nullable String lifecycle;

    @Option(names = "--product", paramLabel = "COLUMN", description = "Column that tells products apart.")
    private @Nullable String product;

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "For example dd.MM.yyyy HH:mm.")
    private @Nullable String dateFormat;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the plant, such as Europe/Berlin.")
    private @Nullable ZoneId zone;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the plant. Default: that of the log.")
    private @Nullable String plantName;

    @Option(names = "--strict", description = "Refuse a log with bad rows instead of leaving them out.")
    private boolean strict;

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
            read = LogReader.read(
                    log,
                    logOptions(),
                    (bytes, of, instances) -> progress.tell(String.format(
                            Locale.ROOT,
                            "reading %s: %.0f %%, %,d activities",
                            log,
                            100.0 * bytes / Math.max(1, of),
                            instances)));
            progress.tell("looking for the plant");
            discovered = Discovery.discover(
                    read, DiscoveryOptions.DEFAULT.withPlantName(plantName).withZone(zone));
        }
        var findings = discovered.findings();
        var plantFile = folder.resolve(discovered.plant().id() + ".shadow");
        write(plantFile, discovered, findings);
        print(read, discovered, findings, plantFile);
        return 0;
    }

    private LogOptions logOptions() {
        return LogOptions.GUESS
                .withColumns(caseColumn, activity, resource, start, end)
                .withTimestamp(timestamp, lifecycle)
                .withProduct(product)
                .withDateFormat(dateFormat)
                .withZone(zone)
                .withStrict(strict);
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
