package org.shadowline.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.shadowline.twin.file.WholeFile;
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

    @Option(names = "--force", description = "Write into a folder that already holds a plant.")
    private boolean force;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
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

    private void write(Path plantFile, Discovered discovered, List<String> findings) throws IOException {
        if (Files.exists(plantFile) && !force) {
            throw new InputProblem(plantFile + " exists already. Maybe name another folder with -o, or add --force.");
        }
        var text = ShadowWriter.write(
                discovered.plant(), List.of(discovered.scenario()), discovered.dataFiles(), findings);
        Files.createDirectories(folder);
        for (var data : discovered.dataFiles().entrySet()) {
            var values = new StringBuilder("seconds\n");
            for (double value : data.getValue()) values.append(value).append('\n');
            writeWhole(folder.resolve(data.getKey()), values.toString());
        }
        writeWhole(plantFile, text);
    }

    private static void writeWhole(Path target, String text) throws IOException {
        try (var whole = new WholeFile(target)) {
            whole.out().write(text.getBytes(StandardCharsets.UTF_8));
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
            out.println("next: shadowline rehearse " + folder);
        }
        out.flush();
    }
}
