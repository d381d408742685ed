package org.shadowline.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.CauseSearch;
import org.shadowline.plant.genealogy.GenealogyFold;
import org.shadowline.twin.genealogy.GenealogyWriter;
import org.shadowline.twin.genealogy.Kinship;
import org.shadowline.twin.log.EventLogReader;
import org.shadowline.view.report.CausesText;
import org.shadowline.view.report.GenealogyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline genealogy}. */
@Command(
        name = "genealogy",
        mixinStandardHelpOptions = true,
        description =
                "Reads from a file of events where parts come from, where they went, and who did what to them, with"
                        + " which machine and how.")
final class GenealogyCommand implements Callable<Integer> {
    /** A difference that chance explains with more than this is not told. */
    private static final double SURE = 0.01;

    /** The start of events that say no moment. */
    private static final ZonedDateTime EPOCH = ZonedDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    @Parameters(
            paramLabel = "EVENTS",
            description = "Events of a rehearsal (rehearse --events) or of a plant: " + EventLogReader.KNOWN)
    @SuppressWarnings("NullAway.Init")
    private Path events;

    @Option(names = "--part", paramLabel = "N", split = ",", description = "Print the tree of these parts.")
    private List<String> parts = List.of();

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            split = ",",
            description = "Print the trees of all parts of these orders.")
    private List<String> orders = List.of();

    @Option(
            names = "--lot",
            paramLabel = "LOT",
            split = ",",
            description = "Print the trees of all parts of these lots, such as blanks/17.")
    private List<String> lots = List.of();

    @Option(
            names = "--causes",
            description = "Print what bad parts have in common: machines, people, lots, wear, hours …")
    private boolean causes;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the histories of all parts: " + GenealogyWriter.KNOWN)
    private @Nullable Path output;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        boolean asks = !parts.isEmpty() || !orders.isEmpty() || !lots.isEmpty();
        if (!asks && !causes && output == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "what to do is missing: --part N, --order ORDER, --lot LOT, --causes or -o FILE");
        }
        if (output != null) {
            if (!GenealogyWriter.knows(output)) throw unknownForm(spec, "-o", output);
            new OutputFiles(events).tryOut("-o", output);
        }
        if (asks) tell();
        if (causes) tellCauses();
        if (output != null) write(output);
        return 0;
    }

    static ParameterException unknownForm(CommandSpec spec, String option, Path file) {
        return new ParameterException(
                spec.commandLine(),
                option + " " + file + ": expected a file name that ends with one of " + GenealogyWriter.KNOWN);
    }

    private void tell() throws IOException {
        var wantedParts = Set.copyOf(parts);
        var wantedOrders = Set.copyOf(orders);
        var wantedLots = Set.copyOf(lots);
        var kinship = Kinship.of(
                events,
                part -> wantedParts.contains(part.part())
                        || wantedOrders.contains(String.valueOf(part.order()))
                        || wantedLots.contains(String.valueOf(part.lot())));
        if (kinship.asked().isEmpty()) {
            throw new InputProblem("the events name no such part, order or lot: "
                    + Stream.of(parts, orders, lots).flatMap(List::stream).collect(Collectors.joining(", ")));
        }
        var out = spec.commandLine().getOut();
        out.print(GenealogyText.of(kinship));
        out.flush();
    }

    private void tellCauses() throws IOException {
        var reader = new EventLogReader[1];
        var search = new CauseSearch(() -> startOf(reader[0]));
        var fold = new GenealogyFold(search);
        reader[0] = new EventLogReader(events, fold);
        reader[0].read();
        var out = spec.commandLine().getOut();
        out.print(CausesText.of(search.findings(SURE)));
        out.flush();
    }

    private void write(Path target) throws IOException {
        var reader = new EventLogReader[1];
        try (var writer = GenealogyWriter.of(target, () -> startOf(reader[0]))) {
            var fold = new GenealogyFold(writer);
            reader[0] = new EventLogReader(events, fold);
            reader[0].read();
            fold.endOfEvents();
            writer.finish();
        }
        spec.commandLine().getErr().println("genealogy: " + target);
    }

    private static ZonedDateTime startOf(EventLogReader reader) {
        var start = reader.start();
        return start == null ? EPOCH : start;
    }
}
